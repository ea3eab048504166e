//! Reception: a code is typed, or a reader types it, or a telephone opens the address in the QR code.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::registration;
use surveys::entity::state::RegistrationState;
use surveys::fielding::seating;
use surveys::id::{QuestionnaireId, ResponseId};
use surveys::store;
use surveys::store::check_ins::CheckIn;

use super::{address, desk, person_address};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::questionnaires::address as questionnaire_address;
use crate::secret;
use crate::signup::SignedUp;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct CheckInPage {
    check_in: CheckInView,
    crumbs: Vec<Crumb>,
}

#[derive(Default, Serialize)]
struct CheckInView {
    questionnaire: String,
    action: String,
    list_href: String,
    /// What came of the code: `done`, `again`, `no-place`, `unknown`; empty before.
    outcome: &'static str,
    name: String,
    seat: String,
    since: String,
    person_href: String,
    undo_action: String,
    n_in: usize,
    n_expected: usize,
}

/// `GET /questionnaires/{id}/check-in`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Registration)?;
    page(&frame, QuestionnaireId(*id), CheckInView::default()).await
}

/// `POST /questionnaires/{id}/check-in`: somebody with this code has come.
pub async fn enter(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Registration)?;
    let id = QuestionnaireId(*id);
    // A reader types the whole address that is in the QR code.
    let typed = sent.get("code");
    let code = secret::read_code(typed.rsplit('/').next().unwrap_or(typed));
    let found = match store::check_ins::find_by_code(&frame.app.db, &secret::hash(&code)).await {
        Ok(found) => found,
        Err(surveys::error::Error::NotFound) => {
            return page(&frame, id, CheckInView { outcome: "unknown", ..CheckInView::default() }).await;
        }
        Err(error) => return Err(error.into()),
    };
    let signed_up = SignedUp::load(&frame.app.db, found.response_id).await?;
    if signed_up.questionnaire.id != id {
        return page(&frame, id, CheckInView { outcome: "unknown", ..CheckInView::default() }).await;
    }
    let transaction = frame.app.write().await?;
    let outcome = store::check_ins::check_in(&transaction, found.response_id, user.id).await?;
    transaction.commit().await?;
    let (outcome, since) = match outcome {
        CheckIn::Done => ("done", String::new()),
        CheckIn::Again(since) => ("again", time::clock(since)),
        CheckIn::NoPlace => ("no-place", String::new()),
    };
    page(&frame, id, CheckInView { outcome, since, ..about(&frame, &found, &signed_up).await? }).await
}

/// `GET /check-in/{code}`: what the QR code opens; the person is shown, and one button says that they came.
pub async fn open(frame: Frame, user: User, code: web::Path<String>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Registration)?;
    let hash = secret::hash(&secret::read_code(&code));
    let found = store::check_ins::find_by_code(&frame.app.db, &hash).await?;
    let signed_up = SignedUp::load(&frame.app.db, found.response_id).await?;
    let id = signed_up.questionnaire.id;
    let (outcome, since) = match (found.state, found.checked_in_at) {
        (RegistrationState::Confirmed, None) => ("ready", String::new()),
        (RegistrationState::Confirmed, Some(since)) => ("again", time::clock(since)),
        _ => ("no-place", String::new()),
    };
    page(&frame, id, CheckInView { outcome, since, ..about(&frame, &found, &signed_up).await? }).await
}

/// `POST /registrations/{id}/check-in`: the office knows the person.
pub async fn check_in(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    _sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Registration)?;
    let id = ResponseId(*id);
    let transaction = frame.app.write().await?;
    let outcome = store::check_ins::check_in(&transaction, id, user.id).await?;
    transaction.commit().await?;
    let (kind, key) = match outcome {
        CheckIn::Done => ("success", "registrations-in-done"),
        CheckIn::Again(_) => ("warning", "registrations-in-again-short"),
        CheckIn::NoPlace => return Err(AppError::Conflict("registrations-in-no-place")),
    };
    frame.redirect_with(&person_address(id), kind, key)
}

/// `POST /registrations/{id}/check-in/undo`
pub async fn undo(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Registration)?;
    let id = ResponseId(*id);
    let transaction = frame.app.write().await?;
    store::check_ins::undo(&transaction, id, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&person_address(id), "success", "registrations-in-undone")
}

async fn about(frame: &Frame, found: &registration::Model, signed_up: &SignedUp) -> Result<CheckInView> {
    let seating = store::registrations::seating(&frame.app.db, found.seating_id).await?;
    let person = person_address(found.response_id);
    Ok(CheckInView {
        name: signed_up.attendee(frame.lang).name,
        seat: seating::label(&signed_up.definition, &seating.choice, frame.lang.code()),
        undo_action: format!("{person}/check-in/undo"),
        person_href: person,
        ..CheckInView::default()
    })
}

async fn page(frame: &Frame, id: QuestionnaireId, view: CheckInView) -> Result<HttpResponse> {
    let desk = desk(&frame.app.db, id, frame.lang).await?;
    let of_people = |is: fn(&registration::Model) -> bool| {
        desk.people.iter().filter(|person| is(&person.registration)).count()
    };
    let status = match view.outcome {
        "unknown" => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let view = CheckInPage {
        crumbs: desk.crumbs(frame, "registrations-check-in-title"),
        check_in: CheckInView {
            questionnaire: desk.questionnaire.title.clone(),
            action: format!("{}/check-in", questionnaire_address(id)),
            list_href: address(id),
            n_in: of_people(|one| one.checked_in_at.is_some()),
            n_expected: of_people(|one| one.state == RegistrationState::Confirmed),
            ..view
        },
    };
    frame.page_with(status, "registrations/check_in.html", &frame.text("registrations-check-in-title"), &view)
}
