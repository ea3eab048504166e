//! A letter to everybody of a seating, such as the address of the online meeting: written, looked at, sent once.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::{RegistrationState, ResponseState};
use surveys::id::QuestionnaireId;
use surveys::store;
use surveys::store::audit::{self, Event};
use surveys::store::messages::NewMessage;

use super::{Desk, Person, address, desk};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::letter_text::{self, written};
use crate::pages::open_places::{AS_IS, OpenPlaces, reject_open_places};
use crate::pages::questionnaires::address as questionnaire_address;
use crate::secret;
use crate::signup::letter;
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;

/// What is put into letters for each person.
const PLACES: [&str; 2] = [NAME, letter::URL];
/// Stands for the name of the person.
const NAME: &str = "{name}";
const FIELDS: [&str; 3] = ["seat", "subject", "body"];
/// Longest subject and longest letter, in characters.
const MAX_SUBJECT: usize = 200;
const MAX_BODY: usize = 10_000;

#[derive(Serialize)]
struct LettersPage {
    letters: LettersView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct LettersView {
    questionnaire: String,
    action: String,
    form: FormView,
    open_places: OpenPlaces,
    seats: Vec<ChoiceView>,
    preview: Option<PreviewView>,
}

#[derive(Serialize)]
struct PreviewView {
    subject: String,
    body: String,
    to_name: String,
    n_people: usize,
    /// Names of those who gave no mail address.
    without: Vec<String>,
}

/// `GET /questionnaires/{id}/letters`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Registration)?;
    let desk = desk(&frame.app.db, QuestionnaireId(*id), frame.lang).await?;
    // Seatings without a limit are those without chairs: online.
    let online = desk.seats.iter().find(|seat| seat.seating.capacity.is_none()).or(desk.seats.last());
    let seat = online.map(|seat| seat.seating.choice.clone()).unwrap_or_default();
    let event = desk.definition.title.get(frame.lang.code()).to_owned();
    let subject = frame.text_with("letter-mailing-subject", &[("event", event.clone())]);
    let contact = desk.survey.contact.clone();
    let to_fill = frame.text("letter-mailing-to-fill");
    let body = frame
        .text_with("letter-mailing-body", &[("event", event), ("contact", contact), ("to_fill", to_fill)]);
    let form = FormView::filled([("seat", seat), ("subject", subject), ("body", body)]);
    page(&frame, &desk, form, OpenPlaces::default(), None)
}

/// `POST /questionnaires/{id}/letters`: shows the letter, or puts it into the box for everybody who has not had it.
pub async fn write(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Registration)?;
    let desk = desk(&frame.app.db, QuestionnaireId(*id), frame.lang).await?;
    let mut form = FormView::sent(&FIELDS, &sent);
    form.require(&frame, "subject", "registrations-letter-subject");
    form.limit(&frame, "subject", "registrations-letter-subject", MAX_SUBJECT);
    form.require(&frame, "body", "registrations-letter-body");
    form.limit(&frame, "body", "registrations-letter-body", MAX_BODY);
    if form.value("subject").chars().any(char::is_control) {
        form.reject("subject", frame.text("letters-one-line"));
    }
    let open_places = reject_open_places(&frame, &mut form, sent.has(AS_IS), &["subject", "body"], &PLACES);
    let people = addressed(&desk, form.value("seat"));
    if !form.is_valid() {
        return page(&frame, &desk, form, open_places, None);
    }
    if sent.get("go") != "send" {
        let preview = preview(&frame, &form, &people);
        return page(&frame, &desk, form, open_places, Some(preview));
    }
    let n = queue(&frame, &user, &desk, &form, &people).await?;
    frame.app.carrier.ring();
    let key = if n > 0 { "registrations-letters-queued" } else { "registrations-letters-none" };
    frame.redirect_with(&address(desk.questionnaire.id), if n > 0 { "success" } else { "warning" }, key)
}

/// `POST /questionnaires/{id}/letters/retry`: letters that were given up are tried again.
pub async fn retry(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Registration)?;
    let id = QuestionnaireId(*id);
    let transaction = frame.app.write().await?;
    store::messages::retry(&transaction, id, "registration.retry_mail", user.id).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    frame.redirect_with(&address(id), "success", "letters-retried")
}

