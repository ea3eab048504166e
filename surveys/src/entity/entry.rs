//! What somebody typed for a response that came on paper, by fax, telephone or in a sheet.

use sea_orm::entity::prelude::*;

use crate::id::{EntryId, ResponseId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "entries")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EntryId,
    pub response_id: ResponseId,
    pub position: i32,
    pub nonce: String,
    #[sea_orm(column_type = "Text")]
    pub fields: String,
    #[sea_orm(column_type = "Text")]
    pub accepted: String,
    pub entered_by: UserId,
    pub started_at: DateTimeUtc,
    pub saved_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
    pub settled_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
