//! Links that show a feedback page to people without an account, until they expire or are revoked.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Set,
};

use crate::entity::{publication, share_link};
use crate::error::{Error, Result};
use crate::id::{RegionId, ShareLinkId, SurveyId, UserId};
use crate::store::{audit, publications, regions};

/// A link to be made.
pub struct NewShareLink {
    /// The survey whose feedback it shows.
    pub survey: SurveyId,
    /// One area, or the whole region when `None`.
    pub region: Option<RegionId>,
    /// Random seed from which the server derives the secret part of the link.
    pub nonce: String,
    /// Hash of that secret part.
    pub token_hash: String,
    /// From when on the link no longer works.
    pub expires_at: DateTime<Utc>,
}

/// Makes a link.
pub async fn create(db: &impl ConnectionTrait, new: NewShareLink, by: UserId) -> Result<share_link::Model> {
    let model = share_link::ActiveModel {
        survey_id: Set(new.survey),
        region_id: Set(new.region),
        nonce: Set(new.nonce),
        token_hash: Set(new.token_hash),
        expires_at: Set(new.expires_at),
        revoked_at: Set(None),
        created_by: Set(by),
        created_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await?;
    record(db, by, "share_link.create", model.id).await?;
    Ok(model)
}

/// The link with this number.
pub async fn find(db: &impl ConnectionTrait, id: ShareLinkId) -> Result<share_link::Model> {
    share_link::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// Code of a link's area; empty for the whole region.
pub async fn area(db: &impl ConnectionTrait, link: &share_link::Model) -> Result<String> {
    match link.region_id {
        Some(region) => Ok(regions::find(db, region).await?.code),
        None => Ok(String::new()),
    }
}

/// What a link shows: the newest published version of its area, unless that was taken back.
pub async fn shown(
    db: &impl ConnectionTrait,
    link: &share_link::Model,
) -> Result<Option<publication::Model>> {
    publications::shown(db, link.survey_id, &area(db, link).await?).await
}

/// Stops a link from working; a link that has been revoked stays so.
pub async fn revoke(db: &impl ConnectionTrait, id: ShareLinkId, by: UserId) -> Result<share_link::Model> {
    let found = find(db, id).await?;
    if found.revoked_at.is_some() {
        return Ok(found);
    }
    let mut row = found.into_active_model();
    row.revoked_at = Set(Some(Utc::now()));
    let model = row.update(db).await?;
    record(db, by, "share_link.revoke", id).await?;
    Ok(model)
}

/// The link with this secret part while it works; [`Error::NotFound`] for unknown, revoked and expired ones
/// alike, so that trying links tells nothing.
pub async fn open(db: &impl ConnectionTrait, token_hash: &str) -> Result<share_link::Model> {
    let found =
        share_link::Entity::find().filter(share_link::COLUMN.token_hash.eq(token_hash)).one(db).await?;
    found.filter(is_open).ok_or(Error::NotFound)
}

/// Whether a link works: it was not revoked, and its last moment has not come.
pub fn is_open(link: &share_link::Model) -> bool {
    link.revoked_at.is_none() && link.expires_at > Utc::now()
}

/// The links of a survey, newest first.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<share_link::Model>> {
    let query = share_link::Entity::find()
        .filter(share_link::COLUMN.survey_id.eq(survey))
        .order_by_desc(share_link::COLUMN.id);
    Ok(query.all(db).await?)
}

async fn record(db: &impl ConnectionTrait, by: UserId, action: &str, id: ShareLinkId) -> Result<()> {
    let event = audit::Event::plain(Some(by), action, ("share_link", id.0));
    audit::record(db, event).await
}
