//! Pairs of agencies that look like one and are not.

use sea_orm::entity::prelude::*;

use crate::id::{AgencyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "different_agencies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub first_id: AgencyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub second_id: AgencyId,
    pub said_by: UserId,
    pub said_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
