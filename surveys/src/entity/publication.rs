//! Feedback sheets as they were published; only taking one back is added later.

use sea_orm::entity::prelude::*;

use crate::id::{PublicationId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publications")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PublicationId,
    pub survey_id: SurveyId,
    pub area: String,
    pub number: i32,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    pub sha256: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub approved_by: UserId,
    pub approved_at: DateTimeUtc,
    pub retracted_by: Option<UserId>,
    pub retracted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
