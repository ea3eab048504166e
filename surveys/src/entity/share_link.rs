//! Links that show a feedback page to people without an account.

use sea_orm::entity::prelude::*;

use crate::id::{RegionId, ShareLinkId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_links")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ShareLinkId,
    pub survey_id: SurveyId,
    pub region_id: Option<RegionId>,
    pub nonce: String,
    #[sea_orm(unique)]
    pub token_hash: String,
    pub expires_at: DateTimeUtc,
    pub revoked_at: Option<DateTimeUtc>,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
