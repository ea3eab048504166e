//! Cards (事例): what is being written of a good practice, and what it rests on. Whatever changes the words or the sources leads
//! back to the draft: the check list is answered anew.

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::{Value, json};

use crate::entity::state::CardState;
use crate::entity::{card, card_check, card_consent, card_source, card_version, card_word};
use crate::error::{Error, Result};
use crate::id::{CardId, CardSourceId, RegionId, SegmentId, SurveyId, UserId};
use crate::privacy::card::Introduction;
use crate::store::{audit, card_checks, card_consents};

/// Most sources of a card.
pub const MOST_SOURCES: usize = 50;

/// What somebody writes on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardInput {
    /// What it is called.
    pub title: String,
    /// What it began with.
    pub background: String,
    /// What was done.
    pub steps: String,
    /// The idea in it.
    pub idea: String,
    /// What came of it.
    pub result: String,
    /// What is left to do.
    pub remaining: String,
    /// Codes of agency kinds.
    pub kinds: Vec<String>,
    /// Codes of the frame's themes.
    pub themes: Vec<String>,
    /// The area that it names; the whole region when None.
    pub region: Option<RegionId>,
    /// What it says more of an agency that it introduces; None for a case, which names nobody.
    pub introduction: Option<Introduction>,
}

impl CardInput {
    /// What is stored.
    pub fn of(card: &card::Model) -> CardInput {
        CardInput {
            title: card.title.clone(),
            background: card.background.clone(),
            steps: card.steps.clone(),
            idea: card.idea.clone(),
            result: card.result.clone(),
            remaining: card.remaining.clone(),
            kinds: list(&card.kinds),
            themes: list(&card.themes),
            region: card.region_id,
            // One that cannot be read introduces somebody all the same: it becomes no case.
            introduction: card
                .introduction
                .as_deref()
                .map(|stored| serde_json::from_str(stored).unwrap_or_default()),
        }
    }
}

/// Something that a card is to rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSource {
    /// `answer:<response>:<question>` or `note:<hearing>:<section>`.
    pub source: String,
    /// The segment in it.
    pub segment: Option<SegmentId>,
}

/// A list of codes as stored. What cannot be read has none.
fn list(stored: &str) -> Vec<String> {
    serde_json::from_str(stored).unwrap_or_default()
}

/// Makes a card. `mark` is the hash of the mark of the form that asks for it; empty for none.
///
/// # Errors
/// [`Error::Taken`] when a card was made with this mark.
pub async fn create(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    input: CardInput,
    mark: &str,
    by: UserId,
) -> Result<card::Model> {
    let model = card::ActiveModel {
        survey_id: Set(survey),
        revision: Set(1),
        made_with: Set((!mark.is_empty()).then(|| mark.to_owned())),
        created_by: Set(by),
        created_at: Set(Utc::now()),
        ..columns(input, by)
    }
    .insert(db)
    .await
    .map_err(Error::taken("made_with"))?;
    record(db, by, "card.create", model.id, json!({ "survey": survey.0 })).await?;
    Ok(model)
}

/// The card of a survey that was made with a mark.
pub async fn made_with(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    mark: &str,
) -> Result<Option<card::Model>> {
    let query = card::Entity::find()
        .filter(card::COLUMN.survey_id.eq(survey))
        .filter(card::Column::MadeWith.eq(mark));
    Ok(query.one(db).await?)
}

/// Saves a card that is still at `revision`; [`Error::Stale`] otherwise. The same words again change nothing.
pub async fn save(
    db: &impl ConnectionTrait,
    id: CardId,
    revision: i32,
    input: CardInput,
    by: UserId,
) -> Result<()> {
    let before = lock(db, id).await?;
    if before.revision != revision {
        return Err(Error::Stale);
    }
    if CardInput::of(&before) == input {
        return Ok(());
    }
    let next = revision.saturating_add(1);
    update(db, id, card::ActiveModel { revision: Set(next), ..columns(input, by) }).await?;
    card_checks::clear(db, id).await?;
    record(db, by, "card.save", id, json!({ "revision": next })).await
}

