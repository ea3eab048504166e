//! Who codes in a double coding, and since when they are done.

use sea_orm::entity::prelude::*;

use crate::id::{DoubleCodingId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "double_coders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub double_coding_id: DoubleCodingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub coder_id: UserId,
    pub position: i32,
    pub done_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
