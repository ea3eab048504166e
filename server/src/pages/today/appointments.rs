//! Appointments of this week, and those that have passed without a note.

use chrono::{DateTime, Utc};
use surveys::entity::state::{ApproachState, ConsultationState};
use surveys::store;

use super::{Item, Link, Now};
use crate::error::Result;
use crate::pages::approaches::{Desk, address};
use crate::pages::consultations;
use crate::pages::surveys::address as survey_address;
use crate::view::frame::Frame;
use crate::view::time;

/// Appointments with agencies and meetings of requests up to Sunday. One that has passed stays until somebody says what
/// became of it.
///
/// # Errors
/// When the database fails.
pub async fn coming(frame: &Frame, now: &Now<'_>, desk: &Desk) -> Result<Vec<Item>> {
    let (_, sunday) = time::week_of(now.today);
    let is_near = |at: DateTime<Utc>| time::tokyo(at).date_naive() <= sunday;
    let mut items = Vec::new();
    for agency in &desk.agencies {
        let Some(approach) = desk.approaches.get(&agency.id) else { continue };
        let Some(at) = approach.appointment_at.filter(|at| is_near(*at)) else { continue };
        if approach.state != ApproachState::Scheduled || !now.has(approach.owner_id) {
            continue;
        }
        let list = format!("{}/hearings", survey_address(desk.survey.id));
        let begin =
            Link { label: frame.text("hearings-new"), href: format!("{list}/new?agency={}", agency.id.0) };
        items.push(Item {
            title: agency.name.clone(),
            href: address(desk.survey.id, agency.id),
            about: approach.appointment_place.clone(),
            when: time::date_time(at, frame.lang),
            is_late: time::is_day_over(at, now.at),
            is_hour_over: at < now.at,
            owner: now.people.name(approach.owner_id),
            ways: vec![begin],
            order: (at.timestamp(), agency.name.clone()),
        });
    }
    for questionnaire in store::questionnaires::of_survey(&frame.app.db, desk.survey.id).await? {
        for request in store::consultations::of_questionnaire(&frame.app.db, questionnaire.id).await? {
            let at = request.meeting_at.filter(|at| is_near(*at));
            let Some(at) = at.filter(|_| request.state != ConsultationState::Done) else { continue };
            if !now.has(request.owner_id) {
                continue;
            }
            let number = request.response_id.0.to_string();
            items.push(Item {
                title: frame.text_with("consultations-calendar-summary", &[("n", number.clone())]),
                href: consultations::address(request.response_id),
                about: request.meeting_place,
                when: time::date_time(at, frame.lang),
                is_late: time::is_day_over(at, now.at),
                is_hour_over: at < now.at,
                owner: now.people.name(request.owner_id),
                ways: Vec::new(),
                order: (at.timestamp(), number),
            });
        }
    }
    Ok(items)
}
