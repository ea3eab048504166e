//! Agencies (機関) and which of them have been heard.

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::entity::{agency, region};
use crate::error::{Error, Result};
use crate::id::{AgencyId, RegionId, UserId};
use crate::store::{audit, invitations};

/// What the coordinator enters of an agency.
pub struct AgencyInput {
    /// Name of the office.
    pub name: String,
    /// Two-digit code of `stakeholder::agency_kind`.
    pub kind: String,
    /// The area it belongs to.
    pub region: RegionId,
    /// Remark for colleagues.
    pub note: String,
}

/// Adds an agency.
pub async fn create(db: &impl ConnectionTrait, input: AgencyInput, by: UserId) -> Result<agency::Model> {
    let model = agency::ActiveModel {
        name: Set(input.name),
        kind: Set(input.kind),
        region_id: Set(input.region),
        note: Set(input.note),
        is_active: Set(true),
        revision: Set(1),
        created_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await?;
    record(db, by, "agency.create", model.id).await?;
    Ok(model)
}

/// Changes an agency that is still at `revision`.
///
/// # Errors
/// [`Error::Stale`] when it is not; [`Error::State`] when its kind or area would change and it is invited anonymously, see
/// [`invitations::keeps_group`].
pub async fn update(
    db: &impl ConnectionTrait,
    id: AgencyId,
    revision: i32,
    input: AgencyInput,
    by: UserId,
) -> Result<()> {
    let known = find(db, id).await?;
    let is_moved = known.kind != input.kind || known.region_id != input.region;
    if is_moved && invitations::keeps_group(db, id).await? {
        return Err(Error::State("agency-keeps-group"));
    }
    let changed = agency::Entity::update_many()
        .set(agency::ActiveModel {
            name: Set(input.name),
            kind: Set(input.kind),
            region_id: Set(input.region),
            note: Set(input.note),
            revision: Set(revision + 1),
            ..Default::default()
        })
        .filter(agency::COLUMN.id.eq(id))
        .filter(agency::COLUMN.revision.eq(revision))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Err(Error::Stale);
    }
    record(db, by, "agency.update", id).await
}

/// Takes an agency off the list (its hearings stay) or puts it back.
pub async fn set_active(db: &impl ConnectionTrait, id: AgencyId, is_active: bool, by: UserId) -> Result<()> {
    let mut model = find(db, id).await?.into_active_model();
    model.is_active = Set(is_active);
    model.update(db).await?;
    record(db, by, if is_active { "agency.restore" } else { "agency.remove" }, id).await
}

/// Says in which municipality an agency is (five digits; None = not known). Nothing happens where that is known.
pub async fn set_municipality(
    db: &impl ConnectionTrait,
    id: AgencyId,
    municipality: Option<&str>,
    by: UserId,
) -> Result<()> {
    let known = find(db, id).await?;
    if known.municipality.as_deref() == municipality {
        return Ok(());
    }
    let mut model = known.into_active_model();
    model.municipality = Set(municipality.map(str::to_owned));
    model.update(db).await?;
    record(db, by, "agency.place", id).await
}

/// Takes the row of an agency for this transaction, so that two changes of one agency follow each other.
pub async fn lock(db: &impl ConnectionTrait, id: AgencyId) -> Result<agency::Model> {
    agency::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// The agency with this number.
pub async fn find(db: &impl ConnectionTrait, id: AgencyId) -> Result<agency::Model> {
    agency::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The active agencies of a region and its areas, by area, kind and name.
pub async fn in_region(db: &impl ConnectionTrait, region: RegionId) -> Result<Vec<agency::Model>> {
    let query = agency::Entity::find()
        .filter(agency::COLUMN.region_id.is_in(with_areas(db, region).await?))
        .filter(agency::COLUMN.is_active.eq(true))
        .order_by_asc(agency::COLUMN.region_id)
        .order_by_asc(agency::COLUMN.kind)
        .order_by_asc(agency::COLUMN.name)
        .order_by_asc(agency::COLUMN.id);
    Ok(query.all(db).await?)
}

/// The names of all agencies that a region and its areas ever had, off the list or not: who reads them knows them still.
pub async fn names(db: &impl ConnectionTrait, region: RegionId) -> Result<Vec<String>> {
    let query = agency::Entity::find()
        .filter(agency::COLUMN.region_id.is_in(with_areas(db, region).await?))
        .order_by_asc(agency::COLUMN.name)
        .order_by_asc(agency::COLUMN.id);
    Ok(query.all(db).await?.into_iter().map(|agency| agency.name).collect())
}

/// A region and its areas.
async fn with_areas(db: &impl ConnectionTrait, region: RegionId) -> Result<Vec<RegionId>> {
    let areas = region::Entity::find().filter(region::COLUMN.parent_id.eq(region)).all(db).await?;
    Ok(areas.iter().map(|area| area.id).chain([region]).collect())
}

async fn record(db: &impl ConnectionTrait, by: UserId, action: &str, id: AgencyId) -> Result<()> {
    let event = audit::Event::plain(Some(by), action, ("agency", id.0));
    audit::record(db, event).await
}
