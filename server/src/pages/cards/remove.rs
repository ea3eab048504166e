//! Erasing a card with everything that was published of it.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::CardId;
use surveys::store;

use super::head::way;
use super::{address, list_address, title};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::view::form::Crumb;
use crate::view::frame::Frame;

#[derive(Serialize)]
struct RemoveView {
    crumbs: Vec<Crumb>,
    card: String,
    n_versions: usize,
    action: String,
    back: String,
}

/// `GET /cards/{id}/remove`: asks once more.
pub async fn confirm(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Card)?;
    let card = store::cards::find(&frame.app.db, CardId(*id)).await?;
    let survey = store::surveys::find(&frame.app.db, card.survey_id).await?;
    let heading = frame.text("cards-remove");
    let view = RemoveView {
        crumbs: way(&frame, &survey, &card, &heading),
        card: title(&frame, &card),
        n_versions: store::card_versions::of_card(&frame.app.db, card.id).await?.len(),
        action: format!("{}/remove", address(card.id)),
        back: address(card.id),
    };
    frame.page("cards/remove.html", &heading, &view)
}

/// `POST /cards/{id}/remove`
pub async fn remove(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Card)?;
    let transaction = frame.app.write().await?;
    let card = store::cards::find(&transaction, CardId(*id)).await?;
    store::cards::remove(&transaction, card.id, user.id).await?;
    transaction.commit().await?;
    // What is erased leaves the disk, too.
    if let Err(error) = store::responses::settle_erasure(&frame.app.db).await {
        tracing::warn!("an erased card may stay in the database's journal: {error}");
    }
    frame.redirect_with(&list_address(card.survey_id), "success", "cards-removed-whole")
}
