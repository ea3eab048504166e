//! Feedback sheets: a survey that has one, and how a coordinator composes, approves and shares it.

use serde_json::{Value, json};
use surveys::id::SurveyId;

use crate::app::TestApp;
use crate::free_answers::{challenge, consent_to_sheets};
use crate::open_survey::OpenSurvey;
use crate::page::Page;
use crate::respondent::answer_page;
use crate::session::Session;

/// Consent to what a sheet needs, a closed question (`way`), a free answer (`hard`), and `more` questions.
pub fn definition(more: &[Value]) -> Value {
    let way =
        json!({ "type": "radiogroup", "name": "way", "title": "通う手段", "choices": ["1|バス", "2|徒歩"] });
    let elements: Vec<Value> =
        [consent_to_sheets(), way, challenge()].into_iter().chain(more.iter().cloned()).collect();
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": elements }] })
}

/// Somebody allows all that a sheet needs, and answers; returns the receipt.
pub async fn answer(app: &TestApp, open: &OpenSurvey, fields: &[(&str, &str)]) -> Page {
    answer_page(&app.visitor(), &open.link, &["1", "2", "5"], fields).await
}

/// Releases the first quote of a list of quotes, whose query this is; `changes` are fields of its form.
pub async fn release(coordinator: &Session, survey: SurveyId, list: &str, changes: &[(&str, &str)]) {
    let list = coordinator.get(&format!("/surveys/{}/feedback{list}", survey.0)).await.expect_status(200);
    let quotes = list.attributes(".quote-form a", "href");
    let page = coordinator.get(&quotes[0]).await.expect_status(200);
    let changes = [changes, &[("checked", "true"), ("do", "release")]].concat();
    coordinator.submit(&page, "#quote-form", &changes).await.expect_status(303);
}

/// Approves the sheet of the whole region as its preview shows it now; `changes` are fields of the form.
pub async fn publish(coordinator: &Session, survey: SurveyId, changes: &[(&str, &str)]) -> Page {
    approve(coordinator, &format!("/surveys/{}/feedback/preview", survey.0), changes).await
}

/// Approves the sheet of an area, by its code, as its preview shows it now; returns the page on which it is read inside the service.
pub async fn publish_area(coordinator: &Session, survey: SurveyId, area: &str) -> String {
    let feedback = format!("/surveys/{}/feedback", survey.0);
    approve(coordinator, &format!("{feedback}/preview?area={area}"), &[]).await;
    format!("{feedback}/published?area={area}")
}

async fn approve(coordinator: &Session, preview: &str, changes: &[(&str, &str)]) -> Page {
    let page = coordinator.get(preview).await.expect_status(200);
    coordinator.submit(&page, "#publish-form", changes).await.expect_status(303)
}

/// Makes a share link of the whole region and returns its path.
pub async fn share(coordinator: &Session, survey: SurveyId) -> String {
    let fields = [("region", ""), ("days", "30")];
    coordinator.post_form(&format!("/surveys/{}/links", survey.0), &fields).await.expect_status(303);
    let page = coordinator.get(&format!("/surveys/{}/feedback", survey.0)).await.expect_status(200);
    let addresses = page.attributes(".share-link input", "value");
    let token = addresses.iter().find_map(|value| Some(value.split_once("/r/")?.1.to_owned()));
    format!("/r/{}", token.expect("a link"))
}

/// Saves the sheet of the whole region with nothing that the office writes itself.
pub async fn compose_bare(coordinator: &Session, survey: SurveyId) {
    let page = coordinator.get(&format!("/surveys/{}/feedback/sheet", survey.0)).await.expect_status(200);
    let bare = [("introduction", ""), ("next_steps", ""), ("do", "save")];
    coordinator.submit(&page, "#sheet-form", &bare).await.expect_status(303);
}
