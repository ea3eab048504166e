//! The list for the reception as a file.

use actix_web::{HttpResponse, web};
use analysis::document::{Cell, Sheet, xlsx};
use chrono::Utc;
use surveys::fielding::attendee::kana_row;
use surveys::id::QuestionnaireId;

use super::{Desk, Person, desk, state_words};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::download::{self, CSV, WORKBOOK};
use crate::pages::entries::form::source_name;
use crate::secret;
use crate::signup::check_in_code;
use crate::view::frame::Frame;
use crate::view::time;

const TABLE: &str = "attendees.csv";
const BOOK: &str = "attendees.xlsx";

/// The columns by the end of their Fluent keys.
const COLUMNS: [&str; 12] = [
    "row",
    "kana",
    "name",
    "affiliation",
    "seat",
    "state",
    "checked-in",
    "phone",
    "email",
    "code",
    "source",
    "at",
];

/// `GET /questionnaires/{id}/registrations/{file}`: `attendees.csv` or `attendees.xlsx`.
pub async fn download(frame: Frame, user: User, path: web::Path<(i64, String)>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Registration)?;
    let (id, file) = path.into_inner();
    if file != TABLE && file != BOOK {
        return Err(AppError::NotFound);
    }
    let desk = desk(&frame.app.db, QuestionnaireId(id), frame.lang).await?;
    let (kind, body) = match file.as_str() {
        TABLE => {
            let sheet = sheet(&frame, &desk, frame.text("registrations-title"), |_| true);
            (CSV, download::csv(&sheet)?)
        }
        _ => {
            let sheets: Vec<Sheet> = desk
                .seats
                .iter()
                .map(|seat| {
                    let name = desk.seat_label(seat.seating.id, frame.lang);
                    sheet(&frame, &desk, name, |person| person.registration.seating_id == seat.seating.id)
                })
                .collect();
            let body = xlsx::write(&sheets, Utc::now().timestamp()).map_err(anyhow::Error::from)?;
            (WORKBOOK, body)
        }
    };
    download::record(&frame, &user, "registration.export", ("questionnaire", id), &file).await?;
    Ok(download::file(kind, file, body))
}

/// Those who have a place or wait, in the order of the 五十音.
fn sheet(frame: &Frame, desk: &Desk, name: String, is_wanted: impl Fn(&Person) -> bool) -> Sheet {
    let people = desk.people.iter().filter(|person| person.is_in() && is_wanted(person));
    Sheet {
        name,
        columns: COLUMNS.map(|column| frame.text(&format!("registrations-column-{column}"))).into(),
        rows: people.map(|person| row(frame, desk, person)).collect(),
    }
}

fn row(frame: &Frame, desk: &Desk, person: &Person) -> Vec<Cell> {
    let (registration, attendee) = (&person.registration, &person.attendee);
    let checked_in = registration.checked_in_at.map(time::clock).unwrap_or_default();
    [
        kana_row(&attendee.kana).to_string(),
        attendee.kana.clone(),
        attendee.name.clone(),
        attendee.affiliation.clone(),
        desk.seat_label(registration.seating_id, frame.lang),
        state_words(frame, desk, person),
        checked_in,
        attendee.phone.clone(),
        attendee.email.clone(),
        secret::grouped(&check_in_code(&frame.app.key, registration.response_id)),
        source_name(frame, person.response.source),
        time::date_time(registration.registered_at, frame.lang),
    ]
    .iter()
    .map(|text| Cell::text(text))
    .collect()
}
