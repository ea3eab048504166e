//! Region schemes: any number of ways to part a region into areas, each from a day on. The areas of a survey
//! (`store/regions.rs`) are not touched by them.

use chrono::{NaiveDate, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::entity::{region_scheme, region_scheme_member};
use crate::error::{Error, Result};
use crate::id::{RegionId, RegionSchemeId, UserId};
use crate::place::scheme::{Areas, Member};
use crate::store::audit;

/// What somebody enters of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeInput {
    /// What it is called, e.g. 二次医療圏.
    pub name: String,
    /// The first day on which it holds.
    pub valid_from: NaiveDate,
    /// Which plan or list it is from.
    pub source: String,
}

/// Adds a scheme without areas; [`Error::Taken`] where one of this name begins on that day.
pub async fn create(
    db: &impl ConnectionTrait,
    region: RegionId,
    input: SchemeInput,
    by: UserId,
) -> Result<region_scheme::Model> {
    let model = region_scheme::ActiveModel {
        region_id: Set(region),
        name: Set(input.name),
        valid_from: Set(input.valid_from),
        source: Set(input.source),
        revision: Set(0),
        created_by: Set(by),
        created_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await
    .map_err(Error::taken("valid_from"))?;
    record(db, by, "region_scheme.create", model.id, serde_json::json!({})).await?;
    Ok(model)
}

/// Changes a scheme that is still at `revision`; [`Error::Stale`] otherwise, [`Error::Taken`] where another of this name begins
/// on that day.
pub async fn update(
    db: &impl ConnectionTrait,
    id: RegionSchemeId,
    revision: i32,
    input: SchemeInput,
    by: UserId,
) -> Result<()> {
    let values = region_scheme::ActiveModel {
        name: Set(input.name),
        valid_from: Set(input.valid_from),
        source: Set(input.source),
        ..Default::default()
    };
    step(db, id, revision, values).await?;
    record(db, by, "region_scheme.update", id, serde_json::json!({})).await
}

/// Puts these municipalities in the place of those that a scheme at `revision` has; [`Error::Stale`] if it has moved on.
pub async fn set_members(
    db: &impl ConnectionTrait,
    id: RegionSchemeId,
    revision: i32,
    members: Vec<Member>,
    by: UserId,
) -> Result<()> {
    step(db, id, revision, <region_scheme::ActiveModel as Default>::default()).await?;
    erase_members(db, id).await?;
    let n = members.len();
    for member in members {
        region_scheme_member::ActiveModel {
            scheme_id: Set(id),
            municipality: Set(member.municipality),
            area: Set(member.area),
        }
        .insert(db)
        .await?;
    }
    record(db, by, "region_scheme.map", id, serde_json::json!({ "municipalities": n })).await
}

/// Erases a scheme with its areas. Agencies and the areas of surveys stay as they are.
pub async fn remove(db: &impl ConnectionTrait, id: RegionSchemeId, by: UserId) -> Result<()> {
    find(db, id).await?;
    erase_members(db, id).await?;
    region_scheme::Entity::delete_by_id(id).exec(db).await?;
    record(db, by, "region_scheme.remove", id, serde_json::json!({})).await
}

async fn erase_members(db: &impl ConnectionTrait, id: RegionSchemeId) -> Result<()> {
    region_scheme_member::Entity::delete_many()
        .filter(region_scheme_member::COLUMN.scheme_id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Writes the next revision of a scheme.
async fn step(
    db: &impl ConnectionTrait,
    id: RegionSchemeId,
    revision: i32,
    mut values: region_scheme::ActiveModel,
) -> Result<()> {
    values.revision = Set(revision.saturating_add(1));
    let changed = region_scheme::Entity::update_many()
        .set(values)
        .filter(region_scheme::COLUMN.id.eq(id))
        .filter(region_scheme::COLUMN.revision.eq(revision))
        .exec(db)
        .await
        .map_err(Error::taken("valid_from"))?;
    if changed.rows_affected == 0 {
        find(db, id).await?;
        return Err(Error::Stale);
    }
    Ok(())
}

/// The scheme with this number.
pub async fn find(db: &impl ConnectionTrait, id: RegionSchemeId) -> Result<region_scheme::Model> {
    region_scheme::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// All schemes, by region and name, of one name the newest first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<region_scheme::Model>> {
    let query = region_scheme::Entity::find()
        .order_by_asc(region_scheme::COLUMN.region_id)
        .order_by_asc(region_scheme::COLUMN.name)
        .order_by_desc(region_scheme::COLUMN.valid_from);
    Ok(query.all(db).await?)
}

/// Of schemes in the order of [`list`] those that hold on a day: of one region and name the one that began last.
pub fn in_force(schemes: &[region_scheme::Model], day: NaiveDate) -> Vec<&region_scheme::Model> {
    let mut found: Vec<&region_scheme::Model> = Vec::new();
    for scheme in schemes.iter().filter(|scheme| scheme.valid_from <= day) {
        let is_older =
            |newer: &&region_scheme::Model| newer.region_id == scheme.region_id && newer.name == scheme.name;
        if !found.iter().any(is_older) {
            found.push(scheme);
        }
    }
    found
}

/// The municipalities of a scheme with their areas, by code.
pub async fn members(db: &impl ConnectionTrait, id: RegionSchemeId) -> Result<Vec<Member>> {
    let query = region_scheme_member::Entity::find()
        .filter(region_scheme_member::COLUMN.scheme_id.eq(id))
        .order_by_asc(region_scheme_member::COLUMN.municipality);
    let member = |row: region_scheme_member::Model| Member { municipality: row.municipality, area: row.area };
    Ok(query.all(db).await?.into_iter().map(member).collect())
}

/// The schemes that hold on a day, each with its areas.
pub async fn areas_on(
    db: &impl ConnectionTrait,
    day: NaiveDate,
) -> Result<Vec<(region_scheme::Model, Areas)>> {
    let schemes = list(db).await?;
    let mut found = Vec::new();
    for scheme in in_force(&schemes, day) {
        let areas = Areas::of_members(members(db, scheme.id).await?);
        found.push((scheme.clone(), areas));
    }
    Ok(found)
}

async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: RegionSchemeId,
    detail: serde_json::Value,
) -> Result<()> {
    let event =
        audit::Event { user: Some(by), action, thing_kind: "region_scheme", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