/// Adds sources; one that was taken away comes back. Those that it has already are left out. Returns how many found no room:
/// a card has [`MOST_SOURCES`] at most.
pub async fn add_sources(
    db: &impl ConnectionTrait,
    id: CardId,
    new: Vec<NewSource>,
    by: UserId,
) -> Result<usize> {
    let card = lock(db, id).await?;
    if card.introduction.is_some() && !new.is_empty() {
        return Err(Error::State("card-introduces"));
    }
    let known = every_source(db, id).await?;
    let mut room = MOST_SOURCES.saturating_sub(known.iter().filter(|one| one.removed_at.is_none()).count());
    let (mut n, mut n_left_out) = (0, 0);
    for one in new {
        let is_it =
            |known: &&card_source::Model| known.source == one.source && known.segment_id == one.segment;
        let same = known.iter().find(is_it);
        if same.is_some_and(|same| same.removed_at.is_none()) {
            continue;
        }
        if room == 0 {
            n_left_out += 1;
            continue;
        }
        put_source(db, id, one, same.map(|same| same.id), by).await?;
        room -= 1;
        n += 1;
    }
    if n > 0 {
        reopen(db, &card, by).await?;
        record(db, by, "card.add_sources", id, json!({ "n": n })).await?;
    }
    Ok(n_left_out)
}

/// Adds a source, or puts back the one that was taken away.
async fn put_source(
    db: &impl ConnectionTrait,
    card: CardId,
    new: NewSource,
    removed: Option<CardSourceId>,
    by: UserId,
) -> Result<()> {
    let row = card_source::ActiveModel {
        card_id: Set(card),
        source: Set(new.source),
        segment_id: Set(new.segment),
        added_by: Set(by),
        added_at: Set(Utc::now()),
        removed_at: Set(None),
        ..Default::default()
    };
    match removed {
        Some(id) => card_source::ActiveModel { id: Set(id), ..row }.update(db).await?,
        None => row.insert(db).await?,
    };
    Ok(())
}

/// Takes a source away: the card no longer rests on it. That it did stays known, since its words may still be in the card. A
/// published version still rests on it.
pub async fn remove_source(
    db: &impl ConnectionTrait,
    id: CardId,
    source: CardSourceId,
    by: UserId,
) -> Result<()> {
    let card = lock(db, id).await?;
    let removed = card_source::Entity::update_many()
        .set(card_source::ActiveModel { removed_at: Set(Some(Utc::now())), ..Default::default() })
        .filter(card_source::COLUMN.id.eq(source))
        .filter(card_source::COLUMN.card_id.eq(id))
        .filter(card_source::COLUMN.removed_at.is_null())
        .exec(db)
        .await?;
    if removed.rows_affected == 0 {
        return Ok(());
    }
    reopen(db, &card, by).await?;
    record(db, by, "card.remove_source", id, json!({})).await
}

/// Erases a card with its sources, its check list, the consent of its agency and all that was published of it.
pub async fn remove(db: &impl ConnectionTrait, id: CardId, by: UserId) -> Result<()> {
    let card = lock(db, id).await?;
    card_check::Entity::delete_many().filter(card_check::COLUMN.card_id.eq(id)).exec(db).await?;
    card_word::Entity::delete_many().filter(card_word::COLUMN.card_id.eq(id)).exec(db).await?;
    card_source::Entity::delete_many().filter(card_source::COLUMN.card_id.eq(id)).exec(db).await?;
    card_consent::Entity::delete_many().filter(card_consent::COLUMN.card_id.eq(id)).exec(db).await?;
    let versions =
        card_version::Entity::delete_many().filter(card_version::COLUMN.card_id.eq(id)).exec(db).await?;
    card::Entity::delete_by_id(id).exec(db).await?;
    let detail = json!({ "survey": card.survey_id.0, "versions": versions.rows_affected });
    record(db, by, "card.remove", id, detail).await
}

