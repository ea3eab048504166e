//! The letter with the link of a confirmation: one a link, to a contact of the agency.

use chrono::Utc;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::{works, write_to};
use crate::entity::state::MessageState;
use crate::entity::{confirmation, contact, message};
use crate::error::Result;
use crate::id::{ConfirmationId, UserId};

/// Its kind.
const KIND: &str = "confirmation";

/// Puts the letter into the box; `{link}` in its words stands for the address. False if there has been one.
pub async fn queue(
    db: &impl ConnectionTrait,
    about: ConfirmationId,
    to: &contact::Model,
    subject: String,
    body: String,
    by: UserId,
) -> Result<bool> {
    let now = Utc::now();
    let model = message::ActiveModel {
        confirmation_id: Set(Some(about)),
        kind: Set(KIND.to_owned()),
        to_address: Set(to.email.clone()),
        subject: Set(subject),
        body: Set(body),
        state: Set(MessageState::Queued),
        attempts: Set(0),
        next_try_at: Set(now),
        created_at: Set(now),
        is_for_once: Set(false),
        sealed: Set(String::new()),
        ..Default::default()
    };
    let once =
        OnConflict::columns([message::Column::ConfirmationId, message::Column::Kind]).do_nothing().to_owned();
    let added = message::Entity::insert(model).on_conflict(once).exec_without_returning(db).await?;
    if added > 0 {
        write_to(db, about, to.id, by).await?;
    }
    Ok(added > 0)
}

/// The letter about a confirmation.
pub async fn find(db: &impl ConnectionTrait, about: ConfirmationId) -> Result<Option<message::Model>> {
    Ok(message::Entity::find().filter(message::COLUMN.confirmation_id.eq(about)).one(db).await?)
}

/// Whether it may go out: nobody has answered yet, the link works, and the contact can be written to.
pub fn is_wanted(model: &confirmation::Model, to: Option<&contact::Model>) -> bool {
    model.answered_at.is_none() && works(model) && to.is_some_and(contact::Model::can_be_written_to)
}
