//! Sheets that have been read in.

use chrono::Utc;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::entity::sheet_import;
use crate::error::{Error, Result};
use crate::id::{QuestionnaireId, ResponseId, UserId};
use crate::store::audit;

/// Hashes of a sheet (SHA-256, hexadecimal).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetHashes {
    /// Of the file's bytes.
    pub file: String,
    /// Of what was filled in.
    pub content: String,
}

/// What is known of a sheet before it is read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    New,
    /// A sheet with the same answers was read in, perhaps of somebody else.
    SameAnswers,
    /// This very file was read in.
    SameFile,
}

/// Whether a sheet was read in before.
pub async fn known(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    hashes: &SheetHashes,
) -> Result<Known> {
    let of = || sheet_import::Entity::find().filter(sheet_import::COLUMN.questionnaire_id.eq(questionnaire));
    let same = of().filter(sheet_import::COLUMN.file_sha256.eq(hashes.file.as_str())).one(db).await?;
    if same.is_some() {
        return Ok(Known::SameFile);
    }
    let alike = of().filter(sheet_import::COLUMN.content_sha256.eq(hashes.content.as_str())).one(db).await?;
    Ok(if alike.is_some() { Known::SameAnswers } else { Known::New })
}

/// Remembers a sheet; [`Error::Taken`] when the same file was read in before.
pub async fn remember(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    response: ResponseId,
    hashes: SheetHashes,
    by: UserId,
) -> Result<()> {
    let detail = serde_json::json!({ "questionnaire": questionnaire.0, "sha256": hashes.file });
    sheet_import::ActiveModel {
        questionnaire_id: Set(questionnaire),
        response_id: Set(response),
        file_sha256: Set(hashes.file),
        content_sha256: Set(hashes.content),
        imported_by: Set(by),
        imported_at: Set(Utc::now()),
        ..Default::default()
    }
    .insert(db)
    .await
    .map_err(Error::taken("file"))?;
    let event = audit::Event {
        user: Some(by),
        action: "response.import",
        thing_kind: "response",
        thing_id: Some(response.0),
        detail,
    };
    audit::record(db, event).await
}

/// Forgets what was filled in for a withdrawn response. That the file was read in stays known, so that it does not
/// come back.
pub(crate) async fn forget_content(db: &impl ConnectionTrait, response: ResponseId) -> Result<()> {
    sheet_import::Entity::update_many()
        .set(sheet_import::ActiveModel { content_sha256: Set(String::new()), ..Default::default() })
        .filter(sheet_import::COLUMN.response_id.eq(response))
        .exec(db)
        .await?;
    Ok(())
}
