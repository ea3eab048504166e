//! Files written by `sav` and read back.

use std::io::Cursor;

use ambers::{Measure, MissingSpec, SpssMetadata, Value as Known};
use arrow::util::display::array_value_to_string;

use super::*;
use crate::document::Cell;
use crate::document::codebook::{CodebookValue, CodebookVariable, Level};
use crate::table::Kind;

/// A variable with these values: code, label, whether it stands for a missing answer.
fn variable(name: &str, label: &str, kind: Kind, values: &[(&str, &str, bool)]) -> CodebookVariable {
    let value =
        |(value, label, is_missing): &(&str, &str, bool)| CodebookValue::new(*value, *label, *is_missing);
    CodebookVariable::new(name, label, kind, values.iter().map(value).collect())
}

fn sheet(columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    let columns = columns.iter().map(|name| (*name).to_string()).collect();
    Sheet { name: "回答データ".to_string(), columns, rows }
}

/// The printed cells row by row, and what the dictionary says, as a program of others reads them.
fn read(bytes: &[u8]) -> (Vec<Vec<String>>, SpssMetadata) {
    let (batch, metadata) = ambers::read_sav_from_reader(Cursor::new(bytes)).unwrap();
    assert_eq!(metadata.warnings, Vec::<String>::new());
    let printed = |row: usize| -> Vec<String> {
        batch.columns().iter().map(|column| array_value_to_string(column, row).unwrap()).collect()
    };
    ((0..batch.num_rows()).map(printed).collect(), metadata)
}

fn labels(metadata: &SpssMetadata, name: &str) -> Vec<(String, String)> {
    let labels = metadata.value_labels(name).unwrap();
    labels.iter().map(|(value, label)| (value.to_string(), label.clone())).collect()
}

fn missing(metadata: &SpssMetadata, name: &str) -> Vec<String> {
    let specs = metadata.variable_missing_values.get(name).map(Vec::as_slice).unwrap_or_default();
    let say = |spec: &MissingSpec| match spec {
        MissingSpec::Value(number) => number.to_string(),
        MissingSpec::StringValue(text) => text.clone(),
        MissingSpec::Range { lo, hi } => format!("{lo}..{hi}"),
    };
    specs.iter().map(say).collect()
}

#[test]
fn labels_and_missing_codes_are_read_back() {
    let answer =
        [("1", "はい", false), ("2", "いいえ", false), ("96", "判読不能", true), ("99", "無回答", true)];
    let group = [("employment", "就労支援", false), ("health", "医療", false), ("*", "秘匿", true)];
    let version = [("1", "第1版", false), ("2", "第2版", false), ("*", "秘匿", true)];
    let codebook = Codebook {
        variables: vec![
            variable("q1", "相談を受けたことがありますか", Kind::Single, &answer),
            variable("agency_group", "機関の種類", Kind::Single, &group),
            variable("version", "調査票の版", Kind::Single, &version),
            variable("hours", "週の時間", Kind::Number, &[]),
            variable("not_in_the_data", "ない", Kind::Number, &[]),
        ],
    };
    let cell = Cell::text;
    let rows = vec![
        vec![cell("1"), cell("employment"), cell("2"), Cell::Number(37.5)],
        vec![cell("99"), cell("*"), cell("*"), Cell::Empty],
        vec![Cell::Empty, cell("health"), cell("1"), Cell::Integer(1_200)],
        vec![cell("2")],
    ];
    let sheet = sheet(&["q1", "agency_group", "version", "hours"], rows);
    let (rows, metadata) = read(&write(&sheet, &codebook, "架空の調査").unwrap());
    assert_eq!(
        rows,
        [
            ["1.0", "1.0", "2.0", "37.5"],
            ["99.0", "-9.0", "-9.0", ""],
            ["", "2.0", "1.0", "1200.0"],
            ["2.0", "", "", ""],
        ]
    );
    assert_eq!(metadata.variable_names, ["q1", "agency_group", "version", "hours"]);
    assert_eq!(metadata.file_label, "架空の調査");
    assert_eq!(metadata.file_encoding, "UTF-8");
    assert_eq!(metadata.label("q1"), Some("相談を受けたことがありますか"));
    let pair = |value: &str, label: &str| (value.to_string(), label.to_string());
    assert_eq!(labels(&metadata, "q1")[3], pair("99", "無回答"));
    assert_eq!(
        labels(&metadata, "agency_group"),
        [pair("1", "就労支援"), pair("2", "医療"), pair("-9", "秘匿")],
        "codes of long texts are numbers in the order of the list"
    );
    assert_eq!(labels(&metadata, "version")[2], pair("-9", "秘匿"));
    assert_eq!(missing(&metadata, "q1"), ["96", "99"]);
    assert_eq!(missing(&metadata, "agency_group"), ["-9"]);
    assert_eq!(missing(&metadata, "version"), ["-9"]);
    assert_eq!(missing(&metadata, "hours"), [""; 0]);
    assert_eq!(metadata.measure("q1"), Some(Measure::Nominal));
    assert_eq!(metadata.measure("hours"), Some(Measure::Scale));
    assert_eq!(metadata.format("hours"), Some("F8.1"));
}

