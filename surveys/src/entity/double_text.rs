//! The texts of a double coding.

use sea_orm::entity::prelude::*;

use crate::id::{DoubleCodingId, DoubleTextId, HearingId, ResponseId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "double_texts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DoubleTextId,
    pub double_coding_id: DoubleCodingId,
    pub hearing_id: Option<HearingId>,
    pub response_id: Option<ResponseId>,
    pub part: String,
    pub sha256: String,
}

impl ActiveModelBehavior for ActiveModel {}