/// The card with this number.
pub async fn find(db: &impl ConnectionTrait, id: CardId) -> Result<card::Model> {
    card::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The same, taken for this transaction.
pub async fn lock(db: &impl ConnectionTrait, id: CardId) -> Result<card::Model> {
    card::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// The cards of a survey, the newest first.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<card::Model>> {
    let query = card::Entity::find().filter(card::COLUMN.survey_id.eq(survey));
    Ok(query.order_by_desc(card::COLUMN.id).all(db).await?)
}

/// What a card rests on, in the order it was added.
pub async fn sources(db: &impl ConnectionTrait, id: CardId) -> Result<Vec<card_source::Model>> {
    let every = every_source(db, id).await?;
    Ok(every.into_iter().filter(|one| one.removed_at.is_none()).collect())
}

/// Names of all that has to allow showing a card: its sources, or the agency that it introduces.
pub async fn rests_on(db: &impl ConnectionTrait, card: &card::Model) -> Result<Vec<String>> {
    if card.introduction.is_some() {
        return Ok(vec![card_consents::source(card.id)]);
    }
    Ok(sources(db, card.id).await?.into_iter().map(|source| source.source).collect())
}

/// What a card rested on and no longer does, in no part.
pub async fn removed_sources(db: &impl ConnectionTrait, id: CardId) -> Result<Vec<card_source::Model>> {
    let (removed, left): (Vec<_>, Vec<_>) =
        every_source(db, id).await?.into_iter().partition(|one| one.removed_at.is_some());
    let is_gone = |one: &card_source::Model| left.iter().all(|other| other.source != one.source);
    Ok(removed.into_iter().filter(is_gone).collect())
}

async fn every_source(db: &impl ConnectionTrait, id: CardId) -> Result<Vec<card_source::Model>> {
    let query = card_source::Entity::find().filter(card_source::COLUMN.card_id.eq(id));
    Ok(query.order_by_asc(card_source::COLUMN.id).all(db).await?)
}

/// Leads a card back to the draft, with its check list open.
pub(super) async fn reopen(db: &impl ConnectionTrait, card: &card::Model, by: UserId) -> Result<()> {
    let change = card::ActiveModel {
        state: Set(CardState::Draft),
        revision: Set(card.revision.saturating_add(1)),
        saved_by: Set(by),
        saved_at: Set(Utc::now()),
        ..Default::default()
    };
    update(db, card.id, change).await?;
    card_checks::clear(db, card.id).await
}

/// Says how far a card has come; its words stay.
pub(super) async fn set_state(db: &impl ConnectionTrait, id: CardId, state: CardState) -> Result<()> {
    update(db, id, card::ActiveModel { state: Set(state), ..Default::default() }).await
}

async fn update(db: &impl ConnectionTrait, id: CardId, change: card::ActiveModel) -> Result<()> {
    card::Entity::update_many().set(change).filter(card::COLUMN.id.eq(id)).exec(db).await?;
    Ok(())
}

/// The columns that a save writes.
fn columns(input: CardInput, by: UserId) -> card::ActiveModel {
    card::ActiveModel {
        title: Set(input.title),
        background: Set(input.background),
        steps: Set(input.steps),
        idea: Set(input.idea),
        result: Set(input.result),
        remaining: Set(input.remaining),
        kinds: Set(json!(input.kinds).to_string()),
        themes: Set(json!(input.themes).to_string()),
        region_id: Set(input.region),
        introduction: Set(input.introduction.map(|introduction| json!(introduction).to_string())),
        state: Set(CardState::Draft),
        saved_by: Set(by),
        saved_at: Set(Utc::now()),
        ..Default::default()
    }
}

pub(super) async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: CardId,
    detail: Value,
) -> Result<()> {
    let event = audit::Event { user: Some(by), action, thing_kind: "card", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
