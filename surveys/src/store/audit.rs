//! The record of what was done.

use chrono::Utc;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::entity::audit_event;
use crate::error::Result;
use crate::id::UserId;

/// One thing that somebody did.
pub struct Event<'a> {
    /// Who did it; `None` for respondents and the command line.
    pub user: Option<UserId>,
    /// A verb with its noun, e.g. `questionnaire.publish`.
    pub action: &'a str,
    /// The kind of thing it was done to, e.g. `questionnaire`.
    pub thing_kind: &'a str,
    /// The number of that thing.
    pub thing_id: Option<i64>,
    /// What a reader of the record needs beyond that; never an answer or a name.
    pub detail: serde_json::Value,
}

impl<'a> Event<'a> {
    /// One of which a reader needs no more than who did it, what it was, and the kind and number of the thing.
    pub fn plain(user: Option<UserId>, action: &'a str, (thing_kind, id): (&'a str, i64)) -> Event<'a> {
        Event { user, action, thing_kind, thing_id: Some(id), detail: serde_json::json!({}) }
    }
}

/// Adds an event to the record.
pub async fn record(db: &impl ConnectionTrait, event: Event<'_>) -> Result<()> {
    audit_event::ActiveModel {
        at: Set(Utc::now()),
        user_id: Set(event.user),
        action: Set(event.action.to_owned()),
        thing_kind: Set(event.thing_kind.to_owned()),
        thing_id: Set(event.thing_id),
        detail: Set(event.detail.to_string()),
        ..Default::default()
    }
    .insert(db)
    .await?;
    Ok(())
}

/// What was done to one thing, the oldest first.
pub async fn of_thing(db: &impl ConnectionTrait, kind: &str, id: i64) -> Result<Vec<audit_event::Model>> {
    let query = audit_event::Entity::find()
        .filter(audit_event::COLUMN.thing_kind.eq(kind))
        .filter(audit_event::COLUMN.thing_id.eq(id))
        .order_by_asc(audit_event::COLUMN.id);
    Ok(query.all(db).await?)
}

/// The newest `limit` events, newest first.
pub async fn newest(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<audit_event::Model>> {
    Ok(audit_event::Entity::find().order_by_desc(audit_event::COLUMN.id).limit(limit).all(db).await?)
}
