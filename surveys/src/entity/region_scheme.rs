//! Region schemes: named and dated mappings from municipalities to areas.

use sea_orm::entity::prelude::*;

use crate::id::{RegionId, RegionSchemeId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "region_schemes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RegionSchemeId,
    pub region_id: RegionId,
    pub name: String,
    pub valid_from: Date,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    pub revision: i32,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
