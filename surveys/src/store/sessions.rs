//! Signed-in sessions. Only a hash of the key is stored, so that a copy of the database opens no session.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::entity::session;
use crate::error::Result;

/// The state of a session that has not expired.
pub async fn load(db: &impl ConnectionTrait, key_hash: &str) -> Result<Option<String>> {
    let found = session::Entity::find_by_id(key_hash).one(db).await?;
    Ok(found.filter(|session| session.expires_at > Utc::now()).map(|session| session.state))
}

/// Stores a session's state under its key, new or not.
pub async fn save(
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
    session::Entity::insert(row)
        .on_conflict(
            OnConflict::column(session::Column::KeyHash)
                .update_columns([session::Column::State, session::Column::ExpiresAt])
                .to_owned(),
        )
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
