//! Prefectures and the areas within them.

use sea_orm::entity::prelude::*;

use crate::id::RegionId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "regions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RegionId,
    pub parent_id: Option<RegionId>,
    #[sea_orm(unique)]
    pub code: String,
    pub name: String,
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
