//! Reply questionnaires: which questionnaire of a survey takes the replies to its feedback.

use sea_orm::entity::prelude::*;

use crate::id::{QuestionnaireId, SurveyId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reply_questionnaires")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    #[sea_orm(unique)]
    pub questionnaire_id: QuestionnaireId,
}

impl ActiveModelBehavior for ActiveModel {}
