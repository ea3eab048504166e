//! How many people can have a seating, and how long what they wrote is kept.

use actix_web::{HttpResponse, web};
use surveys::id::{QuestionnaireId, SeatingId};
use surveys::questionnaire::question::input::count_typed;
use surveys::store;

use super::index::{Filter, Wrong, page};
use super::{address, desk};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::erase_day;
use crate::signup;
use crate::view::form::FieldView;
use crate::view::frame::Frame;

/// Most places of a seating.
const MOST: i32 = 100_000;

/// `POST /seatings/{id}/capacity`: more places go to those who wait; fewer take none away.
pub async fn set(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Registration)?;
    let typed = sent.get("capacity");
    let Some(capacity) = read(typed) else {
        let seating = store::registrations::seating(&frame.app.db, SeatingId(*id)).await?;
        let desk = desk(&frame.app.db, seating.questionnaire_id, frame.lang).await?;
        let errors = vec![frame.text("registrations-capacity-wrong")];
        let field = FieldView { value: typed.to_owned(), errors };
        return page(&frame, &desk, &Filter::default(), Some(&Wrong::Capacity(seating.id, field)));
    };
    let transaction = frame.app.write().await?;
    let seating = store::registrations::seating(&transaction, SeatingId(*id)).await?;
    let promoted = store::registrations::set_capacity(&transaction, seating.id, capacity, user.id).await?;
    signup::tell_promoted(&transaction, &promoted).await?;
    let seats = store::registrations::seats(&transaction, seating.questionnaire_id).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    let n_over = seats.iter().find(|seat| seat.seating.id == seating.id).map(|seat| seat.occupancy.n_over());
    let key = match (n_over, promoted.is_empty()) {
        (Some(1..), _) => "registrations-capacity-over",
        (_, false) => "registrations-capacity-promoted",
        _ => "registrations-capacity-set",
    };
    let kind = if n_over.unwrap_or(0) > 0 { "warning" } else { "success" };
    frame.redirect_with(&address(seating.questionnaire_id), kind, key)
}

/// The places that were typed, `Some(None)` where there is no limit; None for what is no number of places.
pub fn read(typed: &str) -> Option<Option<i32>> {
    if typed.trim().is_empty() {
        return Some(None);
    }
    let n_places = count_typed(typed).and_then(|typed| i32::try_from(typed).ok());
    n_places.filter(|n_places| *n_places <= MOST).map(Some)
}

/// `POST /questionnaires/{id}/erase-day`: the last day on which answers, contacts and letters are kept.
pub async fn set_erase_day(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Registration)?;
    let id = QuestionnaireId(*id);
    // Only sign-ups have a desk: the answers of a survey are not erased by a date.
    let desk = desk(&frame.app.db, id, frame.lang).await?;
    match erase_day::read(&frame, sent.get("erase_on")) {
        Ok(day) => erase_day::keep(&frame, id, day, user.id, &address(id)).await,
        Err(field) => page(&frame, &desk, &Filter::default(), Some(&Wrong::EraseOn(field))),
    }
}
