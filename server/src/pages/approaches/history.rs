//! What was done with an approach, in words.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use surveys::entity::audit_event;
use surveys::entity::state::ApproachState;
use surveys::id::UserId;

use super::{People, state_label};
use crate::view::frame::Frame;
use crate::view::time;

/// One change.
#[derive(Serialize)]
pub struct Happened {
    words: String,
    by: String,
    at: String,
}

/// Events in words, the newest first.
pub fn history(frame: &Frame, people: &People, events: &[audit_event::Model]) -> Vec<Happened> {
    events.iter().rev().map(|event| happened(frame, people, event)).collect()
}

fn happened(frame: &Frame, people: &People, event: &audit_event::Model) -> Happened {
    let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap_or_default();
    let text = |key: &str| detail.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
    let state = |key: &str| ApproachState::from_code(text(key));
    let mut words = Vec::new();
    if let (Some(from), Some(to)) = (state("from"), state("to"))
        && from != to
    {
        let args = [("from", state_label(frame, from)), ("to", state_label(frame, to))];
        words.push(frame.text_with("approaches-event-moved", &args));
    }
    match event.action.as_str() {
        "approach.follow" => words.push(frame.text("approaches-event-follow")),
        "approach.meet" => {
            let at: Option<DateTime<Utc>> = text("at").parse().ok();
            let at = at.map(|at| time::date_time(at, frame.lang)).unwrap_or_default();
            words.push(frame.text_with("approaches-event-meet", &[("at", at)]));
        }
        "approach.merge" => words.push(frame.text("approaches-event-merge")),
        "approach.unmerge" => words.push(frame.text("approaches-event-unmerge")),
        "approach.unmeet" => words.push(frame.text("approaches-event-unmeet")),
        _ => {
            let owner = people.name(detail.get("owner").and_then(serde_json::Value::as_i64).map(UserId));
            if !owner.is_empty() {
                words.push(frame.text_with("approaches-event-owner", &[("owner", owner)]));
            }
            if let Ok(day) = text("next_contact_on").parse::<NaiveDate>() {
                let args = [("date", time::date(day, frame.lang))];
                words.push(frame.text_with("approaches-next-contact-on", &args));
            }
            if detail.get("has_new_note").and_then(serde_json::Value::as_bool) == Some(true) {
                words.push(frame.text("approaches-event-note"));
            }
            if words.is_empty() {
                words.push(frame.text("approaches-event-set"));
            }
        }
    }
    Happened {
        words: words.join(&frame.text("list-separator")),
        by: people.name(event.user_id),
        at: time::date_time(event.at, frame.lang),
    }
}