/// Whether a file has the record of missing values of texts over eight bytes, which PSPP 1.6 cannot read.
fn has_record_22(bytes: &[u8]) -> bool {
    let head: Vec<u8> = [7_i32, 22, 1].into_iter().flat_map(i32::to_le_bytes).collect();
    bytes.windows(head.len()).any(|window| window == head)
}

#[test]
fn codes_of_long_texts_are_numbers_where_answers_are_missing() {
    let group = [
        ("consultation", "相談", false),
        ("2", "その他", false),
        ("わからない", "", false),
        ("96", "判読不能", true),
        ("99", "無回答", true),
        ("*", "秘匿", true),
    ];
    let of = |kind: Kind, values: &[(&str, &str, bool)], cells: &[&str]| {
        let rows = cells.iter().map(|cell| vec![Cell::text(cell)]).collect();
        let codebook = Codebook { variables: vec![variable("group", "区分", kind, values)] };
        write(&sheet(&["group"], rows), &codebook, "架空の調査").unwrap()
    };
    let own = sheet(&["group"], vec![vec![Cell::text("consultation")]]);
    let codebook = Codebook { variables: vec![variable("group", "区分", Kind::Single, &group)] };
    let told = renumbered(&own, &codebook);
    let new: Vec<(&str, &str)> =
        told["group"].iter().map(|(code, number)| (code.as_str(), number.as_str())).collect();
    assert_eq!(new, [("consultation", "1"), ("わからない", "3")]);
    let bytes = of(Kind::Single, &group, &["consultation", "わからない", "2", "99", "*", "96", ""]);
    assert!(!has_record_22(&bytes));
    let (rows, metadata) = read(&bytes);
    let numbers = ["1.0", "3.0", "2.0", "99.0", "-9.0", "96.0", ""];
    assert_eq!(rows, numbers.map(|number| [number]), "2 is taken");
    assert_eq!(missing(&metadata, "group"), ["96", "99", "-9"]);
    assert!(labels(&metadata, "group").contains(&("3".to_string(), "わからない".to_string())));
    assert_eq!(metadata.measure("group"), Some(Measure::Nominal));
    // What is on no list, and free text, stays text.
    let few = [("consultation", "相談", false), ("99", "無回答", true)];
    let (rows, _) = read(&of(Kind::Single, &few, &["consultation", "別の言葉"]));
    assert_eq!(rows, [["consultation"], ["別の言葉"]]);
    let (rows, _) = read(&of(Kind::Text, &few, &["consultation"]));
    assert_eq!(rows, [["consultation"]]);
}

