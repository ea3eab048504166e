//! Answers to the check list of a card, as it is now.

use sea_orm::entity::prelude::*;

use crate::id::{CardId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card_checks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub card_id: CardId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub item: String,
    pub outcome: String,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub checked_by: UserId,
    pub checked_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
