//! Every saved state of a hearing sheet.

use sea_orm::entity::prelude::*;

use crate::id::{HearingId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hearing_revisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub hearing_id: HearingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i32,
    #[sea_orm(column_type = "Text")]
    pub sheet: String,
    pub saved_by: UserId,
    pub saved_at: DateTimeUtc,
    pub is_autosave: bool,
}

impl ActiveModelBehavior for ActiveModel {}
