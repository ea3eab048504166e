//! Quotes released for regional feedback after somebody has read and masked them.

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set,
};
use serde_json::json;

use crate::entity::quote;
use crate::error::{Error, Result};
use crate::id::{SurveyId, UserId};
use crate::privacy::card::Outcome;
use crate::privacy::masking::Looked;
use crate::store::audit;

/// Words to be released.
pub struct NewQuote {
    /// The survey they belong to.
    pub survey: SurveyId,
    /// Where they come from, `answer:<response>:<question>` or `segment:<number>`.
    pub source: String,
    /// Code of the stance.
    pub stance: String,
    /// Code of the area they speak of; empty when unknown.
    pub region_code: String,
    /// The words as released, names and places masked.
    pub text: String,
    /// The words that were looked for in it, and what was decided on each.
    pub looked: Looked,
}

/// Releases a quote, in place of an earlier release of the same source.
pub async fn release(db: &impl ConnectionTrait, new: NewQuote, by: UserId) -> Result<quote::Model> {
    remove(db, new.survey, &new.source).await?;
    let masking = serde_json::to_string(&new.looked)
        .map_err(|error| Error::Database(DbErr::Json(error.to_string())))?;
    let model = quote::ActiveModel {
        survey_id: Set(new.survey),
        source: Set(new.source),
        stance: Set(new.stance),
        region_code: Set(new.region_code),
        text: Set(new.text),
        masking: Set(Some(masking)),
        released_by: Set(by),
        released_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await?;
    // The words themselves may name somebody: they go with the quote, the log does not.
    let detail = json!({
        "source": model.source,
        "masked": new.looked.count(Outcome::Masked),
        "kept": new.looked.count(Outcome::Kept),
    });
    record(db, by, "quote.release", model.survey_id, detail).await?;
    Ok(model)
}

/// Takes the release of a source back; nothing happens when there was none.
pub async fn retract(db: &impl ConnectionTrait, survey: SurveyId, source: &str, by: UserId) -> Result<()> {
    if remove(db, survey, source).await? {
        record(db, by, "quote.retract", survey, json!({ "source": source })).await
    } else {
        Ok(())
    }
}

/// The release of a source, if there is one.
pub async fn of_source(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    source: &str,
) -> Result<Option<quote::Model>> {
    let query = quote::Entity::find()
        .filter(quote::COLUMN.survey_id.eq(survey))
        .filter(quote::COLUMN.source.eq(source));
    Ok(query.one(db).await?)
}

/// The released quotes of a survey in the order of release.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<quote::Model>> {
    let query =
        quote::Entity::find().filter(quote::COLUMN.survey_id.eq(survey)).order_by_asc(quote::COLUMN.id);
    Ok(query.all(db).await?)
}

async fn remove(db: &impl ConnectionTrait, survey: SurveyId, source: &str) -> Result<bool> {
    let deleted = quote::Entity::delete_many()
        .filter(quote::COLUMN.survey_id.eq(survey))
        .filter(quote::COLUMN.source.eq(source))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected > 0)
}

async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    survey: SurveyId,
    detail: serde_json::Value,
) -> Result<()> {
    let event =
        audit::Event { user: Some(by), action, thing_kind: "survey", thing_id: Some(survey.0), detail };
    audit::record(db, event).await
}