#[test]
fn long_codes_without_missing_answers_stay_texts() {
    let group = [("consultation", "相談", false), ("health", "医療", false)];
    let codebook = Codebook { variables: vec![variable("group", "区分", Kind::Single, &group)] };
    let rows = vec![vec![Cell::text("health")]];
    let bytes = write(&sheet(&["group"], rows), &codebook, "架空の調査").unwrap();
    let (rows, metadata) = read(&bytes);
    assert_eq!(rows, [["health"]]);
    assert_eq!(labels(&metadata, "group")[0], ("consultation".to_string(), "相談".to_string()));
}

#[test]
fn a_withheld_number_is_never_a_value() {
    let values = [("-9", "とても寒い", false), ("*", "秘匿", true)];
    let codebook = Codebook { variables: vec![variable("q1", "数", Kind::Single, &values)] };
    let rows = vec![vec![Cell::text("-9")], vec![Cell::Hidden]];
    let (rows, metadata) = read(&write(&sheet(&["q1"], rows), &codebook, "架空の調査").unwrap());
    assert_eq!(rows, [["-9.0"], ["-8.0"]]);
    assert_eq!(missing(&metadata, "q1"), ["-8"]);
}

#[test]
fn a_withheld_value_is_missing_beside_other_missing_answers() {
    let values = [
        ("13", "消化器", false),
        ("98", "答えない", false),
        ("96", "判読不能", true),
        ("99", "無回答", true),
        ("*", "伏せた値", true),
    ];
    let codebook = Codebook { variables: vec![variable("illness", "病気", Kind::Single, &values)] };
    let cells = [Cell::Integer(13), Cell::Integer(98), Cell::Integer(99), Cell::text("*")];
    let rows = cells.into_iter().map(|cell| vec![cell]).collect();
    let (rows, metadata) = read(&write(&sheet(&["illness"], rows), &codebook, "架空の調査").unwrap());
    assert_eq!(rows, [["13.0"], ["98.0"], ["99.0"], ["-9.0"]]);
    assert_eq!(missing(&metadata, "illness"), ["96", "99", "-9"]);
    assert!(labels(&metadata, "illness").contains(&("-9".to_string(), "伏せた値".to_string())));
}

/// A scale of three steps with what stands beside it: codes that are answers, and codes that stand for none.
fn scale(beside: &[&str], missing: &[&str]) -> CodebookVariable {
    let steps = ["1", "2", "3"].map(|step| CodebookValue::new(step, format!("段階{step}"), false));
    let beside = beside.iter().map(|code| CodebookValue {
        is_beside: true,
        ..CodebookValue::new(*code, format!("答え{code}"), false)
    });
    let missing = missing.iter().map(|code| CodebookValue::new(*code, format!("なし{code}"), true));
    let values = steps.into_iter().chain(beside).chain(missing).collect();
    CodebookVariable { level: Level::Ordinal, ..CodebookVariable::new("q1", "満足", Kind::Single, values) }
}

/// What the file of a scale with these cells declares missing.
fn declared(scale: CodebookVariable, cells: &[&str]) -> Vec<String> {
    let rows = cells.iter().map(|cell| vec![Cell::text(cell)]).collect();
    let codebook = Codebook { variables: vec![scale] };
    let (rows, metadata) = read(&write(&sheet(&["q1"], rows), &codebook, "架空の調査").unwrap());
    assert_eq!(rows.len(), cells.len());
    assert_eq!(metadata.measure("q1"), Some(Measure::Ordinal));
    missing(&metadata, "q1")
}

#[test]
fn what_is_no_step_of_a_scale_is_missing_with_what_was_not_answered() {
    assert_eq!(declared(scale(&["97"], &["96", "99"]), &["1", "97"]), ["97", "96", "99"]);
    // Three values are too few, but no answer stands among these four.
    assert_eq!(declared(scale(&["97", "98"], &["96", "99"]), &["1", "97", "98", "99"]), ["96..99"]);
    assert_eq!(declared(scale(&["97", "98"], &["96", "99", "*"]), &["1", "*", "99"]), ["96..99", "-9"]);
}