/// Those who have a place in a seating.
fn addressed<'a>(desk: &'a Desk, choice: &str) -> Vec<&'a Person> {
    let seat = desk.seats.iter().find(|seat| seat.seating.choice == choice).map(|seat| seat.seating.id);
    let is_in = |person: &&Person| {
        person.registration.state == RegistrationState::Confirmed
            && Some(person.registration.seating_id) == seat
    };
    desk.people.iter().filter(is_in).collect()
}

/// The words of one person's letter; the address of the person's page is put in by the carrier.
fn filled(text: &str, person: &Person) -> String {
    written(text, &[(NAME, person.attendee.name.as_str())])
}

fn preview(frame: &Frame, form: &FormView, people: &[&Person]) -> PreviewView {
    let (with, without): (Vec<&Person>, Vec<&Person>) =
        people.iter().partition(|person| !person.attendee.email.is_empty());
    let words = |field: &str| {
        let Some(first) = with.first() else { return form.value(field).to_owned() };
        let url = letter::page_url(&frame.app.public_url, &frame.app.key, first.response.id);
        letter_text::sent(&filled(form.value(field), first), &[(letter::URL, url.as_str())])
    };
    PreviewView {
        subject: words("subject"),
        body: words("body"),
        to_name: with.first().map(|first| first.attendee.name.clone()).unwrap_or_default(),
        n_people: with.len(),
        without: without.iter().map(|person| person.attendee.name.clone()).collect(),
    }
}

/// Puts the letter into the box. The same words go to a person once; changed words are another letter.
async fn queue(
    frame: &Frame,
    user: &User,
    desk: &Desk,
    form: &FormView,
    people: &[&Person],
) -> Result<usize> {
    let words = format!("{}\n{}", form.value("subject"), form.value("body"));
    let mark: String = secret::hash(&words).chars().take(16).collect();
    let transaction = frame.app.write().await?;
    let mut n = 0;
    for person in people.iter().filter(|person| !person.attendee.email.is_empty()) {
        // Who has withdrawn since the list was read gets no letter, which nothing would erase.
        let response = store::responses::lock(&transaction, person.response.id).await?;
        if response.state != ResponseState::Submitted || response.answers != person.response.answers {
            continue;
        }
        let message = NewMessage {
            questionnaire: desk.questionnaire.id,
            response: Some(person.response.id),
            invitation: None,
            kind: format!("mailing-{mark}"),
            to_address: person.attendee.email.clone(),
            subject: filled(form.value("subject"), person),
            body: filled(form.value("body"), person),
        };
        n += usize::from(store::messages::queue(&transaction, message).await?);
    }
    let event = Event {
        user: Some(user.id),
        action: "registration.mail",
        thing_kind: "questionnaire",
        thing_id: Some(desk.questionnaire.id.0),
        detail: serde_json::json!({ "seat": form.value("seat"), "letters": n }),
    };
    audit::record(&transaction, event).await?;
    transaction.commit().await?;
    Ok(n)
}

fn page(
    frame: &Frame,
    desk: &Desk,
    form: FormView,
    open_places: OpenPlaces,
    preview: Option<PreviewView>,
) -> Result<HttpResponse> {
    let is_valid = form.is_valid();
    let choice = |seat: &store::registrations::Seat| ChoiceView {
        value: seat.seating.choice.clone(),
        label: desk.seat_label(seat.seating.id, frame.lang),
    };
    let view = LettersPage {
        crumbs: desk.crumbs(frame, "registrations-letters-title"),
        letters: LettersView {
            questionnaire: desk.questionnaire.title.clone(),
            action: format!("{}/letters", questionnaire_address(desk.questionnaire.id)),
            form,
            open_places,
            seats: desk.seats.iter().map(choice).collect(),
            preview,
        },
    };
    let title = frame.text("registrations-letters-title");
    if is_valid {
        frame.page("registrations/letters.html", &title, &view)
    } else {
        frame.problem_page("registrations/letters.html", &title, &view)
    }
}
