//! What colleagues write down about a request for consultation.

use sea_orm::entity::prelude::*;

use crate::id::{ConsultationNoteId, ResponseId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation_notes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ConsultationNoteId,
    pub response_id: ResponseId,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub written_by: UserId,
    pub written_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
