//! Consent of agencies to be introduced by name (取り組み紹介): who gave it, when, to which words, and who wrote it down. Taking it back
//! ends what is shown in the same transaction.

use chrono::{NaiveDate, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use crate::entity::{card, card_consent};
use crate::error::{Error, Result};
use crate::id::{CardId, SurveyId, UserId};
use crate::privacy::card::CardText;
use crate::store::{card_stops, card_versions, cards};

/// A consent to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConsent {
    /// Hash of the words that were read ([`card_versions::words_hash`]).
    pub sha256: String,
    /// Who of the agency said it.
    pub said_by: String,
    /// On which day.
    pub said_on: NaiveDate,
    /// How, and where the paper is; may be empty.
    pub note: String,
    /// Whether it may stand in the list of cases, too.
    pub may_list: bool,
}

/// What a card that introduces an agency rests on: that agency's consent. Named like sources of cases.
pub fn source(id: CardId) -> String {
    format!("consent:{}", id.0)
}

/// Writes down that an agency agrees to the words of a card that introduces it.
///
/// # Errors
/// [`Error::State`] for a case: it names nobody.
pub async fn record(db: &impl ConnectionTrait, id: CardId, new: NewConsent, by: UserId) -> Result<()> {
    let card = cards::lock(db, id).await?;
    if card.introduction.is_none() {
        return Err(Error::State("card-names-nobody"));
    }
    let detail = json!({ "sha256": new.sha256, "said_on": new.said_on, "may_list": new.may_list });
    card_consent::ActiveModel {
        card_id: Set(id),
        sha256: Set(new.sha256),
        said_by: Set(new.said_by),
        said_on: Set(new.said_on),
        note: Set(new.note),
        may_list: Set(new.may_list),
        recorded_by: Set(by),
        recorded_at: Set(Utc::now()),
        withdrawn_by: Set(None),
        withdrawn_at: Set(None),
        ..Default::default()
    }
    .insert(db)
    .await?;
    cards::record(db, by, "card.consent", id, detail).await
}

/// Takes back every consent to a card. Nothing of it is shown from now on; a later version needs consent anew.
pub async fn withdraw(db: &impl ConnectionTrait, id: CardId, by: UserId) -> Result<()> {
    cards::lock(db, id).await?;
    let withdrawn = card_consent::Entity::update_many()
        .set(card_consent::ActiveModel {
            withdrawn_by: Set(Some(by)),
            withdrawn_at: Set(Some(Utc::now())),
            ..Default::default()
        })
        .filter(card_consent::COLUMN.card_id.eq(id))
        .filter(card_consent::COLUMN.withdrawn_at.is_null())
        .exec(db)
        .await?;
    if withdrawn.rows_affected == 0 {
        return Ok(());
    }
    card_stops::stop_card(db, id).await?;
    cards::record(db, by, "card.withdraw_consent", id, json!({ "n": withdrawn.rows_affected })).await
}

/// All consents to a card, the oldest first, those that were taken back too.
pub async fn of_card(db: &impl ConnectionTrait, id: CardId) -> Result<Vec<card_consent::Model>> {
    let query = card_consent::Entity::find().filter(card_consent::COLUMN.card_id.eq(id));
    Ok(query.order_by_asc(card_consent::COLUMN.id).all(db).await?)
}

/// The consents to cards of a survey that hold, the oldest first.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<card_consent::Model>> {
    let introducing = card::Entity::find()
        .filter(card::COLUMN.survey_id.eq(survey))
        .filter(card::Column::Introduction.is_not_null());
    let cards: Vec<CardId> = introducing.all(db).await?.into_iter().map(|card| card.id).collect();
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let query = card_consent::Entity::find()
        .filter(card_consent::COLUMN.card_id.is_in(cards))
        .filter(card_consent::COLUMN.withdrawn_at.is_null());
    Ok(query.order_by_asc(card_consent::COLUMN.id).all(db).await?)
}

/// Whether the newest consent to a card that holds is one to these words.
pub async fn covers(db: &impl ConnectionTrait, id: CardId, text: &CardText) -> Result<bool> {
    let holding = of_card(db, id).await?.into_iter().filter(|consent| consent.withdrawn_at.is_none());
    Ok(holding.into_iter().next_back().is_some_and(|newest| newest.sha256 == card_versions::words_hash(text)))
}
