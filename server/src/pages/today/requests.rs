//! Requests for consultation that are to be answered.

use surveys::entity::state::ConsultationState;
use surveys::store;

use super::{Item, Now};
use crate::error::Result;
use crate::pages::approaches::Desk;
use crate::pages::consultations;
use crate::view::frame::Frame;
use crate::view::time;

/// The requests that nobody has answered, and the others whose day has come.
///
/// # Errors
/// When the database fails.
pub async fn due(frame: &Frame, now: &Now<'_>, desk: &Desk) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for questionnaire in store::questionnaires::of_survey(&frame.app.db, desk.survey.id).await? {
        for request in store::consultations::of_questionnaire(&frame.app.db, questionnaire.id).await? {
            let is_due = match request.state {
                ConsultationState::Received => true,
                ConsultationState::Replied => request.due_on <= now.today,
                ConsultationState::Scheduled | ConsultationState::Done => false,
            };
            if !is_due || !now.has(request.owner_id) {
                continue;
            }
            let number = request.response_id.0.to_string();
            items.push(Item {
                title: frame.text_with("consultations-calendar-summary", &[("n", number.clone())]),
                href: consultations::address(request.response_id),
                about: frame.text(&format!("consultations-state-{}", request.state.code())),
                when: time::date(request.due_on, frame.lang),
                is_late: request.due_on < now.today,
                is_hour_over: false,
                owner: now.people.name(request.owner_id),
                ways: Vec::new(),
                order: (i64::from(request.due_on.to_epoch_days()), number),
            });
        }
    }
    Ok(items)
}
