//! Files of hearings: photos, papers, recordings. For internal work only; they go with the hearing. The bytes are read only
//! when somebody opens a file.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::entity::hearing_file;
use crate::error::{Error, Result};
use crate::hearing::file::Holding;
use crate::id::{HearingFileId, HearingId, UserId};
use crate::store::audit;

/// A file to be stored.
pub struct NewFile {
    /// Hash of its contents.
    pub sha256: String,
    /// Its cleaned name.
    pub name: String,
    /// Its media type, as found in its bytes.
    pub media_type: String,
    /// What it is, in a few words; may be empty.
    pub description: String,
    /// A recording that the sheet does not allow: whoever brings it says that the partner allowed it later.
    pub was_allowed_later: bool,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// A stored file without its contents.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Stored {
    /// Its number.
    pub id: HearingFileId,
    /// The hearing.
    pub hearing_id: HearingId,
    /// Hash of its contents.
    pub sha256: String,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it is, in a few words.
    pub description: String,
    /// Its size in bytes.
    pub size: i64,
    /// Who brought it.
    pub added_by: UserId,
    /// When.
    pub added_at: DateTime<Utc>,
}

/// How much these files are.
pub fn holding(files: &[Stored]) -> Holding {
    files.iter().fold(Holding::default(), |sum, file| sum.with(usize::try_from(file.size).unwrap_or(0)))
}

/// Stores a file. False if the hearing has one with the same contents, which stays as it is.
pub async fn add(db: &impl ConnectionTrait, hearing: HearingId, file: NewFile, by: UserId) -> Result<bool> {
    let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    let mut detail = serde_json::json!({ "media_type": file.media_type, "size": size });
    if file.was_allowed_later {
        detail["allowed_later"] = true.into();
    }
    let model = hearing_file::ActiveModel {
        hearing_id: Set(hearing),
        sha256: Set(file.sha256),
        name: Set(file.name),
        media_type: Set(file.media_type),
        description: Set(file.description),
        size: Set(size),
        bytes: Set(file.bytes),
        added_by: Set(by),
        added_at: Set(Utc::now()),
        ..Default::default()
    };
    let known = OnConflict::columns([hearing_file::Column::HearingId, hearing_file::Column::Sha256])
        .do_nothing()
        .to_owned();
    let added = hearing_file::Entity::insert(model).on_conflict(known).exec_without_returning(db).await?;
    if added > 0 {
        record(db, by, "hearing.add_file", hearing, detail).await?;
    }
    Ok(added > 0)
}

/// The files of a hearing in the order in which they came.
pub async fn of_hearing(db: &impl ConnectionTrait, hearing: HearingId) -> Result<Vec<Stored>> {
    let query = without_bytes().filter(hearing_file::COLUMN.hearing_id.eq(hearing));
    Ok(query.into_model::<Stored>().all(db).await?)
}

/// The file with this number.
pub async fn find(db: &impl ConnectionTrait, id: HearingFileId) -> Result<Stored> {
    let query = without_bytes().filter(hearing_file::COLUMN.id.eq(id));
    query.into_model::<Stored>().one(db).await?.ok_or(Error::NotFound)
}

/// A file that somebody takes out, with its contents; that it was opened is recorded.
pub async fn open(db: &impl ConnectionTrait, id: HearingFileId, by: UserId) -> Result<hearing_file::Model> {
    let found = hearing_file::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let detail = serde_json::json!({ "file": id.0 });
    record(db, by, "hearing.open_file", found.hearing_id, detail).await?;
    Ok(found)
}

/// Says in other words what a file is.
pub async fn describe(
    db: &impl ConnectionTrait,
    id: HearingFileId,
    description: String,
    by: UserId,
) -> Result<()> {
    let found = find(db, id).await?;
    if found.description == description {
        return Ok(());
    }
    let model = hearing_file::ActiveModel { description: Set(description), ..Default::default() };
    hearing_file::Entity::update_many().set(model).filter(hearing_file::COLUMN.id.eq(id)).exec(db).await?;
    record(db, by, "hearing.describe_file", found.hearing_id, serde_json::json!({ "file": id.0 })).await
}

/// Erases a file.
pub async fn remove(db: &impl ConnectionTrait, id: HearingFileId, by: UserId) -> Result<()> {
    let found = find(db, id).await?;
    hearing_file::Entity::delete_by_id(id).exec(db).await?;
    record(db, by, "hearing.remove_file", found.hearing_id, serde_json::json!({ "file": id.0 })).await
}

fn without_bytes() -> sea_orm::Select<hearing_file::Entity> {
    use hearing_file::Column;
    hearing_file::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::HearingId,
            Column::Sha256,
            Column::Name,
            Column::MediaType,
            Column::Description,
            Column::Size,
            Column::AddedBy,
            Column::AddedAt,
        ])
        .order_by_asc(Column::Id)
}

async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: HearingId,
    detail: serde_json::Value,
) -> Result<()> {
    let event = audit::Event { user: Some(by), action, thing_kind: "hearing", thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
