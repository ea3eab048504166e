//! Cards (事例): a good practice as an anonymised case of one page, or as an introduction of a named agency, as it is being written.

use sea_orm::entity::prelude::*;

use crate::entity::state::CardState;
use crate::id::{CardId, RegionId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cards")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CardId,
    pub survey_id: SurveyId,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub background: String,
    #[sea_orm(column_type = "Text")]
    pub steps: String,
    #[sea_orm(column_type = "Text")]
    pub idea: String,
    #[sea_orm(column_type = "Text")]
    pub result: String,
    #[sea_orm(column_type = "Text")]
    pub remaining: String,
    #[sea_orm(column_type = "Text")]
    pub kinds: String,
    #[sea_orm(column_type = "Text")]
    pub themes: String,
    pub region_id: Option<RegionId>,
    pub state: CardState,
    pub revision: i32,
    #[sea_orm(unique)]
    pub made_with: Option<String>,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
    pub saved_by: UserId,
    pub saved_at: DateTimeUtc,
    #[sea_orm(column_type = "Text", nullable)]
    pub introduction: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
