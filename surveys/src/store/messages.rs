//! Messages: the box of letters that are to be sent, filled in the transaction that gives rise to them.
//!
//! A letter is sent at least once: who sends it takes it by moving its next try into the future, so that nobody else
//! does at the same time, and a sender that dies gives it back when that time has come.

mod again;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{OnConflict, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Set,
};

pub use self::again::{readdress, renew, retry};
use crate::entity::state::MessageState;
use crate::entity::{confirmation, invitation, message};
use crate::error::Result;
use crate::id::{ContactId, InvitationId, MessageId, QuestionnaireId, ResponseId};
use crate::store::responses::record;

/// How long a sender may take before another one tries.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// Tries before a letter is given up: with the pauses between them about a day and a half.
pub const MAX_ATTEMPTS: i32 = 10;

/// A letter to be sent.
pub struct NewMessage {
    /// The questionnaire it is about.
    pub questionnaire: QuestionnaireId,
    /// The response it answers; no response gets a letter of one kind twice.
    pub response: Option<ResponseId>,
    /// The invitation it is about; no invitation gets a letter of one kind twice either.
    pub invitation: Option<InvitationId>,
    /// What it tells.
    pub kind: String,
    /// Mail address.
    pub to_address: String,
    /// Subject.
    pub subject: String,
    /// Text; `{url}` stands for the address of the person's own page.
    pub body: String,
}

/// Puts a letter into the box. False if the response or the invitation has had a letter of that kind.
pub async fn queue(db: &impl ConnectionTrait, new: NewMessage) -> Result<bool> {
    put(db, new, None).await
}

/// Puts a letter into the box whose address is used once: address, text and secrets are erased when it has gone or is
/// given up. `sealed` is the code that its text speaks of, encrypted. The record of what was done has no address.
pub async fn queue_for_once(db: &impl ConnectionTrait, new: NewMessage, sealed: String) -> Result<bool> {
    let response = new.response;
    let is_new = put(db, new, Some(sealed)).await?;
    if let Some(response) = response.filter(|_| is_new) {
        record(db, "response.letter", response).await?;
    }
    Ok(is_new)
}

/// Notes that a letter was handed over on paper, in the place of one of its kind that was given up: nobody is written to again by
/// mail. False if one has gone out before, or waits.
pub async fn hand_over(db: &impl ConnectionTrait, letter: NewMessage) -> Result<bool> {
    let Some(given_up) = given_up(&letter) else { return Ok(false) };
    message::Entity::delete_many().filter(given_up).exec(db).await?;
    let (now, owner) = (Utc::now(), owner(&letter));
    let waiting = waiting(letter, None, now);
    let handed = message::ActiveModel { state: Set(MessageState::Sent), sent_at: Set(Some(now)), ..waiting };
    insert_once(db, handed, owner).await
}

async fn put(db: &impl ConnectionTrait, new: NewMessage, sealed: Option<String>) -> Result<bool> {
    let owner = owner(&new);
    insert_once(db, waiting(new, sealed, Utc::now()), owner).await
}

/// The condition that a letter of the same kind to the same person was given up. None for a letter to nobody who is known.
fn given_up(letter: &NewMessage) -> Option<Condition> {
    let of_owner = match (letter.invitation, letter.response) {
        (Some(invitation), _) => Condition::all().add(message::COLUMN.invitation_id.eq(invitation)),
        (None, Some(response)) => Condition::all().add(message::COLUMN.response_id.eq(response)),
        (None, None) => return None,
    };
    let of_kind = of_owner.add(message::COLUMN.kind.eq(letter.kind.as_str()));
    Some(of_kind.add(message::COLUMN.state.eq(MessageState::Failed)))
}

/// By what nobody gets a letter of one kind twice.
fn owner(letter: &NewMessage) -> message::Column {
    match letter.invitation {
        Some(_) => message::Column::InvitationId,
        None => message::Column::ResponseId,
    }
}

/// A letter that waits in the box.
fn waiting(new: NewMessage, sealed: Option<String>, now: DateTime<Utc>) -> message::ActiveModel {
    message::ActiveModel {
        questionnaire_id: Set(Some(new.questionnaire)),
        response_id: Set(new.response),
        invitation_id: Set(new.invitation),
        kind: Set(new.kind),
        to_address: Set(new.to_address),
        subject: Set(new.subject),
        body: Set(new.body),
        state: Set(MessageState::Queued),
        attempts: Set(0),
        next_try_at: Set(now),
        created_at: Set(now),
        is_for_once: Set(sealed.is_some()),
        sealed: Set(sealed.unwrap_or_default()),
        ..Default::default()
    }
}

