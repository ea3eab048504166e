//! Agencies that are to be called or written to: their day has come.

use super::{Item, Link, Now};
use crate::error::Result;
use crate::pages::agencies::kind_label;
use crate::pages::approaches::{Desk, address, state_label};
use crate::view::frame::Frame;
use crate::view::time;
use surveys::store;

/// The agencies whose day to get in touch is today or has passed.
///
/// # Errors
/// When the database fails.
pub async fn due(frame: &Frame, now: &Now<'_>, desk: &Desk) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for agency in &desk.agencies {
        let Some(approach) = desk.approaches.get(&agency.id) else { continue };
        let Some(day) = approach.next_contact_on.filter(|day| *day <= now.today) else { continue };
        if !approach.state.is_ahead() || !now.has(approach.owner_id) {
            continue;
        }
        let contacts = store::contacts::of_agency(&frame.app.db, agency.id).await?;
        let call = |phone: &str| Link {
            label: frame.text_with("today-call", &[("phone", phone.to_owned())]),
            href: format!("tel:{phone}"),
        };
        let phones = contacts.iter().map(|contact| contact.phone.as_str()).filter(|phone| !phone.is_empty());
        let about =
            [kind_label(frame, &agency.kind), state_label(frame, approach.state), approach.note.clone()];
        items.push(Item {
            title: agency.name.clone(),
            href: address(desk.survey.id, agency.id),
            about: about
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(&frame.text("list-separator")),
            when: time::date(day, frame.lang),
            is_late: day < now.today,
            is_hour_over: false,
            owner: now.people.name(approach.owner_id),
            ways: phones.map(call).collect(),
            order: (i64::from(day.to_epoch_days()), agency.name.clone()),
        });
    }
    Ok(items)
}
