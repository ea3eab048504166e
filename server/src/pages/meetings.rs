//! Agreed meetings as forms and as files for calendars: the same for requests and for hearings.

use actix_web::HttpResponse;
use chrono::{DateTime, Utc};
use surveys::questionnaire::question::input::{self, moment};

use crate::calendar::{self, Entry};
use crate::pages::download;
use crate::view::form::FormView;
use crate::view::frame::Frame;
use crate::view::time;

/// The longest meeting, in minutes.
const LONGEST: i32 = 600;
/// The longest place, in characters.
const MAX_PLACE: usize = 500;

/// When a meeting begins and how many minutes it lasts, from the fields `day`, `clock` and `minutes`; `place` is checked,
/// too. None with what is wrong in the form.
pub fn read(frame: &Frame, form: &mut FormView) -> Option<(DateTime<Utc>, i32)> {
    let day = moment::date(form.value("day"));
    let clock = moment::time(form.value("clock"));
    let minutes = input::number(form.value("minutes")).and_then(|number| number.as_i64());
    let minutes = minutes.and_then(|n| i32::try_from(n).ok()).filter(|n| (1..=LONGEST).contains(n));
    if day.is_none() {
        form.reject_date(frame, "day");
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
        time::in_tokyo(day.and_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)?)
    });
    at.zip(minutes).filter(|_| form.is_valid())
}

/// A meeting as a file for calendars.
pub fn file(entry: &Entry, name: &str) -> HttpResponse {
    let media_type = "text/calendar; charset=utf-8; method=PUBLISH";
    download::file(media_type, name.to_owned(), calendar::file(entry).into_bytes())
}

/// The name of this service in the number of a calendar's entry.
pub fn host(frame: &Frame) -> &str {
    let url = frame.app.public_url.as_str();
    url.split_once("://").map_or(url, |(_, host)| host)
}
