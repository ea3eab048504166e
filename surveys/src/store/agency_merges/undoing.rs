//! Undoing a merge: what moved goes back, what was decided is as it was. Not if that would undo what people did since.

use chrono::Utc;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QuerySelect, Set};

use super::carrying::{audit_agency, change_places, move_invitation, move_things, reach, say, write};
use super::{InvitationFate, Pair, Record, Values, json, lock};
use crate::entity::{agency, agency_merge, approach};
use crate::error::{Error, Result};
use crate::id::{AgencyMergeId, UserId};
use crate::store::approaches::Way;
use crate::store::{agencies, approaches, invitations};

/// Why a merge can no longer be undone, as a stable code: `undone` (it was), `further` (the agency itself went into another one
/// or off the list), `values` (what it is called or is was changed since), `approach` (its way to a hearing was). None if it
/// can be.
pub async fn obstacle(
    db: &impl ConnectionTrait,
    merge: &agency_merge::Model,
) -> Result<Option<&'static str>> {
    let kept = agencies::find(db, merge.kept_id).await?;
    let dropped = agencies::find(db, merge.dropped_id).await?;
    found_obstacle(db, merge, &kept, &dropped, &read(merge)?).await
}

async fn found_obstacle(
    db: &impl ConnectionTrait,
    merge: &agency_merge::Model,
    kept: &agency::Model,
    dropped: &agency::Model,
    record: &Record,
) -> Result<Option<&'static str>> {
    if merge.undone_at.is_some() {
        return Ok(Some("undone"));
    }
    if !kept.is_active || dropped.is_active {
        return Ok(Some("further"));
    }
    if record.before != record.after && Values::of(kept) != record.after {
        return Ok(Some("values"));
    }
    for one in &record.plan.approaches {
        let (id, is_touched) = match &one.own {
            None => (one.other, true),
            Some((own, before)) => (*own, *before != one.after),
        };
        if !is_touched {
            continue;
        }
        let now = approach::Entity::find_by_id(id).one(db).await?;
        if now.is_none_or(|now| now.agency_id != kept.id || Way::of(&now) != one.after) {
            return Ok(Some("approach"));
        }
    }
    Ok(None)
}

fn read(merge: &agency_merge::Model) -> Result<Record> {
    serde_json::from_str(&merge.record).map_err(json)
}

/// Undoes a merge. Contacts, hearings and promises that were moved elsewhere since stay there. Done twice it changes nothing.
///
/// # Errors
/// [`Error::State`] with the code of [`obstacle`].
pub async fn undo(db: &impl ConnectionTrait, id: AgencyMergeId, by: UserId) -> Result<()> {
    let merge = super::find(db, id).await?;
    let pair = Pair { kept: merge.kept_id, dropped: merge.dropped_id };
    let (kept, dropped) = lock(db, pair).await?;
    // Read again under the lock.
    let merge =
        agency_merge::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)?;
    let record = read(&merge)?;
    match found_obstacle(db, &merge, &kept, &dropped, &record).await? {
        Some("undone") => return Ok(()),
        Some(code) => return Err(Error::State(code)),
        None => {}
    }
    move_things(db, &record.plan, pair.kept, pair.dropped, by).await?;
    part_approaches(db, &record, pair, by).await?;
    part_invitations(db, &record, pair).await?;
    let values = if record.before == record.after { Values::of(&kept) } else { record.before.clone() };
    write(db, kept, values, true).await?;
    let own = Values::of(&dropped);
    write(db, dropped, own, record.was_active).await?;
    reach(db, pair.kept).await?;
    reach(db, pair.dropped).await?;
    let mut model = merge.into_active_model();
    model.undone_by = Set(Some(by));
    model.undone_at = Set(Some(Utc::now()));
    model.update(db).await?;
    let detail = serde_json::json!({ "merge": id, "dropped": pair.dropped });
    audit_agency(db, "agency.unmerge", pair.kept, detail, by).await
}

async fn part_approaches(db: &impl ConnectionTrait, record: &Record, pair: Pair, by: UserId) -> Result<()> {
    for one in &record.plan.approaches {
        match &one.own {
            None => approaches::retie(db, one.other, pair.dropped).await?,
            Some((own, before)) => say(db, *own, &one.after, before, "approach.unmerge", by).await?,
        }
    }
    Ok(())
}

/// Invitations go back to where they were; one that was tied elsewhere since stays there.
async fn part_invitations(db: &impl ConnectionTrait, record: &Record, pair: Pair) -> Result<()> {
    for one in &record.plan.invitations {
        let now = invitations::find(db, one.other).await?;
        if now.agency_id != pair.kept {
            continue;
        }
        match one.fate {
            InvitationFate::Moves => move_invitation(db, one.other, pair.dropped).await?,
            InvitationFate::ChangesPlaces => change_places(db, one, pair.dropped, pair.kept).await?,
            InvitationFate::StaysBehind
            | InvitationFate::BothAnswered
            | InvitationFate::Unseen
            | InvitationFate::UnseenElsewhere => {}
        }
    }
    Ok(())
}
