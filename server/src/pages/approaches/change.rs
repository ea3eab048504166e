//! Where an agency stands, who sees to it and when to get in touch: as a form, and as one move on the board.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use surveys::entity::state::ApproachState;
use surveys::error::Error;
use surveys::id::{AgencyId, SurveyId};
use surveys::questionnaire::question::input::moment;
use surveys::store;
use surveys::store::approaches::ApproachInput;

use super::filter::Filter;
use super::show::{Subject, filled, page, subject_to_change};
use super::{People, address};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::surveys::address as survey_address;
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// The longest note, in characters.
const MAX_NOTE: usize = 2_000;

/// `POST /surveys/{id}/agencies/{number}`
pub async fn set(
    frame: Frame,
    user: User,
    path: web::Path<(i64, i64)>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let subject = subject_to_change(&frame.app, SurveyId(path.0), AgencyId(path.1)).await?;
    let people = People::load(&frame.app).await?;
    let input = match read(&frame, &subject, &people, &sent) {
        Ok(input) => input,
        Err(form) => return page(&frame, &subject, &people, *form, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let (survey, agency) = (subject.survey.id, subject.agency.id);
    let revision = sent.get("revision").parse().unwrap_or(0);
    let transaction = frame.app.write().await?;
    match store::approaches::set(&transaction, survey, agency, revision, input, user.id).await {
        Ok(()) => {
            transaction.commit().await?;
            frame.redirect_with(&address(survey, agency), "success", "approaches-saved")
        }
        Err(Error::Stale) => {
            transaction.rollback().await?;
            let mut form = typed(&subject, &sent);
            form.reject("state", frame.text("approaches-stale"));
            page(&frame, &subject, &people, form, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The forms with what is stored, and in it what was typed.
fn typed(subject: &Subject, sent: &StaffForm) -> FormView {
    let mut form = filled(subject);
    form.type_in(&["state", "owner", "next_contact_on", "note"], sent);
    form
}

fn read(
    frame: &Frame,
    subject: &Subject,
    people: &People,
    sent: &StaffForm,
) -> std::result::Result<ApproachInput, Box<FormView>> {
    let mut form = typed(subject, sent);
    let before = subject.approach.as_ref().and_then(|approach| approach.owner_id);
    let state = ApproachState::from_code(sent.get("state"));
    if state.is_none() {
        form.reject("state", frame.text("form-choice"));
    }
    let owner = people.chosen(sent.get("owner"), before);
    if owner.is_none() {
        form.reject("owner", frame.text("form-choice"));
    }
    let next_contact_on = moment::date(sent.get("next_contact_on"));
    if next_contact_on.is_none() && !sent.get("next_contact_on").is_empty() {
        form.reject("next_contact_on", frame.text("form-date"));
    }
    form.limit(frame, "note", "approaches-note", MAX_NOTE);
    match (state, owner) {
        (Some(state), Some(owner)) if form.is_valid() => {
            Ok(ApproachInput { state, owner, next_contact_on, note: sent.get("note").replace("\r\n", "\n") })
        }
        _ => Err(Box::new(form)),
    }
}

/// `POST /surveys/{id}/agencies/{number}/state`: a card of the board into another column.
pub async fn move_to(
    frame: Frame,
    user: User,
    path: web::Path<(i64, i64)>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let subject = subject_to_change(&frame.app, SurveyId(path.0), AgencyId(path.1)).await?;
    let state =
        ApproachState::from_code(sent.get("state")).ok_or(AppError::BadRequest("approaches-no-state"))?;
    let (survey, agency) = (subject.survey.id, subject.agency.id);
    let revision = sent.get("revision").parse().unwrap_or(0);
    let asked = |name: &str| sent.get(name).to_owned();
    let filter =
        Filter { name: asked("name"), kind: asked("kind"), region: asked("region"), owner: asked("owner") };
    let back = format!("{}/hearings/board?{}", survey_address(survey), filter.query());
    let transaction = frame.app.write().await?;
    match store::approaches::move_to(&transaction, survey, agency, revision, state, user.id).await {
        Ok(()) => {
            transaction.commit().await?;
            frame.redirect_with(&back, "success", "approaches-moved")
        }
        Err(Error::Stale) => {
            transaction.rollback().await?;
            frame.redirect_with(&back, "warning", "approaches-stale-move")
        }
        Err(error) => Err(error.into()),
    }
}
