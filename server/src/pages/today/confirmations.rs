//! What interviewees said of their notes, as long as something is to be done about it.

use surveys::store;

use super::{Item, Now};
use crate::error::Result;
use crate::pages::approaches::Desk;
use crate::pages::confirmations::address;
use crate::view::frame::Frame;
use crate::view::time;

/// The answers that nobody has settled, the longest waiting first.
///
/// # Errors
/// When the database fails.
pub async fn open(frame: &Frame, now: &Now<'_>, desk: &Desk) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for (hearing, model) in store::confirmations::unsettled(&frame.app.db, desk.survey.id).await? {
        let Some(answered_at) = model.answered_at.filter(|_| now.has(Some(model.created_by))) else {
            continue;
        };
        let name = desk.agency(hearing.agency_id).map(|agency| agency.name.clone());
        items.push(Item {
            title: name.unwrap_or_else(|| hearing.number.clone()),
            href: address(model.id),
            about: format!("{} {}", time::date(hearing.held_on, frame.lang), hearing.number),
            when: frame
                .text_with("today-confirmation-at", &[("time", time::date_time(answered_at, frame.lang))]),
            is_late: false,
            is_hour_over: false,
            owner: now.people.name(Some(model.created_by)),
            ways: Vec::new(),
            order: (answered_at.timestamp(), hearing.number),
        });
    }
    Ok(items)
}
