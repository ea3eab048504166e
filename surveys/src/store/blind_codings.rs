//! What the coders of a double coding put, each for themselves.

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::json;

use crate::entity::{blind_coding, double_coder};
use crate::error::{Error, Result};
use crate::hearing::span::{Span, slice};
use crate::id::{BlindCodingId, CodeId, DoubleCodingId, DoubleTextId, UserId};
use crate::store::double_codings::{self, record};
use crate::store::{codes, double_assignments};

/// Puts a code on a span of a text for oneself. Putting it there again changes nothing. `body` is the text as it stands.
///
/// # Errors
/// [`Error::State`] when the coder is done, the span is outside the text or the code cannot be used; [`Error::NotFound`]
/// for a text or a person that has no part in it.
pub async fn put(
    db: &impl ConnectionTrait,
    id: DoubleCodingId,
    text: DoubleTextId,
    (body, span): (&str, Span),
    code: CodeId,
    by: UserId,
) -> Result<()> {
    open(db, id, text, by).await?;
    let survey = double_codings::find(db, id).await?.survey_id;
    codes::usable(db, survey, code).await?;
    if slice(body, span).is_none_or(|words| words.trim().is_empty()) {
        return Err(Error::State("segment-outside-text"));
    }
    let (starts_at, ends_at) = (to_column(span.start), to_column(span.end));
    let same = blind_coding::Entity::find()
        .filter(blind_coding::COLUMN.text_id.eq(text))
        .filter(blind_coding::COLUMN.coder_id.eq(by))
        .filter(blind_coding::COLUMN.code_id.eq(code))
        .filter(blind_coding::COLUMN.starts_at.eq(starts_at))
        .filter(blind_coding::COLUMN.ends_at.eq(ends_at));
    if same.one(db).await?.is_some() {
        return Ok(());
    }
    let row = blind_coding::ActiveModel {
        text_id: Set(text),
        coder_id: Set(by),
        code_id: Set(code),
        starts_at: Set(starts_at),
        ends_at: Set(ends_at),
        created_at: Set(Utc::now()),
        ..Default::default()
    };
    row.insert(db).await.map_err(Error::taken("coding"))?;
    record(db, by, "blind_coding.put", id, json!({ "text": text.0, "code": code.0 })).await
}

/// Takes one's own coding away again.
///
/// # Errors
/// As [`put`].
pub async fn take(
    db: &impl ConnectionTrait,
    id: DoubleCodingId,
    coding: BlindCodingId,
    by: UserId,
) -> Result<()> {
    let found = blind_coding::Entity::find_by_id(coding).one(db).await?.ok_or(Error::NotFound)?;
    open(db, id, found.text_id, by).await?;
    if found.coder_id != by {
        return Err(Error::NotFound);
    }
    blind_coding::Entity::delete_by_id(coding).exec(db).await?;
    record(db, by, "blind_coding.take", id, json!({ "text": found.text_id.0, "code": found.code_id.0 })).await
}

/// What one coder has put, in the order of their numbers.
pub async fn of_coder(
    db: &impl ConnectionTrait,
    id: DoubleCodingId,
    coder: UserId,
) -> Result<Vec<blind_coding::Model>> {
    let texts: Vec<DoubleTextId> =
        double_codings::texts(db, id).await?.into_iter().map(|text| text.id).collect();
    let query = blind_coding::Entity::find()
        .filter(blind_coding::COLUMN.text_id.is_in(texts))
        .filter(blind_coding::COLUMN.coder_id.eq(coder));
    Ok(query.order_by_asc(blind_coding::COLUMN.id).all(db).await?)
}

/// What all coders have put.
///
/// # Errors
/// [`Error::State`] while one of them is not done.
pub async fn of_all(db: &impl ConnectionTrait, id: DoubleCodingId) -> Result<Vec<blind_coding::Model>> {
    let mut all = Vec::new();
    for coder in double_codings::coders(db, id).await? {
        if coder.done_at.is_none() {
            return Err(Error::State("double-coding-open"));
        }
        all.extend(of_coder(db, id, coder.coder_id).await?);
    }
    Ok(all)
}

/// A coder of a double coding, taken for this transaction: what one person sends twice at once follows each other.
pub(super) async fn coder(
    db: &impl ConnectionTrait,
    id: DoubleCodingId,
    coder: UserId,
) -> Result<double_coder::Model> {
    double_coder::Entity::find_by_id((id, coder)).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// Where a coding is in its text.
pub fn span_of(model: &blind_coding::Model) -> Span {
    Span {
        start: usize::try_from(model.starts_at).unwrap_or(0),
        end: usize::try_from(model.ends_at).unwrap_or(0),
    }
}

async fn open(db: &impl ConnectionTrait, id: DoubleCodingId, text: DoubleTextId, by: UserId) -> Result<()> {
    let is_done = coder(db, id, by).await?.done_at.is_some();
    let is_in = double_codings::texts(db, id).await?.iter().any(|own| own.id == text);
    let is_own = is_in && double_assignments::is_assigned(db, text, by).await?;
    match (is_own, is_done) {
        (false, _) => Err(Error::NotFound),
        (true, true) => Err(Error::State("double-coding-closed")),
        (true, false) => Ok(()),
    }
}

fn to_column(position: usize) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}
