//! What coders agreed on where they had differed.

use sea_orm::entity::prelude::*;

use crate::id::{CodeId, CodingDecisionId, DoubleTextId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "coding_decisions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CodingDecisionId,
    pub text_id: DoubleTextId,
    pub code_id: CodeId,
    pub coder_id: Option<UserId>,
    pub outcome: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub decided_by: UserId,
    pub decided_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
