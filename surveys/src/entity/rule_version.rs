//! Coding rules of a survey (コーディングルール): one state of the file that was saved.

use sea_orm::entity::prelude::*;

use crate::id::{SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i32,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    pub encoding: String,
    pub has_byte_order_mark: bool,
    pub saved_by: UserId,
    pub saved_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
