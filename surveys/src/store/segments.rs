//! Segments: spans of a hearing note marked as challenge, good practice, request or other.

use std::collections::BTreeMap;

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Set,
};

use crate::entity::{hearing, segment};
use crate::error::{Error, Result};
use crate::hearing::span::{self, Span};
use crate::id::{HearingId, SegmentId, SurveyId, UserId};
use crate::store::{audit, hearings};

/// A span to be marked.
pub struct NewSegment {
    /// The hearing it is in.
    pub hearing: HearingId,
    /// Key of the section.
    pub section: String,
    /// Where in the section's body.
    pub span: Span,
    /// Code of the stance.
    pub stance: String,
}

/// Marks a span. Marking the same span again replaces its stance; a span outside the text is
/// [`Error::State`].
pub async fn mark(db: &impl ConnectionTrait, new: NewSegment, by: UserId) -> Result<segment::Model> {
    let bodies = hearings::sections(db, new.hearing).await?;
    let quote = bodies
        .get(&new.section)
        .and_then(|body| span::slice(body, new.span))
        .filter(|quote| !quote.trim().is_empty())
        .ok_or(Error::State("segment-outside-text"))?;
    let (starts_at, ends_at) = (to_column(new.span.start), to_column(new.span.end));
    let same = segment::Entity::find()
        .filter(segment::COLUMN.hearing_id.eq(new.hearing))
        .filter(segment::COLUMN.section.eq(new.section.as_str()))
        .filter(segment::COLUMN.starts_at.eq(starts_at))
        .filter(segment::COLUMN.ends_at.eq(ends_at))
        .one(db)
        .await?;
    let model = match same {
        Some(existing) => {
            let mut row = existing.into_active_model();
            row.stance = Set(new.stance);
            row.update(db).await?
        }
        None => {
            segment::ActiveModel {
                hearing_id: Set(new.hearing),
                section: Set(new.section),
                starts_at: Set(starts_at),
                ends_at: Set(ends_at),
                stance: Set(new.stance),
                quote: Set(quote.to_owned()),
                is_detached: Set(false),
                created_by: Set(by),
                created_at: Set(Utc::now()),
                ..Default::default()
            }
            .insert(db)
            .await?
        }
    };
    record(db, by, "segment.mark", model.id, serde_json::json!({ "stance": model.stance })).await?;
    Ok(model)
}

/// Takes a mark away.
pub async fn unmark(db: &impl ConnectionTrait, id: SegmentId, by: UserId) -> Result<segment::Model> {
    let found = find(db, id).await?;
    segment::Entity::delete_by_id(id).exec(db).await?;
    record(db, by, "segment.unmark", id, serde_json::json!({ "stance": found.stance })).await?;
    Ok(found)
}

/// The segment with this number.
pub async fn find(db: &impl ConnectionTrait, id: SegmentId) -> Result<segment::Model> {
    segment::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The segments of a hearing in the order of the text.
pub async fn of_hearing(db: &impl ConnectionTrait, hearing: HearingId) -> Result<Vec<segment::Model>> {
    let query = segment::Entity::find()
        .filter(segment::COLUMN.hearing_id.eq(hearing))
        .order_by_asc(segment::COLUMN.section)
        .order_by_asc(segment::COLUMN.starts_at)
        .order_by_asc(segment::COLUMN.id);
    Ok(query.all(db).await?)
}

/// The segments of all hearings of a survey.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<segment::Model>> {
    let hearings = hearing::Entity::find().filter(hearing::COLUMN.survey_id.eq(survey)).all(db).await?;
    let query = segment::Entity::find()
        .filter(segment::COLUMN.hearing_id.is_in(hearings.iter().map(|hearing| hearing.id)))
        .order_by_asc(segment::COLUMN.hearing_id)
        .order_by_asc(segment::COLUMN.section)
        .order_by_asc(segment::COLUMN.starts_at)
        .order_by_asc(segment::COLUMN.id);
    Ok(query.all(db).await?)
}

/// Moves the segments of a hearing with an edit of its sections, and flags those whose words are gone.
pub(crate) async fn follow_edits(
    db: &impl ConnectionTrait,
    hearing: HearingId,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Result<()> {
    for model in of_hearing(db, hearing).await? {
        let old = before.get(&model.section).map_or("", String::as_str);
        let new = after.get(&model.section).map_or("", String::as_str);
        if old == new {
            continue;
        }
        let moved = span::follow(old, new, span_of(&model), &model.quote);
        let mut row = model.into_active_model();
        if let Some(span) = moved {
            row.starts_at = Set(to_column(span.start));
            row.ends_at = Set(to_column(span.end));
        }
        row.is_detached = Set(moved.is_none());
        row.update(db).await?;
    }
    Ok(())
}

/// Where a segment is in its section.
pub fn span_of(model: &segment::Model) -> Span {
    Span {
        start: usize::try_from(model.starts_at).unwrap_or(0),
        end: usize::try_from(model.ends_at).unwrap_or(0),
    }
}

fn to_column(position: usize) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}

async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: SegmentId,
    detail: serde_json::Value,
) -> Result<()> {
    let event = audit::Event { user: Some(by), action, thing_kind: "segment", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
