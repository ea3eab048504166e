//! Cards of good practices that the region no longer sees, because what they rest on no longer allows it.

use surveys::privacy::consent::Purpose;
use surveys::store;

use super::Item;
use crate::dataset;
use crate::error::Result;
use crate::pages::approaches::Desk;
use crate::pages::cards::consent::Told;
use crate::pages::cards::{Standing, address, title};
use crate::view::frame::Frame;
use crate::view::time;

/// Published cards that are stopped, until somebody takes them back or publishes them anew. They are everybody's.
///
/// # Errors
/// When the database fails.
pub async fn stopped(frame: &Frame, desk: &Desk) -> Result<Vec<Item>> {
    let published = store::card_versions::published(&frame.app.db, desk.survey.id).await?;
    if published.is_empty() {
        return Ok(Vec::new());
    }
    let data = dataset::load(&frame.app, desk.survey.id, Purpose::Regional, frame.lang).await?;
    let told = Told::of(&data);
    let mut items = Vec::new();
    for version in published.iter().filter(|one| Standing::of(Some(one), &told) == Standing::Stopped) {
        let card = store::cards::find(&frame.app.db, version.card_id).await?;
        items.push(Item {
            order: (card.id.0, String::new()),
            title: title(frame, &card),
            href: address(card.id),
            about: frame.text("cards-stopped-why"),
            when: time::date(time::tokyo(version.published_at).date_naive(), frame.lang),
            is_late: false,
            is_hour_over: false,
            owner: String::new(),
            ways: Vec::new(),
        });
    }
    Ok(items)
}
