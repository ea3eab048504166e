//! Segments: spans of hearing notes and of free answers. They follow edits of their text, or are flagged for a look.

use std::collections::{BTreeMap, HashSet};

use chrono::Utc;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use serde_json::Value;

use crate::entity::{double_text, hearing, response, segment};
use crate::error::{Error, Result};
use crate::hearing::span::{self, Edit, Span};
use crate::id::{HearingId, ResponseId, SegmentId, SurveyId, UserId};
use crate::store::{hearings, responses};

/// What a text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A hearing note.
    Note(HearingId),
    /// What a respondent wrote.
    Response(ResponseId),
}

impl Origin {
    /// How the names of all its texts begin, e.g. `answer:12:`.
    pub fn prefix(self) -> String {
        match self {
            Origin::Note(hearing) => format!("note:{}:", hearing.0),
            Origin::Response(response) => format!("answer:{}:", response.0),
        }
    }
}

/// One text: a section of a note, or the answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPart {
    /// What it belongs to.
    pub origin: Origin,
    /// Key of the section, or name of the question.
    pub part: String,
}

impl TextPart {
    /// Reads `answer:<response>:<question>` or `note:<hearing>:<section>`.
    pub fn from_source(source: &str) -> Option<TextPart> {
        let mut words = source.splitn(3, ':');
        let (kind, number, part) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
        let origin = match kind {
            "answer" => Origin::Response(ResponseId(number)),
            "note" => Origin::Note(HearingId(number)),
            _ => return None,
        };
        Some(TextPart { origin, part: part.to_owned() })
    }

    /// Its name, as [`TextPart::from_source`] reads it.
    pub fn source(&self) -> String {
        format!("{}{}", self.origin.prefix(), self.part)
    }

    /// The text that a segment is a span of; `None` for a row that the schema excludes.
    pub fn of(model: &segment::Model) -> Option<TextPart> {
        let origin = match (model.hearing_id, model.response_id) {
            (Some(hearing), _) => Origin::Note(hearing),
            (None, Some(response)) => Origin::Response(response),
            (None, None) => return None,
        };
        Some(TextPart { origin, part: model.part.clone() })
    }
}

/// The segment of this span, made if it is not there yet, and taken for this transaction: nobody erases it meanwhile. `body`
/// is the text as it stands.
///
/// # Errors
/// [`Error::State`] when the span is outside the text or holds no words; [`Error::NotFound`] when the text is gone.
pub async fn at(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    text: &TextPart,
    body: &str,
    place: Span,
    by: UserId,
) -> Result<segment::Model> {
    let quote = span::slice(body, place)
        .filter(|quote| !quote.trim().is_empty())
        .ok_or(Error::State("segment-outside-text"))?;
    take_text(db, text.origin).await?;
    let (starts_at, ends_at) = (to_column(place.start), to_column(place.end));
    let same = segment::Entity::find()
        .filter(of_text(text))
        .filter(segment::COLUMN.starts_at.eq(starts_at))
        .filter(segment::COLUMN.ends_at.eq(ends_at))
        .filter(segment::COLUMN.is_detached.eq(false))
        .order_by_asc(segment::COLUMN.id)
        .lock_exclusive()
        .one(db)
        .await?;
    if let Some(same) = same {
        return Ok(same);
    }
    let (hearing_id, response_id) = match text.origin {
        Origin::Note(hearing) => (Some(hearing), None),
        Origin::Response(response) => (None, Some(response)),
    };
    let made = segment::ActiveModel {
        survey_id: Set(survey),
        hearing_id: Set(hearing_id),
        response_id: Set(response_id),
        part: Set(text.part.clone()),
        starts_at: Set(starts_at),
        ends_at: Set(ends_at),
        quote: Set(quote.to_owned()),
        is_detached: Set(false),
        created_by: Set(by),
        created_at: Set(Utc::now()),
        ..Default::default()
    };
    Ok(made.insert(db).await?)
}

/// Takes the row of a note or a response for this transaction: who puts a code on one of its texts meanwhile waits, so that a
/// span becomes a segment once. A unique index would not do, since segments pass over each other while they follow an edit.
async fn take_text(db: &impl ConnectionTrait, origin: Origin) -> Result<()> {
    // Other rows may go on referring to it.
    let is_there = match origin {
        Origin::Note(hearing) => {
            let query = hearing::Entity::find_by_id(hearing).lock(LockType::NoKeyUpdate);
            query.one(db).await?.is_some()
        }
        Origin::Response(response) => {
            let query = response::Entity::find_by_id(response).lock(LockType::NoKeyUpdate);
            query.one(db).await?.is_some()
        }
    };
    if is_there { Ok(()) } else { Err(Error::NotFound) }
}

