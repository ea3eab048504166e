//! Agencies that are invited to answer, arranged as a coordinator arranges them.

use server::inviting::{code, seed, token};
use surveys::entity::invitation;
use surveys::entity::state::InvitingMode;
use surveys::id::{AgencyId, RegionId, UserId};
use surveys::store;
use surveys::store::agencies::AgencyInput;
use surveys::store::contacts::ContactInput;

use crate::app::TestApp;
use crate::open_survey::OpenSurvey;
use crate::page::Page;
use crate::respondent::fill_page;
use crate::session::Session;

/// Adds invented agencies, one a mail address, of two kinds in two areas in turn.
pub async fn add_agencies(app: &TestApp, emails: &[&str]) -> Vec<AgencyId> {
    let by = UserId(1);
    let mut ids = Vec::new();
    for (place, email) in emails.iter().enumerate() {
        let input = AgencyInput {
            name: format!("架空機関{place:02}"),
            kind: if place % 2 == 0 { "22" } else { "12" }.to_owned(),
            region: RegionId(if place % 2 == 0 { 2 } else { 3 }),
            note: String::new(),
        };
        let agency = store::agencies::create(app.db(), input, by).await.expect("an agency is added");
        let contact = ContactInput {
            name: "架空 花子".to_owned(),
            email: (*email).to_owned(),
            fax: "000-000-0001".to_owned(),
            phone: String::new(),
            address: "架空県架空市1-1".to_owned(),
            preferred: if email.is_empty() { "fax" } else { "email" }.to_owned(),
        };
        let seed = seed(app.key()).expect("a seed");
        store::contacts::create(app.db(), agency.id, contact, seed, by).await.expect("a contact is added");
        ids.push(agency.id);
    }
    ids
}

/// Sets up inviting and invites all agencies, by the pages.
pub async fn invite_all(coordinator: &Session, open: &OpenSurvey, mode: InvitingMode) {
    let base = format!("/questionnaires/{}", open.questionnaire.0);
    let page = coordinator.get(&format!("{base}/inviting")).await.expect_status(200);
    let changes = [("mode", mode.code()), ("deadline", "2027-01-15")];
    coordinator.submit(&page, "form.form", &changes).await.expect_status(303);
    let page = coordinator.get(&format!("{base}/invitations/new")).await.expect_status(200);
    coordinator
        .submit(&page, "form[method=post]:has(#agencies-table)", &[("go", "all")])
        .await
        .expect_status(303);
}

/// All invitations in the order they were made.
pub async fn invitations(app: &TestApp, open: &OpenSurvey) -> Vec<invitation::Model> {
    let all = store::invitations::of_questionnaire(app.db(), open.questionnaire).await;
    let mut all: Vec<_> = all.expect("they can be read").into_iter().map(|one| one.invitation).collect();
    all.sort_by_key(|one| one.id);
    all
}

/// Address of an invitation's own page.
pub fn link(app: &TestApp, invitation: &invitation::Model) -> String {
    format!("/i/{}", token(app.key(), &invitation.seed))
}

/// The code of an invitation's letter.
pub fn letter_code(app: &TestApp, invitation: &invitation::Model) -> String {
    code(app.key(), &invitation.seed)
}

/// Opens an invitation and begins; returns the first page of questions, or what comes instead.
pub async fn open_invitation(person: &Session, link: &str) -> Page {
    let shown = person.get(link).await.expect_status(200);
    let begun = person.submit(&shown, "form[action^='/i/']", &[]).await.expect_status(303);
    person.follow(begun).await
}

/// Somebody answers an invitation to a questionnaire of one page that asks for consent alone, and ticks these boxes; returns the receipt.
pub async fn answer_invitation(app: &TestApp, invitation: &invitation::Model, boxes: &[&str]) -> Page {
    let person = app.visitor();
    let first = open_invitation(&person, &link(app, invitation)).await.expect_status(200);
    fill_page(&person, &first, boxes, &[]).await
}
