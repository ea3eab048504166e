//! Organisations (法人) and the offices (agencies) that belong to them. One is made when an agency first names it.

use std::collections::HashSet;

use chrono::Utc;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::entity::{agency, organisation};
use crate::error::{Error, Result};
use crate::id::{AgencyId, OrganisationId, UserId};
use crate::stakeholder::double::organisation_key;
use crate::store::audit;

/// Most characters of a name.
pub const LONGEST_NAME: usize = 200;

/// The organisation with this number.
pub async fn find(db: &impl ConnectionTrait, id: OrganisationId) -> Result<organisation::Model> {
    organisation::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// Every organisation that was ever named, by name.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<organisation::Model>> {
    let query = organisation::Entity::find().order_by_asc(organisation::COLUMN.name);
    Ok(query.order_by_asc(organisation::COLUMN.id).all(db).await?)
}

/// The organisations that active agencies belong to, by name.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<organisation::Model>> {
    let offices = agency::Entity::find()
        .filter(agency::COLUMN.is_active.eq(true))
        .filter(agency::COLUMN.organisation_id.is_not_null())
        .all(db)
        .await?;
    let in_use: HashSet<OrganisationId> =
        offices.into_iter().filter_map(|office| office.organisation_id).collect();
    Ok(all(db).await?.into_iter().filter(|organisation| in_use.contains(&organisation.id)).collect())
}

/// The active offices of an organisation, by area, kind and name.
pub async fn offices(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Vec<agency::Model>> {
    let query = agency::Entity::find()
        .filter(agency::COLUMN.organisation_id.eq(id))
        .filter(agency::COLUMN.is_active.eq(true))
        .order_by_asc(agency::COLUMN.region_id)
        .order_by_asc(agency::COLUMN.kind)
        .order_by_asc(agency::COLUMN.name)
        .order_by_asc(agency::COLUMN.id);
    Ok(query.all(db).await?)
}

/// The organisation of this name, made if there is none. Two who name it at once name the same one. Nothing typed is none.
pub async fn find_or_make(
    db: &impl ConnectionTrait,
    name: &str,
    by: UserId,
) -> Result<Option<OrganisationId>> {
    let key = organisation_key(name);
    if key.is_empty() {
        return Ok(None);
    }
    let new = organisation::ActiveModel {
        name: Set(name.trim().to_owned()),
        name_key: Set(key.clone()),
        created_at: Set(Utc::now()),
        ..Default::default()
    };
    let once = OnConflict::column(organisation::Column::NameKey).do_nothing().to_owned();
    let n_made = organisation::Entity::insert(new).on_conflict(once).exec_without_returning(db).await?;
    let query = organisation::Entity::find().filter(organisation::COLUMN.name_key.eq(key.as_str()));
    let found = query.one(db).await?.ok_or(Error::NotFound)?;
    if n_made > 0 {
        record(db, by, "organisation.create", found.id).await?;
    }
    Ok(Some(found.id))
}

/// Says which organisation an agency belongs to; nothing typed is none.
pub async fn assign(db: &impl ConnectionTrait, agency: AgencyId, name: &str, by: UserId) -> Result<()> {
    let organisation = find_or_make(db, name, by).await?;
    let found = agency::Entity::find_by_id(agency).lock_exclusive().one(db).await?.ok_or(Error::NotFound)?;
    if found.organisation_id == organisation {
        return Ok(());
    }
    let revision = found.revision.saturating_add(1);
    let mut model = found.into_active_model();
    model.organisation_id = Set(organisation);
    model.revision = Set(revision);
    model.update(db).await?;
    let event = audit::Event {
        user: Some(by),
        action: "agency.assign",
        thing_kind: "agency",
        thing_id: Some(agency.0),
        detail: serde_json::json!({ "organisation": organisation.map(|id| id.0) }),
    };
    audit::record(db, event).await
}

/// Writes the name of an organisation otherwise, if it still is what it was; [`Error::Stale`] otherwise.
///
/// # Errors
/// [`Error::Taken`] if another organisation is called so.
pub async fn rename(
    db: &impl ConnectionTrait,
    id: OrganisationId,
    before: &str,
    name: &str,
    by: UserId,
) -> Result<()> {
    let found =
        organisation::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)?;
    if found.name == name {
        return Ok(());
    }
    if found.name != before {
        return Err(Error::Stale);
    }
    let key = organisation_key(name);
    let namesake =
        organisation::Entity::find().filter(organisation::COLUMN.name_key.eq(key.as_str())).one(db).await?;
    if namesake.is_some_and(|other| other.id != id) {
        return Err(Error::Taken("name"));
    }
    let mut model = found.into_active_model();
    model.name = Set(name.to_owned());
    model.name_key = Set(key);
    model.update(db).await.map_err(Error::taken("name"))?;
    record(db, by, "organisation.update", id).await
}

async fn record(db: &impl ConnectionTrait, by: UserId, action: &str, id: OrganisationId) -> Result<()> {
    let event = audit::Event::plain(Some(by), action, ("organisation", id.0));
    audit::record(db, event).await
}
