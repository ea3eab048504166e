//! The check list of a card: answers with who gave them and when, and words that stay for a reason.

use chrono::Utc;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use crate::entity::state::CardState;
use crate::entity::{card_check, card_word};
use crate::error::{Error, Result};
use crate::id::{CardId, UserId};
use crate::privacy::card::CheckAnswer;
use crate::store::cards;

/// What somebody found, and what of it stays.
pub struct Checked {
    /// Answers to items; those that are left out have none.
    pub answers: Vec<CheckAnswer>,
    /// Words that may tell who is meant and stay, with the reason.
    pub kept: Vec<(String, String)>,
    /// Nothing is left to be answered.
    pub is_complete: bool,
}

/// Stores the answers to the check list of a card whose words are still at `revision`; [`Error::Stale`] otherwise. Answers that
/// were there before keep who gave them.
///
/// # Errors
/// [`Error::State`] when these words are published: they are checked.
pub async fn answer(
    db: &impl ConnectionTrait,
    id: CardId,
    revision: i32,
    checked: Checked,
    by: UserId,
) -> Result<()> {
    let card = cards::lock(db, id).await?;
    if card.revision != revision {
        return Err(Error::Stale);
    }
    if card.state == CardState::Published {
        return Err(Error::State("card-published"));
    }
    put_answers(db, id, &checked.answers, by).await?;
    put_words(db, id, &checked.kept, by).await?;
    let state = if checked.is_complete { CardState::Ready } else { CardState::Checking };
    cards::set_state(db, id, state).await?;
    let detail = json!({ "revision": revision, "complete": checked.is_complete });
    cards::record(db, by, "card.check", id, detail).await
}

async fn put_answers(
    db: &impl ConnectionTrait,
    id: CardId,
    answers: &[CheckAnswer],
    by: UserId,
) -> Result<()> {
    let before = of_card(db, id).await?;
    let is_same = |one: &card_check::Model, answer: &CheckAnswer| {
        one.item == answer.item && one.outcome == answer.outcome && one.note == answer.note
    };
    for old in before.iter().filter(|old| !answers.iter().any(|answer| is_same(old, answer))) {
        card_check::Entity::delete_by_id((id, old.item.clone())).exec(db).await?;
    }
    for new in answers.iter().filter(|answer| !before.iter().any(|old| is_same(old, answer))) {
        let row = card_check::ActiveModel {
            card_id: Set(id),
            item: Set(new.item.clone()),
            outcome: Set(new.outcome.clone()),
            note: Set(new.note.clone()),
            checked_by: Set(by),
            checked_at: Set(Utc::now()),
        };
        card_check::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

async fn put_words(
    db: &impl ConnectionTrait,
    id: CardId,
    kept: &[(String, String)],
    by: UserId,
) -> Result<()> {
    let before = kept_words(db, id).await?;
    let is_same = |one: &card_word::Model, new: &(String, String)| one.word == new.0 && one.reason == new.1;
    for old in before.iter().filter(|old| !kept.iter().any(|new| is_same(old, new))) {
        card_word::Entity::delete_by_id((id, old.word.clone())).exec(db).await?;
    }
    for new in kept.iter().filter(|new| !before.iter().any(|old| is_same(old, new))) {
        let row = card_word::ActiveModel {
            card_id: Set(id),
            word: Set(new.0.clone()),
            reason: Set(new.1.clone()),
            kept_by: Set(by),
            kept_at: Set(Utc::now()),
        };
        card_word::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The answers to the check list of a card.
pub async fn of_card(db: &impl ConnectionTrait, id: CardId) -> Result<Vec<card_check::Model>> {
    let query = card_check::Entity::find().filter(card_check::COLUMN.card_id.eq(id));
    Ok(query.order_by_asc(card_check::COLUMN.item).all(db).await?)
}

/// The words of a card that stay for a reason.
pub async fn kept_words(db: &impl ConnectionTrait, id: CardId) -> Result<Vec<card_word::Model>> {
    let query = card_word::Entity::find().filter(card_word::COLUMN.card_id.eq(id));
    Ok(query.order_by_asc(card_word::COLUMN.word).all(db).await?)
}

/// Opens the check list again. Reasons of words stay: they are shown beside the word to whoever checks next.
pub(super) async fn clear(db: &impl ConnectionTrait, id: CardId) -> Result<()> {
    card_check::Entity::delete_many().filter(card_check::COLUMN.card_id.eq(id)).exec(db).await?;
    Ok(())
}
