//! Week reports: what the host is told of a week.

use chrono::{NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::entity::week_report;
use crate::error::{Error, Result};
use crate::id::{SurveyId, UserId};
use crate::store::audit;

/// The report of the week that begins on this Monday; None while nothing was written.
pub async fn find(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    monday: NaiveDate,
) -> Result<Option<week_report::Model>> {
    Ok(week_report::Entity::find_by_id((survey, monday)).one(db).await?)
}

/// Writes the points of a week that is still at `revision` (0 = nothing was written); [`Error::Stale`] otherwise.
pub async fn save(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    monday: NaiveDate,
    revision: i32,
    points: String,
    by: UserId,
) -> Result<()> {
    let next = revision.saturating_add(1);
    let model = week_report::ActiveModel {
        survey_id: Set(survey),
        monday: Set(monday),
        points: Set(points),
        revision: Set(next),
        saved_by: Set(by),
        saved_at: Set(Utc::now()),
    };
    if revision == 0 {
        let made = week_report::Entity::insert(model).exec_without_returning(db).await;
        made.map_err(Error::taken("monday")).map_err(Error::stale_when_taken)?;
    } else {
        let changed = week_report::Entity::update_many()
            .set(model)
            .filter(week_report::COLUMN.survey_id.eq(survey))
            .filter(week_report::COLUMN.monday.eq(monday))
            .filter(week_report::COLUMN.revision.eq(revision))
            .exec(db)
            .await?;
        if changed.rows_affected == 0 {
            return Err(Error::Stale);
        }
    }
    let event = audit::Event {
        user: Some(by),
        action: "week_report.save",
        thing_kind: "survey",
        thing_id: Some(survey.0),
        detail: serde_json::json!({ "monday": monday, "revision": next }),
    };
    audit::record(db, event).await
}
