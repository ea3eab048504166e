//! Published cards stop where somebody narrows what may be told of their sources, in the same transaction: consent that is given
//! again brings none of them back, whether anybody looked in between or not.

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use serde_json::json;

use crate::entity::state::CardState;
use crate::entity::{card_version, response};
use crate::error::Result;
use crate::id::CardId;
use crate::privacy::consent::Purpose;
use crate::questionnaire::answer::Answers;
use crate::questionnaire::parse::parse;
use crate::questionnaire::respondent::consent_to_case;
use crate::store::segments::{Origin, TextPart};
use crate::store::{audit, card_checks, card_versions, cards, questionnaires};

/// Stops the published cards that rest on a section or an answer of which `may_tell`, asked by its name, says that it may not be
/// told of any more.
pub(super) async fn stop_resting_on(
    db: &impl ConnectionTrait,
    origin: Origin,
    may_tell: impl Fn(&str) -> bool,
) -> Result<()> {
    let is_lost = |source: &String| {
        let text = TextPart::from_source(source).filter(|text| text.origin == origin);
        text.is_some_and(|text| !may_tell(&text.part))
    };
    for version in open_versions(db, origin).await? {
        if card_versions::sources(&version).iter().any(is_lost) {
            stop(db, version).await?;
        }
    }
    Ok(())
}

/// Stops what is shown of a card, since the agency that it introduces does not want it any more.
pub(super) async fn stop_card(db: &impl ConnectionTrait, id: CardId) -> Result<()> {
    let newest = card_versions::of_card(db, id).await?.pop();
    match newest.filter(|version| version.retracted_at.is_none() && version.stopped_at.is_none()) {
        Some(version) => stop(db, version).await,
        None => Ok(()),
    }
}

/// Stops the published cards that rest on answers of a response that will be gone, or whose case may not be told, once it has
/// these `answers` (JSON object).
pub(super) async fn follow_answers(
    db: &impl ConnectionTrait,
    response: &response::Model,
    answers: &str,
) -> Result<()> {
    let origin = Origin::Response(response.id);
    if open_versions(db, origin).await?.is_empty() {
        return Ok(());
    }
    let version = questionnaires::version(db, response.version_id).await?;
    let definition = parse(&version.definition).0;
    let answers: Answers = serde_json::from_str(answers).unwrap_or_default();
    let may_tell = |name: &str| {
        let Some(definition) = &definition else { return false };
        let has_words =
            answers.get(name).and_then(|value| value.as_str()).is_some_and(|words| !words.is_empty());
        let role = definition.question(name).and_then(|question| question.role.as_deref());
        let consent = consent_to_case(definition, &answers, role.unwrap_or_default());
        has_words && consent.allows_case(Purpose::Regional)
    };
    stop_resting_on(db, origin, may_tell).await
}

/// The versions that rest on something of this origin and were neither taken back nor stopped, in the order of their cards.
async fn open_versions(db: &impl ConnectionTrait, origin: Origin) -> Result<Vec<card_version::Model>> {
    let query = card_version::Entity::find()
        .filter(card_versions::rests_on(origin))
        .filter(card_version::COLUMN.retracted_at.is_null())
        .filter(card_version::COLUMN.stopped_at.is_null());
    let query = query.order_by_asc(card_version::COLUMN.card_id).order_by_asc(card_version::COLUMN.number);
    Ok(query.all(db).await?)
}

/// Stops a version for good; only somebody who publishes anew brings the card back. The check list of a card without newer words
/// is opened again. Nothing happens to a version that is not the newest: nobody sees it.
async fn stop(db: &impl ConnectionTrait, version: card_version::Model) -> Result<()> {
    let card = cards::lock(db, version.card_id).await?;
    let newest = card_versions::of_card(db, card.id).await?.pop();
    if newest.is_none_or(|newest| newest.id != version.id) {
        return Ok(());
    }
    let number = version.number;
    let mut row = version.into_active_model();
    row.stopped_at = Set(Some(Utc::now()));
    row.update(db).await?;
    if card.state == CardState::Published {
        cards::set_state(db, card.id, CardState::Draft).await?;
        card_checks::clear(db, card.id).await?;
    }
    let event = audit::Event {
        user: None,
        action: "card.stop",
        thing_kind: "card",
        thing_id: Some(card.id.0),
        detail: json!({ "number": number }),
    };
    audit::record(db, event).await
}
