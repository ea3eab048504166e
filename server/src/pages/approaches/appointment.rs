//! The agreed appointment with an agency, and its file for calendars.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use surveys::hearing::sheet::{METHODS, has_code};
use surveys::id::{AgencyId, SurveyId};
use surveys::store;
use surveys::store::approaches::Appointment;

use super::show::{Subject, filled, page, subject, subject_to_change};
use super::{People, address};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::calendar::Entry;
use crate::error::{AppError, Result};
use crate::pages::meetings;
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// `POST /surveys/{id}/agencies/{number}/appointment`: writes down what was agreed, or takes it back.
pub async fn set(
    frame: Frame,
    user: User,
    path: web::Path<(i64, i64)>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let subject = subject_to_change(&frame.app, SurveyId(path.0), AgencyId(path.1)).await?;
    let is_gone = sent.get("go") == "remove";
    let appointment = if is_gone {
        None
    } else {
        match read(&frame, &subject, &sent) {
            Ok(appointment) => Some(appointment),
            Err(form) => {
                let people = People::load(&frame.app).await?;
                return page(&frame, &subject, &people, *form, StatusCode::UNPROCESSABLE_ENTITY).await;
            }
        }
    };
    let (survey, agency) = (subject.survey.id, subject.agency.id);
    let transaction = frame.app.write().await?;
    store::approaches::set_appointment(&transaction, survey, agency, appointment, user.id).await?;
    transaction.commit().await?;
    let key = if is_gone { "approaches-appointment-removed" } else { "approaches-appointment-saved" };
    frame.redirect_with(&address(survey, agency), "success", key)
}

fn read(
    frame: &Frame,
    subject: &Subject,
    sent: &StaffForm,
) -> std::result::Result<Appointment, Box<FormView>> {
    let mut form = filled(subject);
    form.type_in(&["day", "clock", "minutes", "method", "place"], sent);
    let method = sent.get("method");
    if !method.is_empty() && !has_code(METHODS, method) {
        form.reject("method", frame.text("form-choice"));
    }
    match meetings::read(frame, &mut form) {
        Some((at, minutes)) => {
            Ok(Appointment { at, minutes, method: method.to_owned(), place: sent.get("place").to_owned() })
        }
        None => Err(Box::new(form)),
    }
}

/// `GET /surveys/{id}/agencies/{number}/calendar.ics`: the agreed appointment with the agency's name; no person is named.
pub async fn calendar(frame: Frame, user: User, path: web::Path<(i64, i64)>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let subject = subject(&frame.app, SurveyId(path.0), AgencyId(path.1)).await?;
    let approach = subject.approach.ok_or(AppError::NotFound)?;
    let (Some(at), Some(minutes), Some(changed_at)) =
        (approach.appointment_at, approach.appointment_minutes, approach.appointment_changed_at)
    else {
        return Err(AppError::NotFound);
    };
    let entry = Entry {
        uid: format!("hearing-{}@{}", approach.id.0, meetings::host(&frame)),
        changed_at,
        sequence: u32::try_from(approach.appointment_sequence).unwrap_or_default(),
        at,
        minutes: i64::from(minutes),
        summary: frame.text_with("approaches-calendar-summary", &[("agency", subject.agency.name.clone())]),
        place: approach.appointment_place,
        description: format!("{}{}", frame.app.public_url, address(subject.survey.id, subject.agency.id)),
    };
    Ok(meetings::file(&entry, "hearing.ics"))
}