/// The words of a text as they stand now; `None` when there is no such text (any more).
pub async fn body(db: &impl ConnectionTrait, text: &TextPart) -> Result<Option<String>> {
    Ok(match text.origin {
        Origin::Note(hearing) => hearings::sections(db, hearing).await?.remove(&text.part),
        Origin::Response(response) => words(&responses::find(db, response).await?.answers).remove(&text.part),
    })
}

/// The segment with this number.
pub async fn find(db: &impl ConnectionTrait, id: SegmentId) -> Result<segment::Model> {
    segment::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// Takes the row of a segment for this transaction, so that putting a code on it and taking the last one away follow each other.
pub(super) async fn lock(db: &impl ConnectionTrait, id: SegmentId) -> Result<segment::Model> {
    segment::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// Moves the segments of a hearing with an edit of its sections, and flags those whose place is not certain.
pub(crate) async fn follow_edits(
    db: &impl ConnectionTrait,
    hearing: HearingId,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Result<()> {
    follow(db, segment::COLUMN.hearing_id.eq(hearing), before, after).await
}

/// The same for the answers of a response (JSON objects, as stored).
pub(crate) async fn follow_answers(
    db: &impl ConnectionTrait,
    response: ResponseId,
    before: &str,
    after: &str,
) -> Result<()> {
    follow(db, segment::COLUMN.response_id.eq(response), &words(before), &words(after)).await
}

/// Erases the segments of a response with what stands on them, and its texts in double codings: their words are the
/// respondent's.
pub(crate) async fn erase(db: &impl ConnectionTrait, response: ResponseId) -> Result<()> {
    segment::Entity::delete_many().filter(segment::COLUMN.response_id.eq(response)).exec(db).await?;
    double_text::Entity::delete_many().filter(double_text::COLUMN.response_id.eq(response)).exec(db).await?;
    Ok(())
}

async fn follow(
    db: &impl ConnectionTrait,
    which: sea_orm::sea_query::SimpleExpr,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Result<()> {
    // Each text is compared once, however many segments it has; what stays where it was is not written again.
    let mut edits: BTreeMap<String, Option<Edit>> = BTreeMap::new();
    let mut found = segment::Entity::find().filter(which).order_by_asc(segment::COLUMN.id).all(db).await?;
    // Those that stand come first: words that come back are not a second segment where somebody has marked them again.
    found.sort_by_key(|model| model.is_detached);
    let mut taken: HashSet<(String, usize, usize)> = HashSet::new();
    for model in found {
        let old = before.get(&model.part).map_or("", String::as_str);
        let new = after.get(&model.part).map_or("", String::as_str);
        let edit =
            edits.entry(model.part.clone()).or_insert_with(|| (old != new).then(|| Edit::new(old, new)));
        let Some(edit) = edit else { continue };
        let moved = if model.is_detached {
            let is_free = |at: &Span| !taken.contains(&(model.part.clone(), at.start, at.end));
            span::find_only(new, &model.quote).filter(is_free)
        } else {
            edit.follow(span_of(&model), &model.quote)
        };
        taken.extend(moved.map(|at| (model.part.clone(), at.start, at.end)));
        let place = moved.unwrap_or_else(|| span_of(&model));
        if place == span_of(&model) && model.is_detached == moved.is_none() {
            continue;
        }
        let mut row = model.into_active_model();
        row.starts_at = Set(to_column(place.start));
        row.ends_at = Set(to_column(place.end));
        row.is_detached = Set(moved.is_none());
        row.update(db).await?;
    }
    Ok(())
}

/// The answers that are texts. What cannot be read has none.
fn words(answers: &str) -> BTreeMap<String, String> {
    let read: BTreeMap<String, Value> = serde_json::from_str(answers).unwrap_or_default();
    let text = |(name, value): (String, Value)| match value {
        Value::String(text) => Some((name, text)),
        _ => None,
    };
    read.into_iter().filter_map(text).collect()
}

/// The condition that a segment is of this text.
pub(super) fn of_text(text: &TextPart) -> sea_orm::Condition {
    let origin = match text.origin {
        Origin::Note(hearing) => segment::COLUMN.hearing_id.eq(hearing),
        Origin::Response(response) => segment::COLUMN.response_id.eq(response),
    };
    sea_orm::Condition::all().add(origin).add(segment::COLUMN.part.eq(text.part.as_str()))
}

/// Where a segment is in its text.
pub fn span_of(model: &segment::Model) -> Span {
    Span {
        start: usize::try_from(model.starts_at).unwrap_or(0),
        end: usize::try_from(model.ends_at).unwrap_or(0),
    }
}

fn to_column(position: usize) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}
