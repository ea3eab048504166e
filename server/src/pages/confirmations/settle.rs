//! What becomes of what came back: a correction goes into the note as a new version, or is answered; then nothing is left to do.

use actix_web::{HttpResponse, web};
use sea_orm::DatabaseTransaction;
use surveys::entity::confirmation_part;
use surveys::entity::state::CorrectionOutcome;
use surveys::error::Error;
use surveys::hearing::confirmation::plain;
use surveys::hearing::merge::merge;
use surveys::id::{ConfirmationId, UserId};
use surveys::store;

use super::address;
use super::letter::usual;
use super::show::{desk, page};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::open_places::OpenPlaces;
use crate::view::form::{FieldView, ProblemLine};
use crate::view::frame::Frame;

/// Most characters of why a correction is not taken.
const LONGEST_REPLY: usize = 1_000;

/// `POST /confirmations/{id}/revoke`
pub async fn revoke(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let id = ConfirmationId(*id);
    let transaction = frame.app.write().await?;
    store::confirmations::revoke(&transaction, id, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(id), "success", "confirmations-revoked")
}

/// `POST /confirmations/{id}/settle`: with `go` = `take`, `done` (the note says it already), `decline` or `finish`.
pub async fn settle(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let id = ConfirmationId(*id);
    let transaction = frame.app.write().await?;
    store::confirmations::lock(&transaction, id).await?;
    let back = address(id);
    if sent.get("go") == "finish" {
        let settled = store::confirmations::settle(&transaction, id, user.id).await;
        return finished(
            &frame,
            transaction,
            settled,
            &back,
            "confirmations-finished",
            "confirmations-not-finished",
        )
        .await;
    }
    let parts = store::confirmations::parts(&transaction, id).await?;
    let part =
        parts.into_iter().find(|part| part.section == sent.get("section")).ok_or(AppError::NotFound)?;
    let reply = sent.get("reply");
    let (outcome, key) = match sent.get("go") {
        "take" => match take(&transaction, &part, user.id).await? {
            true => (CorrectionOutcome::Taken, "confirmations-taken"),
            false => {
                transaction.rollback().await?;
                return frame.redirect_with(&back, "warning", "confirmations-conflict");
            }
        },
        "done" => (CorrectionOutcome::Taken, "confirmations-taken"),
        "decline" if reply.is_empty() => {
            transaction.rollback().await?;
            return frame.redirect_with(&back, "warning", "confirmations-reply-required");
        }
        "decline" if reply.chars().count() > LONGEST_REPLY => {
            transaction.rollback().await?;
            return too_long(&frame, id, &part.section, reply).await;
        }
        "decline" => (CorrectionOutcome::Declined, "confirmations-declined"),
        _ => return Err(AppError::BadRequest("bad-request-form")),
    };
    let reply = if outcome == CorrectionOutcome::Declined { reply } else { "" };
    let settled =
        store::confirmations::settle_part(&transaction, id, &part.section, outcome, reply, user.id).await;
    finished(&frame, transaction, settled, &back, key, "confirmations-decided").await
}

/// The page with a reply that is too long, to be cut by whoever typed it.
async fn too_long(frame: &Frame, id: ConfirmationId, section: &str, reply: &str) -> Result<HttpResponse> {
    let mut desk = desk(frame, id).await?;
    let text = frame.text("confirmations-reply-required");
    let mut form = usual(frame, &desk);
    form.problems.push(ProblemLine { href: format!("#reply-{section}"), text: text.clone() });
    desk.typed_reply = Some((section.to_owned(), FieldView { value: reply.to_owned(), errors: vec![text] }));
    page(frame, desk, form, OpenPlaces::default()).await
}

/// Ends a change with words: `done`, or `refused` where the state does not allow it; then nothing was changed.
async fn finished(
    frame: &Frame,
    transaction: DatabaseTransaction,
    outcome: surveys::error::Result<()>,
    back: &str,
    done: &str,
    refused: &str,
) -> Result<HttpResponse> {
    match outcome {
        Ok(()) => {
            transaction.commit().await?;
            frame.redirect_with(back, "success", done)
        }
        Err(Error::State(_)) => {
            transaction.rollback().await?;
            frame.redirect_with(back, "warning", refused)
        }
        Err(error) => Err(error.into()),
    }
}

/// Puts a correction into the note as a new version: marks and codes follow as with any edit. False where the note was changed
/// at the same places since, so that somebody has to read both.
async fn take(
    transaction: &DatabaseTransaction,
    part: &confirmation_part::Model,
    by: UserId,
) -> Result<bool> {
    let confirmation = store::confirmations::find(transaction, part.confirmation_id).await?;
    let hearing = store::hearings::lock(transaction, confirmation.hearing_id).await?;
    let mut sheet = store::hearings::sheet(transaction, &hearing).await?;
    let now = sheet.sections.get(&part.section).cloned().unwrap_or_default();
    let Some(merged) = merge(&plain(&part.shown), &plain(&part.correction), &plain(&now)) else {
        return Ok(false);
    };
    if merged != plain(&now) {
        sheet.sections.insert(part.section.clone(), merged);
        store::hearings::save(transaction, hearing.id, hearing.revision, &sheet, by).await?;
    }
    Ok(true)
}
