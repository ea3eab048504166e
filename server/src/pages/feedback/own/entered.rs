//! The same page for the office, of an original that it typed, to be handed to whoever answered on paper, by FAX or by telephone.

use actix_web::{HttpResponse, web};
use surveys::id::{EntryId, ResponseId};
use surveys::store;

use super::{FILE, Own, file, page};
use crate::app::App;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::fill::complete_met;
use crate::pages::{download, entries};
use crate::view::frame::Frame;

/// `GET /entries/{id}/region`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    page(&frame, of_entry(&frame, EntryId(*id)).await?).await
}

/// `GET /entries/{id}/region.pdf`
pub async fn pdf(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let own = of_entry(&frame, EntryId(*id)).await?;
    let answer = file(&frame, &own).await?;
    if answer.status().is_success() {
        let about = ("response", own.response.id.0);
        download::record(&frame, &user, "response.own_answers", about, FILE).await?;
    }
    Ok(answer)
}

/// What a finished entry made. What is still typed is no answer yet.
async fn of_entry(frame: &Frame, id: EntryId) -> Result<Own> {
    let db = &frame.app.db;
    let entry = store::entries::find(db, id).await?;
    if entry.finished_at.is_none() {
        return Err(AppError::NotFound);
    }
    if is_typed_again(&frame.app, entry.response_id).await? {
        return Err(AppError::Conflict("entries-own-not-both"));
    }
    let response = store::responses::find(db, entry.response_id).await?;
    let questionnaire = store::questionnaires::find(db, response.questionnaire_id).await?;
    let version = store::questionnaires::version(db, response.version_id).await?;
    let met = complete_met(&frame.app, questionnaire, version, None).await?;
    Ok(Own { met, response, back: entries::address(entry.id), here: address(entry.id) })
}

/// Whether an original is being typed a second time: whoever does it sees nothing of what the first one typed.
///
/// # Errors
/// When the database fails.
pub async fn is_typed_again(app: &App, response: ResponseId) -> Result<bool> {
    let entries = store::entries::of_response(&app.db, response).await?;
    Ok(entries.iter().any(|entry| entry.finished_at.is_none()))
}

/// Where the office reads the answers of an entry beside the region's.
pub fn address(entry: EntryId) -> String {
    format!("{}/region", entries::address(entry))
}
