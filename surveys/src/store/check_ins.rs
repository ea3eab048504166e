//! Check-ins: who has come to the event.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::entity::registration;
use crate::entity::state::RegistrationState;
use crate::error::{Error, Result};
use crate::id::{ResponseId, UserId};
use crate::store::registrations::{of_response, record};

/// What came of a check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckIn {
    /// The person is in now.
    Done,
    /// The person came before, at this time.
    Again(DateTime<Utc>),
    /// The person has no place: waiting, or cancelled.
    NoPlace,
}

/// The registration with this code.
pub async fn find_by_code(db: &impl ConnectionTrait, check_in_hash: &str) -> Result<registration::Model> {
    let query = registration::Entity::find().filter(registration::COLUMN.check_in_hash.eq(check_in_hash));
    query.one(db).await?.ok_or(Error::NotFound)
}

/// Notes that somebody came; of two who do it at once one is told that it was done before.
pub async fn check_in(db: &impl ConnectionTrait, response: ResponseId, by: UserId) -> Result<CheckIn> {
    let changed = registration::Entity::update_many()
        .set(registration::ActiveModel { checked_in_at: Set(Some(Utc::now())), ..Default::default() })
        .filter(registration::COLUMN.response_id.eq(response))
        .filter(registration::COLUMN.state.eq(RegistrationState::Confirmed))
        .filter(registration::COLUMN.checked_in_at.is_null())
        .exec(db)
        .await?;
    let found = of_response(db, response).await?.ok_or(Error::NotFound)?;
    match (changed.rows_affected, found.checked_in_at) {
        (0, Some(since)) => Ok(CheckIn::Again(since)),
        (0, None) => Ok(CheckIn::NoPlace),
        _ => {
            record(db, Some(by), "registration.check_in", &found).await?;
            Ok(CheckIn::Done)
        }
    }
}

/// Takes a check-in back.
pub async fn undo(db: &impl ConnectionTrait, response: ResponseId, by: UserId) -> Result<()> {
    let found = of_response(db, response).await?.ok_or(Error::NotFound)?;
    registration::ActiveModel { response_id: Set(response), checked_in_at: Set(None), ..Default::default() }
        .update(db)
        .await?;
    record(db, Some(by), "registration.undo_check_in", &found).await
}
