//! Everybody who signed up, and how full it is.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use surveys::entity::state::{MessageState, RegistrationState};
use surveys::id::{QuestionnaireId, SeatingId};
use surveys::store::registrations::Seat;

use super::{Desk, Person, address, desk, person_address, state_words};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::crumbs;
use crate::pages::entries::form::source_name;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::view::form::{ChoiceView, Crumb, FieldView, ProblemLine};
use crate::view::frame::Frame;
use crate::view::time;

/// What `GET …/registrations` may be asked with.
#[derive(Default, Deserialize)]
pub struct Filter {
    /// Value of a seating; all when empty.
    #[serde(default)]
    seat: String,
    /// `confirmed`, `waiting`, `cancelled`; confirmed and waiting when empty.
    #[serde(default)]
    state: String,
}

/// A field that was sent with something else than it takes, as it was typed.
pub enum Wrong {
    /// The day of erasure.
    EraseOn(FieldView),
    /// The places of a seating.
    Capacity(SeatingId, FieldView),
}

#[derive(Serialize)]
struct IndexPage {
    registrations: IndexView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct IndexView {
    questionnaire: String,
    href: String,
    problems: Vec<ProblemLine>,
    seats: Vec<SeatRow>,
    filter_seat: String,
    filter_state: String,
    seat_choices: Vec<ChoiceView>,
    state_choices: Vec<ChoiceView>,
    people: Vec<PersonRow>,
    n_people: usize,
    /// Those who gave no mail address.
    by_phone: Vec<PhoneRow>,
    n_queued: usize,
    n_failed: usize,
    n_sent: usize,
    is_carried: bool,
    new_href: String,
    erase_on: FieldView,
    erase_words: String,
    erased_at: String,
    base: String,
}

#[derive(Serialize)]
struct SeatRow {
    label: String,
    /// Empty: no limit.
    capacity: FieldView,
    capacity_id: String,
    capacity_action: String,
    n_confirmed: usize,
    n_waiting: usize,
    n_checked_in: usize,
    n_over: usize,
}

#[derive(Serialize)]
struct PersonRow {
    name: String,
    kana: String,
    affiliation: String,
    seat: String,
    state: &'static str,
    state_words: String,
    source: String,
    registered_at: String,
    is_checked_in: bool,
    href: String,
}

#[derive(Serialize)]
struct PhoneRow {
    name: String,
    phone: String,
    what: String,
    href: String,
}

/// `GET /questionnaires/{id}/registrations`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Registration)?;
    let desk = desk(&frame.app.db, QuestionnaireId(*id), frame.lang).await?;
    page(&frame, &desk, &filter, None)
}

/// The page, with fields as they are or as they were typed.
///
/// # Errors
/// When the template and its context do not fit.
pub fn page(frame: &Frame, desk: &Desk, filter: &Filter, wrong: Option<&Wrong>) -> Result<HttpResponse> {
    let people: Vec<PersonRow> = desk
        .people
        .iter()
        .filter(|person| fits(desk, person, filter))
        .map(|person| row(frame, desk, person))
        .collect();
    let n = |state: MessageState| desk.letters.iter().filter(|letter| letter.state == state).count();
    let seat_choice = |row: (&str, String)| ChoiceView { value: row.0.to_owned(), label: row.1 };
    let seats = desk
        .seats
        .iter()
        .map(|seat| seat_choice((&seat.seating.choice, desk.seat_label(seat.seating.id, frame.lang))));
    let states = RegistrationState::ALL
        .iter()
        .map(|state| seat_choice((state.code(), frame.text(&format!("signup-state-{}", state.code())))));
    let id = desk.questionnaire.id;
    let view = IndexPage {
        crumbs: crumbs::of_questionnaire(
            frame,
            &desk.survey,
            &desk.questionnaire,
            [(frame.text("registrations-title"), String::new())],
        ),
        registrations: IndexView {
            questionnaire: desk.questionnaire.title.clone(),
            href: address(id),
            problems: problems(wrong),
            seats: desk.seats.iter().map(|seat| seat_row(frame, desk, seat, wrong)).collect(),
            filter_seat: filter.seat.clone(),
            filter_state: filter.state.clone(),
            seat_choices: seats.collect(),
            state_choices: states.collect(),
            n_people: people.len(),
            people,
            by_phone: by_phone(frame, desk),
            n_queued: n(MessageState::Queued),
            n_failed: n(MessageState::Failed),
            n_sent: n(MessageState::Sent),
            is_carried: frame.app.config.smtp_url.is_some(),
            new_href: format!("{}/entries/new", questionnaire_address(id)),
            erase_words: desk.questionnaire.erase_on.map(|day| erase_words(frame, day)).unwrap_or_default(),
            erase_on: match wrong {
                Some(Wrong::EraseOn(field)) => field.clone(),
                _ => filled(desk.questionnaire.erase_on),
            },
            erased_at: desk
                .questionnaire
                .erased_at
                .map(|at| time::date_time(at, frame.lang))
                .unwrap_or_default(),
            base: questionnaire_address(id),
        },
    };
    let title = frame.text("registrations-title");
    if wrong.is_some() {
        frame.problem_page("registrations/index.html", &title, &view)
    } else {
        frame.page("registrations/index.html", &title, &view)
    }
}

