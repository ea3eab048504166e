//! The tables for talks that set answers against something, counted again from the data of the bundle: by area and by another question
//! with their tests, by kind (which is a group in the data) in all; and the flow beside the methods. Some people leave the question
//! with several answers out.

use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use tests::closed_answers::{answer, definition};
use tests::inviting::add_agencies;
use tests::on_embedded;
use tests::open_survey::open_definition;

use super::papers::{below, n_percent, table};
use super::{Data, bundle};
use crate::bundle::{column, text};

/// Who answers: half of them in each area.
const N: usize = 60;

/// Area, kind, a question with one answer and one with several.
pub fn who_and_with_whom() -> Vec<Value> {
    vec![
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["9001|北部", "9002|南部"] }),
        json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": ["20|職業の紹介", "22|就労と生活"] }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
        json!({ "type": "checkbox", "name": "with", "title": "連携先",
            "choices": ["1|病院", "2|企業", "3|学校"] }),
    ]
}

/// Twenty and ten of thirty are busy; five and ten name nobody; ten of twenty-five and fifteen of twenty work with companies, too.
fn given(n: usize) -> Vec<(&'static str, &'static str)> {
    let (is_first, place) = (n < N / 2, n % (N / 2));
    let (n_busy, n_named, n_companies) = if is_first { (20, 25, 10) } else { (10, 20, 15) };
    let mut fields = vec![
        ("where", if is_first { "9001" } else { "9002" }),
        ("kind", if n.is_multiple_of(2) { "20" } else { "22" }),
        ("busy", if place < n_busy { "1" } else { "2" }),
    ];
    if place < n_named {
        fields.push(("with", "1"));
    }
    if place < n_companies {
        fields.push(("with", "2"));
    }
    fields
}

fn n_of(rows: &[bool], among: &[bool]) -> usize {
    rows.iter().zip(among).filter(|(is_one, is_among)| **is_one && **is_among).count()
}

/// A number with its share, without the sign of a cell that stands out.
fn counted(cell: &str) -> &str {
    cell.split_inclusive(')').next().unwrap_or_default()
}

/// χ² with Yates' correction and φ of two groups, of which so many have something and so many have not. The sign of φ would say nothing
/// but which group stands first.
fn tested([[a, b], [c, d]]: [[usize; 2]; 2]) -> (f64, f64) {
    let [a, b, c, d] = [a, b, c, d].map(|n| n as f64);
    let (n, product) = (a + b + c + d, (a + b) * (c + d) * (a + c) * (b + d));
    let difference = a * d - b * c;
    (n * (difference.abs() - n / 2.0).max(0.0).powi(2) / product, difference.abs() / product.sqrt())
}

/// What a test of one degree of freedom prints: its statistic, the mark of its probability, and the effect. 3.841 and 6.635 are the
/// values of χ² that one in twenty and one in a hundred exceed.
fn assert_tested(cells: &[String], counts: [[usize; 2]; 2], what: &str) {
    let (statistic, phi) = tested(counts);
    assert!(
        cells[0].starts_with(&format!("χ²(1) = {statistic:.2} ")),
        "{what}: {statistic} is not {}",
        cells[0]
    );
    let mark = if statistic > 6.635 {
        "**"
    } else if statistic > 3.841 {
        "*"
    } else {
        ""
    };
    assert_eq!(cells[1].trim_start_matches(|c: char| c != '*'), mark, "{what}: {}", cells[1]);
    let effect = format!("φ = {}", format!("{phi:.2}").replacen("0.", ".", 1));
    assert!(cells[2].starts_with(&effect), "{what}: {effect} is not {}", cells[2]);
}

/// One line of a table: of `base` in each of two groups and in all, how many are among `hits`.
fn recount_line(row: &[String], hits: &[bool], (groups, base): (&[Vec<bool>; 2], &[bool]), what: &str) {
    let both: Vec<Vec<bool>> = groups
        .iter()
        .map(|group| group.iter().zip(base).map(|(is_of, is_in)| *is_of && *is_in).collect())
        .collect();
    for (cell, group) in row[1..].iter().zip(&both) {
        let wanted = n_percent(n_of(hits, group), n_of(base, group));
        assert_eq!(counted(cell), wanted, "{what}");
    }
    assert_eq!(counted(&row[3]), n_percent(n_of(hits, base), n_of(base, base)), "{what} in all");
    let counts = [&both[0], &both[1]].map(|group| {
        let n = n_of(hits, group);
        [n, n_of(base, group) - n]
    });
    if counts.iter().any(|[_, misses]| *misses > 0) && n_of(hits, base) > 0 {
        assert_tested(&row[4..], counts, what);
    }
}