#[test]
fn no_answer_is_in_a_range_of_missing_values() {
    // -99 to 98 has all steps in it, and 96 to 99 the answer 96.5: those that most rows have are declared.
    let cells = ["1", "97", "97", "98", "98", "-99", "-99", "-96"];
    assert_eq!(declared(scale(&["97", "98"], &["-96", "-99"]), &cells), ["97", "98", "-99"]);
    let cells = ["96.5", "97", "98", "98", "99", "99", "99"];
    let most = declared(scale(&["97", "98"], &["96", "99"]), &cells);
    assert_eq!(most, ["97..99", "96"], "the one that is apart stands beside the others");
    let cells = ["97.5", "97", "98", "98", "99", "99", "99"];
    assert_eq!(declared(scale(&["97", "98"], &["96", "99"]), &cells), ["99", "98", "97"]);
}

#[test]
fn levels_are_those_of_the_codebook_and_no_text_is_a_quantity() {
    let of = |name: &str, kind: Kind, level: Level, values: &[(&str, &str, bool)]| CodebookVariable {
        level,
        ..variable(name, "設問", kind, values)
    };
    let codebook = Codebook {
        variables: vec![
            of("month", Kind::Text, Level::Ordinal, &[]),
            of("mood", Kind::Number, Level::Ordinal, &[("1", "低い", false)]),
            of("beds", Kind::Number, Level::Scale, &[]),
            of("note", Kind::Text, Level::Scale, &[]),
            of("sort", Kind::Single, Level::Nominal, &[("1", "相談", false)]),
        ],
    };
    let row = vec![
        Cell::text("2026-04"),
        Cell::Number(3.0),
        Cell::Number(20.0),
        Cell::text("言葉"),
        Cell::text("1"),
        Cell::Integer(7),
    ];
    let names = ["month", "mood", "beds", "note", "sort", "n"];
    let (_, metadata) = read(&write(&sheet(&names, vec![row]), &codebook, "架空の調査").unwrap());
    let (nominal, ordinal, scale) = (Measure::Nominal, Measure::Ordinal, Measure::Scale);
    assert_eq!(
        names.map(|name| metadata.measure(name)),
        [ordinal, ordinal, scale, nominal, nominal, scale].map(Some),
        "the last is not in the codebook"
    );
}

#[test]
fn codes_that_are_no_numbers_and_open_texts_stay_texts() {
    let area = [("01100", "架空市", false), ("13101", "架空区", false)];
    let codebook = Codebook {
        variables: vec![
            variable("area", "地域", Kind::Single, &area),
            variable("phone", "電話", Kind::Text, &[]),
            variable("day", "日付", Kind::Text, &[]),
        ],
    };
    let row = |area: &str, phone: &str, day: &str| vec![Cell::text(area), Cell::text(phone), Cell::text(day)];
    let rows = vec![row("01100", "0312345678", "2026-03-31"), row("13101", "12", "1970-01-01")];
    let (rows, metadata) =
        read(&write(&sheet(&["area", "phone", "day"], rows), &codebook, "架空の調査").unwrap());
    assert_eq!(rows, [["01100", "0312345678", "2026-03-31"], ["13101", "12", "1970-01-01"]]);
    assert_eq!(metadata.format("day"), Some("SDATE10"));
    assert_eq!(
        metadata.value_labels("area").unwrap().get(&Known::String("13101".to_string())).unwrap(),
        "架空区"
    );
}

