//! Merges: an agency that was found to be another one, and what undoing that needs.

use sea_orm::entity::prelude::*;

use crate::id::{AgencyId, AgencyMergeId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agency_merges")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AgencyMergeId,
    pub kept_id: AgencyId,
    pub dropped_id: AgencyId,
    #[sea_orm(column_type = "Text")]
    pub record: String,
    pub merged_by: UserId,
    pub merged_at: DateTimeUtc,
    pub undone_by: Option<UserId>,
    pub undone_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
