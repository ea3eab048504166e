//! A link by which the interviewee of a hearing reads and corrects what concerns them, and what they said.

use sea_orm::entity::prelude::*;

use crate::id::{ConfirmationId, ContactId, HearingId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "confirmations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ConfirmationId,
    pub hearing_id: HearingId,
    pub contact_id: Option<ContactId>,
    #[sea_orm(unique)]
    pub seed: String,
    #[sea_orm(unique)]
    pub token_hash: String,
    pub revision: i32,
    pub expires_at: DateTimeUtc,
    pub revoked_at: Option<DateTimeUtc>,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
    pub answered_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub words: String,
    #[sea_orm(column_type = "Text")]
    pub refused: String,
    #[sea_orm(column_type = "Text")]
    pub offered: String,
    pub settled_at: Option<DateTimeUtc>,
    pub settled_by: Option<UserId>,
}

impl ActiveModelBehavior for ActiveModel {}
