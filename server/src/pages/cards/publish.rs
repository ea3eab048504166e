//! Publishing a card, taking it back, and how it will look.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::card;
use surveys::error::Error;
use surveys::id::CardId;
use surveys::privacy::consent::Purpose;
use surveys::store;

use super::address;
use super::face::Face;
use super::inspect::{Inspected, answers, inspect, text};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset;
use crate::error::Result;
use crate::view::frame::Frame;

/// Most characters of what is said of a new version.
pub const LONGEST_NOTE: usize = 200;

#[derive(Serialize)]
struct PreviewView {
    card: Face,
    back: String,
    list_href: String,
}

/// `GET /cards/{id}/preview`: the words as they are now, as the region would read them.
pub async fn preview(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Card)?;
    let card = store::cards::find(&frame.app.db, CardId(*id)).await?;
    let data = dataset::load(&frame.app, card.survey_id, Purpose::Regional, frame.lang).await?;
    let view = PreviewView {
        card: Face::of(&frame, &data.survey, &text(&data, &card), None),
        back: address(card.id),
        list_href: String::new(),
    };
    frame.public_page("cards/card.html", &frame.text("cards-title"), &view)
}

/// `POST /cards/{id}/publish`: freezes the words as a new version, if nothing is in the way.
pub async fn publish(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Card)?;
    let card = store::cards::find(&frame.app.db, CardId(*id)).await?;
    let back = format!("{}/check#publish", address(card.id));
    // What was looked at is what is published: the words of this revision.
    let inspected = inspect(&frame, &card).await?;
    if let Some(key) = refusal(&frame, &card, &inspected, &sent).await? {
        return frame.redirect_with(&back, "warning", key);
    }
    let (text, note) = (&inspected.text, sent.get("note").replace("\r\n", "\n"));
    let transaction = frame.app.write().await?;
    match store::card_versions::publish(&transaction, card.id, card.revision, text, note, user.id).await {
        Ok(_) => {
            transaction.commit().await?;
            frame.redirect_with(&address(card.id), "success", "cards-published")
        }
        Err(Error::Stale | Error::State(_)) => {
            transaction.rollback().await?;
            frame.redirect_with(&back, "warning", "cards-not-published")
        }
        Err(error) => Err(error.into()),
    }
}

/// Fluent key of why these words are not published; None when they may be.
async fn refusal(
    frame: &Frame,
    card: &card::Model,
    inspected: &Inspected,
    sent: &StaffForm,
) -> Result<Option<&'static str>> {
    if sent.get("revision").parse::<i32>().ok() != Some(card.revision) {
        return Ok(Some("cards-stale"));
    }
    let db = &frame.app.db;
    let note = sent.get("note");
    let is_new = !store::card_versions::of_card(db, card.id).await?.is_empty();
    if is_new && note.is_empty() {
        return Ok(Some("cards-note-required"));
    }
    if note.chars().count() > LONGEST_NOTE {
        return Ok(Some("cards-note-too-long"));
    }
    let checks = answers(&store::card_checks::of_card(db, card.id).await?);
    let kept = store::card_checks::kept_words(db, card.id).await?;
    Ok((!inspected.obstacles(&checks, &kept).is_empty()).then_some("cards-not-published"))
}

/// `POST /cards/{id}/retract`: off the region's page.
pub async fn retract(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Card)?;
    let transaction = frame.app.write().await?;
    let card = store::cards::find(&transaction, CardId(*id)).await?;
    store::card_versions::retract(&transaction, card.id, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(card.id), "success", "cards-retracted")
}
