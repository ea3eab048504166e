//! Codings (付与): one code put on one segment by one coder.

use sea_orm::entity::prelude::*;

use crate::id::{CodeId, CodingId, SegmentId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "codings")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CodingId,
    pub segment_id: SegmentId,
    pub code_id: CodeId,
    pub coder_id: UserId,
    pub was_suggested: bool,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
