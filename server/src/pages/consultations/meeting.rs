//! The agreed meeting of a request, and its file for calendars.

use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone, Utc};
use surveys::id::ResponseId;
use surveys::questionnaire::question::input::{self, moment};
use surveys::store;
use surveys::store::consultations::Meeting;

use super::show::{filled, page};
use super::{Request, address, request};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::calendar::{self, Entry};
use crate::error::{AppError, Result};
use crate::view::form::FormView;
use crate::view::frame::Frame;
use crate::view::time;

/// The longest meeting, in minutes.
const LONGEST: i32 = 600;
/// The longest place, in characters.
const MAX_PLACE: usize = 500;

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
    for name in ["day", "clock", "minutes", "place"] {
        form.fields.entry(name).or_default().value = sent.get(name).to_owned();
    }
    let day = moment::date(sent.get("day"));
    let clock = moment::time(sent.get("clock"));
    let minutes = input::number(sent.get("minutes")).and_then(|number| number.as_i64());
    let minutes = minutes.and_then(|n| i32::try_from(n).ok()).filter(|n| (1..=LONGEST).contains(n));
    if day.is_none() {
        form.reject("day", frame.text("form-date"));
    }
    if clock.is_none() {
        form.reject("clock", frame.text("problem-not-a-time"));
    }
    if minutes.is_none() {
        let max = LONGEST.to_string();
        form.reject("minutes", frame.text_with("consultations-minutes-wrong", &[("max", max)]));
    }
    form.require(frame, "place", "consultations-meeting-place");
    form.limit(frame, "place", "consultations-meeting-place", MAX_PLACE);
    let at = day.zip(clock).and_then(|(day, clock)| {
        let (hour, minute) = clock.split_once(':')?;
        in_tokyo(day.and_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)?)
    });
    match (at, minutes) {
        (Some(at), Some(minutes)) if form.is_valid() => {
            Ok(Meeting { at, minutes, place: sent.get("place").to_owned() })
        }
        _ => Err(Box::new(form)),
    }
}

/// A wall clock in Tokyo as a moment.
fn in_tokyo(local: NaiveDateTime) -> Option<DateTime<Utc>> {
    let offset: FixedOffset = *time::tokyo(Utc::now()).offset();
    Some(offset.from_local_datetime(&local).single()?.with_timezone(&Utc))
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
    let url = &frame.app.public_url;
    let host = url.split_once("://").map_or(url.as_str(), |(_, host)| host);
    let number = found.response_id.0.to_string();
    let entry = Entry {
        uid: format!("consultation-{number}@{host}"),
        changed_at,
        sequence: u32::try_from(found.meeting_sequence).unwrap_or_default(),
        at,
        minutes: i64::from(minutes),
        summary: frame.text_with("consultations-calendar-summary", &[("n", number)]),
        place: found.meeting_place,
        description: format!("{url}{}", address(found.response_id)),
    };
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8; method=PUBLISH")
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename("consultation.ics".to_owned())],
        })
        .body(calendar::file(&entry)))
}
