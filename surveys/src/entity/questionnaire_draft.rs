//! Every saved state of a questionnaire's draft.

use sea_orm::entity::prelude::*;

use crate::id::{QuestionnaireId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "questionnaire_drafts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub questionnaire_id: QuestionnaireId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i32,
    #[sea_orm(column_type = "Text")]
    pub draft: String,
    pub action: String,
    #[sea_orm(column_type = "Text")]
    pub detail: String,
    pub saved_by: Option<UserId>,
    pub saved_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
