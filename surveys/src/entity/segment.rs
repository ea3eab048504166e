//! Segments (切片) marked in a hearing note; spans count Unicode code points.

use sea_orm::entity::prelude::*;

use crate::id::{HearingId, SegmentId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "segments")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SegmentId,
    pub hearing_id: HearingId,
    pub section: String,
    pub starts_at: i32,
    pub ends_at: i32,
    pub stance: String,
    #[sea_orm(column_type = "Text")]
    pub quote: String,
    pub is_detached: bool,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
