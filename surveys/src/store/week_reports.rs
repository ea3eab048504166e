//! Week reports: what the host is told of a week.

use chrono::{NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Set};

use crate::entity::week_report;
use crate::error::Result;
use crate::id::{SurveyId, UserId};
use crate::store::{audit, revisions};

/// The report of the week that begins on this Monday; None while nothing was written.
pub async fn find(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    monday: NaiveDate,
) -> Result<Option<week_report::Model>> {
    Ok(week_report::Entity::find_by_id((survey, monday)).one(db).await?)
}

/// Writes the points of a week that is still at `revision` (0 = nothing was written).
///
/// # Errors
/// [`Error::Stale`](crate::error::Error::Stale) when somebody wrote in between.
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
    let still = Condition::all()
        .add(week_report::COLUMN.survey_id.eq(survey))
        .add(week_report::COLUMN.monday.eq(monday))
        .add(week_report::COLUMN.revision.eq(revision));
    revisions::overwrite(db, model, (revision != 0).then_some(still)).await?;
    let event = audit::Event {
        user: Some(by),
        action: "week_report.save",
        thing_kind: "survey",
        thing_id: Some(survey.0),
        detail: serde_json::json!({ "monday": monday, "revision": next }),
    };
    audit::record(db, event).await
}
