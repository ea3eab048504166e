//! A file that a respondent sent.

use sea_orm::entity::prelude::*;

use crate::id::{ResponseFileId, ResponseId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response_files")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ResponseFileId,
    pub response_id: ResponseId,
    pub key: String,
    pub question: String,
    pub name: String,
    pub media_type: String,
    pub size: i64,
    #[sea_orm(column_type = "Blob")]
    pub bytes: Vec<u8>,
    pub received_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
