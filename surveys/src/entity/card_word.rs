//! Words of a card that may tell who is meant and stay all the same, with the reason.

use sea_orm::entity::prelude::*;

use crate::id::{CardId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card_words")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub card_id: CardId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub kept_by: UserId,
    pub kept_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
