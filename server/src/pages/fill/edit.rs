//! Mending answers that were sent: they stay valid until they are sent again.

use actix_web::{HttpResponse, web};
use sea_orm::DatabaseTransaction;
use surveys::entity::state::ResponseState;
use surveys::id::ResponseId;
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::respondent::join_identifiers;
use surveys::store;

use super::answer::as_json;
use super::{begun, closed, files, read_answers};
use crate::auth::form::PublicForm;
use crate::error::Result;
use crate::view::frame::Frame;

/// `POST /q/{link}/{code}/edit`: begins, goes on, or gives up (`go` = `discard`).
pub async fn edit(frame: Frame, path: web::Path<(String, String)>, form: PublicForm) -> Result<HttpResponse> {
    let found = begun(&frame, &path.0, &path.1).await?;
    match found.response.state {
        ResponseState::InProgress => return Ok(frame.redirect(&found.address("check"))),
        ResponseState::Withdrawn => {
            return closed(&frame, &found.met, "withdrawn", found.response.withdrawn_at);
        }
        ResponseState::Submitted => {}
    }
    let transaction = frame.app.write().await?;
    if form.get("go") == "discard" {
        give_up(&transaction, found.response.id).await?;
        transaction.commit().await?;
        frame.app.notes.forget(found.response.id);
        return Ok(frame.redirect(&found.address("receipt")));
    }
    if !found.may_edit() {
        return closed(&frame, &found.met, "closed", None);
    }
    let answers = sent(&transaction, found.response.id).await?;
    store::response_edits::begin(&transaction, found.response.id, as_json(&answers)?).await?;
    transaction.commit().await?;
    Ok(frame.redirect(&found.address("check")))
}

/// Erases what somebody began to mend, with the files that came with it.
///
/// # Errors
/// When the database fails.
pub async fn give_up(transaction: &DatabaseTransaction, id: ResponseId) -> Result<()> {
    // The write comes first: SQLite lets nobody turn from reader to writer after somebody else wrote.
    store::response_edits::discard(transaction, id).await?;
    let answers = sent(transaction, id).await?;
    files::sweep(transaction, id, &answers).await
}

/// All answers that were sent, with those that identify; the response stays locked until the transaction ends.
async fn sent(transaction: &DatabaseTransaction, id: ResponseId) -> Result<Answers> {
    let response = store::responses::lock(transaction, id).await?;
    let contacts = store::entries::contacts(transaction, id).await?;
    let contacts = contacts.map_or(Ok(Answers::default()), |contacts| read_answers(&contacts))?;
    Ok(join_identifiers(read_answers(&response.answers)?, contacts))
}
