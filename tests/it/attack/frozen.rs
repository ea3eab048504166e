//! Sheets with every section, as they are frozen: composed, published, and read by somebody who wants to know more.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use server::pages::feedback::content::{SheetContent, SheetFigure};
use surveys::id::{SurveyId, UserId};
use surveys::store;
use surveys::store::feedback_sheets::NewSheet;
use tests::open_survey::OpenSurvey;
use tests::{Session, TestApp};

use super::{Reader, THRESHOLD, WHOLE};
use crate::recomputed::numbers;

/// All sections, and those that the sheet of an area cannot have.
const SECTIONS: [&str; 9] = [
    "introduction",
    "rates",
    "challenges",
    "practices",
    "requests",
    "quotes",
    "answers",
    "replies",
    "next_steps",
];
const OF_THE_REGION: [&str; 3] = ["rate_charts", "collaboration", "before_after"];

/// Composes the sheet of an area (none is the whole region) with all sections and with the charts of these questions, and publishes it.
pub async fn with_all_sections(
    app: &TestApp,
    coordinator: &Session,
    open: &OpenSurvey,
    (area, questions): (&str, &[&str]),
) -> SheetContent {
    let of_region = OF_THE_REGION.iter().filter(|_| area.is_empty());
    let sections: Vec<Value> =
        SECTIONS.iter().chain(of_region).map(|kind| json!({ "kind": kind, "is_on": true })).collect();
    let questions = questions.iter().map(|name| format!("q{}-{name}", open.questionnaire.0));
    let questions: Vec<String> = questions.collect();
    let content = json!({ "sections": sections, "questions": questions, "is_full": true });
    let sheet = NewSheet {
        survey: open.survey,
        area: area.to_owned(),
        revision: 0,
        content: content.to_string(),
        taken_from: None,
    };
    store::feedback_sheets::save(app.db(), sheet, UserId(1)).await.expect("a sheet can be composed");
    published(app, coordinator, (open.survey, area), &[]).await
}

/// Publishes the sheet of an area as its preview shows it now; `changes` are fields of the form.
pub async fn published(
    app: &TestApp,
    coordinator: &Session,
    (survey, area): (SurveyId, &str),
    changes: &[(&str, &str)],
) -> SheetContent {
    let preview = format!("/surveys/{}/feedback/preview?area={area}", survey.0);
    let page = coordinator.get(&preview).await.expect_status(200);
    coordinator.submit(&page, "#publish-form", changes).await.expect_status(303);
    let version = store::publications::shown(app.db(), survey, area).await.expect("it can be read");
    SheetContent::read(&version.expect("a version").content).expect("what is frozen can be read")
}

/// Reads how many answered, and all charts; they are about the people of `within`.
pub fn read(reader: &mut Reader, sheet: &SheetContent, within: &str, source: &str) {
    for count in sheet.parameters.counts.iter().filter(|count| count.questionnaire.is_some()) {
        reader.read(&[within], &count.value, source);
    }
    for own in sheet.sheet_figures() {
        let table = &own.figure.table;
        for row in &table.rows {
            let Some((head, cells)) = row.split_first() else { continue };
            let has_share = cells.iter().any(|cell| cell.text.contains('%'));
            let is_withheld = cells.iter().any(|cell| cell.is_suppressed);
            assert!(own.figure.is_wide || !has_share || !is_withheld, "a share tells its number: {row:?}");
            for (column, cell) in table.columns.iter().skip(1).zip(cells) {
                let within = if WHOLE.contains(&column.label.as_str()) { within } else { "" };
                reader.read(&[within, &head.text, &column.label], cell.printed(), source);
            }
        }
        assert_lines(own);
    }
}

/// The lines beside a chart name no number that its table withholds; they may say from which number on numbers are told.
fn assert_lines(own: &SheetFigure) {
    let cells = own.figure.table.rows.iter().flatten();
    let mut told: BTreeSet<String> = cells.flat_map(|cell| numbers(&cell.text)).collect();
    told.insert(THRESHOLD.to_string());
    let plain = own.plain.iter().map(|words| words.reading.as_str());
    for line in [own.figure.reading.as_str()].into_iter().chain(plain) {
        assert!(numbers(line).iter().all(|number| told.contains(number)), "{line}: {told:?}");
    }
}
