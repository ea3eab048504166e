//! A photo, paper or recording of a hearing.

use sea_orm::entity::prelude::*;

use crate::id::{HearingFileId, HearingId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hearing_files")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: HearingFileId,
    pub hearing_id: HearingId,
    pub sha256: String,
    pub name: String,
    pub media_type: String,
    #[sea_orm(column_type = "Text")]
    pub description: String,
    pub size: i64,
    #[sea_orm(column_type = "Blob")]
    pub bytes: Vec<u8>,
    pub added_by: UserId,
    pub added_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
