//! Surveys and their waves.

use chrono::{NaiveDate, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::entity::{survey, wave};
use crate::error::{Error, Result};
use crate::id::{RegionId, SurveyId, UserId};
use crate::store::audit;

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
    /// Titles of the waves in order.
    pub waves: Vec<String>,
}

/// Creates a survey with its waves.
pub async fn create(db: &impl ConnectionTrait, input: SurveyInput, by: UserId) -> Result<survey::Model> {
    let model = survey::ActiveModel {
        title: Set(input.title),
        region_id: Set(input.region),
        purpose: Set(input.purpose),
        host: Set(input.host),
        contact: Set(input.contact),
        period: Set(input.period),
        ethics_number: Set(input.ethics_number),
        withdrawal_deadline: Set(input.withdrawal_deadline),
        min_cell: Set(input.min_cell),
        created_by: Set(by),
        created_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await?;
    for (position, title) in (0..).zip(input.waves) {
        wave::ActiveModel {
            survey_id: Set(model.id),
            title: Set(title),
            position: Set(position),
            ..Default::default()
        }
        .insert(db)
        .await?;
    }
    let event = audit::Event {
        user: Some(by),
        action: "survey.create",
        thing_kind: "survey",
        thing_id: Some(model.id.0),
        detail: serde_json::json!({}),
    };
    audit::record(db, event).await?;
    Ok(model)
}

/// The survey with this number.
pub async fn find(db: &impl ConnectionTrait, id: SurveyId) -> Result<survey::Model> {
    survey::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// All surveys, newest first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<survey::Model>> {
    Ok(survey::Entity::find().order_by_desc(survey::COLUMN.id).all(db).await?)
}

/// The waves of a survey in order.
pub async fn waves(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<wave::Model>> {
    let query = wave::Entity::find()
        .filter(wave::COLUMN.survey_id.eq(survey))
        .order_by_asc(wave::COLUMN.position)
        .order_by_asc(wave::COLUMN.id);
    Ok(query.all(db).await?)
}
