//! Requests to stop further use (利用停止): after the last day of withdrawal answers stay in what was made with them, and
//! are left out of everything new.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    Set,
};

use crate::entity::state::ResponseState;
use crate::entity::{audit_event, response};
use crate::error::{Error, Result};
use crate::id::{QuestionnaireId, SurveyId};
use crate::store::card_stops;
use crate::store::responses::{self, erase_quotes, record};
use crate::store::segments::Origin;

/// The response with this withdrawal code that was sent, whatever became of it. [`Error::NotFound`] for an unknown code.
pub async fn find(db: &impl ConnectionTrait, withdrawal_hash: &str) -> Result<response::Model> {
    response::Entity::find()
        .filter(response::COLUMN.withdrawal_hash.eq(withdrawal_hash))
        .filter(response::COLUMN.state.ne(ResponseState::InProgress))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// Stops the use of a response that was sent: it keeps its answers, its released quotes are taken back and its
/// published cards stopped. Asked again, nothing changes. Returns when it was first asked.
///
/// # Errors
/// [`Error::State`] when it was withdrawn, so that there is nothing left to use.
pub async fn request(db: &impl ConnectionTrait, found: &response::Model) -> Result<DateTime<Utc>> {
    if let Some(before) = found.use_stopped_at {
        return Ok(before);
    }
    let now = Utc::now();
    let changed = response::Entity::update_many()
        .set(response::ActiveModel { use_stopped_at: Set(Some(now)), ..Default::default() })
        .filter(response::COLUMN.id.eq(found.id))
        .filter(response::COLUMN.state.eq(ResponseState::Submitted))
        .filter(response::COLUMN.use_stopped_at.is_null())
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        if let Some(meanwhile) = responses::find(db, found.id).await?.use_stopped_at {
            return Ok(meanwhile);
        }
        return Err(Error::State("response-finished"));
    }
    erase_quotes(db, found.id).await?;
    card_stops::stop_resting_on(db, Origin::Response(found.id), |_| false).await?;
    record(db, "response.stop_use", found.id).await?;
    Ok(now)
}

/// The responses of a questionnaire whose use was stopped.
fn stopped(questionnaire: QuestionnaireId) -> Select<response::Entity> {
    response::Entity::find()
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.state.eq(ResponseState::Submitted))
        .filter(response::COLUMN.use_stopped_at.is_not_null())
}

/// Of how many responses of a questionnaire the use was stopped.
pub async fn count(db: &impl ConnectionTrait, questionnaire: QuestionnaireId) -> Result<u64> {
    Ok(stopped(questionnaire).count(db).await?)
}

/// When the use of responses of a questionnaire was stopped first and last; None if it never was.
pub async fn span(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<Option<(DateTime<Utc>, DateTime<Utc>)>> {
    let times = stopped(questionnaire)
        .select_only()
        .column_as(response::Column::UseStoppedAt.min(), "first")
        .column_as(response::Column::UseStoppedAt.max(), "last")
        .into_tuple::<(Option<DateTime<Utc>>, Option<DateTime<Utc>>)>();
    Ok(times.one(db).await?.and_then(|(first, last)| first.zip(last)))
}

/// The files that were exported of a survey before a time, newest first: they stay as they were.
pub async fn exported_before(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    time: DateTime<Utc>,
) -> Result<Vec<audit_event::Model>> {
    let query = audit_event::Entity::find()
        .filter(audit_event::COLUMN.action.eq("survey.export"))
        .filter(audit_event::COLUMN.thing_id.eq(survey.0))
        .filter(audit_event::COLUMN.at.lt(time))
        .order_by_desc(audit_event::COLUMN.id);
    Ok(query.all(db).await?)
}