#[test]
fn long_texts_are_whole_and_endless_ones_end_at_a_character() {
    let long: String =
        "就労の相談は、体調の波があるので難しい。".chars().cycle().take(9_999).chain(['😀']).collect();
    let endless = "😀".repeat(10_000);
    let (short, beyond) = ("あ".repeat(85), "あ".repeat(86));
    let texts: [&str; 7] = ["", "短い", &long, &short, &beyond, &endless, "終わり"];
    let rows = texts.iter().map(|text| vec![Cell::text("a"), Cell::text(text), Cell::Integer(7)]).collect();
    let own = sheet(&["id", "q9", "n"], rows);
    let (rows, metadata) = read(&write(&own, &Codebook::default(), "架空の調査").unwrap());
    for (row, text) in rows.iter().zip(texts) {
        assert_eq!((row[0].as_str(), row[2].as_str()), ("a", "7.0"));
        if text == endless {
            assert!(row[1].len() <= MAX_TEXT && row[1].ends_with("😀…"), "{} bytes", row[1].len());
        } else {
            assert_eq!(row[1], text);
        }
    }
    assert_eq!(metadata.format("q9"), Some("A32767"));
}

#[test]
fn labels_are_cut_at_a_character_and_names_are_safe() {
    let long = "あ".repeat(200);
    let codebook = Codebook {
        variables: vec![
            variable("年齢", "年齢を教えてください", Kind::Number, &[]),
            variable("q1", &long, Kind::Single, &[("1", &long, false)]),
        ],
    };
    let own = sheet(&["年齢", "q1"], vec![vec![Cell::Integer(40), Cell::text("1")]]);
    let (_, metadata) = read(&write(&own, &codebook, "架空の調査").unwrap());
    assert_eq!(metadata.variable_names, ["v1", "q1"]);
    assert_eq!(metadata.label("v1"), Some("年齢: 年齢を教えてください"));
    assert_eq!(metadata.label("q1").unwrap(), "あ".repeat(84) + "…");
    assert_eq!(labels(&metadata, "q1")[0].1, "あ".repeat(39) + "…");
}

#[test]
fn the_same_data_makes_the_same_bytes() {
    let columns: Vec<String> = (1..=250).map(|n| format!("q{n}")).collect();
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let variables = names
        .iter()
        .enumerate()
        .map(|(n, name)| match n % 10 {
            9 => variable(name, "自由記述", Kind::Text, &[]),
            _ => variable(name, "設問", Kind::Single, &[("1", "はい", false), ("99", "無回答", true)]),
        })
        .collect();
    let codebook = Codebook { variables };
    let row = |n: usize| -> Vec<Cell> {
        let text = "架空の回答。".repeat(n * 9);
        (0..250).map(|at| if at % 10 == 9 { Cell::text(&text) } else { Cell::text("1") }).collect()
    };
    let own = sheet(&names, (0..20).map(row).collect());
    let bytes = write(&own, &codebook, "架空の調査").unwrap();
    assert_eq!(bytes, write(&own, &codebook, "架空の調査").unwrap());
    let (rows, metadata) = read(&bytes);
    assert_eq!((rows.len(), metadata.variable_names.len()), (20, 250));
    assert_eq!(rows[19][249], "架空の回答。".repeat(171));
    assert_eq!(missing(&metadata, "q250"), [""; 0]);
    assert_eq!(missing(&metadata, "q249"), ["99"]);
}

#[test]
fn no_rows_make_a_file_and_no_columns_an_error() {
    let values = [("1", "はい", false), ("99", "無回答", true)];
    let codebook = Codebook {
        variables: vec![
            variable("q1", "設問", Kind::Single, &values),
            variable("q2", "自由記述", Kind::Text, &[]),
        ],
    };
    let (rows, metadata) = read(&write(&sheet(&["q1", "q2"], Vec::new()), &codebook, "架空の調査").unwrap());
    assert!(rows.is_empty());
    assert_eq!(metadata.variable_names, ["q1", "q2"]);
    assert_eq!(labels(&metadata, "q1").len(), 2);
    assert!(write(&sheet(&[], vec![Vec::new()]), &codebook, "架空の調査").is_err());
}
