//! Surveys and their waves.

use chrono::{NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::entity::{survey, wave};
use crate::error::{Error, Result};
use crate::id::{RegionId, SurveyId, UserId};
use crate::store::{approaches, audit, hearings, questionnaires};

/// What the coordinator enters of a survey.
pub struct SurveyInput {
    /// Title of the study.
    pub title: String,
    /// The region it is about.
    pub region: RegionId,
    /// Why it is done, shown to respondents.
    pub purpose: String,
    /// Who does it, shown to respondents.
    pub host: String,
    /// Where respondents can ask.
    pub contact: String,
    /// When it is done, in words.
    pub period: String,
    /// Number of the ethics review, or why there is none.
    pub ethics_number: String,
    /// Last day on which a response can be withdrawn.
    pub withdrawal_deadline: Option<NaiveDate>,
    /// Counts below this are hidden in everything that leaves the house: 3, 5 or 10.
    pub min_cell: i32,
}

/// Creates a survey with waves of these titles, in their order.
pub async fn create(
    db: &impl ConnectionTrait,
    input: SurveyInput,
    waves: Vec<String>,
    by: UserId,
) -> Result<survey::Model> {
    let model = survey::ActiveModel { created_by: Set(by), created_at: Set(Utc::now()), ..entered(input) }
        .insert(db)
        .await?;
    for (position, title) in (0..).zip(waves) {
        wave::ActiveModel {
            survey_id: Set(model.id),
            title: Set(title),
            position: Set(position),
            ..Default::default()
        }
        .insert(db)
        .await?;
    }
    record(db, by, "survey.create", model.id, serde_json::json!({})).await?;
    Ok(model)
}

/// Changes a survey that is [`lock`]ed. What stays as it is leaves no trace. Whoever begins to answer from now on is told
/// the new texts; answers that were given keep the explanation they rest on.
pub async fn update(
    db: &impl ConnectionTrait,
    found: &survey::Model,
    input: SurveyInput,
    by: UserId,
) -> Result<()> {
    let changed = changed(found, &input);
    if changed.is_empty() {
        return Ok(());
    }
    let detail = serde_json::json!({
        "changed": changed,
        "min_cell": input.min_cell,
        "withdrawal_deadline": input.withdrawal_deadline,
    });
    survey::ActiveModel { id: Set(found.id), ..entered(input) }.update(db).await?;
    record(db, by, "survey.change", found.id, detail).await
}

/// The names of the columns in which what was entered is not what is stored.
fn changed(found: &survey::Model, input: &SurveyInput) -> Vec<&'static str> {
    let columns = [
        ("title", found.title != input.title),
        ("region_id", found.region_id != input.region),
        ("purpose", found.purpose != input.purpose),
        ("host", found.host != input.host),
        ("contact", found.contact != input.contact),
        ("period", found.period != input.period),
        ("ethics_number", found.ethics_number != input.ethics_number),
        ("withdrawal_deadline", found.withdrawal_deadline != input.withdrawal_deadline),
        ("min_cell", found.min_cell != input.min_cell),
    ];
    columns.into_iter().filter_map(|(name, is_other)| is_other.then_some(name)).collect()
}

fn entered(input: SurveyInput) -> survey::ActiveModel {
    survey::ActiveModel {
        title: Set(input.title),
        region_id: Set(input.region),
        purpose: Set(input.purpose),
        host: Set(input.host),
        contact: Set(input.contact),
        period: Set(input.period),
        ethics_number: Set(input.ethics_number),
        withdrawal_deadline: Set(input.withdrawal_deadline),
        min_cell: Set(input.min_cell),
        ..Default::default()
    }
}

async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: SurveyId,
    detail: serde_json::Value,
) -> Result<()> {
    let event = audit::Event { user: Some(by), action, thing_kind: "survey", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}

/// Whether something rests on a survey's region: a questionnaire, which was made with its areas and is what agencies are
/// invited to and answer, an agency that is asked for a hearing, or a hearing.
pub async fn is_region_fixed(db: &impl ConnectionTrait, id: SurveyId) -> Result<bool> {
    Ok(!questionnaires::of_survey(db, id).await?.is_empty()
        || !approaches::of_survey(db, id).await?.is_empty()
        || !hearings::of_survey(db, id).await?.is_empty())
}

/// The survey with this number.
pub async fn find(db: &impl ConnectionTrait, id: SurveyId) -> Result<survey::Model> {
    survey::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The same, for this transaction alone.
pub async fn lock(db: &impl ConnectionTrait, id: SurveyId) -> Result<survey::Model> {
    survey::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// All surveys, newest first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<survey::Model>> {
    Ok(survey::Entity::find().order_by_desc(survey::COLUMN.id).all(db).await?)
}

/// Adds a wave behind the others.
pub async fn add_wave(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    title: String,
    by: UserId,
) -> Result<wave::Model> {
    let last = waves(db, survey).await?.last().map(|wave| wave.position);
    let wave = wave::ActiveModel {
        survey_id: Set(survey),
        title: Set(title),
        position: Set(last.map_or(0, |last| last.saturating_add(1))),
        ..Default::default()
    };
    let made = wave.insert(db).await?;
    record(db, by, "survey.add_wave", survey, serde_json::json!({ "wave": made.id.0 })).await?;
    Ok(made)
}

/// The waves of a survey in order.
pub async fn waves(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<wave::Model>> {
    let query = wave::Entity::find()
        .filter(wave::COLUMN.survey_id.eq(survey))
        .order_by_asc(wave::COLUMN.position)
        .order_by_asc(wave::COLUMN.id);
    Ok(query.all(db).await?)
}
