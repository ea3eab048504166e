//! Agencies (機関): who may be heard and asked.

use sea_orm::entity::prelude::*;

use crate::id::{AgencyId, OrganisationId, RegionId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agencies")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AgencyId,
    pub name: String,
    pub kind: String,
    pub region_id: RegionId,
    pub municipality: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub is_active: bool,
    pub revision: i32,
    pub created_at: DateTimeUtc,
    pub organisation_id: Option<OrganisationId>,
}

impl ActiveModelBehavior for ActiveModel {}
