//! Closed answers to be counted: a questionnaire of some questions and consent to all uses, and people who tick.

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::free_answers::consent;
use crate::open_survey::OpenSurvey;
use crate::respondent::send;

/// These questions, and consent.
pub fn definition(elements: &[Value]) -> Value {
    let elements: Vec<Value> = elements.iter().cloned().chain([consent()]).collect();
    json!({ "title": "架空の調査", "pages": [{ "name": "page1", "elements": elements }] })
}

/// Somebody consents to all uses and answers the newest version.
pub async fn answer(app: &TestApp, open: &OpenSurvey, fields: &[(&str, &str)]) {
    let person = app.visitor();
    let started = person.start(&open.link).await;
    let page = person.follow(started).await.expect_status(200);
    let all = [("consent", "1"), ("consent", "2"), ("consent", "3"), ("go", "next")];
    let fields: Vec<(&str, &str)> = all.into_iter().chain(fields.iter().copied()).collect();
    let sent = person.submit(&page, "form[data-fill]", &fields).await;
    let check = person.follow(sent).await.expect_status(200);
    assert!(check.path.ends_with("/check"), "{}", check.describe());
    send(&person, &check).await;
}