async fn insert_once(
    db: &impl ConnectionTrait,
    model: message::ActiveModel,
    owner: message::Column,
) -> Result<bool> {
    let once = OnConflict::columns([owner, message::Column::Kind]).do_nothing().to_owned();
    let added = message::Entity::insert(model).on_conflict(once).exec_without_returning(db).await?;
    Ok(added > 0)
}

/// Letters whose time has come, the longest waiting first.
pub async fn due(db: &impl ConnectionTrait, now: DateTime<Utc>, limit: u64) -> Result<Vec<message::Model>> {
    let query = message::Entity::find()
        .filter(message::COLUMN.state.eq(MessageState::Queued))
        .filter(message::COLUMN.next_try_at.lte(now))
        .order_by_asc(message::COLUMN.next_try_at)
        .order_by_asc(message::COLUMN.id)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// Takes a letter to send it. False if somebody else took it since it was read.
pub async fn claim(db: &impl ConnectionTrait, seen: &message::Model, now: DateTime<Utc>) -> Result<bool> {
    let changed = message::Entity::update_many()
        .set(message::ActiveModel {
            attempts: Set(seen.attempts.saturating_add(1)),
            next_try_at: Set(now + LEASE),
            ..Default::default()
        })
        .filter(message::COLUMN.id.eq(seen.id))
        .filter(message::COLUMN.state.eq(MessageState::Queued))
        .filter(message::COLUMN.attempts.eq(seen.attempts))
        .exec(db)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Notes that a letter was handed over. One whose address is used once keeps neither address nor words.
pub async fn set_sent(db: &impl ConnectionTrait, id: MessageId, now: DateTime<Utc>) -> Result<()> {
    let sent = message::ActiveModel {
        state: Set(MessageState::Sent),
        sent_at: Set(Some(now)),
        ..Default::default()
    };
    for (is_for_once, model) in [(false, sent.clone()), (true, emptied(sent))] {
        message::Entity::update_many()
            .set(model)
            .filter(message::COLUMN.id.eq(id))
            .filter(message::COLUMN.is_for_once.eq(is_for_once))
            .exec(db)
            .await?;
    }
    Ok(())
}

fn emptied(model: message::ActiveModel) -> message::ActiveModel {
    let nothing = || Set(String::new());
    message::ActiveModel {
        to_address: nothing(),
        subject: nothing(),
        body: nothing(),
        sealed: nothing(),
        ..model
    }
}

/// Notes that a try failed: the next one follows after a pause that doubles, or the letter is given up.
pub async fn set_tried(
    db: &impl ConnectionTrait,
    tried: &message::Model,
    now: DateTime<Utc>,
    is_hopeless: bool,
) -> Result<()> {
    let attempts = tried.attempts.saturating_add(1);
    let state =
        if is_hopeless || attempts >= MAX_ATTEMPTS { MessageState::Failed } else { MessageState::Queued };
    let model = message::ActiveModel {
        state: Set(state),
        next_try_at: Set(now + pause(attempts)),
        ..Default::default()
    };
    let is_over = tried.is_for_once && state == MessageState::Failed;
    set(db, tried.id, if is_over { emptied(model) } else { model }).await
}

async fn set(db: &impl ConnectionTrait, id: MessageId, model: message::ActiveModel) -> Result<()> {
    message::Entity::update_many().set(model).filter(message::COLUMN.id.eq(id)).exec(db).await?;
    Ok(())
}

/// The pause after so many tries: 2, 4, 8 … minutes, at most twelve hours.
fn pause(attempts: i32) -> TimeDelta {
    let minutes = 1_i64 << attempts.clamp(1, 10);
    TimeDelta::minutes(minutes.min(720))
}

/// All letters of a questionnaire in the order they were written.
pub async fn of_questionnaire(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<Vec<message::Model>> {
    let query = message::Entity::find()
        .filter(message::COLUMN.questionnaire_id.eq(questionnaire))
        .order_by_asc(message::COLUMN.id);
    Ok(query.all(db).await?)
}

/// Which of these letters are not to be forgotten: the others were erased with their response, their questionnaire or
/// their contact. Those whose address is used once are emptied here and stay in the outbox until they are purged.
pub async fn known(db: &impl ConnectionTrait, ids: Vec<MessageId>) -> Result<BTreeSet<MessageId>> {
    let query = message::Entity::find()
        .select_only()
        .column(message::Column::Id)
        .filter(message::COLUMN.id.is_in(ids))
        .filter(
            Condition::any().add(message::COLUMN.to_address.ne("")).add(message::COLUMN.is_for_once.eq(true)),
        )
        .into_tuple();
    Ok(query.all(db).await?.into_iter().collect())
}

/// When the newest letter to each invitation of a questionnaire went out; those without any are missing.
pub async fn last_sent(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<HashMap<InvitationId, DateTime<Utc>>> {
    let query = message::Entity::find()
        .select_only()
        .columns([message::Column::InvitationId, message::Column::SentAt])
        .filter(message::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(message::COLUMN.state.eq(MessageState::Sent))
        .order_by_asc(message::Column::SentAt);
    let sent: Vec<(Option<InvitationId>, Option<DateTime<Utc>>)> = query.into_tuple().all(db).await?;
    Ok(sent.into_iter().filter_map(|(invitation, at)| Some((invitation?, at?))).collect())
}

/// How many letters whose address is used once a response has had, of kinds that begin so.
pub async fn count_for_once(db: &impl ConnectionTrait, response: ResponseId, kind: &str) -> Result<u64> {
    let query = message::Entity::find()
        .filter(message::COLUMN.response_id.eq(response))
        .filter(message::COLUMN.is_for_once.eq(true))
        .filter(message::COLUMN.kind.starts_with(kind));
    Ok(query.count(db).await?)
}

/// Forgets letters whose address was used once, written before a time and no longer waiting. Their files leave the
/// outbox with them.
pub async fn purge_for_once(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let deleted = message::Entity::delete_many()
        .filter(message::COLUMN.is_for_once.eq(true))
        .filter(message::COLUMN.state.ne(MessageState::Queued))
        .filter(message::COLUMN.created_at.lt(before))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected)
}

/// Takes a letter out of the box that is not to be sent any more; it counts as never written.
pub async fn take_out(db: &impl ConnectionTrait, id: MessageId) -> Result<()> {
    message::Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Gives up the letters to a contact that were sent to an address: it did not get them.
pub(crate) async fn give_up(db: &impl ConnectionTrait, contact: ContactId, address: &str) -> Result<()> {
    message::Entity::update_many()
        .set(message::ActiveModel { state: Set(MessageState::Failed), ..Default::default() })
        .filter(to_contact(contact))
        .filter(message::COLUMN.to_address.eq(address))
        .filter(message::COLUMN.state.eq(MessageState::Sent))
        .exec(db)
        .await?;
    Ok(())
}

/// Erases address and words of the letters to a contact. That they were written stays known, so that nobody is told
/// twice; those that have not gone are taken out, so that nothing empty is sent.
pub(crate) async fn empty_of_contact(db: &impl ConnectionTrait, contact: ContactId) -> Result<()> {
    message::Entity::delete_many()
        .filter(to_contact(contact))
        .filter(message::COLUMN.state.ne(MessageState::Sent))
        .exec(db)
        .await?;
    message::Entity::update_many()
        .set(message::ActiveModel {
            to_address: Set(String::new()),
            subject: Set(String::new()),
            body: Set(String::new()),
            ..Default::default()
        })
        .filter(to_contact(contact))
        .exec(db)
        .await?;
    Ok(())
}

/// The condition that a letter goes to a contact.
fn to_contact(contact: ContactId) -> Condition {
    let confirmations = confirmation::Entity::find()
        .select_only()
        .column(confirmation::Column::Id)
        .filter(confirmation::COLUMN.contact_id.eq(contact))
        .into_query();
    Condition::any()
        .add(message::Column::InvitationId.in_subquery(of_contact(contact)))
        .add(message::Column::ConfirmationId.in_subquery(confirmations))
}

fn of_contact(contact: ContactId) -> SelectStatement {
    invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Id)
        .filter(invitation::COLUMN.contact_id.eq(contact))
        .into_query()
}

/// Erases the letters to a response.
pub(crate) async fn erase(db: &impl ConnectionTrait, response: ResponseId) -> Result<()> {
    message::Entity::delete_many().filter(message::COLUMN.response_id.eq(response)).exec(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_half_a_day() {
        let minutes: Vec<i64> = (1..=11).map(|attempts| pause(attempts).num_minutes()).collect();
        assert_eq!(minutes, [2, 4, 8, 16, 32, 64, 128, 256, 512, 720, 720]);
    }
}
