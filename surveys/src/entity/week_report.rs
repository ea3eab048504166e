//! Week reports (週報): what the host of a survey is told of a week in the coordinator's own words.

use sea_orm::entity::prelude::*;

use crate::id::{SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "week_reports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub monday: Date,
    #[sea_orm(column_type = "Text")]
    pub points: String,
    pub revision: i32,
    pub saved_by: UserId,
    pub saved_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
