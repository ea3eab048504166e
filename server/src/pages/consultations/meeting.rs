//! The agreed meeting of a request, and its file for calendars.

use actix_web::{HttpResponse, web};
use surveys::id::ResponseId;
use surveys::store;
use surveys::store::consultations::Meeting;

use super::show::{filled, page};
use super::{Request, address, request};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::calendar::Entry;
use crate::error::{AppError, Result};
use crate::pages::meetings;
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// `POST /consultations/{id}/meeting`: writes down what was agreed, or takes it back.
pub async fn set(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Consultation)?;
    let found = request(&frame.app, ResponseId(*id), frame.lang).await?;
    let id = found.consultation.response_id;
    let is_gone = sent.get("go") == "remove";
    let meeting = if is_gone {
        None
    } else {
        match read(&frame, &found, &sent) {
            Ok(meeting) => Some(meeting),
            Err(form) => return page(&frame, &found, *form).await,
        }
    };
    let transaction = frame.app.write().await?;
    store::consultations::set_meeting(&transaction, id, meeting, user.id).await?;
    transaction.commit().await?;
    let key = if is_gone { "consultations-meeting-removed" } else { "consultations-meeting-saved" };
    frame.redirect_with(&address(id), "success", key)
}

fn read(frame: &Frame, found: &Request, sent: &StaffForm) -> std::result::Result<Meeting, Box<FormView>> {
    let mut form = filled(found);
    form.type_in(&["day", "clock", "minutes", "place"], sent);
    match meetings::read(frame, &mut form) {
        Some((at, minutes)) => Ok(Meeting { at, minutes, place: sent.get("place").to_owned() }),
        None => Err(Box::new(form)),
    }
}

/// `GET /consultations/{id}/calendar.ics`: the agreed meeting. It names nobody: calendars are shared.
pub async fn calendar(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Consultation)?;
    let found = request(&frame.app, ResponseId(*id), frame.lang).await?.consultation;
    let (Some(at), Some(minutes), Some(changed_at)) =
        (found.meeting_at, found.meeting_minutes, found.meeting_changed_at)
    else {
        return Err(AppError::NotFound);
    };
    let number = found.response_id.0.to_string();
    let entry = Entry {
        uid: format!("consultation-{number}@{}", meetings::host(&frame)),
        changed_at,
        sequence: u32::try_from(found.meeting_sequence).unwrap_or_default(),
        at,
        minutes: i64::from(minutes),
        summary: frame.text_with("consultations-calendar-summary", &[("n", number)]),
        place: found.meeting_place,
        description: format!("{}{}", frame.app.public_url, address(found.response_id)),
    };
    Ok(meetings::file(&entry, "consultation.ics"))
}
