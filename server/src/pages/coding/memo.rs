//! Memos on codes, segments and texts: writing and erasing them.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::{memo, user};
use surveys::id::{CodeId, MemoId};
use surveys::store;
use surveys::store::memos::About;

use super::load;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::view::frame::Frame;
use crate::view::time;

/// Letters of a memo, at most.
pub const MOST_LETTERS: usize = 4000;

/// A memo as people read it.
#[derive(Clone, Serialize)]
pub struct MemoView {
    /// Who wrote it and when.
    pub by: String,
    /// What it says.
    pub body: String,
    /// Where its button sends to.
    pub erase_action: String,
}

/// Memos with the names of who wrote them.
///
/// # Errors
/// When the database fails.
pub async fn memo_views<'a>(
    frame: &Frame,
    memos: impl Iterator<Item = &'a memo::Model>,
) -> Result<Vec<MemoView>> {
    let users = store::users::list(&frame.app.db).await?;
    Ok(memos.map(|memo| memo_view(frame, &users, memo)).collect())
}

/// A memo with the name of who wrote it.
pub fn memo_view(frame: &Frame, users: &[user::Model], memo: &memo::Model) -> MemoView {
    let by = users.iter().find(|user| user.id == memo.written_by);
    let name = by.map(|user| user.display_name.clone()).unwrap_or_default();
    MemoView {
        by: format!("{name} {}", time::date_time(memo.written_at, frame.lang)),
        body: memo.body.clone(),
        erase_action: format!("/memos/{}/erase", memo.id.0),
    }
}

/// What is to be written, if it is neither empty nor too long.
pub fn body(sent: &StaffForm) -> Option<String> {
    let body = sent.get("memo").replace("\r\n", "\n");
    (!body.is_empty() && body.chars().count() <= MOST_LETTERS).then_some(body)
}

/// `POST /codes/{id}/memos`
pub async fn write(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Coding)?;
    let code = store::codes::find(&frame.app.db, CodeId(*id)).await?;
    let back = super::code::address(code.id);
    let Some(body) = body(&sent) else {
        return frame.redirect_with(&back, "warning", "coding-memo-empty");
    };
    let transaction = frame.app.write().await?;
    store::memos::write(&transaction, code.survey_id, About::Code(code.id), body, user.id).await?;
    transaction.commit().await?;
    Ok(frame.redirect(&back))
}

/// `POST /memos/{id}/erase`: by those who see what it is about.
pub async fn erase(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Coding)?;
    let found = store::memos::find(&frame.app.db, MemoId(*id)).await?;
    let seen = load(&frame, &user, found.survey_id).await?;
    if !seen.memos.iter().any(|memo| memo.id == found.id) {
        return Err(AppError::NotFound);
    }
    let transaction = frame.app.write().await?;
    let erased = store::memos::erase(&transaction, found.id, user.id).await?;
    transaction.commit().await?;
    Ok(frame.redirect(&back(&erased, sent.get("back"))))
}

/// Where the memo was seen: a page of this service, or its code.
fn back(erased: &memo::Model, sent: &str) -> String {
    let is_own = sent.starts_with("/surveys/") && !sent.contains("//") && !sent.contains('\\');
    match erased.code_id {
        Some(code) => super::code::address(code),
        None if is_own => sent.to_owned(),
        None => format!("/surveys/{}/coding", erased.survey_id.0),
    }
}
