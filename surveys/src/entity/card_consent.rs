//! An agency's consent to the words of a card that names it; only withdrawing it is added later.

use sea_orm::entity::prelude::*;

use crate::id::{CardConsentId, CardId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card_consents")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CardConsentId,
    pub card_id: CardId,
    pub sha256: String,
    #[sea_orm(column_type = "Text")]
    pub said_by: String,
    pub said_on: Date,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub may_list: bool,
    pub recorded_by: UserId,
    pub recorded_at: DateTimeUtc,
    pub withdrawn_by: Option<UserId>,
    pub withdrawn_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
