//! Writes an invented SPSS file with all that a survey's data has, to be opened with PSPP or SPSS:
//!
//! `cargo run -p analysis --example sav -- FILE.sav && pspp-convert FILE.sav FILE.csv`
#![allow(clippy::expect_used, reason = "an example that cannot go on stops")]

use analysis::document::codebook::{Codebook, CodebookValue, CodebookVariable, Level};
use analysis::document::{Cell, Sheet, sav};
use analysis::table::Kind;

fn main() {
    let path = std::env::args().nth(1).expect("the file to write");
    let answers =
        [("1", "はい", false), ("2", "いいえ", false), ("96", "判読不能", true), ("99", "無回答", true)];
    let groups = [("employment", "就労支援機関", false), ("health", "医療機関", false), ("*", "秘匿", true)];
    let versions = [("1", "第1版", false), ("2", "第2版", false), ("*", "秘匿", true)];
    let codebook = Codebook {
        variables: vec![
            variable("id", "回答の番号", Kind::Text, &[]),
            variable("agency_group", "機関の区分", Kind::Single, &groups),
            variable("version", "調査票の版", Kind::Single, &versions),
            variable("q1", "難病のある方の就労相談を受けたことがありますか", Kind::Single, &answers),
            variable("年齢", "年齢", Kind::Number, &[]),
            scale(),
            variable("day", "訪問の日", Kind::Text, &[]),
            variable("q9", "自由にお書きください", Kind::Text, &[]),
        ],
    };
    let long = "体調の波があり、勤務の日数を決めにくいという相談が多い😀。".repeat(340);
    let rows = [
        ["R1", "employment", "2", "1", "41", "5", "2026-03-31", "短い回答"],
        ["R2", "*", "*", "99", "37.5", "97", "2026-04-01", &long],
        ["R3", "health", "1", "96", "", "99", "", ""],
    ];
    let cell = |(place, text): (usize, &str)| match (place, text.parse::<f64>()) {
        (_, _) if text.is_empty() => Cell::Empty,
        (4, Ok(number)) => Cell::Number(number),
        _ => Cell::text(text),
    };
    let sheet = Sheet {
        name: "架空の調査".to_string(),
        columns: codebook.variables.iter().map(|variable| variable.name.clone()).collect(),
        rows: rows.into_iter().map(|row| row.into_iter().enumerate().map(cell).collect()).collect(),
    };
    std::fs::write(path, sav::write(&sheet, &codebook, "invented").expect("the file is made"))
        .expect("it is written");
}

fn variable(name: &str, label: &str, kind: Kind, values: &[(&str, &str, bool)]) -> CodebookVariable {
    let value =
        |(value, label, is_missing): &(&str, &str, bool)| CodebookValue::new(*value, *label, *is_missing);
    CodebookVariable::new(name, label, kind, values.iter().map(value).collect())
}

/// A scale with more codes to be left out than SPSS takes one by one.
fn scale() -> CodebookVariable {
    let steps = [
        ("5", "とても満足", false),
        ("1", "とても不満", false),
        ("97", "わからない", false),
        ("98", "答えない", false),
    ];
    let missing = [("96", "判読不能", true), ("99", "無回答", true)];
    let mut scale = variable("satisfaction", "満足の度合い", Kind::Single, &[&steps[..], &missing].concat());
    scale.level = Level::Ordinal;
    for value in &mut scale.values {
        value.is_beside = ["97", "98"].contains(&value.value.as_str());
    }
    scale
}
