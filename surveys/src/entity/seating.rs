//! Seatings (定員のある参加方法): one choice of a questionnaire with the number of people who can have it.

use sea_orm::entity::prelude::*;

use crate::id::{QuestionnaireId, SeatingId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "seatings")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SeatingId,
    pub questionnaire_id: QuestionnaireId,
    pub choice: String,
    pub capacity: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}
