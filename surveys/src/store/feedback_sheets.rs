//! Feedback sheets as a coordinator composes them: one for each area, and one for the whole region.

use chrono::Utc;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Set};

use crate::entity::feedback_sheet;
use crate::error::Result;
use crate::id::{SurveyId, UserId};
use crate::store::{audit, revisions};

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
/// [`Error::Stale`](crate::error::Error::Stale) when somebody saved in between.
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
    let still = Condition::all()
        .add(feedback_sheet::COLUMN.survey_id.eq(survey))
        .add(feedback_sheet::COLUMN.area.eq(area))
        .add(feedback_sheet::COLUMN.revision.eq(revision));
    revisions::overwrite(db, model, (revision != 0).then_some(still)).await?;
    let event = audit::Event {
        user: Some(by),
        action: "feedback_sheet.save",
        thing_kind: "survey",
        thing_id: Some(survey.0),
        detail: serde_json::json!({ "area": area, "revision": next }),
    };
    audit::record(db, event).await
}
