//! The free sections of a hearing sheet.

use sea_orm::entity::prelude::*;

use crate::id::HearingId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hearing_sections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub hearing_id: HearingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
}

impl ActiveModelBehavior for ActiveModel {}
