//! Cards as they were published: frozen words, what they rest on, who approved them. A version is never changed, only taken back,
//! stopped (`card_stops`), and emptied when an answer that it rests on is withdrawn.

use std::collections::BTreeMap;

use chrono::Utc;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Set,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::entity::card_version;
use crate::entity::state::CardState;
use crate::error::{Error, Result};
use crate::id::{CardId, ResponseId, SurveyId, UserId};
use crate::privacy::card::CardText;
use crate::store::questionnaires::hex;
use crate::store::segments::{Origin, TextPart};
use crate::store::{audit, card_checks, card_consents, cards};

/// How an item of the check list was answered when a version was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenCheck {
    /// Key of the item, or the word that stays.
    pub item: String,
    /// Code of the outcome.
    pub outcome: String,
    /// The reason, or a remark.
    pub note: String,
    /// Who answered.
    pub by: UserId,
    /// When.
    pub at: chrono::DateTime<Utc>,
}

/// Publishes the words of a card that is still at `revision` and whose check list is answered. `text` are its words.
///
/// # Errors
/// [`Error::Stale`] when the card was changed, [`Error::State`] when it is not ready, or when the agency that it introduces has not
/// agreed to these words.
pub async fn publish(
    db: &impl ConnectionTrait,
    id: CardId,
    revision: i32,
    text: &CardText,
    note: String,
    by: UserId,
) -> Result<card_version::Model> {
    let card = cards::lock(db, id).await?;
    if card.revision != revision {
        return Err(Error::Stale);
    }
    if card.state != CardState::Ready {
        return Err(Error::State("card-not-ready"));
    }
    if card.introduction.is_some() && !card_consents::covers(db, id, text).await? {
        return Err(Error::State("card-not-agreed"));
    }
    let sources = cards::rests_on(db, &card).await?;
    let content = json!(text).to_string();
    let number = of_card(db, id).await?.last().map_or(1, |last| last.number.saturating_add(1));
    let model = card_version::ActiveModel {
        card_id: Set(id),
        number: Set(number),
        sha256: Set(hash(&content, &note)),
        content: Set(content),
        sources: Set(json!(sources).to_string()),
        checks: Set(json!(frozen_checks(db, id).await?).to_string()),
        note: Set(note),
        approved_by: Set(by),
        published_at: Set(Utc::now()),
        retracted_by: Set(None),
        retracted_at: Set(None),
        stopped_at: Set(None),
        ..Default::default()
    }
    .insert(db)
    .await?;
    cards::set_state(db, id, CardState::Published).await?;
    let detail = json!({ "number": number, "sha256": model.sha256 });
    cards::record(db, by, "card.publish", id, detail).await?;
    Ok(model)
}

/// SHA-256 of the words of a card, by which an agency's consent knows what was read.
pub fn words_hash(text: &CardText) -> String {
    hex(&Sha256::digest(json!(text).to_string().as_bytes()))
}

/// SHA-256 of everything that is read of a version: its words and, after a line end, what is new in it.
fn hash(content: &str, note: &str) -> String {
    hex(&Sha256::digest(format!("{content}\n{note}").as_bytes()))
}

async fn frozen_checks(db: &impl ConnectionTrait, id: CardId) -> Result<Vec<FrozenCheck>> {
    let answers = card_checks::of_card(db, id).await?.into_iter().map(|check| FrozenCheck {
        item: check.item,
        outcome: check.outcome,
        note: check.note,
        by: check.checked_by,
        at: check.checked_at,
    });
    let words = card_checks::kept_words(db, id).await?.into_iter().map(|word| FrozenCheck {
        item: word.word,
        outcome: "kept".to_owned(),
        note: word.reason,
        by: word.kept_by,
        at: word.kept_at,
    });
    Ok(answers.chain(words).collect())
}

