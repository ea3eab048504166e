//! Published numbers follow from the bundle: every number of a frozen sheet is counted again from the files that researchers get.
//! What cannot be counted there is named with its reason: kinds of agencies are groups in the data, who did not agree to academic use
//! is not in them, and the list of agencies is in no bundle. Replies to a sheet ask for no consent to that use: their numbers are in the
//! bundle as a table (`replies`).

mod apart;
mod crossed;
mod paired;
mod papers;
mod parted;
mod replies;
mod sections;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use server::pages::feedback::content::{CountView, Piece, Places, SheetContent, SheetFigure};
use server::view::figure::{CellView, percent};
use surveys::id::{SurveyId, UserId};
use surveys::store;
use surveys::store::feedback_sheets::NewSheet;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::answer_page;
use tests::sheets::publish;
use tests::{Session, TestApp, on_embedded};

use self::crossed::who_and_with_whom;
use crate::bundle::{Files, column, look, rows, take, text, unzip};

/// Below it numbers are withheld (`open_survey::create_survey`).
const MIN_CELL: usize = 5;
/// What half of the people write; the others write of no theme.
const WORDS: &str = "人手が足りない。";

/// The tables of a bundle.
struct Data {
    answers: Vec<Vec<String>>,
    texts: Vec<Vec<String>>,
}

impl Data {
    fn of(files: &Files, open: &OpenSurvey) -> Data {
        let answers = rows(files, &format!("data/q{}.csv", open.questionnaire.0));
        Data { answers, texts: rows(files, "texts/texts.csv") }
    }

    fn has(&self, name: &str) -> bool {
        self.answers[0].iter().any(|head| head.trim_start_matches('\u{FEFF}') == name)
    }

    /// Which rows have a value of a question; a question with several answers has a column for each.
    fn given(&self, variable: &str, value: &str) -> Vec<bool> {
        let (name, value) = match self.has(variable) {
            true => (variable.to_owned(), value),
            false => (format!("{variable}_{value}"), "1"),
        };
        column(&self.answers, &name).into_iter().map(|cell| cell == value).collect()
    }

    /// How many rows have it.
    fn count(&self, variable: &str, value: &str) -> usize {
        self.given(variable, value).into_iter().filter(|is_given| *is_given).count()
    }

    /// How many rows have any of these values: who left the question out is in none.
    fn answered(&self, variable: &str, values: &[&str]) -> usize {
        let given: Vec<Vec<bool>> = values.iter().map(|value| self.given(variable, value)).collect();
        (0..self.n()).filter(|row| given.iter().any(|rows| rows[*row])).count()
    }

    fn n(&self) -> usize {
        self.answers.len() - 1
    }

    /// The numbers of a question, of all who gave one.
    fn numbers(&self, variable: &str) -> Vec<f64> {
        column(&self.answers, variable).into_iter().filter_map(|cell| cell.parse().ok()).collect()
    }
}

fn share(n: usize, base: usize) -> String {
    percent(n as f64 / base as f64)
}

/// A cell says this, or withholds it where few could be told.
fn assert_says(cell: &CellView, wanted: &str, may_be_withheld: bool) {
    match cell.is_suppressed {
        true => assert!(may_be_withheld && cell.text.is_empty(), "{wanted} is withheld without a reason"),
        false => assert_eq!(cell.text, wanted),
    }
}

/// The chart of a closed question.
fn recount(figure: &SheetFigure, places: &Places, data: &Data) {
    let rows = &figure.figure.table.rows;
    let counts = |variable: &str| -> Vec<usize> {
        places.values.iter().map(|value| data.count(variable, value)).collect()
    };
    if let [variable] = places.variables.as_slice() {
        let counts = counts(variable);
        let has_few = counts.iter().any(|n| (1..MIN_CELL).contains(n));
        let values: Vec<&str> = places.values.iter().map(String::as_str).collect();
        let base = data.answered(variable, &values);
        assert_eq!(rows.len(), counts.len(), "{variable}");
        for (row, n) in rows.iter().zip(counts) {
            assert_says(&row[1], &n.to_string(), has_few);
            match row[1].is_suppressed {
                true => assert_eq!(row[2].text, "", "a share would tell the number"),
                false => assert_says(&row[2], &share(n, base), has_few),
            }
        }
        return;
    }
    assert_eq!(rows.len(), places.variables.len());
    for (row, variable) in rows.iter().zip(&places.variables) {
        let counts = counts(variable);
        let base: usize = counts.iter().sum();
        assert_eq!(row.len(), counts.len() + 2, "{variable}");
        for (cell, n) in row[1..].iter().zip(&counts) {
            assert_says(cell, &format!("{n} ({})", share(*n, base)), false);
        }
        assert_says(&row[row.len() - 1], &base.to_string(), false);
    }
}

/// The chart of themes: all that anybody spoke of is in one sentence.
fn recount_themes(figure: &SheetFigure, data: &Data) {
    let texts = column(&data.texts, "文章");
    let n = texts.iter().filter(|text| text.contains(WORDS)).count();
    assert!(!figure.figure.table.rows.is_empty());
    for row in &figure.figure.table.rows {
        assert_says(&row[1], &n.to_string(), false);
        assert_says(&row[2], &share(n, texts.len()), false);
    }
}

