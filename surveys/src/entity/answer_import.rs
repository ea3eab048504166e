//! Files of answers that were gathered with another service: looked at, then taken row by row.

use sea_orm::entity::prelude::*;

use crate::entity::state::AnswerImportState;
use crate::id::{AnswerImportId, QuestionnaireId, UserId, VersionId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer_imports")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AnswerImportId,
    pub questionnaire_id: Option<QuestionnaireId>,
    pub version_id: Option<VersionId>,
    pub platform: String,
    pub file_name: String,
    pub state: AnswerImportState,
    #[sea_orm(column_type = "Text")]
    pub contents: String,
    #[sea_orm(column_type = "Text")]
    pub matching: String,
    #[sea_orm(column_type = "Text")]
    pub consent: String,
    #[sea_orm(column_type = "Text")]
    pub consent_note: String,
    pub n_rows: i32,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
    pub taken_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
