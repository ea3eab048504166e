//! Published cards of good practices that somebody has to look at again: the region no longer sees them, because what they
//! rest on no longer allows it, or few agencies of the list can be meant.

use surveys::entity::card_version;
use surveys::privacy::card::{Outcome, SINGLE};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::card_versions::{checks, is_emptied, text};

use super::Item;
use crate::dataset::{self, Dataset};
use crate::error::Result;
use crate::pages::approaches::Desk;
use crate::pages::cards::consent::{Told, is_of_agency};
use crate::pages::cards::inspect::singled;
use crate::pages::cards::{Standing, address, title};
use crate::view::frame::Frame;
use crate::view::time;

/// Such cards, until somebody takes them back or publishes them anew. They are everybody's.
///
/// # Errors
/// When the database fails.
pub async fn open(frame: &Frame, desk: &Desk) -> Result<Vec<Item>> {
    let versions = store::card_versions::published(&frame.app.db, desk.survey.id).await?;
    if versions.is_empty() {
        return Ok(Vec::new());
    }
    let data = dataset::load(&frame.app, desk.survey.id, Purpose::Regional, frame.lang).await?;
    let told = Told::load(&frame.app, &data).await?;
    let mut items = Vec::new();
    for version in versions {
        let about = match Standing::of(Some(&version), &told) {
            Standing::Stopped if is_emptied(&version) => "cards-emptied-why",
            Standing::Stopped if is_of_agency(&version) => "introductions-stopped-why",
            Standing::Stopped => "cards-stopped-why",
            Standing::Shown if is_singled(&data, &version)? => "cards-singled-why",
            Standing::Shown | Standing::None => continue,
        };
        let card = store::cards::find(&frame.app.db, version.card_id).await?;
        items.push(Item {
            order: (card.id.0, String::new()),
            title: title(frame, &card),
            href: address(card.id),
            about: frame.text(about),
            when: time::date(time::tokyo(version.published_at).date_naive(), frame.lang),
            is_late: false,
            is_hour_over: false,
            owner: String::new(),
            ways: Vec::new(),
        });
    }
    Ok(items)
}

/// Whether a kind and the area of a version fit few agencies of today's list, and nobody has given a reason to publish it all the same.
fn is_singled(data: &Dataset, version: &card_version::Model) -> Result<bool> {
    let is_reason = |check: &store::card_versions::FrozenCheck| {
        check.item == SINGLE && check.outcome == Outcome::Kept.code()
    };
    Ok(!checks(version).iter().any(is_reason) && !singled(data, &text(version)?).is_empty())
}
