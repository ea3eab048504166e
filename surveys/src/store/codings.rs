//! Codings: which code somebody put on which segment.

use std::collections::BTreeMap;

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Set,
};
use serde_json::json;

use crate::entity::{coding, memo, segment};
use crate::error::{Error, Result};
use crate::hearing::span::Span;
use crate::id::{CodeId, CodingId, HearingId, SegmentId, SurveyId, UserId};
use crate::store::segments::{self, TextPart};
use crate::store::{audit, codes, quotes};

/// A code to be put on a span.
pub struct NewCoding<'a> {
    /// The survey that the text and the code are of.
    pub survey: SurveyId,
    /// The text.
    pub text: &'a TextPart,
    /// The text's words as they stand.
    pub body: &'a str,
    /// Where in them.
    pub span: Span,
    /// The code.
    pub code: CodeId,
    /// The coder took it from a suggestion.
    pub was_suggested: bool,
}

/// A segment with the codings on it.
#[derive(Clone, Debug)]
pub struct Coded {
    /// The segment.
    pub segment: segment::Model,
    /// Its codings in the order of their numbers.
    pub codings: Vec<coding::Model>,
}

/// Puts a code on a span. Putting it there again changes nothing.
///
/// # Errors
/// [`Error::State`] when the span is outside the text, or the code is a group, closed, or of another survey.
pub async fn put(db: &impl ConnectionTrait, new: NewCoding<'_>, by: UserId) -> Result<coding::Model> {
    codes::usable(db, new.survey, new.code).await?;
    let segment = segments::at(db, new.survey, new.text, new.body, new.span, by).await?;
    let same = coding::Entity::find()
        .filter(coding::COLUMN.segment_id.eq(segment.id))
        .filter(coding::COLUMN.code_id.eq(new.code))
        .filter(coding::COLUMN.coder_id.eq(by))
        .one(db)
        .await?;
    if let Some(same) = same {
        return Ok(same);
    }
    let made = coding::ActiveModel {
        segment_id: Set(segment.id),
        code_id: Set(new.code),
        coder_id: Set(by),
        was_suggested: Set(new.was_suggested),
        created_at: Set(Utc::now()),
        ..Default::default()
    };
    let made = made.insert(db).await.map_err(Error::taken("coding"))?;
    record(db, by, "coding.put", segment.id, new.code).await?;
    Ok(made)
}

/// Takes a coding away, and its segment with the quote released of it if nothing else stands on it.
pub async fn take(db: &impl ConnectionTrait, id: CodingId, by: UserId) -> Result<segment::Model> {
    let found = coding::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let segment = segments::lock(db, found.segment_id).await?;
    if coding::Entity::delete_by_id(id).exec(db).await?.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    record(db, by, "coding.take", segment.id, found.code_id).await?;
    let others = coding::Entity::find().filter(coding::COLUMN.segment_id.eq(segment.id)).count(db).await?;
    let memos = memo::Entity::find().filter(memo::COLUMN.segment_id.eq(segment.id)).count(db).await?;
    if others == 0 && memos == 0 {
        segment::Entity::delete_by_id(segment.id).exec(db).await?;
        quotes::retract(db, segment.survey_id, &format!("segment:{}", segment.id.0), by).await?;
    }
    Ok(segment)
}

/// The coding with this number and its segment.
pub async fn find(db: &impl ConnectionTrait, id: CodingId) -> Result<(coding::Model, segment::Model)> {
    let found = coding::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let segment = segments::find(db, found.segment_id).await?;
    Ok((found, segment))
}

/// All segments of a survey with their codings, in the order of texts.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<Coded>> {
    with_codings(db, segment::COLUMN.survey_id.eq(survey).into()).await
}

/// The segments of a hearing note with their codings, in the order of texts.
pub async fn of_hearing(db: &impl ConnectionTrait, hearing: HearingId) -> Result<Vec<Coded>> {
    with_codings(db, segment::COLUMN.hearing_id.eq(hearing).into()).await
}

/// The segments of one text with their codings, in its order.
pub async fn of_text(db: &impl ConnectionTrait, text: &TextPart) -> Result<Vec<Coded>> {
    with_codings(db, segments::of_text(text)).await
}

async fn with_codings(db: &impl ConnectionTrait, which: Condition) -> Result<Vec<Coded>> {
    let of_them =
        segment::Entity::find().select_only().column(segment::Column::Id).filter(which.clone()).into_query();
    let query = coding::Entity::find().filter(coding::Column::SegmentId.in_subquery(of_them));
    let mut codings: BTreeMap<SegmentId, Vec<coding::Model>> = BTreeMap::new();
    for coding in query.order_by_asc(coding::COLUMN.id).all(db).await? {
        codings.entry(coding.segment_id).or_default().push(coding);
    }
    let segments = segment::Entity::find()
        .filter(which)
        .order_by_asc(segment::COLUMN.hearing_id)
        .order_by_asc(segment::COLUMN.response_id)
        .order_by_asc(segment::COLUMN.part)
        .order_by_asc(segment::COLUMN.starts_at)
        .order_by_asc(segment::COLUMN.id);
    let coded =
        |segment: segment::Model| Coded { codings: codings.remove(&segment.id).unwrap_or_default(), segment };
    Ok(segments.all(db).await?.into_iter().map(coded).collect())
}

pub(super) async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: SegmentId,
    code: CodeId,
) -> Result<()> {
    let detail = json!({ "code": code.0 });
    let event = audit::Event { user: Some(by), action, thing_kind: "segment", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
