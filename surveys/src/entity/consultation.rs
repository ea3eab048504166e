//! Requests for consultation (個別相談): what became of a response that asks for an answer.

use sea_orm::entity::prelude::*;

use crate::entity::state::ConsultationState;
use crate::id::{ResponseId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: ResponseId,
    pub state: ConsultationState,
    pub owner_id: Option<UserId>,
    pub due_on: Date,
    pub arrived_at: DateTimeUtc,
    pub meeting_at: Option<DateTimeUtc>,
    pub meeting_minutes: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub meeting_place: String,
    pub meeting_changed_at: Option<DateTimeUtc>,
    pub meeting_sequence: i32,
}

impl ActiveModelBehavior for ActiveModel {}
