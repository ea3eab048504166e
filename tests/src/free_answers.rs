//! Free answers to be coded: a questionnaire of consent and one question, people who write, codes by their symbols.

use serde_json::{Value, json};
use surveys::entity::code;
use surveys::id::SurveyId;
use surveys::store;

use crate::app::TestApp;
use crate::open_survey::OpenSurvey;
use crate::page::Page;

/// Consent to each use.
pub fn consent() -> Value {
    json!({ "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": [
        { "value": "1", "text": "集計", "kt:consent": "aggregate", "kt:required": true },
        { "value": "2", "text": "地域", "kt:consent": "region" },
        { "value": "3", "text": "学会", "kt:consent": "academic" }] })
}

/// Consent and one free answer.
pub fn definition() -> Value {
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [
        consent(), { "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }] }] })
}

/// Somebody ticks boxes and writes; returns the receipt.
pub async fn answer(app: &TestApp, open: &OpenSurvey, boxes: &[&str], words: &str) -> Page {
    let person = app.visitor();
    let started = person.start(&open.link).await.expect_status(303);
    let page = person.follow(started).await.expect_status(200);
    let boxes = boxes.iter().map(|value| ("consent", *value));
    let fields: Vec<(&str, &str)> = boxes.chain([("hard", words), ("go", "next")]).collect();
    let sent = person.submit(&page, "form[data-fill]", &fields).await;
    let check = person.follow(sent).await.expect_status(200);
    let sent = person.submit(&check, "#check-form", &[("go", "submit")]).await.expect_status(303);
    person.follow(sent).await.expect_status(200)
}

/// The code in use with this symbol.
pub async fn code(app: &TestApp, survey: SurveyId, symbol: &str) -> code::Model {
    let all = store::codes::of_survey(app.db(), survey).await.expect("codes can be read").into_iter();
    all.filter(|code| code.closed_at.is_none())
        .find(|code| code.symbol == symbol)
        .expect("a code of the frame")
}
