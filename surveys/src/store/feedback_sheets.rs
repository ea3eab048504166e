//! Feedback sheets as a coordinator composes them: one for each area, and one for the whole region.

use chrono::Utc;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::entity::feedback_sheet;
use crate::error::{Error, Result};
use crate::id::{SurveyId, UserId};
use crate::store::audit;

/// The sheet of an area (by its code; empty = the whole region); None while nothing was saved.
pub async fn find(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    area: &str,
) -> Result<Option<feedback_sheet::Model>> {
    Ok(feedback_sheet::Entity::find_by_id((survey, area.to_owned())).one(db).await?)
}

/// Saves a sheet (`content`, JSON) that is still at `revision` (0 = nothing was saved).
///
/// # Errors
/// [`Error::Stale`] when somebody saved in between.
pub async fn save(
    db: &impl ConnectionTrait,
    (survey, area): (SurveyId, &str),
    revision: i32,
    content: String,
    by: UserId,
) -> Result<()> {
    let next = revision.saturating_add(1);
    let model = feedback_sheet::ActiveModel {
        survey_id: Set(survey),
        area: Set(area.to_owned()),
        revision: Set(next),
        content: Set(content),
        saved_by: Set(by),
        saved_at: Set(Utc::now()),
    };
    if revision == 0 {
        let made = feedback_sheet::Entity::insert(model).exec_without_returning(db).await;
        made.map_err(Error::taken("area")).map_err(Error::stale_when_taken)?;
    } else {
        let changed = feedback_sheet::Entity::update_many()
            .set(model)
            .filter(feedback_sheet::COLUMN.survey_id.eq(survey))
            .filter(feedback_sheet::COLUMN.area.eq(area))
            .filter(feedback_sheet::COLUMN.revision.eq(revision))
            .exec(db)
            .await?;
        if changed.rows_affected == 0 {
            return Err(Error::Stale);
        }
    }
    let event = audit::Event {
        user: Some(by),
        action: "feedback_sheet.save",
        thing_kind: "survey",
        thing_id: Some(survey.0),
        detail: serde_json::json!({ "area": area, "revision": next }),
    };
    audit::record(db, event).await
}
