//! Feedback sheets as they are composed, one for an area or the whole region.

use sea_orm::entity::prelude::*;

use crate::id::{SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_sheets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub area: String,
    pub revision: i32,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    pub saved_by: UserId,
    pub saved_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
