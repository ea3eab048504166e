//! The feedback by mail: to everybody who asked for it, once, and to nobody of whom it is not known.

mod addresses;
mod declined;
mod failing;
mod paper;
mod sending;

use serde_json::{Value, json};
use server::auth::Role;
use surveys::entity::message;
use surveys::entity::state::InvitingMode;
use tests::inviting::{add_agencies, invitations, invite_all, link, open_invitation};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::sheets::publish;
use tests::{Session, TestApp};

use crate::letters::letters;

/// Consent to totals, and the wish to be sent the results.
fn definition() -> Value {
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [
        { "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": [
            { "value": "1", "text": "集計", "kt:consent": "aggregate", "kt:required": true },
            { "value": "7", "text": "結果の案内", "kt:consent": "feedback" }] }] }] })
}

/// A survey with answers and a link to its sheet, and the page from which letters go.
struct Sending {
    coordinator: Session,
    open: OpenSurvey,
    /// Address of the page.
    path: String,
    /// Its form.
    form: String,
}

/// Three agencies are invited; the first and the second ask for the results, the third does not.
async fn three_answers(app: &TestApp, mode: InvitingMode) -> Sending {
    answers_of(app, mode, &["a@example.jp", "b@example.jp", "c@example.jp"]).await
}

/// The same with these addresses.
async fn answers_of(app: &TestApp, mode: InvitingMode, emails: &[&str; 3]) -> Sending {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &definition()).await;
    add_agencies(app, emails).await;
    answer_all(app, &coordinator, &open, mode).await;
    let links = format!("/surveys/{}/links", open.survey.0);
    coordinator.post_form(&links, &[("region", ""), ("days", "30")]).await.expect_status(303);
    let path = format!("/surveys/{}/feedback/letters", open.survey.0);
    let form = format!("form[action='{path}']");
    Sending { coordinator, open, path, form }
}

impl Sending {
    /// Publishes the sheet of the whole region.
    async fn published(self) -> Sending {
        publish(&self.coordinator, self.open.survey, &[]).await;
        self
    }
}

/// All agencies are invited to a questionnaire and answer; the first and the second ask for the results.
async fn answer_all(app: &TestApp, coordinator: &Session, open: &OpenSurvey, mode: InvitingMode) {
    invite_all(coordinator, open, mode).await;
    let mut all = invitations(app, open).await;
    // As their agencies were added.
    all.sort_by_key(|one| one.contact_id);
    for (invitation, boxes) in all.iter().zip([["1", "7"].as_slice(), &["1", "7"], &["1"]]) {
        let person = app.visitor();
        let first = open_invitation(&person, &link(app, invitation)).await.expect_status(200);
        let fields = boxes.iter().map(|value| ("consent", *value));
        let fields: Vec<(&str, &str)> = fields.chain([("go", "next")]).collect();
        let check = person.submit(&first, "form[data-fill]", &fields).await;
        let check = person.follow(check).await.expect_status(200);
        person.post_raw_form(&check.path, &[("go", "submit")]).await.expect_status(303);
    }
}

async fn sheets(app: &TestApp, open: &OpenSurvey) -> Vec<message::Model> {
    let all = letters(app, open).await.into_iter();
    all.filter(|letter| letter.kind.starts_with("feedback-")).collect()
}
