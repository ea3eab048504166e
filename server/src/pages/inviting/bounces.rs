//! Addresses that mail servers do not know: what they said, and a field for the right one.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::contact;
use surveys::id::{ContactId, QuestionnaireId};
use surveys::questionnaire::question::input::contact::is_email;
use surveys::questionnaire::question::input::folded;
use surveys::store;

use super::returned::ReturnedView;
use super::{address, desk};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::view::form::{Crumb, FieldView, ProblemLine};
use crate::view::frame::Frame;

#[derive(Serialize)]
struct BouncesPage {
    bounces: BouncesView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct BouncesView {
    questionnaire: String,
    action: String,
    rows: Vec<BounceRow>,
    problems: Vec<ProblemLine>,
    returned: ReturnedView,
}

#[derive(Serialize)]
struct BounceRow {
    contact: i64,
    agency: String,
    reason: String,
    /// The address as it is stored, sent along unseen: somebody else may correct it, too.
    was: String,
    field_id: String,
    email: FieldView,
}

/// What somebody tried and could not be done, shown again with what is wrong.
#[derive(Default)]
pub struct Attempt {
    /// A contact with the address that was typed for it and what is wrong with it.
    pub wrong: Option<(ContactId, String, String)>,
    /// Reports of letters that came back.
    pub returned: ReturnedView,
}

/// `GET /questionnaires/{id}/invitations/bounces`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Invitation)?;
    page(&frame, QuestionnaireId(*id), Attempt::default()).await
}

/// `POST /questionnaires/{id}/invitations/bounces`: corrects an address and sends what it did not get.
pub async fn correct(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Invitation)?;
    let id = QuestionnaireId(*id);
    let contact = ContactId(sent.get("contact").parse().unwrap_or(0));
    let desk = desk(&frame.app, id, frame.lang).await?;
    let mut all = desk.invited.into_iter().filter_map(|one| one.contact);
    let contact = all.find(|found| found.id == contact).ok_or(AppError::NotFound)?;
    let email = folded(sent.get("email")).to_lowercase();
    if !is_email(&email) {
        let wrong = Some((contact.id, email, frame.text("contacts-email-form")));
        return page(&frame, id, Attempt { wrong, ..Attempt::default() }).await;
    }
    let transaction = frame.app.write().await?;
    let contact = store::contacts::lock(&transaction, contact.id).await?;
    if contact.email != sent.get("was") && contact.email != email {
        transaction.rollback().await?;
        let text = frame.text_with("inviting-corrected-meanwhile", &[("email", contact.email)]);
        let wrong = Some((contact.id, email, text));
        return page(&frame, id, Attempt { wrong, ..Attempt::default() }).await;
    }
    store::contacts::correct(&transaction, contact.id, &email, user.id).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    frame.redirect_with(&format!("{}/bounces", address(id)), "success", "inviting-corrected")
}

/// The page, after an attempt with what was wrong.
pub async fn page(frame: &Frame, id: QuestionnaireId, attempt: Attempt) -> Result<HttpResponse> {
    let Attempt { wrong, returned } = attempt;
    let desk = desk(&frame.app, id, frame.lang).await?;
    let mut problems = Vec::new();
    let mut rows = Vec::new();
    for one in &desk.invited {
        let is_wrong = |contact: &&contact::Model| wrong.as_ref().is_some_and(|(id, ..)| *id == contact.id);
        let is_shown = |contact: &&contact::Model| !contact.undeliverable.is_empty() || is_wrong(contact);
        let Some(contact) = one.contact.as_ref().filter(is_shown) else { continue };
        let field_id = format!("email-{}", contact.id.0);
        let email = match &wrong {
            Some((id, typed, text)) if *id == contact.id => {
                problems.push(ProblemLine { href: format!("#{field_id}"), text: text.clone() });
                FieldView { value: typed.clone(), errors: vec![text.clone()] }
            }
            _ => FieldView { value: contact.email.clone(), errors: Vec::new() },
        };
        rows.push(BounceRow {
            contact: contact.id.0,
            agency: one.agency.name.clone(),
            reason: contact.undeliverable.clone(),
            was: contact.email.clone(),
            field_id,
            email,
        });
    }
    problems.extend(returned.problems());
    let is_wrong = !problems.is_empty();
    let title = frame.text("inviting-bounces");
    let view = BouncesPage {
        crumbs: desk.crumbs(frame, "inviting-bounces"),
        bounces: BouncesView {
            questionnaire: desk.questionnaire.title.clone(),
            action: format!("{}/bounces", address(id)),
            rows,
            problems,
            returned,
        },
    };
    match is_wrong {
        true => frame.problem_page("inviting/bounces.html", &title, &view),
        false => frame.page("inviting/bounces.html", &title, &view),
    }
}
