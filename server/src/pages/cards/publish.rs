//! Publishing a card, taking it back, and how it will look.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::CardState;
use surveys::entity::{card, card_version, card_word};
use surveys::error::Error;
use surveys::id::CardId;
use surveys::privacy::consent::Purpose;
use surveys::store;

use super::check::refuse_note;
use super::consent::Told;
use super::face::{Face, VersionLine};
use super::inspect::{Inspected, answers, inspect, text};
use super::{Standing, address};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset;
use crate::error::Result;
use crate::view::form::FieldView;
use crate::view::frame::Frame;

/// Most characters of what is said of a new version.
pub const LONGEST_NOTE: usize = 200;

#[derive(Serialize)]
struct PreviewView {
    card: Face,
    /// What the region sees of these words now.
    said: String,
    back: String,
    list_href: String,
    pdf_href: String,
}

/// `GET /cards/{id}/preview`: the words as they are now, as the region would read them.
pub async fn preview(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Card)?;
    let card = store::cards::find(&frame.app.db, CardId(*id)).await?;
    let data = dataset::load(&frame.app, card.survey_id, Purpose::Regional, frame.lang).await?;
    let versions = store::card_versions::of_card(&frame.app.db, card.id).await?;
    let newest = versions.last().filter(|version| version.retracted_at.is_none());
    let same = newest.filter(|_| card.state == CardState::Published);
    let line = same.map(|version| VersionLine::of(&frame, version));
    let view = PreviewView {
        card: Face::of(&frame, &data.survey, &text(&data, &card), line),
        said: said(&frame, newest, same.is_some(), &Told::load(&frame.app, &data).await?),
        back: address(card.id),
        list_href: String::new(),
        // What nobody has checked yet is not handed round.
        pdf_href: String::new(),
    };
    frame.public_page("cards/card.html", &frame.text("cards-title"), &view)
}

/// What the region sees while colleagues look at the words as they are now: nothing yet, these words, or those of before.
fn said(frame: &Frame, newest: Option<&card_version::Model>, is_same: bool, told: &Told) -> String {
    let key = match (Standing::of(newest, told), is_same) {
        (Standing::None, _) => "cards-preview-unpublished",
        (Standing::Stopped, _) => "cards-preview-stopped",
        (Standing::Shown, true) => "cards-preview-same",
        (Standing::Shown, false) => "cards-preview-newer",
    };
    let number = newest.map_or(0, |version| version.number);
    frame.text_with(key, &[("number", number.to_string())])
}

/// `POST /cards/{id}/publish`: freezes the words as a new version, if nothing is in the way.
pub async fn publish(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Card)?;
    let card = store::cards::find(&frame.app.db, CardId(*id)).await?;
    let back = format!("{}/check#publish", address(card.id));
    if sent.get("revision").parse::<i32>().ok() != Some(card.revision) {
        return frame.redirect_with(&back, "warning", "cards-stale");
    }
    // What was looked at is what is published: the words of this revision.
    let inspected = inspect(&frame, &card).await?;
    let checks = answers(&store::card_checks::of_card(&frame.app.db, card.id).await?);
    let kept = store::card_checks::kept_words(&frame.app.db, card.id).await?;
    if !inspected.obstacles(&checks, &kept).is_empty() {
        return frame.redirect_with(&back, "warning", "cards-not-published");
    }
    let note = note(&frame, &card, &inspected, &kept, &sent).await?;
    if !note.errors.is_empty() {
        return refuse_note(&frame, &user, &card, &inspected, note).await;
    }
    let (text, note) = (&inspected.text, note.value);
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

/// What is new in this version, with what is wrong with it: it is read with the card, and so are its names.
async fn note(
    frame: &Frame,
    card: &card::Model,
    inspected: &Inspected,
    kept: &[card_word::Model],
    sent: &StaffForm,
) -> Result<FieldView> {
    let value = sent.get("note").replace("\r\n", "\n");
    let is_new = !store::card_versions::of_card(&frame.app.db, card.id).await?.is_empty();
    let mut errors = Vec::new();
    if is_new && value.is_empty() {
        errors.push(frame.text("cards-note-required"));
    }
    if value.chars().count() > LONGEST_NOTE {
        errors.push(frame.text("cards-note-too-long"));
    }
    let words = inspected.words_in(frame, &value, kept).await?;
    if !words.is_empty() {
        let words = words.join(&frame.text("list-separator"));
        errors.push(frame.text_with("cards-note-words", &[("words", words)]));
    }
    Ok(FieldView { value, errors })
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
