//! Closed answers to be counted: a questionnaire of some questions and consent to all uses, and people who tick.

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::free_answers::consent;
use crate::open_survey::OpenSurvey;
use crate::respondent::answer_page;

/// These questions, and consent.
pub fn definition(elements: &[Value]) -> Value {
    let elements: Vec<Value> = elements.iter().cloned().chain([consent()]).collect();
    json!({ "title": "架空の調査", "pages": [{ "name": "page1", "elements": elements }] })
}

/// Somebody consents to all uses and answers the newest version.
pub async fn answer(app: &TestApp, open: &OpenSurvey, fields: &[(&str, &str)]) {
    answer_page(&app.visitor(), &open.link, &["1", "2", "3"], fields).await;
}