/// A field with what is stored; empty where nothing is.
fn filled(value: Option<impl ToString>) -> FieldView {
    let value = value.map(|value| value.to_string()).unwrap_or_default();
    FieldView { value, errors: Vec::new() }
}

fn erase_words(frame: &Frame, day: NaiveDate) -> String {
    frame.text_with("signup-erase-on", &[("date", time::date(day, frame.lang))])
}

fn capacity_id(id: SeatingId) -> String {
    format!("capacity-{}", id.0)
}

fn problems(wrong: Option<&Wrong>) -> Vec<ProblemLine> {
    let (id, field) = match wrong {
        Some(Wrong::EraseOn(field)) => ("erase_on".to_owned(), field),
        Some(Wrong::Capacity(seating, field)) => (capacity_id(*seating), field),
        None => return Vec::new(),
    };
    let line = |text: &String| ProblemLine { href: format!("#{id}"), text: text.clone() };
    field.errors.iter().map(line).collect()
}

fn fits(desk: &Desk, person: &Person, filter: &Filter) -> bool {
    let seat = desk.seats.iter().find(|seat| seat.seating.id == person.registration.seating_id);
    let is_seat = filter.seat.is_empty() || seat.is_some_and(|seat| seat.seating.choice == filter.seat);
    let is_state = match filter.state.as_str() {
        "" => person.is_in(),
        state => person.registration.state.code() == state,
    };
    is_seat && is_state
}

fn row(frame: &Frame, desk: &Desk, person: &Person) -> PersonRow {
    let registration = &person.registration;
    PersonRow {
        name: person.attendee.name.clone(),
        kana: person.attendee.kana.clone(),
        affiliation: person.attendee.affiliation.clone(),
        seat: desk.seat_label(registration.seating_id, frame.lang),
        state: registration.state.code(),
        state_words: state_words(frame, desk, person),
        source: source_name(frame, person.response.source),
        registered_at: time::date_time(registration.registered_at, frame.lang),
        is_checked_in: registration.checked_in_at.is_some(),
        href: person_address(registration.response_id),
    }
}

fn seat_row(frame: &Frame, desk: &Desk, seat: &Seat, wrong: Option<&Wrong>) -> SeatRow {
    let is_here = |person: &&Person| {
        person.registration.seating_id == seat.seating.id && person.registration.checked_in_at.is_some()
    };
    SeatRow {
        label: desk.seat_label(seat.seating.id, frame.lang),
        capacity: match wrong {
            Some(Wrong::Capacity(id, field)) if *id == seat.seating.id => field.clone(),
            _ => filled(seat.seating.capacity),
        },
        capacity_id: capacity_id(seat.seating.id),
        capacity_action: format!("/seatings/{}/capacity", seat.seating.id.0),
        n_confirmed: seat.occupancy.n_confirmed,
        n_waiting: seat.occupancy.n_waiting,
        n_checked_in: desk.people.iter().filter(is_here).count(),
        n_over: seat.occupancy.n_over(),
    }
}

/// Who comes or waits and reads no mail, with what is to be told now; those who are to be told something come first.
fn by_phone(frame: &Frame, desk: &Desk) -> Vec<PhoneRow> {
    let reads_no_mail = |person: &&Person| {
        person.is_in() && person.attendee.email.is_empty() && !person.attendee.name.is_empty()
    };
    let row = |person: &Person| PhoneRow {
        name: person.attendee.name.clone(),
        phone: person.attendee.phone.clone(),
        what: match person.registration.state {
            RegistrationState::Confirmed if person.registration.promoted_at.is_some() => {
                frame.text("registrations-phone-promoted")
            }
            RegistrationState::Confirmed => frame.text("registrations-phone-nothing"),
            _ => state_words(frame, desk, person),
        },
        href: person_address(person.registration.response_id),
    };
    let has_news = |person: &&Person| {
        person.registration.promoted_at.is_some() || person.registration.state == RegistrationState::Waiting
    };
    let (news, others): (Vec<&Person>, Vec<&Person>) =
        desk.people.iter().filter(reads_no_mail).partition(has_news);
    news.into_iter().chain(others).map(row).collect()
}