/// What a cell of the heat map says of these answers; those over 4 are no degree.
fn tied(given: &[f64]) -> String {
    let degrees: Vec<f64> = given.iter().copied().filter(|degree| *degree <= 4.0).collect();
    let mean = degrees.iter().sum::<f64>() / degrees.len() as f64;
    let n_close = degrees.iter().filter(|degree| **degree >= 3.0).count();
    let args = [
        ("mean", format!("{mean:.1}")),
        ("share", share(n_close, degrees.len())),
        ("n", degrees.len().to_string()),
    ];
    i18n::text(Lang::Ja.code(), "collaboration-cell", &args)
}

/// The heat map's row of all kinds. Those of single kinds cannot be counted where several are one group in the data.
fn recount_ties(figure: &SheetFigure, data: &Data) {
    assert!(!data.has("kind") && data.has("agency_group"), "{:?}", data.answers[0]);
    let all = figure.figure.table.rows.last().expect("a row of all");
    for (cell, variable) in all[1..].iter().zip(["ties_20", "ties_22"]) {
        assert_says(cell, &tied(&data.numbers(variable)), false);
    }
}

/// The numbers in words.
pub fn numbers(words: &str) -> Vec<String> {
    let parts = words.split(|c: char| !c.is_ascii_digit() && c != '.').map(|part| part.trim_matches('.'));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The reading lines, usual and plain, say nothing that the table of their chart does not say.
fn assert_read(figure: &SheetFigure) {
    let cells = figure.figure.table.rows.iter().flatten();
    let told: BTreeSet<String> = cells.flat_map(|cell| numbers(&cell.text)).collect();
    let plain = figure.plain.iter().map(|words| words.reading.as_str());
    for line in [figure.figure.reading.as_str()].into_iter().chain(plain) {
        assert!(numbers(line).iter().all(|number| told.contains(number)), "{line}: {told:?}");
    }
}

fn recount_counts(counts: &[CountView], data: &Data) {
    let heard = i18n::plain(Lang::Ja, "feedback-n-hearings");
    assert_eq!(counts.len(), 2, "one questionnaire, and hearings");
    for count in counts {
        let n = if count.label == heard { 0 } else { data.n() };
        assert_eq!(count.value, n.to_string(), "{}", count.label);
    }
}

/// Counts all numbers of a sheet again; a part that this knows nothing of fails. Returns the charts that it has met.
fn recount_sheet(sheet: &SheetContent, data: &Data) -> Vec<String> {
    recount_counts(&sheet.parameters.counts, data);
    let mut met = Vec::new();
    for piece in sheet.pieces() {
        match piece {
            Piece::Counts { counts } => recount_counts(counts, data),
            Piece::Heading { .. } => {}
            // Questions are named with their numbers.
            Piece::Text { text, .. } if text.contains("手ごたえ") => {}
            Piece::Text { text, plain } => assert!(numbers(text).is_empty() && numbers(plain).is_empty()),
            Piece::Note { .. } => panic!("nobody counts what is said of rates again"),
            Piece::Figures { figures } => {
                for figure in figures {
                    let id = figure.figure.id.as_str();
                    match (id, &figure.places) {
                        (_, Some(places)) => recount(figure, places, data),
                        ("challenges" | "practices", None) => recount_themes(figure, data),
                        (id, None) if id.starts_with("collaboration-heat") => recount_ties(figure, data),
                        // Its lines are means of kinds, which here are one group in the data (see `sections`).
                        (id, None) if id.starts_with("collaboration-network") => {}
                        (id, None) => panic!("nobody counts {id} again"),
                    }
                    assert_read(figure);
                    met.push(id.to_owned());
                }
            }
            Piece::Table { id, .. } => panic!("nobody counts {id} again"),
            Piece::Quotes { quotes } => assert!(quotes.is_empty(), "none was released"),
        }
    }
    met
}

fn questions() -> Value {
    // No digit in what is read: numbers in sentences are those of tables.
    let degree = |(value, text): (&str, &str)| json!({ "value": value, "text": text });
    let degrees = [
        ("0", "知らない"),
        ("1", "名前"),
        ("2", "連絡"),
        ("3", "事例ごと"),
        ("4", "定例"),
        ("97", "わからない"),
    ];
    let row = |value: &str, text: &str| json!({ "value": value, "text": text });
    let mut asked = who_and_with_whom();
    asked.extend([
        json!({ "type": "radiogroup", "name": "mood", "title": "手ごたえ", "choices": ["1|良い", "2|悪い"] }),
        json!({ "type": "matrix", "name": "ties", "title": "いまの関わり", "kt:role": "collaboration",
            "rows": [row("20", "ハローワーク"), row("22", "就業・生活の窓口")],
            "columns": (degrees.map(degree)) }),
        json!({ "type": "text", "name": "staff", "title": "人数", "inputType": "number" }),
        json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }),
    ]);
    definition(&asked)
}

