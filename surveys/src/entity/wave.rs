//! Waves (調査回) of a survey.

use sea_orm::entity::prelude::*;

use crate::id::{SurveyId, WaveId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waves")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: WaveId,
    pub survey_id: SurveyId,
    pub title: String,
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
