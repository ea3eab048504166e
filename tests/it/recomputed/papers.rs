//! The tables for talks, counted again from the data of the bundle: Table 1, questions with several answers, and scales. Those that set
//! answers against something are counted in `crossed.rs`.

use analysis::document::csv::read_rows;
use server::auth::Role;
use server::i18n::Lang;
use server::pages::coding::tree::label;
use surveys::hearing::span::Span;
use surveys::id::UserId;
use tests::coded::code_answer;
use tests::free_answers::{self, code};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::stored::submitted;
use tests::{Session, on_embedded};

use super::{Data, MIN_CELL, WORDS, bundle};
use crate::bundle::{text, unzip};

/// A table as its file has it, by its name with what it is set against (`by-question?side=q:busy`).
pub(super) async fn table(coordinator: &Session, open: &OpenSurvey, name: &str) -> Vec<Vec<String>> {
    let (name, query) = name.split_once('?').unwrap_or((name, ""));
    let path = format!("/surveys/{}/talks/{name}.csv?{query}", open.survey.0);
    let file = coordinator.get(&path).await.expect_status(200);
    read_rows(&file.bytes).unwrap_or_else(|problem| panic!("{name} is no table: {problem:?}"))
}

/// The row that begins with these words (before a question stands its number), and those below it.
pub(super) fn below<'t>(table: &'t [Vec<String>], words: &str) -> &'t [Vec<String>] {
    let is_there = |row: &Vec<String>| row.first().is_some_and(|cell| cell.ends_with(words));
    let at = table.iter().position(is_there).unwrap_or_else(|| panic!("no {words} in {table:?}"));
    &table[at..]
}

/// `12 (50.0)`.
pub(super) fn n_percent(n: usize, base: usize) -> String {
    format!("{n} ({:.1})", n as f64 / base as f64 * 100.0)
}

/// A question with its answers: words, and the value that they stand for in the data.
fn recount_question(
    table: &[Vec<String>],
    (title, variable): (&str, &str),
    answers: &[(&str, &str)],
    data: &Data,
) {
    let rows = below(table, title);
    let counts: Vec<usize> = answers.iter().map(|(_, value)| data.count(variable, value)).collect();
    let has_few = counts.iter().any(|n| (1..MIN_CELL).contains(n));
    let values: Vec<&str> = answers.iter().map(|(_, value)| *value).collect();
    let base = data.answered(variable, &values);
    assert!(has_few || rows[0][1] == format!("n={base}"), "{title}: {}", rows[0][1]);
    for ((row, (label, _)), n) in rows[1..].iter().zip(answers).zip(counts) {
        assert_eq!(row[0].trim_start_matches('　'), *label, "{title}");
        let wanted = if has_few { "x".to_owned() } else { n_percent(n, base) };
        assert_eq!(row[1], wanted, "{title}: {label}");
    }
}

/// `2.0 (1.0)` and `2.0 [1.0–3.0]`: mean and standard deviation of a sample, median and range.
pub(super) fn figures(values: &[f64]) -> [String; 2] {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let n = values.len();
    let mean = values.iter().sum::<f64>() / n as f64;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let sd = (squares / (n - 1) as f64).sqrt();
    let median = f64::midpoint(values[(n - 1) / 2], values[n / 2]);
    let range = format!("{median:.1} [{:.1}–{:.1}]", values[0], values[n - 1]);
    [format!("{mean:.1} ({sd:.1})"), range]
}

/// Table 1. Kinds of agencies cannot be counted: both are one group in the data.
fn recount_characteristics(table: &[Vec<String>], data: &Data) {
    recount_question(table, ("圏域", "area"), &[("北部", "9001"), ("南部", "9002")], data);
    recount_question(table, ("忙しさ", "busy"), &[("多い", "1"), ("少ない", "2")], data);
    recount_question(table, ("手ごたえ", "mood"), &[("良い", "1"), ("悪い", "2")], data);
    let rows = below(table, "人数");
    let staff = data.numbers("staff");
    assert_eq!(rows[0][1], format!("n={}", staff.len()));
    let said = [rows[1][1].as_str(), rows[2][1].as_str()];
    assert_eq!(said, figures(&staff), "mean and median");
}

/// The scale: a row of the question in each row, with every step, mean and median.
fn recount_scale(table: &[Vec<String>], data: &Data) {
    for (label, variable) in [("ハローワーク", "ties_20"), ("就業・生活の窓口", "ties_22")] {
        let row = &below(table, label)[0];
        assert_eq!(row[1], data.n().to_string(), "{label}");
        let steps = ["0", "1", "2", "3", "4", "97"];
        for (cell, step) in row[2..].iter().zip(steps) {
            assert_eq!(*cell, n_percent(data.count(variable, step), data.n()), "{label}: {step}");
        }
        let given: Vec<f64> = data.numbers(variable).into_iter().filter(|degree| *degree <= 4.0).collect();
        assert_eq!(row[2 + steps.len()..], figures(&given), "{label}");
    }
}

/// Counts all of them again.
pub(super) async fn recount(coordinator: &Session, open: &OpenSurvey, data: &Data) {
    recount_characteristics(&table(coordinator, open, "characteristics").await, data);
    let several = table(coordinator, open, "several").await;
    let partners = [("病院", "1"), ("企業", "2"), ("学校", "3")];
    recount_question(&several, ("連携先", "with"), &partners, data);
    recount_scale(&table(coordinator, open, "scales").await, data);
}

/// How many texts of a project of codings have a code.
fn texts_with(project: &str, code: &str) -> usize {
    let tags = project.split("<Code ").skip(1).filter_map(|part| part.split_once('>'));
    let named = tags.map(|(tag, _)| tag).find(|tag| tag.contains(&format!("name=\"{code}\"")));
    let named = named.unwrap_or_else(|| panic!("no {code} in {project}"));
    let guid = named.split_once("guid=\"").and_then(|(_, rest)| rest.split_once('"'));
    let (guid, _) = guid.unwrap_or_else(|| panic!("no guid in {named}"));
    let reference = format!("<CodeRef targetGUID=\"{guid}\"");
    project.split("<TextSource ").skip(1).filter(|source| source.contains(&reference)).count()
}

/// Seven of twelve people speak of the one code, and five of these of another one, too, one of them twice.
#[tokio::test]
async fn codes_are_counted_again_from_the_project_of_codings() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &free_answers::definition()).await;
        for _ in 0..12 {
            free_answers::answer(app, &open, &["1", "2", "3"], WORDS).await;
        }
        let codes = [code(app, open.survey, "C02").await, code(app, open.survey, "C07").await];
        let responses = submitted(app, open.questionnaire).await;
        let given = [(0..7, 0, 0..2), (0..5, 1, 0..2), (0..1, 1, 3..6)];
        for (people, which, span) in given {
            for response in &responses[people] {
                let words = (WORDS, Span { start: span.start, end: span.end });
                code_answer(app, open.survey, response.id, words, codes[which].id, UserId(1)).await;
            }
        }
        let table = table(&coordinator, &open, "codes").await;
        let project = unzip(&bundle(&coordinator, &open).await["codings/project.qdpx"]);
        let project = text(&project, "project.qde");
        for (code, n) in codes.iter().zip([7, 5]) {
            let name = label(code, Lang::Ja);
            assert_eq!(texts_with(&project, &name), n, "{name}");
            assert_eq!(below(&table, &name)[0][1], n_percent(n, 12), "{name}");
        }
    })
    .await;
}
