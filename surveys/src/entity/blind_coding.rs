//! What one coder of a double coding has put where; nobody else sees it before all are done.

use sea_orm::entity::prelude::*;

use crate::id::{BlindCodingId, CodeId, DoubleTextId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "blind_codings")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: BlindCodingId,
    pub text_id: DoubleTextId,
    pub coder_id: UserId,
    pub code_id: CodeId,
    pub starts_at: i32,
    pub ends_at: i32,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
