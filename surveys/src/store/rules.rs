//! Coding rules of surveys: a file, in every state that was saved.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::entity::rule_version;
use crate::error::{Error, Result};
use crate::id::{SurveyId, UserId};
use crate::store::revisions;

/// A file of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesInput {
    /// Its text, with its own line ends.
    pub content: String,
    /// Name of its encoding.
    pub encoding: String,
    /// Whether a byte order mark stands before it.
    pub has_byte_order_mark: bool,
}

/// When and by whom a state was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its number, from 1.
    pub revision: i32,
    /// Who saved it.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The rules that hold; None while nothing was saved.
pub async fn newest(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Option<rule_version::Model>> {
    Ok(of(survey).one(db).await?)
}

/// One state.
pub async fn version(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    revision: i32,
) -> Result<rule_version::Model> {
    rule_version::Entity::find_by_id((survey, revision)).one(db).await?.ok_or(Error::NotFound)
}

/// The newest `limit` states, newest first.
pub async fn history(db: &impl ConnectionTrait, survey: SurveyId, limit: u64) -> Result<Vec<Saved>> {
    let rows: Vec<(i32, UserId, DateTime<Utc>)> = of(survey)
        .select_only()
        .column(rule_version::Column::Revision)
        .column(rule_version::Column::SavedBy)
        .column(rule_version::Column::SavedAt)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(revision, by, at)| Saved { revision, by, at }).collect())
}

/// Saves rules that are still at `revision` (0 = nothing was saved).
///
/// # Errors
/// [`Error::Stale`] when somebody saved in between.
pub async fn save(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    revision: i32,
    input: RulesInput,
    by: UserId,
) -> Result<()> {
    let newest = newest(db, survey).await?.map(|newest| newest.revision);
    let next = revisions::following(newest, revision)?;
    let model = rule_version::ActiveModel {
        survey_id: Set(survey),
        revision: Set(next),
        content: Set(input.content),
        encoding: Set(input.encoding),
        has_byte_order_mark: Set(input.has_byte_order_mark),
        saved_by: Set(by),
        saved_at: Set(Utc::now()),
    };
    let made = rule_version::Entity::insert(model).exec_without_returning(db).await;
    revisions::record(db, made, "rules.save", (survey, next), by).await
}

fn of(survey: SurveyId) -> sea_orm::Select<rule_version::Entity> {
    rule_version::Entity::find()
        .filter(rule_version::COLUMN.survey_id.eq(survey))
        .order_by_desc(rule_version::COLUMN.revision)
}
