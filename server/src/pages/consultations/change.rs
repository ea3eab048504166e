//! Where a request stands, who sees to it, and what colleagues write down about it.

use actix_web::{HttpResponse, web};
use surveys::entity::state::ConsultationState;
use surveys::id::{ResponseId, UserId};
use surveys::questionnaire::question::input::moment;
use surveys::store;

use super::show::{filled, page};
use super::{address, colleagues, request};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::view::frame::Frame;

/// The longest note, in characters.
const MAX_NOTE: usize = 4_000;

/// `POST /consultations/{id}`: state, owner and day.
pub async fn set(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Consultation)?;
    let found = request(&frame.app, ResponseId(*id), frame.lang).await?;
    let mut form = filled(&found);
    form.type_in(&["state", "owner", "due_on"], &sent);
    let state = ConsultationState::from_code(sent.get("state"));
    let state = state.ok_or(AppError::BadRequest("bad-request-form"))?;
    let owner = sent.get("owner").parse().ok().map(UserId);
    let known = colleagues(&frame.app, found.consultation.owner_id).await?;
    let owner = owner.filter(|owner| known.iter().any(|user| user.id == *owner));
    let Some(due_on) = moment::date(sent.get("due_on")) else {
        form.reject_date(&frame, "due_on");
        return page(&frame, &found, form).await;
    };
    let transaction = frame.app.write().await?;
    let id = found.consultation.response_id;
    store::consultations::set(&transaction, id, state, owner, due_on, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(id), "success", "consultations-saved")
}

/// `POST /consultations/{id}/notes`: adds a note.
pub async fn add_note(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Consultation)?;
    let found = request(&frame.app, ResponseId(*id), frame.lang).await?;
    let mut form = filled(&found);
    form.type_in(&["note"], &sent);
    form.require(&frame, "note", "consultations-note");
    form.limit(&frame, "note", "consultations-note", MAX_NOTE);
    if !form.is_valid() {
        return page(&frame, &found, form).await;
    }
    let transaction = frame.app.write().await?;
    let id = found.consultation.response_id;
    store::consultations::add_note(&transaction, id, sent.get("note").to_owned(), user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(id), "success", "consultations-noted")
}
