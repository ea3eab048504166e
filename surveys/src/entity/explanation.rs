//! Versions of the explanation (説明文) that answers rest on; rows are never changed.

use sea_orm::entity::prelude::*;

use crate::id::{ExplanationId, QuestionnaireId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "explanations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ExplanationId,
    pub questionnaire_id: QuestionnaireId,
    pub sha256: String,
    #[sea_orm(column_type = "Text")]
    pub texts: String,
    pub first_used_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
