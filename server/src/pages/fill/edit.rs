//! Mending answers that were sent: they stay valid until they are sent again.

use actix_web::{HttpResponse, web};
use surveys::entity::state::ResponseState;
use surveys::store;

use super::{Closed, begun, closed, uncounted};
use crate::auth::form::PublicForm;
use crate::error::Result;
use crate::view::frame::Frame;
use crate::view::time;

/// `POST /q/{link}/{code}/edit`: begins, goes on, or gives up (`go` = `discard`). With `?to=consent` it leads to the question
/// of consent, where marks are missing there.
pub async fn edit(frame: Frame, path: web::Path<(String, String)>, form: PublicForm) -> Result<HttpResponse> {
    let found = begun(&frame, &path.0, &path.1).await?;
    match found.response.state {
        ResponseState::InProgress => return Ok(frame.redirect(&found.address("check"))),
        ResponseState::Withdrawn => {
            return closed(&frame, &found.met, Closed::Withdrawn, found.response.withdrawn_at);
        }
        ResponseState::Submitted => {}
    }
    let transaction = frame.app.write().await?;
    if form.get("go") == "discard" {
        store::response_edits::give_up(&transaction, found.response.id, None).await?;
        transaction.commit().await?;
        frame.app.notes.forget(found.response.id);
        return Ok(frame.redirect(&found.address("receipt")));
    }
    if !found.may_edit() {
        return closed(&frame, &found.met, Closed::Over, None);
    }
    store::response_edits::begin(&transaction, found.response.id).await?;
    transaction.commit().await?;
    let wants_consent = frame.has_query(uncounted::QUERY);
    let place = wants_consent.then(|| uncounted::place(&found.met.definition, &found.answers, time::now()));
    Ok(frame.redirect(&found.address(&place.flatten().unwrap_or_else(|| "check".to_owned()))))
}
