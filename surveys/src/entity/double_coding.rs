//! Double codings (二重のコード付け): texts that several people code without seeing one another.

use sea_orm::entity::prelude::*;

use crate::id::{DoubleCodingId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "double_codings")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DoubleCodingId,
    pub survey_id: SurveyId,
    pub title: String,
    pub unit: String,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
    pub adopted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
