//! Letters that were given up, put back into the box.

use std::collections::HashSet;

use chrono::Utc;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, Set,
};

use super::{NewMessage, given_up, to_contact};
use crate::entity::state::MessageState;
use crate::entity::{contact, invitation, message};
use crate::error::Result;
use crate::id::{ContactId, InvitationId, MessageId, QuestionnaireId, UserId};
use crate::store::audit;

/// Letters that are named in one statement.
const AT_ONCE: usize = 500;

/// Puts letters that were given up back into the box, under this name in the record of what was done; of each invitation
/// the newest alone (see [`readdress`]). Returns how many. Those to addresses that mail servers do not know wait until the
/// address is corrected.
pub async fn retry(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    action: &str,
    by: UserId,
) -> Result<u64> {
    let may_arrive = Condition::any()
        .add(message::COLUMN.invitation_id.is_null())
        .add(message::Column::InvitationId.not_in_subquery(of_unknown_addresses()));
    let letters = message::Entity::find()
        .filter(message::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(message::COLUMN.is_for_once.eq(false))
        .filter(may_arrive);
    let n = send_again(db, letters, None).await?;
    let event = audit::Event {
        user: Some(by),
        action,
        thing_kind: "questionnaire",
        thing_id: Some(questionnaire.0),
        detail: serde_json::json!({ "letters": n }),
    };
    audit::record(db, event).await?;
    Ok(n)
}

/// Puts the letters to a contact that were given up back into the box, to the address it has now: of each invitation the
/// newest, so that nobody gets a first letter and its reminders at once. Older ones that were given up are forgotten; they
/// told nobody anything. Returns how many go out.
pub async fn readdress(db: &impl ConnectionTrait, contact: ContactId, address: &str) -> Result<u64> {
    let letters = message::Entity::find().filter(to_contact(contact));
    send_again(db, letters, Some(address)).await
}

/// Puts a letter that was given up back into the box, to this address and with these words. False if none was: whoever has the
/// letter, or for whom it waits, gets no second one.
pub async fn renew(db: &impl ConnectionTrait, letter: NewMessage) -> Result<bool> {
    let Some(given_up) = given_up(&letter) else { return Ok(false) };
    let model = message::ActiveModel {
        to_address: Set(letter.to_address),
        subject: Set(letter.subject),
        body: Set(letter.body),
        state: Set(MessageState::Queued),
        attempts: Set(0),
        next_try_at: Set(Utc::now()),
        ..Default::default()
    };
    let changed = message::Entity::update_many().set(model).filter(given_up).exec(db).await?;
    Ok(changed.rows_affected > 0)
}

/// Puts those of some letters that were given up back into the box, of each invitation the newest alone; older ones that
/// were given up are forgotten. Returns how many go out.
async fn send_again(
    db: &impl ConnectionTrait,
    letters: Select<message::Entity>,
    address: Option<&str>,
) -> Result<u64> {
    use message::Column;
    let letters: Vec<(MessageId, Option<InvitationId>, MessageState)> = letters
        .select_only()
        .columns([Column::Id, Column::InvitationId, Column::State])
        .order_by_desc(Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let mut invitations = HashSet::new();
    let (mut newest, mut older) = (Vec::new(), Vec::new());
    for (id, invitation, state) in letters {
        let is_newest = invitation.is_none_or(|invitation| invitations.insert(invitation));
        if state == MessageState::Failed {
            let ids = if is_newest { &mut newest } else { &mut older };
            ids.push(id);
        }
    }
    for some in older.chunks(AT_ONCE) {
        message::Entity::delete_many().filter(message::COLUMN.id.is_in(some.to_vec())).exec(db).await?;
    }
    let model = message::ActiveModel {
        to_address: address.map_or(NotSet, |address| Set(address.to_owned())),
        state: Set(MessageState::Queued),
        attempts: Set(0),
        next_try_at: Set(Utc::now()),
        ..Default::default()
    };
    let mut n = 0;
    for some in newest.chunks(AT_ONCE) {
        let changed = message::Entity::update_many()
            .set(model.clone())
            .filter(message::COLUMN.id.is_in(some.to_vec()))
            .filter(message::COLUMN.state.eq(MessageState::Failed))
            .exec(db)
            .await?;
        n += changed.rows_affected;
    }
    Ok(n)
}

/// The invitations whose letters would go to an address that mail servers do not know.
fn of_unknown_addresses() -> SelectStatement {
    let contacts = contact::Entity::find()
        .select_only()
        .column(contact::Column::Id)
        .filter(contact::COLUMN.undeliverable.ne(""))
        .into_query();
    invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Id)
        .filter(invitation::Column::ContactId.in_subquery(contacts))
        .into_query()
}