/// What the n-th of 24 people answers: twelve of each area and kind, half of them in each other question, two in a bad mood. Four
/// leave the question with several answers out.
fn given(n: usize) -> Vec<(&'static str, &'static str)> {
    let is_even = n.is_multiple_of(2);
    let mut fields = vec![
        ("where", if n < 12 { "9001" } else { "9002" }),
        ("kind", if (n / 2).is_multiple_of(2) { "20" } else { "22" }),
        ("busy", if is_even { "1" } else { "2" }),
        ("mood", if n < 22 { "1" } else { "2" }),
        ("ties.20", if is_even { "1" } else { "4" }),
        ("ties.22", "2"),
        ("staff", if is_even { "1" } else { "3" }),
        ("hard", if is_even { WORDS } else { "特になし。" }),
    ];
    // Four name nobody.
    if n % 6 != 3 {
        fields.push(("with", "1"));
    }
    if is_even {
        fields.push(("with", "2"));
    }
    fields
}

/// The charts of the closed questions.
fn charts(open: &OpenSurvey) -> [String; 4] {
    ["busy", "with", "mood", "ties_20"].map(|name| format!("q{}-{name}", open.questionnaire.0))
}

/// Publishes the sheet of the whole region with all questions and ties on it; returns what is frozen.
async fn published(app: &TestApp, coordinator: &Session, open: &OpenSurvey) -> SheetContent {
    let chosen =
        json!({ "sections": [{ "kind": "collaboration", "is_on": true }], "questions": charts(open) });
    frozen(app, coordinator, open.survey, &chosen).await
}

/// Composes the sheet of the whole region and publishes it; returns what is frozen.
async fn frozen(app: &TestApp, coordinator: &Session, survey: SurveyId, chosen: &Value) -> SheetContent {
    let sheet =
        NewSheet { survey, area: String::new(), revision: 0, content: chosen.to_string(), taken_from: None };
    let saved = store::feedback_sheets::save(app.db(), sheet, UserId(1)).await;
    saved.expect("a sheet can be composed");
    publish(coordinator, survey, &[]).await;
    let versions = store::publications::of_area(app.db(), survey, "").await.expect("it can be read");
    SheetContent::read(&versions[0].content).expect("what is frozen can be read")
}

async fn bundle(coordinator: &Session, open: &OpenSurvey) -> Files {
    let page = look(coordinator, open.survey.0, "").await;
    unzip(&take(coordinator, &page).await)
}

#[tokio::test]
async fn every_number_of_a_sheet_and_of_tables_for_talks_is_counted_again_from_the_bundle() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questions()).await;
        for n in 0..24 {
            answer(app, &open, &given(n)).await;
        }
        let sheet = published(app, &coordinator, &open).await;
        let data = Data::of(&bundle(&coordinator, &open).await, &open);
        assert_eq!(data.n(), 24);
        let met = recount_sheet(&sheet, &data);
        let q = open.questionnaire.0;
        let others = ["challenges".to_owned(), format!("collaboration-heat-{q}")];
        let mood = format!("q{q}-mood");
        for id in charts(&open).into_iter().chain(others).filter(|id| *id != mood) {
            assert!(met.contains(&id), "{id} is not on the sheet: {met:?}");
        }
        assert!(!met.contains(&mood), "two of them are few, and all of it is withheld");
        let is_named = |piece: &Piece| matches!(piece, Piece::Text { text, .. } if text.contains("手ごたえ"));
        assert!(sheet.pieces().any(is_named), "the sheet says so");
        papers::recount(&coordinator, &open, &data).await;
        parted::recount_area(app, &coordinator, (&open, &data), &["busy", "ties_20"]).await;
        for (variable, values) in [("busy", ["1", "2"]), ("with", ["1", "2"])] {
            parted::recount_figure(&coordinator, (&open, &data), (variable, values.as_slice())).await;
        }
    })
    .await;
}

#[tokio::test]
async fn whom_the_data_leaves_out_is_told_in_the_methods() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questions()).await;
        for n in 0..24 {
            answer(app, &open, &given(n)).await;
        }
        // All of one area and kind: of several they would be few in each.
        for n in [0, 1, 4, 5, 8, 9] {
            answer_page(&app.visitor(), &open.link, &["1", "2"], &given(n)).await;
        }
        let sheet = published(app, &coordinator, &open).await;
        assert_eq!(sheet.parameters.counts[0].value, "30", "the region counts all who allow it");
        let files = bundle(&coordinator, &open).await;
        assert_eq!(Data::of(&files, &open).n(), 24, "research counts those who allow that");
        let say = |n: &str| i18n::text(Lang::Ja.code(), "responses-n", &[("n", n.to_owned())]);
        let args = [("sent", say("30")), ("used", say("24"))];
        let told = i18n::text(Lang::Ja.code(), "bundle-methods-responses", &args);
        assert!(text(&files, "methods.txt").contains(&told), "{told}");
    })
    .await;
}
