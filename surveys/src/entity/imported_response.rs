//! Responses that were taken from a file, and the row that each was.

use sea_orm::entity::prelude::*;

use crate::id::{AnswerImportId, QuestionnaireId, ResponseId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imported_responses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: ResponseId,
    pub import_id: AnswerImportId,
    pub questionnaire_id: QuestionnaireId,
    pub row_key: String,
    pub row_number: i32,
}

impl ActiveModelBehavior for ActiveModel {}
