//! Memos: remarks of those who read, on a code, a segment, a note or what a respondent wrote.

use chrono::Utc;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::entity::memo;
use crate::error::{Error, Result};
use crate::id::{CodeId, MemoId, ResponseId, SegmentId, SurveyId, UserId};
use crate::store::audit;
use crate::store::segments::Origin;

/// What a memo is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A code.
    Code(CodeId),
    /// A segment.
    Segment(SegmentId),
    /// A whole note, or all that a respondent wrote.
    Text(Origin),
}

/// Writes a memo.
pub async fn write(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    about: About,
    body: String,
    by: UserId,
) -> Result<memo::Model> {
    let mut row = memo::ActiveModel {
        survey_id: Set(survey),
        body: Set(body),
        written_by: Set(by),
        written_at: Set(Utc::now()),
        ..Default::default()
    };
    match about {
        About::Code(code) => row.code_id = Set(Some(code)),
        About::Segment(segment) => row.segment_id = Set(Some(segment)),
        About::Text(Origin::Note(hearing)) => row.hearing_id = Set(Some(hearing)),
        About::Text(Origin::Response(response)) => row.response_id = Set(Some(response)),
    }
    let made = row.insert(db).await?;
    record(db, "memo.write", made.id, by).await?;
    Ok(made)
}

/// The memo with this number.
pub async fn find(db: &impl ConnectionTrait, id: MemoId) -> Result<memo::Model> {
    memo::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// Erases a memo.
pub async fn erase(db: &impl ConnectionTrait, id: MemoId, by: UserId) -> Result<memo::Model> {
    let found = find(db, id).await?;
    memo::Entity::delete_by_id(id).exec(db).await?;
    record(db, "memo.erase", id, by).await?;
    Ok(found)
}

/// The memos of a survey, oldest first.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<memo::Model>> {
    let query = memo::Entity::find().filter(memo::COLUMN.survey_id.eq(survey)).order_by_asc(memo::COLUMN.id);
    Ok(query.all(db).await?)
}

/// Erases the memos on what a respondent wrote: they may repeat it.
pub(crate) async fn erase_of_response(db: &impl ConnectionTrait, response: ResponseId) -> Result<()> {
    memo::Entity::delete_many().filter(memo::COLUMN.response_id.eq(response)).exec(db).await?;
    Ok(())
}

async fn record(db: &impl ConnectionTrait, action: &str, id: MemoId, by: UserId) -> Result<()> {
    let event = audit::Event::plain(Some(by), action, ("memo", id.0));
    audit::record(db, event).await
}
