//! Every saved state of a hearing sheet: what it was, what it was made from, and which of the many that a page saves by
//! itself are kept.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::entity::hearing_revision;
use crate::error::{Error, Result};
use crate::id::{HearingId, UserId};
use crate::store::hearings::Sheet;

/// Within a stretch of this length a page that saves by itself leaves its newest states only.
const STRETCH: TimeDelta = TimeDelta::minutes(5);
/// How many of them: other open pages were made from these. A page that was made from an older one shows both texts.
const NEWEST: i32 = 3;

/// A kept state without the sheet itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The revision.
    pub revision: i32,
    /// Who saved it.
    pub saved_by: UserId,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// The page did so while somebody typed.
    pub is_autosave: bool,
}

/// All kept states, the newest first.
pub async fn list(db: &impl ConnectionTrait, id: HearingId) -> Result<Vec<Saved>> {
    type Row = (i32, UserId, DateTime<Utc>, bool);
    let rows: Vec<Row> = hearing_revision::Entity::find()
        .select_only()
        .column(hearing_revision::Column::Revision)
        .column(hearing_revision::Column::SavedBy)
        .column(hearing_revision::Column::SavedAt)
        .column(hearing_revision::Column::IsAutosave)
        .filter(hearing_revision::COLUMN.hearing_id.eq(id))
        .order_by_desc(hearing_revision::COLUMN.revision)
        .into_tuple()
        .all(db)
        .await?;
    let saved = |(revision, saved_by, saved_at, is_autosave): Row| Saved {
        revision,
        saved_by,
        saved_at,
        is_autosave,
    };
    Ok(rows.into_iter().map(saved).collect())
}

/// The sheet as it was at a revision, and that revision. Where that state is no longer kept, the one before it: whoever needs
/// exactly the one compares the revision. None before the first.
pub async fn at(db: &impl ConnectionTrait, id: HearingId, revision: i32) -> Result<Option<(i32, Sheet)>> {
    let query = hearing_revision::Entity::find()
        .filter(hearing_revision::COLUMN.hearing_id.eq(id))
        .filter(hearing_revision::COLUMN.revision.lte(revision))
        .order_by_desc(hearing_revision::COLUMN.revision);
    let Some(found) = query.one(db).await? else { return Ok(None) };
    let sheet = serde_json::from_str(&found.sheet).map_err(json)?;
    Ok(Some((found.revision, sheet)))
}

/// Keeps a state. One that a page saved by itself takes the place of the older ones of the same stretch by the same person;
/// true if it is the first of its stretch.
pub(super) async fn keep(
    db: &impl ConnectionTrait,
    id: HearingId,
    revision: i32,
    sheet: &Sheet,
    by: UserId,
    is_autosave: bool,
) -> Result<bool> {
    let now = Utc::now();
    hearing_revision::ActiveModel {
        hearing_id: Set(id),
        revision: Set(revision),
        sheet: Set(serde_json::to_string(sheet).map_err(json)?),
        saved_by: Set(by),
        saved_at: Set(now),
        is_autosave: Set(is_autosave),
    }
    .insert(db)
    .await?;
    if !is_autosave {
        return Ok(true);
    }
    let begun = now.duration_trunc(STRETCH).unwrap_or(now);
    let of_stretch = || {
        hearing_revision::Entity::find()
            .filter(hearing_revision::COLUMN.hearing_id.eq(id))
            .filter(hearing_revision::COLUMN.is_autosave.eq(true))
            .filter(hearing_revision::COLUMN.saved_by.eq(by))
            .filter(hearing_revision::COLUMN.saved_at.gte(begun))
            .filter(hearing_revision::COLUMN.revision.lt(revision))
    };
    let is_first = of_stretch().one(db).await?.is_none();
    let old = of_stretch().filter(hearing_revision::COLUMN.revision.lte(revision - NEWEST));
    let old: Vec<i32> =
        old.select_only().column(hearing_revision::Column::Revision).into_tuple().all(db).await?;
    if !old.is_empty() {
        hearing_revision::Entity::delete_many()
            .filter(hearing_revision::COLUMN.hearing_id.eq(id))
            .filter(hearing_revision::COLUMN.revision.is_in(old))
            .exec(db)
            .await?;
    }
    Ok(is_first)
}

fn json(error: serde_json::Error) -> Error {
    Error::Database(sea_orm::DbErr::Json(error.to_string()))
}
