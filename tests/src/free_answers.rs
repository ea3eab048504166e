//! Free answers to be coded: a questionnaire of consent and one question, people who write, codes by their symbols.

use serde_json::{Value, json};
use surveys::entity::code;
use surveys::id::SurveyId;
use surveys::store;

use crate::app::TestApp;
use crate::open_survey::OpenSurvey;
use crate::page::Page;
use crate::respondent::answer_page;

/// Consent to each use.
pub fn consent() -> Value {
    json!({ "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": [
        { "value": "1", "text": "集計", "kt:consent": "aggregate", "kt:required": true },
        { "value": "2", "text": "地域", "kt:consent": "region" },
        { "value": "3", "text": "学会", "kt:consent": "academic" }] })
}

/// Consent to what a feedback sheet needs: counting, the region, quotes.
pub fn consent_to_sheets() -> Value {
    json!({ "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": [
        { "value": "1", "text": "集計", "kt:consent": "aggregate", "kt:required": true },
        { "value": "2", "text": "地域", "kt:consent": "region" },
        { "value": "5", "text": "言葉の引用", "kt:consent": "quote" }] })
}

/// A free answer about challenges.
pub fn challenge() -> Value {
    json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" })
}

/// Consent and one free answer.
pub fn definition() -> Value {
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [consent(), challenge()] }] })
}

/// Somebody ticks boxes and writes; returns the receipt.
pub async fn answer(app: &TestApp, open: &OpenSurvey, boxes: &[&str], words: &str) -> Page {
    answer_page(&app.visitor(), &open.link, boxes, &[("hard", words)]).await
}

/// The code in use with this symbol.
pub async fn code(app: &TestApp, survey: SurveyId, symbol: &str) -> code::Model {
    let all = store::codes::of_survey(app.db(), survey).await.expect("codes can be read").into_iter();
    all.filter(|code| code.closed_at.is_none())
        .find(|code| code.symbol == symbol)
        .expect("a code of the frame")
}
