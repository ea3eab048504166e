//! Questionnaires (調査票): the draft and the public link.

use sea_orm::entity::prelude::*;

use crate::entity::state::QuestionnaireState;
use crate::id::{QuestionnaireId, SurveyId, WaveId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "questionnaires")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: QuestionnaireId,
    pub survey_id: SurveyId,
    pub wave_id: WaveId,
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub draft: String,
    #[sea_orm(unique)]
    pub link: String,
    pub state: QuestionnaireState,
    pub revision: i32,
    pub created_at: DateTimeUtc,
    pub return_fax: String,
    #[sea_orm(column_type = "Text")]
    pub return_address: String,
    pub erase_on: Option<Date>,
    pub erased_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub sign_up_counts: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
