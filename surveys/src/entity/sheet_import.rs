//! Filled-in sheets that have been read in, so that none is read in twice.

use sea_orm::entity::prelude::*;

use crate::id::{QuestionnaireId, ResponseId, SheetImportId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sheet_imports")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SheetImportId,
    pub questionnaire_id: QuestionnaireId,
    pub response_id: ResponseId,
    pub file_sha256: String,
    pub content_sha256: String,
    pub imported_by: UserId,
    pub imported_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
