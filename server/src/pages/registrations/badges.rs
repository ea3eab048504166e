//! Name badges for A4: names, readings and the code for reception, nothing that tells why somebody comes.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::RegistrationState;
use surveys::id::QuestionnaireId;

use super::{Person, address, desk};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::signup::check_in_code;
use crate::view::frame::Frame;
use crate::view::qr;

/// Badges on a sheet: two columns of five, 9.1 × 5.5 cm each, as cards for badge cases are cut.
const A_SHEET: usize = 10;

#[derive(Serialize)]
struct BadgesPage {
    badges: BadgesView,
}

#[derive(Serialize)]
struct BadgesView {
    event: String,
    list_href: String,
    sheets: Vec<Vec<Badge>>,
}

#[derive(Clone, Serialize)]
struct Badge {
    name: String,
    kana: String,
    /// Opens the page of reception, for those who are signed in alone.
    qr_svg: String,
}

/// `GET /questionnaires/{id}/badges`: of those who have a place in a seating with a limit, which is one with chairs.
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Registration)?;
    let desk = desk(&frame.app.db, QuestionnaireId(*id), frame.lang).await?;
    let comes = |id| {
        let seat = desk.seats.iter().find(|seat| seat.seating.id == id);
        seat.is_some_and(|seat| seat.seating.capacity.is_some())
    };
    let badge = |person: &Person| {
        let code = check_in_code(&frame.app.key, person.registration.response_id);
        let (name, kana) = (person.attendee.name.clone(), person.attendee.kana.clone());
        let qr_svg = qr::svg(&format!("{}/check-in/{}", frame.app.public_url, code.to_lowercase()))?;
        Ok(Badge { name, kana, qr_svg })
    };
    let badges: Result<Vec<Badge>> = desk
        .people
        .iter()
        .filter(|person| person.registration.state == RegistrationState::Confirmed)
        .filter(|person| comes(person.registration.seating_id))
        .map(badge)
        .collect();
    let view = BadgesPage {
        badges: BadgesView {
            event: desk.definition.title.get(frame.lang.code()).to_owned(),
            list_href: address(desk.questionnaire.id),
            sheets: badges?.chunks(A_SHEET).map(<[Badge]>::to_vec).collect(),
        },
    };
    frame.public_page("registrations/badges.html", &frame.text("registrations-badges-title"), &view)
}
