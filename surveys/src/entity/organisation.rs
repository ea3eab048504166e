//! Organisations (法人): bodies that run offices (agencies).

use sea_orm::entity::prelude::*;

use crate::id::OrganisationId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OrganisationId,
    pub name: String,
    #[sea_orm(unique)]
    pub name_key: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
