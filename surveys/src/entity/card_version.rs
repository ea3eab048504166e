//! Cards as they were published; only taking one back and stopping one is added later.

use sea_orm::entity::prelude::*;

use crate::id::{CardId, CardVersionId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card_versions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CardVersionId,
    pub card_id: CardId,
    pub number: i32,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    pub sha256: String,
    #[sea_orm(column_type = "Text")]
    pub sources: String,
    #[sea_orm(column_type = "Text")]
    pub checks: String,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub approved_by: UserId,
    pub published_at: DateTimeUtc,
    pub retracted_by: Option<UserId>,
    pub retracted_at: Option<DateTimeUtc>,
    pub stopped_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