/// Takes the newest version back: no version of the card is shown any more, and the card is a draft again. Nothing happens
/// when there is none to take back.
pub async fn retract(db: &impl ConnectionTrait, id: CardId, by: UserId) -> Result<()> {
    let card = cards::lock(db, id).await?;
    let newest = of_card(db, id).await?.pop().filter(|version| version.retracted_at.is_none());
    let Some(version) = newest else { return Ok(()) };
    let number = version.number;
    let mut row = version.into_active_model();
    row.retracted_by = Set(Some(by));
    row.retracted_at = Set(Some(Utc::now()));
    row.update(db).await?;
    cards::reopen(db, &card, by).await?;
    cards::record(db, by, "card.retract", id, json!({ "number": number })).await
}

/// Empties the versions that rest on an answer of a response, since it is withdrawn: words, what is new, and how they were
/// checked, which repeats words. That there was a version, its hash, its number, its times and its sources stay, so that it goes
/// on allowing nothing.
pub(super) async fn empty_of_response(db: &impl ConnectionTrait, id: ResponseId) -> Result<()> {
    let of_it = card_version::Entity::find()
        .filter(rests_on(Origin::Response(id)))
        .filter(card_version::COLUMN.content.ne(""))
        .order_by_asc(card_version::COLUMN.id);
    for version in of_it.all(db).await? {
        let (card, number) = (version.card_id, version.number);
        let mut row = version.into_active_model();
        row.content = Set(String::new());
        row.note = Set(String::new());
        row.checks = Set(json!([]).to_string());
        row.update(db).await?;
        let event = audit::Event {
            user: None,
            action: "card.empty_version",
            thing_kind: "card",
            thing_id: Some(card.0),
            detail: json!({ "number": number }),
        };
        audit::record(db, event).await?;
    }
    Ok(())
}

/// Whether a version rests on something of this origin.
pub(super) fn rests_on(origin: Origin) -> SimpleExpr {
    // As it stands in the JSON: the beginning of one of the names.
    let beginning = TextPart { origin, part: String::new() }.source();
    card_version::COLUMN.sources.contains(format!("\"{beginning}"))
}

/// Whether the words of a version were erased, because an answer that it rested on was withdrawn.
pub fn is_emptied(version: &card_version::Model) -> bool {
    version.content.is_empty()
}

/// The versions of a card, the oldest first.
pub async fn of_card(db: &impl ConnectionTrait, id: CardId) -> Result<Vec<card_version::Model>> {
    let query = card_version::Entity::find().filter(card_version::COLUMN.card_id.eq(id));
    Ok(query.order_by_asc(card_version::COLUMN.number).all(db).await?)
}

/// The newest version of each card of a survey that has not been taken back, in the order of cards; those that were stopped are
/// among them. Whether what one rests on allows showing it has to be asked each time (`server::pages::cards::consent`).
pub async fn published(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<card_version::Model>> {
    let cards: Vec<CardId> = cards::of_survey(db, survey).await?.into_iter().map(|card| card.id).collect();
    let query = card_version::Entity::find().filter(card_version::COLUMN.card_id.is_in(cards));
    let mut newest: BTreeMap<CardId, card_version::Model> = BTreeMap::new();
    for version in query.order_by_asc(card_version::COLUMN.number).all(db).await? {
        newest.insert(version.card_id, version);
    }
    Ok(newest.into_values().filter(|version| version.retracted_at.is_none()).collect())
}

/// The words of a version; [`Error::NotFound`] for what cannot be read: an emptied one.
pub fn text(version: &card_version::Model) -> Result<CardText> {
    serde_json::from_str(&version.content).map_err(|_| Error::NotFound)
}

/// How a version was checked. What cannot be read says nothing.
pub fn checks(version: &card_version::Model) -> Vec<FrozenCheck> {
    serde_json::from_str(&version.checks).unwrap_or_default()
}

/// What a version rests on. What cannot be read rests on nothing, and is not shown.
pub fn sources(version: &card_version::Model) -> Vec<String> {
    serde_json::from_str(&version.sources).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_stands_for_everything_that_is_read() {
        let own = hash("{}", "一年後を加えた");
        assert_ne!(own, hash("{}", ""));
        assert_ne!(own, hash("{\"title\":\"\"}", "一年後を加えた"));
        // `printf '{}\n' | sha256sum`
        assert_eq!(hash("{}", ""), "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356");
    }
}
