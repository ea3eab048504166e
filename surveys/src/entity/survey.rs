//! Surveys (調査).

use sea_orm::entity::prelude::*;

use crate::id::{RegionId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "surveys")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SurveyId,
    pub title: String,
    pub region_id: RegionId,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    pub host: String,
    #[sea_orm(column_type = "Text")]
    pub contact: String,
    pub period: String,
    pub ethics_number: String,
    pub withdrawal_deadline: Option<Date>,
    pub min_cell: i32,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
