//! Who codes which text of a double coding.

use sea_orm::entity::prelude::*;

use crate::id::{DoubleTextId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "double_assignments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub text_id: DoubleTextId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub coder_id: UserId,
}

impl ActiveModelBehavior for ActiveModel {}
