//! Feedback sheets as a coordinator composes them: one for each area, and one for the whole region.

use chrono::Utc;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use crate::entity::feedback_sheet;
use crate::error::Result;
use crate::id::{SurveyId, UserId};
use crate::store::{audit, revisions};

/// A sheet to be saved.
pub struct NewSheet {
    /// The survey.
    pub survey: SurveyId,
    /// Code of the area; empty for the whole region.
    pub area: String,
    /// The revision that its author started from; 0 = nothing was saved.
    pub revision: i32,
    /// How it is composed, JSON.
    pub content: String,
    /// The revision of the whole region's sheet that was taken over for this area; None where it was composed by itself.
    pub taken_from: Option<i32>,
}

/// The sheet of an area (by its code; empty = the whole region); None while nothing was saved.
pub async fn find(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    area: &str,
) -> Result<Option<feedback_sheet::Model>> {
    Ok(feedback_sheet::Entity::find_by_id((survey, area.to_owned())).one(db).await?)
}

/// All sheets of a survey that were saved, each of an area.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<feedback_sheet::Model>> {
    let query = feedback_sheet::Entity::find().filter(feedback_sheet::COLUMN.survey_id.eq(survey));
    Ok(query.all(db).await?)
}

/// Saves a sheet that is still at the revision that its author started from.
///
/// # Errors
/// [`Error::Stale`](crate::error::Error::Stale) when somebody saved in between.
pub async fn save(db: &impl ConnectionTrait, new: NewSheet, by: UserId) -> Result<()> {
    let NewSheet { survey, area, revision, content, taken_from } = new;
    let next = revision.saturating_add(1);
    let model = feedback_sheet::ActiveModel {
        survey_id: Set(survey),
        area: Set(area.clone()),
        revision: Set(next),
        content: Set(content),
        saved_by: Set(by),
        saved_at: Set(Utc::now()),
    };
    let still = Condition::all()
        .add(feedback_sheet::COLUMN.survey_id.eq(survey))
        .add(feedback_sheet::COLUMN.area.eq(area.as_str()))
        .add(feedback_sheet::COLUMN.revision.eq(revision));
    revisions::overwrite(db, model, (revision != 0).then_some(still)).await?;
    let (action, detail) = match taken_from {
        Some(whole) => {
            ("feedback_sheet.take_over", json!({ "area": area, "revision": next, "whole": whole }))
        }
        None => ("feedback_sheet.save", json!({ "area": area, "revision": next })),
    };
    let event =
        audit::Event { user: Some(by), action, thing_kind: "survey", thing_id: Some(survey.0), detail };
    audit::record(db, event).await
}
