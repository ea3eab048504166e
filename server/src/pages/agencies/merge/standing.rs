//! What the page of an agency says of merges: what went into it, with the way back, and into what it went.

use serde::Serialize;
use surveys::entity::{agency, agency_merge};
use surveys::store;

use super::agency_address;
use crate::error::Result;
use crate::pages::agencies::listed::LinkView;
use crate::pages::approaches::People;
use crate::view::frame::Frame;
use crate::view::time;

/// Merges of an agency that were not undone.
#[derive(Serialize)]
pub struct Standing {
    /// The agency that it went into.
    into: Option<LinkView>,
    /// The agencies that went into it.
    merges: Vec<MergeView>,
}

#[derive(Serialize)]
struct MergeView {
    /// What went into what, when and by whom.
    words: String,
    action: String,
    /// Why it can no longer be undone; empty if it can.
    obstacle: String,
}

/// Looks them up.
///
/// # Errors
/// When the database fails.
pub async fn standing(frame: &Frame, agency: &agency::Model) -> Result<Standing> {
    let db = &frame.app.db;
    let into = went_into(frame, agency).await?;
    let mut merges = Vec::new();
    for merge in store::agency_merges::of_kept(db, agency.id).await? {
        merges.push(merge_view(frame, &merge).await?);
    }
    Ok(Standing { into, merges })
}

/// The agency that one went into, if it did.
///
/// # Errors
/// When the database fails.
pub async fn went_into(frame: &Frame, agency: &agency::Model) -> Result<Option<LinkView>> {
    let db = &frame.app.db;
    let Some(merge) = store::agency_merges::of_dropped(db, agency.id).await? else { return Ok(None) };
    let kept = store::agencies::find(db, merge.kept_id).await?;
    Ok(Some(LinkView { href: agency_address(kept.id), label: kept.name }))
}

async fn merge_view(frame: &Frame, merge: &agency_merge::Model) -> Result<MergeView> {
    let db = &frame.app.db;
    let dropped = store::agencies::find(db, merge.dropped_id).await?;
    let obstacle = store::agency_merges::obstacle(db, merge).await?;
    let people = People::load(&frame.app).await?;
    let args = [
        ("agency", dropped.name),
        ("at", time::date_time(merge.merged_at, frame.lang)),
        ("by", people.name(Some(merge.merged_by))),
    ];
    Ok(MergeView {
        words: frame.text_with("merges-was-merged", &args),
        action: format!("{}/merges/{}/undo", agency_address(merge.kept_id), merge.id.0),
        obstacle: obstacle.map(|code| frame.text(&format!("merges-obstacle-{code}"))).unwrap_or_default(),
    })
}
