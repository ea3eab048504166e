//! The page about one's own sign-up: the place, the code for reception, giving it back, and signing up somebody else.
//! Its address is the secret that every letter says.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::registration;
use surveys::entity::state::RegistrationState;
use surveys::fielding::{group, seating};
use surveys::id::ResponseId;
use surveys::questionnaire::answer;
use surveys::store;

use super::fill::{Closed, closed, meet, start};
use crate::auth::form::PublicForm;
use crate::error::Result;
use crate::secret;
use crate::signup::{self, SignedUp, check_in_code, token};
use crate::view::frame::Frame;
use crate::view::qr;
use crate::view::time;

/// A registration as its person sees it.
#[derive(Serialize)]
pub struct RegistrationView {
    event: String,
    seat: String,
    /// Only so many can take part that way.
    is_limited: bool,
    state: &'static str,
    /// Place in the waiting list, from 1.
    place: u64,
    qr_svg: String,
    code_groups: Vec<String>,
    checked_in_at: String,
    cancel_href: String,
    next_action: String,
    /// Last day on which what was written is kept; may be empty.
    erase_on: String,
    contact: String,
}

#[derive(Serialize)]
struct ShowPage {
    registration: RegistrationView,
}

impl RegistrationView {
    /// The registration of a response; None if it has none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_response(frame: &Frame, response: ResponseId) -> Result<Option<RegistrationView>> {
        match store::registrations::of_response(&frame.app.db, response).await? {
            Some(found) => Ok(Some(RegistrationView::of(frame, &found).await?)),
            None => Ok(None),
        }
    }

    async fn of(frame: &Frame, registration: &registration::Model) -> Result<RegistrationView> {
        let (app, lang) = (&frame.app, frame.lang);
        let signed_up = SignedUp::load(&app.db, registration.response_id).await?;
        let seating = store::registrations::seating(&app.db, registration.seating_id).await?;
        let address = address(frame, registration.response_id);
        let code = check_in_code(&app.key, registration.response_id);
        let has_place = registration.state == RegistrationState::Confirmed;
        let code_svg = || qr::svg(&format!("{}/check-in/{}", app.public_url, code.to_lowercase()));
        Ok(RegistrationView {
            event: signed_up.definition.title.get(lang.code()).to_owned(),
            seat: seating::label(&signed_up.definition, &seating.choice, lang.code()),
            is_limited: seating.capacity.is_some(),
            state: registration.state.code(),
            place: store::registrations::place_in_line(&app.db, registration).await?,
            qr_svg: if has_place { code_svg()? } else { String::new() },
            code_groups: super::fill::answer::groups(&code),
            checked_in_at: registration.checked_in_at.map(|at| time::date_time(at, lang)).unwrap_or_default(),
            cancel_href: format!("{address}/cancel"),
            next_action: format!("{address}/next"),
            erase_on: signed_up.questionnaire.erase_on.map(|day| time::date(day, lang)).unwrap_or_default(),
            contact: signed_up.survey.contact,
        })
    }
}

/// What became of a sign-up in one line (会場参加：キャンセル待ち 3番目); empty for a response without a place.
///
/// # Errors
/// When the database fails.
pub async fn place_words(frame: &Frame, response: ResponseId) -> Result<String> {
    let Some(view) = RegistrationView::of_response(frame, response).await? else { return Ok(String::new()) };
    let state = match view.state {
        "waiting" => frame.text_with("signup-waiting-place", &[("n", view.place.to_string())]),
        state => frame.text(&format!("signup-state-{state}")),
    };
    Ok(frame.text_with("signup-place-words", &[("seat", view.seat), ("state", state)]))
}

fn address(frame: &Frame, response: ResponseId) -> String {
    format!("/s/{}", token(&frame.app.key, response))
}

async fn found(frame: &Frame, token: &str) -> Result<registration::Model> {
    Ok(store::registrations::find_by_token(&frame.app.db, &secret::hash(&token.to_lowercase())).await?)
}

/// `GET /s/{token}`
pub async fn show(frame: Frame, path: web::Path<String>) -> Result<HttpResponse> {
    let registration = found(&frame, &path).await?;
    let registration = RegistrationView::of(&frame, &registration).await?;
    let title = frame.text("signup-title");
    frame.public_page("signup/show.html", &title, &ShowPage { registration })
}

/// `GET /s/{token}/cancel`: asks once more.
pub async fn confirm_cancel(frame: Frame, path: web::Path<String>) -> Result<HttpResponse> {
    let registration = found(&frame, &path).await?;
    if registration.state == RegistrationState::Cancelled {
        return Ok(frame.redirect(&address(&frame, registration.response_id)));
    }
    let registration = RegistrationView::of(&frame, &registration).await?;
    let title = frame.text("signup-cancel-title");
    frame.public_page("signup/cancel.html", &title, &ShowPage { registration })
}

/// `POST /s/{token}/cancel`: gives the place back. Sent twice, it does so once.
pub async fn cancel(frame: Frame, path: web::Path<String>, _form: PublicForm) -> Result<HttpResponse> {
    let registration = found(&frame, &path).await?;
    let transaction = frame.app.write().await?;
    signup::cancel(&transaction, registration.response_id, None).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    Ok(frame.redirect(&address(&frame, registration.response_id)))
}

/// `POST /s/{token}/next`: begins a sign-up for another person of the same group.
pub async fn next(frame: Frame, path: web::Path<String>, form: PublicForm) -> Result<HttpResponse> {
    let registration = found(&frame, &path).await?;
    let before = SignedUp::load(&frame.app.db, registration.response_id).await?;
    let met = meet(&frame.app, &before.questionnaire.link).await?;
    if !met.is_open() {
        return closed(&frame, &met, Closed::Over, None);
    }
    let mut answers = answer::start(&met.definition, time::now());
    answers.extend(group::shared(&met.definition, &before.answers, form.has("contact")));
    Ok(frame.redirect(&start::begin(&frame.app, &met, &answers, Some(before.group)).await?))
}
