//! Agencies that were found to be one: what a merge would do, doing it, and undoing it.
//!
//! The agency that goes stays as a row that is off the list. What can be there only once (a way to a hearing in a survey, an
//! invitation to a questionnaire) is decided in `plan.rs`; what lost stays with that row, so that undoing finds it there.
//! Of anonymous invitations only the agency is ever touched, never whether they were answered.

mod carrying;
mod plan;
mod undoing;

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};

use crate::entity::{agency, agency_merge, approach, invitation};
use crate::error::{Error, Result};
use crate::id::{AgencyId, AgencyMergeId, OrganisationId, QuestionnaireId, RegionId};
use crate::store::{agencies, invitings};

pub use self::carrying::merge;
pub use self::plan::{ApproachPlan, InvitationFate, InvitationPlan, Plan, plan};
pub use self::undoing::{obstacle, undo};

/// The agency that stays, and the one that goes into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Stays, and has everything afterwards.
    pub kept: AgencyId,
    /// Goes off the list.
    pub dropped: AgencyId,
}

/// What an agency is called and is: what is chosen from two when they become one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// Name of the office.
    pub name: String,
    /// Two-digit code of `stakeholder::agency_kind`.
    pub kind: String,
    /// The area it belongs to.
    pub region: RegionId,
    /// Remark for colleagues.
    pub note: String,
    /// The organisation it belongs to.
    pub organisation: Option<OrganisationId>,
    /// Code of the municipality it is in.
    #[serde(default)]
    pub municipality: Option<String>,
}

impl Values {
    /// Those of an agency.
    pub fn of(agency: &agency::Model) -> Values {
        Values {
            name: agency.name.clone(),
            kind: agency.kind.clone(),
            region: agency.region_id,
            note: agency.note.clone(),
            organisation: agency.organisation_id,
            municipality: agency.municipality.clone(),
        }
    }
}

/// What undoing needs, as it is kept in `agency_merges.record`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    /// The kept agency before.
    before: Values,
    /// The kept agency after.
    after: Values,
    /// Whether the agency that went was on the list.
    was_active: bool,
    /// What was moved and decided.
    plan: Plan,
}

/// The merge with this number.
pub async fn find(db: &impl ConnectionTrait, id: AgencyMergeId) -> Result<agency_merge::Model> {
    agency_merge::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The merge by which an agency went into another one, unless it was undone.
pub async fn of_dropped(db: &impl ConnectionTrait, dropped: AgencyId) -> Result<Option<agency_merge::Model>> {
    let query = agency_merge::Entity::find()
        .filter(agency_merge::COLUMN.dropped_id.eq(dropped))
        .filter(agency_merge::COLUMN.undone_at.is_null())
        .order_by_desc(agency_merge::COLUMN.id);
    Ok(query.one(db).await?)
}

/// The merges by which others went into an agency and that were not undone, the newest first.
pub async fn of_kept(db: &impl ConnectionTrait, kept: AgencyId) -> Result<Vec<agency_merge::Model>> {
    let query = agency_merge::Entity::find()
        .filter(agency_merge::COLUMN.kept_id.eq(kept))
        .filter(agency_merge::COLUMN.undone_at.is_null())
        .order_by_desc(agency_merge::COLUMN.id);
    Ok(query.all(db).await?)
}

/// An agency and all that went into it, themselves or through others.
pub async fn behind(db: &impl ConnectionTrait, kept: AgencyId) -> Result<Vec<AgencyId>> {
    let mut found = vec![kept];
    let mut seen: HashSet<AgencyId> = HashSet::from([kept]);
    let mut at = 0;
    while let Some(next) = found.get(at).copied() {
        let merges = of_kept(db, next).await?;
        found.extend(merges.iter().map(|merge| merge.dropped_id).filter(|dropped| seen.insert(*dropped)));
        at += 1;
    }
    Ok(found)
}

/// The agency that stands for one on the list: itself, or the one that it went into.
pub async fn standing_for(db: &impl ConnectionTrait, agency: agency::Model) -> Result<agency::Model> {
    let mut standing = agency;
    let mut seen: HashSet<AgencyId> = HashSet::new();
    while !standing.is_active && seen.insert(standing.id) {
        let Some(merge) = of_dropped(db, standing.id).await? else { break };
        standing = agencies::find(db, merge.kept_id).await?;
    }
    Ok(standing)
}

/// The agencies that went into others, each with the one that stands for it now.
pub async fn dropped(db: &impl ConnectionTrait) -> Result<Vec<(agency::Model, AgencyId)>> {
    let merges =
        agency_merge::Entity::find().filter(agency_merge::COLUMN.undone_at.is_null()).all(db).await?;
    let mut found = Vec::new();
    for merge in merges {
        let dropped = agencies::find(db, merge.dropped_id).await?;
        let standing = standing_for(db, dropped.clone()).await?;
        found.push((dropped, standing.id));
    }
    Ok(found)
}

/// Takes everything of two agencies that a merge moves, for this transaction, always in the same order: what invites (anonymous
/// invitations are used up under that lock), the agencies, their invitations, their ways to a hearing.
async fn lock(db: &impl ConnectionTrait, pair: Pair) -> Result<(agency::Model, agency::Model)> {
    let of_both = || {
        invitation::Entity::find()
            .filter(invitation::COLUMN.agency_id.is_in([pair.kept, pair.dropped]))
            .order_by_asc(invitation::COLUMN.id)
    };
    let asked = of_both().all(db).await?;
    let mut questionnaires: Vec<QuestionnaireId> = asked.iter().map(|one| one.questionnaire_id).collect();
    questionnaires.sort_unstable();
    questionnaires.dedup();
    for questionnaire in questionnaires {
        invitings::lock(db, questionnaire).await?;
    }
    let both = agency::Entity::find()
        .filter(agency::COLUMN.id.is_in([pair.kept, pair.dropped]))
        .order_by_asc(agency::COLUMN.id)
        .lock_exclusive()
        .all(db)
        .await?;
    of_both().lock_exclusive().all(db).await?;
    approach::Entity::find()
        .filter(approach::COLUMN.agency_id.is_in([pair.kept, pair.dropped]))
        .order_by_asc(approach::COLUMN.id)
        .lock_exclusive()
        .all(db)
        .await?;
    let one = |id: AgencyId| both.iter().find(|agency| agency.id == id).cloned().ok_or(Error::NotFound);
    Ok((one(pair.kept)?, one(pair.dropped)?))
}

fn json(error: serde_json::Error) -> Error {
    Error::Database(sea_orm::DbErr::Json(error.to_string()))
}
