//! Told matches: an offer and a wish that fit, of which the region is told on its feedback sheets.

use sea_orm::entity::prelude::*;

use crate::id::{ResponseId, SurveyId, ToldMatchId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "told_matches")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ToldMatchId,
    pub survey_id: SurveyId,
    pub offer_id: ResponseId,
    pub wish_id: ResponseId,
    #[sea_orm(column_type = "Text")]
    pub words: String,
    pub told_by: UserId,
    pub told_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