/// `n=30` of both groups and of all.
fn recount_bases(row: &[String], (groups, base): (&[Vec<bool>; 2], &[bool]), what: &str) {
    let wanted = [n_of(base, &groups[0]), n_of(base, &groups[1]), n_of(base, base)].map(|n| format!("n={n}"));
    assert_eq!(row[1..4], wanted, "{what}");
}

/// The lines of the question with several answers.
fn recount_several(rows: &[Vec<String>], data: &Data, among: (&[Vec<bool>; 2], &[bool]), what: &str) {
    let rows = below(rows, "連携先");
    recount_bases(&rows[0], among, what);
    for (row, value) in rows[1..].iter().zip(["1", "2"]) {
        let hits = data.given("with", value);
        recount_line(row, &hits, among, &format!("{what}: {value}"));
    }
    assert_eq!(rows[3][0].trim_start_matches('　'), "学校", "which nobody named");
}

#[tokio::test]
async fn tables_that_set_answers_against_something_are_counted_again_with_their_tests() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&who_and_with_whom())).await;
        for n in 0..N {
            answer(app, &open, &given(n)).await;
        }
        let data = Data::of(&bundle(&coordinator, &open).await, &open);
        let all = vec![true; N];
        let areas = ["9001", "9002"].map(|area| data.given("area", area));
        let busy = ["1", "2"].map(|value| data.given("busy", value));
        let named: Vec<bool> =
            column(&data.answers, "with_1").into_iter().map(|cell| cell == "0" || cell == "1").collect();
        assert_eq!(n_of(&named, &all), 45, "fifteen name nobody");
        let by_area = table(&coordinator, &open, "by-area").await;
        let rows = below(&by_area, "忙しさ");
        recount_bases(&rows[0], (&areas, &all), "by area");
        let counts = [0, 1].map(|area| [0, 1].map(|value| n_of(&busy[value], &areas[area])));
        assert_tested(&rows[0][4..], counts, "busy by area");
        for (row, hits) in rows[1..].iter().zip(&busy) {
            let cells: Vec<&str> = row[1..4].iter().map(|cell| counted(cell)).collect();
            let wanted =
                [&areas[0], &areas[1], &all].map(|group| n_percent(n_of(hits, group), n_of(&all, group)));
            assert_eq!(cells, wanted, "busy by area");
        }
        recount_several(&by_area, &data, (&areas, &named), "by area, of those who named any");
        let by_question = table(&coordinator, &open, "by-question?side=q:busy").await;
        recount_several(&by_question, &data, (&busy, &all), "by question, of those who were asked");
        let says = |key: &str| {
            let words = i18n::plain(Lang::Ja, key);
            by_question.iter().flatten().any(|cell| *cell == words)
        };
        assert!(says("talk-note-crossed-several") && says("talk-note-crossed-all"), "{by_question:?}");
        let by_kind = table(&coordinator, &open, "by-kind").await;
        for (title, hits, base) in [("忙しさ", &busy[0], &all), ("連携先", &named, &named)] {
            let rows = below(&by_kind, title);
            assert_eq!(rows[0][3], format!("n={}", n_of(base, base)), "{title}");
            assert_eq!(counted(&rows[1][3]), n_percent(n_of(hits, base), n_of(base, base)), "{title}");
        }
    })
    .await;
}

/// Nobody is invited one by one: twelve of twenty-four agencies are those that it is for, and six answer.
#[tokio::test]
async fn the_rate_of_those_on_the_list_is_that_of_the_flow() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let busy =
            json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] });
        let mut asked = definition(&[busy]);
        asked["kt:audience"] = json!(["22"]);
        let open = open_definition(app, &coordinator, &asked).await;
        let emails: Vec<String> = (0..24).map(|n| format!("a{n}@example.jp")).collect();
        add_agencies(app, &emails.iter().map(String::as_str).collect::<Vec<&str>>()).await;
        for _ in 0..6 {
            answer(app, &open, &[("busy", "1")]).await;
        }
        let flow = table(&coordinator, &open, "flow").await;
        let is_there = |row: &Vec<String>| row.len() > 6 && row[1..7] == ["12", "–", "–", "–", "6", "50.0%"];
        assert!(flow.iter().any(is_there), "{flow:?}");
        let files = bundle(&coordinator, &open).await;
        let rate = "6 / 12 = 50.0%";
        for lang in [Lang::Ja, Lang::En] {
            let told = i18n::text(lang.code(), "bundle-methods-rate-listed", &[("rate", rate.to_owned())]);
            assert!(text(&files, "methods.txt").contains(&told), "{told}");
        }
        let ddi = text(&files, &format!("codebook/q{}.xml", open.questionnaire.0));
        assert!(ddi.contains(rate), "{ddi}");
    })
    .await;
}
