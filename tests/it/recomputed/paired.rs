//! The same people before and after, counted again from the rows of the bundle that one sign joins: the table of pairs for talks with its
//! exact test, that of all answers, and the sheet.

use serde_json::{Value, json};
use server::auth::Role;
use server::pages::feedback::content::Piece;
use tests::closed_answers::{answer, definition};
use tests::on_embedded;
use tests::open_survey::{open_definition, open_second};

use super::papers::{figures, n_percent, table};
use super::{Data, bundle, frozen, numbers};
use crate::bundle::column;

/// What pairs say before and after, with how many do: whether they know whom to ask.
const KNOW: [([&str; 2], usize); 4] = [(["1", "1"], 5), (["1", "2"], 5), (["2", "1"], 9), (["2", "2"], 5)];
/// How sure they are, in steps from 1 to 3.
const SURE: [([&str; 2], usize); 4] = [(["1", "1"], 6), (["1", "2"], 6), (["3", "2"], 7), (["3", "3"], 5)];

fn asked() -> Value {
    let step = |value: &str| json!({ "value": value, "text": format!("段階{value}") });
    definition(&[
        json!({ "type": "text", "name": "code", "title": "回答者コード", "kt:role": "respondent_code" }),
        json!({ "type": "radiogroup", "name": "know", "kt:id": "know", "title": "相談先を知っている",
            "choices": ["1|はい", "2|いいえ"] }),
        json!({ "type": "matrix", "name": "sure", "kt:id": "sure", "title": "自信",
            "rows": [{ "value": "a", "text": "紹介する自信" }], "columns": (["1", "2", "3"].map(step)) }),
    ])
}

/// What everybody says, one after the other.
fn said(pairs: &[([&'static str; 2], usize)]) -> Vec<[&'static str; 2]> {
    pairs.iter().flat_map(|(pair, n)| vec![*pair; *n]).collect()
}

/// The values of both rows of each person.
fn joined<'d>([before, after]: [&'d Data; 2], variable: &str) -> Vec<[&'d str; 2]> {
    let rows = |data: &'d Data| {
        let people = column(&data.answers, "person").into_iter();
        people.zip(column(&data.answers, variable)).collect::<Vec<(&'d str, &'d str)>>()
    };
    let later = rows(after);
    let pair = |(person, value): (&'d str, &'d str)| {
        let found = later.iter().find(|(other, _)| *other == person && !person.is_empty());
        Some([value, found?.1])
    };
    rows(before).into_iter().filter_map(pair).collect()
}

/// How many say this before and that after.
fn count(pairs: &[[&str; 2]], is_it: impl Fn(&str, &str) -> bool) -> usize {
    pairs.iter().filter(|[before, after]| is_it(before, after)).count()
}

/// Two-sided probability of so many or fewer of `n`, of whom half are expected.
fn exact(fewer: usize, n: usize) -> f64 {
    let (mut ways, mut sum) = (1.0, 0.0);
    for k in 0..=fewer {
        sum += ways;
        ways = ways * (n - k) as f64 / (k + 1) as f64;
    }
    (2.0 * sum / 2_f64.powi(i32::try_from(n).expect("a small number"))).min(1.0)
}

/// The rows about something: of pairs the second cell is words, of all answers a number.
fn rows_of<'t>(rows: &'t [Vec<String>], title: &str, is_paired: bool) -> &'t [String] {
    let is_it = |row: &&Vec<String>| {
        row.len() > 5 && row[0].contains(title) && row[1].contains('人') == is_paired && !row[1].is_empty()
    };
    rows.iter().find(is_it).unwrap_or_else(|| panic!("no {title} in {rows:?}"))
}

/// Mean and spread behind their sign.
fn height(values: impl Iterator<Item = f64>) -> String {
    let [mean, _] = figures(&values.collect::<Vec<f64>>());
    format!("M={mean}")
}

