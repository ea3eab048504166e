//! Signed-in sessions. Only a hash of the key is stored, so that a copy of the database opens no session.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::entity::session;
use crate::error::Result;

/// The state of a session that has not expired.
pub async fn load(db: &impl ConnectionTrait, key_hash: &str) -> Result<Option<String>> {
    let found = session::Entity::find_by_id(key_hash).one(db).await?;
    Ok(found.filter(|session| session.expires_at > Utc::now()).map(|session| session.state))
}

/// Stores a new session under its key.
pub async fn create(
    db: &impl ConnectionTrait,
    key_hash: &str,
    state: String,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    let row = session::ActiveModel {
        key_hash: Set(key_hash.to_owned()),
        state: Set(state),
        expires_at: Set(expires_at),
    };
    session::Entity::insert(row).exec(db).await?;
    Ok(())
}

/// Changes the state and the end of a session, unless it has been ended in the meantime.
pub async fn update(
    db: &impl ConnectionTrait,
    key_hash: &str,
    state: String,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    session::Entity::update_many()
        .set(session::ActiveModel { state: Set(state), expires_at: Set(expires_at), ..Default::default() })
        .filter(session::COLUMN.key_hash.eq(key_hash))
        .exec(db)
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn delete(db: &impl ConnectionTrait, key_hash: &str) -> Result<()> {
    session::Entity::delete_by_id(key_hash).exec(db).await?;
    Ok(())
}

/// Removes sessions that have expired.
pub async fn purge(db: &impl ConnectionTrait) -> Result<()> {
    session::Entity::delete_many().filter(session::COLUMN.expires_at.lt(Utc::now())).exec(db).await?;
    Ok(())
}
