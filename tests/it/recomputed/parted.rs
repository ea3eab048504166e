//! What parts people, counted again from the data of the bundle: the sheet of an area, tables by kind where each kind is a group of its
//! own, tables of all answers before and after, and figures for talks.

use serde_json::json;
use server::pages::feedback::content::SheetContent;
use surveys::id::UserId;
use surveys::store;
use surveys::store::feedback_sheets::NewSheet;
use tests::open_survey::OpenSurvey;
use tests::sheets::publish_area;
use tests::{Session, TestApp};

use super::papers::{below, n_percent, table};
use super::{Data, assert_read, recount, share};

/// The area of which there is a sheet.
const AREA: &str = "9001";

/// The rows of an area.
fn of_area(data: &Data, area: &str) -> Data {
    let is_of = data.given("area", area);
    let rows = data.answers[1..].iter().zip(is_of).filter(|(_, is_of)| *is_of).map(|(row, _)| row.clone());
    let answers = data.answers[..1].iter().cloned().chain(rows).collect();
    Data { answers, texts: data.texts.clone() }
}

/// Publishes the sheet of an area with these charts and counts their numbers, and how many answered, again.
pub(super) async fn recount_area(
    app: &TestApp,
    coordinator: &Session,
    (open, data): (&OpenSurvey, &Data),
    names: &[&str],
) {
    let ids: Vec<String> = names.iter().map(|name| format!("q{}-{name}", open.questionnaire.0)).collect();
    let on = |kind: &str, is_on: bool| json!({ "kind": kind, "is_on": is_on });
    let sections = [("rates", true), ("answers", true), ("challenges", false), ("practices", false)];
    let content = json!({ "sections": (sections.map(|(kind, is_on)| on(kind, is_on))), "questions": ids });
    let sheet = NewSheet {
        survey: open.survey,
        area: AREA.to_owned(),
        revision: 0,
        content: content.to_string(),
        taken_from: None,
    };
    store::feedback_sheets::save(app.db(), sheet, UserId(1)).await.expect("a sheet can be composed");
    publish_area(coordinator, open.survey, AREA).await;
    let version = store::publications::shown(app.db(), open.survey, AREA).await.expect("it can be read");
    let sheet = SheetContent::read(&version.expect("a version").content).expect("it can be read");
    let own = of_area(data, AREA);
    assert!(own.n() > 0 && own.n() < data.n(), "it is a part of them");
    assert_eq!(sheet.parameters.counts[0].value, own.n().to_string(), "how many answered");
    let mut met = Vec::new();
    for figure in sheet.sheet_figures() {
        let places = figure.places.as_ref().unwrap_or_else(|| panic!("nobody counts {}", figure.figure.id));
        recount(figure, places, &own);
        assert_read(figure);
        met.push(figure.figure.id.clone());
    }
    assert_eq!(met, ids, "all of them are on it");
}

/// How many of a part are among those who gave something.
fn n_in(part: &[bool], given: &[bool]) -> usize {
    part.iter().zip(given).filter(|(is_of, is_given)| **is_of && **is_given).count()
}

/// The numbers of a question in a table by kind: of both groups and of all, how many were asked and how many gave each answer.
pub(super) async fn recount_by_kind(
    coordinator: &Session,
    (open, data): (&OpenSurvey, &Data),
    groups: [&str; 2],
    (title, variable, values): (&str, &str, &[&str]),
) {
    let by_kind = table(coordinator, open, &format!("by-kind?questionnaire={}", open.questionnaire.0)).await;
    let rows = below(&by_kind, title);
    let members: Vec<Vec<bool>> = groups.iter().map(|group| data.given("agency_group", group)).collect();
    let everybody = vec![true; data.n()];
    let parts: Vec<&Vec<bool>> = members.iter().chain([&everybody]).collect();
    for (cell, part) in rows[0][1..].iter().zip(&parts) {
        assert_eq!(*cell, format!("n={}", n_in(part, &everybody)), "{title}");
    }
    for (row, value) in rows[1..].iter().zip(values) {
        let given = data.given(variable, value);
        for (cell, part) in row[1..].iter().zip(&parts) {
            let wanted = n_percent(n_in(part, &given), n_in(part, &everybody));
            // A sign of a cell that stands out may follow.
            assert!(cell.starts_with(&wanted), "{title}: {value}: {cell} is not {wanted}");
        }
    }
}

/// All answers before and after as of different people: how many there are, how many said yes, and φ.
pub(super) async fn recount_apart(
    coordinator: &Session,
    open: &OpenSurvey,
    both: [&Data; 2],
    (title, variable): (&str, &str),
) {
    let rows = table(coordinator, open, "before-after").await;
    let row = rows.iter().find(|row| row.len() > 7 && row[0].contains(title));
    let row = row.unwrap_or_else(|| panic!("no {title} in {rows:?}"));
    let counts = both.map(|data| ["1", "2"].map(|value| data.count(variable, value)));
    let said = counts.map(|[yes, no]| [(yes + no).to_string(), n_percent(yes, yes + no)]);
    assert_eq!(row[1..5], said.concat(), "{row:?}");
    let [[a, b], [c, d]] = counts.map(|own| own.map(|n| n as f64));
    let phi = (a * d - b * c) / ((a + b) * (c + d) * (a + c) * (b + d)).sqrt();
    let printed = format!("{:.2}", phi.abs());
    assert!(row[7].contains(printed.trim_start_matches('0')), "φ is {phi}: {row:?}");
}

/// The figure of a question for talks has the number of each answer with its share.
pub(super) async fn recount_figure(
    coordinator: &Session,
    (open, data): (&OpenSurvey, &Data),
    (variable, values): (&str, &[&str]),
) {
    let path = format!("/surveys/{}/talks/figure.svg?figure=answers&variable={variable}", open.survey.0);
    let drawn = coordinator.get(&path).await.expect_status(200).body;
    let base = data.answered(variable, values);
    for value in values {
        let n = data.count(variable, value);
        let wanted = format!("{n} ({})", share(n, base));
        assert!(drawn.contains(&wanted), "{variable} = {value}: no {wanted} in {drawn}");
    }
}
