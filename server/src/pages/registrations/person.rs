//! One person who signed up: how to reach them, the place, reception.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::RegistrationState;
use surveys::id::ResponseId;
use surveys::store;

use super::{Desk, Person, desk, person_address, state_words};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::entries::form::source_name;
use crate::secret;
use crate::signup::{self, check_in_code, letter};
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct PersonPage {
    person: PersonView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct PersonView {
    name: String,
    kana: String,
    phone: String,
    email: String,
    affiliation: String,
    seat: String,
    state: &'static str,
    state_words: String,
    source: String,
    registered_at: String,
    checked_in_at: String,
    check_in_code: String,
    /// The page that the person sees.
    url: String,
    /// Others who were signed up together.
    group: Vec<GroupRow>,
    letters: Vec<LetterRow>,
    href: String,
    can_check_in: bool,
}

#[derive(Serialize)]
struct GroupRow {
    name: String,
    href: String,
}

#[derive(Serialize)]
struct LetterRow {
    subject: String,
    state_words: String,
    at: String,
}

/// The sign-up that a response is in, with the response's place among the people.
async fn found(frame: &Frame, id: ResponseId) -> Result<(Desk, usize)> {
    let response = store::responses::find(&frame.app.db, id).await?;
    let desk = desk(&frame.app.db, response.questionnaire_id, frame.lang).await?;
    let at = desk.people.iter().position(|person| person.registration.response_id == id);
    let at = at.ok_or(AppError::NotFound)?;
    Ok((desk, at))
}

/// `GET /registrations/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Registration)?;
    let (desk, at) = found(&frame, ResponseId(*id)).await?;
    let view = PersonPage {
        crumbs: desk.crumbs(&frame, "registrations-person-title"),
        person: person_view(&frame, &desk, &desk.people[at]),
    };
    frame.page("registrations/person.html", &frame.text("registrations-person-title"), &view)
}

fn person_view(frame: &Frame, desk: &Desk, person: &Person) -> PersonView {
    let (registration, attendee) = (&person.registration, &person.attendee);
    let id = registration.response_id;
    let group = |person: &Person| person.response.group_id.unwrap_or(person.response.id);
    let others = desk.people.iter().filter(|other| other.response.id != id && group(other) == group(person));
    let letters = desk.letters.iter().filter(|letter| letter.response_id == Some(id));
    PersonView {
        name: attendee.name.clone(),
        kana: attendee.kana.clone(),
        phone: attendee.phone.clone(),
        email: attendee.email.clone(),
        affiliation: attendee.affiliation.clone(),
        seat: desk.seat_label(registration.seating_id, frame.lang),
        state: registration.state.code(),
        state_words: state_words(frame, desk, person),
        source: source_name(frame, person.response.source),
        registered_at: time::date_time(registration.registered_at, frame.lang),
        checked_in_at: registration
            .checked_in_at
            .map(|at| time::date_time(at, frame.lang))
            .unwrap_or_default(),
        check_in_code: secret::grouped(&check_in_code(&frame.app.key, id)),
        url: letter::page_url(&frame.app.public_url, &frame.app.key, id),
        group: others
            .map(|other| GroupRow {
                name: other.attendee.name.clone(),
                href: person_address(other.response.id),
            })
            .collect(),
        letters: letters
            .map(|letter| LetterRow {
                subject: letter.subject.clone(),
                state_words: frame.text(&format!("registrations-letter-{}", letter.state.code())),
                at: time::date_time(letter.sent_at.unwrap_or(letter.created_at), frame.lang),
            })
            .collect(),
        href: person_address(id),
        can_check_in: registration.state == RegistrationState::Confirmed,
    }
}

/// `POST /registrations/{id}/cancel`: the office gives a place back for somebody.
pub async fn cancel(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Registration)?;
    let id = ResponseId(*id);
    let transaction = frame.app.write().await?;
    signup::cancel(&transaction, id, Some(user.id)).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    frame.redirect_with(&person_address(id), "success", "registrations-cancelled")
}