fn recount_know(rows: &[Vec<String>], both: [&Data; 2]) -> Vec<String> {
    let pairs = joined(both, "know");
    let n = pairs.len();
    let parts = [["1", "1"], ["1", "2"], ["2", "1"], ["2", "2"]]
        .map(|wanted| count(&pairs, |before, after| [before, after] == wanted));
    let words = parts.map(|n| n.to_string());
    let [always, lost, gained, _] = parts;
    let row = rows_of(rows, "相談先を知っている", true);
    assert_eq!(numbers(&row[1]), words, "{row:?}");
    let yes = [always + lost, always + gained].map(|yes| n_percent(yes, n));
    assert_eq!(row[2..5], [yes[0].clone(), yes[1].clone(), n.to_string()]);
    let p = format!("{:.3}", exact(lost.min(gained), lost + gained));
    assert_eq!(row[6], p.trim_start_matches('0'), "the exact test of McNemar: {row:?}");
    let g = gained as f64 / (lost + gained) as f64 - 0.5;
    assert_eq!(row[7], format!("g = {}", format!("{g:.2}").trim_start_matches('0')), "{row:?}");
    let row = rows_of(rows, "相談先を知っている", false);
    let all = both.map(|data| n_percent(data.count("know", "1"), data.answered("know", &["1", "2"])));
    let bases = both.map(|data| data.answered("know", &["1", "2"]).to_string());
    assert_eq!(row[1..5], [&bases[0], &all[0], &bases[1], &all[1]].map(String::clone));
    words.into()
}

fn recount_sure(rows: &[Vec<String>], both: [&Data; 2]) -> Vec<String> {
    let step = |value: &str| value.parse::<f64>().expect("a step");
    let pairs = joined(both, "sure_a");
    let parts = [
        count(&pairs, |before, after| step(after) < step(before)),
        count(&pairs, |before, after| before == after),
        count(&pairs, |before, after| step(after) > step(before)),
    ];
    let words = parts.map(|n| n.to_string());
    let row = rows_of(rows, "紹介する自信", true);
    assert_eq!(numbers(&row[1]), words, "{row:?}");
    let heights = [0, 1].map(|time| height(pairs.iter().map(|pair| step(pair[time]))));
    assert_eq!(row[2..5], [heights[0].clone(), heights[1].clone(), pairs.len().to_string()]);
    let row = rows_of(rows, "紹介する自信", false);
    let all = both.map(|data| height(data.numbers("sure_a").into_iter()));
    let bases = both.map(|data| data.numbers("sure_a").len().to_string());
    assert_eq!(row[1..5], [&bases[0], &all[0], &bases[1], &all[1]].map(String::clone));
    words.into()
}

#[tokio::test]
async fn the_same_people_before_and_after_are_counted_again_from_the_rows_that_are_joined() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let before = open_definition(app, &coordinator, &asked()).await;
        let after = open_second(app, &coordinator, before.survey, &asked()).await;
        for (n, (know, sure)) in said(&KNOW).into_iter().zip(said(&SURE)).enumerate() {
            let code = format!("AB-{n}");
            for (time, open) in [&before, &after].into_iter().enumerate() {
                let fields = [("code", code.as_str()), ("know", know[time]), ("sure.a", sure[time])];
                answer(app, open, &fields).await;
            }
        }
        // They answer before alone: five say yes, five no, so that nobody's answer is what the pairs leave.
        for know in ["1", "2"].repeat(5) {
            answer(app, &before, &[("know", know), ("sure.a", "3")]).await;
        }
        let sections = json!({ "sections": [{ "kind": "before_after", "is_on": true }] });
        let sheet = frozen(app, &coordinator, before.survey, &sections).await;
        let files = bundle(&coordinator, &before).await;
        let both = [&before, &after].map(|open| Data::of(&files, open));
        let both = [&both[0], &both[1]];
        let rows = table(&coordinator, &before, "before-after").await;
        let words = [recount_know(&rows, both), recount_sure(&rows, both)];
        let pairs = format!("{}組", joined(both, "know").len());
        assert!(rows.iter().flatten().any(|cell| cell.contains(&pairs)), "{pairs}: {rows:?}");
        let tables = sheet.pieces().filter_map(|piece| match piece {
            Piece::Table { id, table, .. } if id == "before-after" => Some(table),
            _ => None,
        });
        let says: Vec<&str> =
            tables.flat_map(|table| &table.rows).filter_map(|row| Some(row.get(1)?.text.as_str())).collect();
        for words in words {
            assert!(says.iter().any(|own| numbers(own).starts_with(&words)), "{words:?}: {says:?}");
        }
    })
    .await;
}
