//! Regions: prefectures and the areas within them.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::entity::region;
use crate::error::{Error, Result};
use crate::id::{RegionId, UserId};
use crate::store::audit;

/// Adds a region, or an area within `parent`; [`Error::Taken`] when the code is in use.
pub async fn create(
    db: &impl ConnectionTrait,
    parent: Option<RegionId>,
    code: &str,
    name: &str,
    by: Option<UserId>,
) -> Result<region::Model> {
    let position = match parent {
        Some(parent) => areas(db, parent).await?.len(),
        None => list(db).await?.len(),
    };
    let model = region::ActiveModel {
        parent_id: Set(parent),
        code: Set(code.to_owned()),
        name: Set(name.to_owned()),
        position: Set(i32::try_from(position).unwrap_or(i32::MAX)),
        ..Default::default()
    }
    .insert(db)
    .await
    .map_err(Error::taken("code"))?;
    let event = audit::Event {
        user: by,
        action: "region.create",
        thing_kind: "region",
        thing_id: Some(model.id.0),
        detail: serde_json::json!({ "code": code }),
    };
    audit::record(db, event).await?;
    Ok(model)
}

/// The region with this number.
pub async fn find(db: &impl ConnectionTrait, id: RegionId) -> Result<region::Model> {
    region::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// All regions and areas, each region before its areas' siblings, in the order they were given.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<region::Model>> {
    let query = region::Entity::find().order_by_asc(region::COLUMN.position).order_by_asc(region::COLUMN.id);
    Ok(query.all(db).await?)
}

/// The areas within a region, in the order they were given.
pub async fn areas(db: &impl ConnectionTrait, region: RegionId) -> Result<Vec<region::Model>> {
    let query = region::Entity::find()
        .filter(region::COLUMN.parent_id.eq(region))
        .order_by_asc(region::COLUMN.position)
        .order_by_asc(region::COLUMN.id);
    Ok(query.all(db).await?)
}
