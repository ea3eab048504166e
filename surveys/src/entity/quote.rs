//! Quotes released, after masking, for the feedback of a region.

use sea_orm::entity::prelude::*;

use crate::id::{QuoteId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quotes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: QuoteId,
    pub survey_id: SurveyId,
    pub source: String,
    pub stance: String,
    pub region_code: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub masking: Option<String>,
    pub released_by: UserId,
    pub released_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
