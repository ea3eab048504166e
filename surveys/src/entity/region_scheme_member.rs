//! Which municipality a region scheme puts into which area.

use sea_orm::entity::prelude::*;

use crate::id::RegionSchemeId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "region_scheme_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub scheme_id: RegionSchemeId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub municipality: String,
    pub area: String,
}

impl ActiveModelBehavior for ActiveModel {}
