//! What a card rests on: an answer or a section of a note, and the segment that was chosen there.

use sea_orm::entity::prelude::*;

use crate::id::{CardId, CardSourceId, SegmentId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card_sources")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CardSourceId,
    pub card_id: CardId,
    pub source: String,
    pub segment_id: Option<SegmentId>,
    pub added_by: UserId,
    pub added_at: DateTimeUtc,
    pub removed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
