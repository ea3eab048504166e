//! Answers of a response before it was sent again, without those that identify.

use sea_orm::entity::prelude::*;

use crate::id::{ResponseId, ResponseRevisionId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response_revisions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ResponseRevisionId,
    pub response_id: ResponseId,
    pub revision: i32,
    #[sea_orm(column_type = "Text")]
    pub answers: String,
    pub replaced_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
