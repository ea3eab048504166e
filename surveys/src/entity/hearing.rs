//! Hearings (ヒアリング): the head of the sheet.

use sea_orm::entity::prelude::*;

use crate::entity::state::QuotePermission;
use crate::id::{AgencyId, HearingId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hearings")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: HearingId,
    pub survey_id: SurveyId,
    pub agency_id: AgencyId,
    #[sea_orm(unique)]
    pub number: String,
    pub held_on: Date,
    pub starts_at: String,
    pub ends_at: String,
    pub method: String,
    pub place: String,
    pub partner: String,
    pub interviewer: String,
    pub recorder: String,
    pub companions: String,
    pub explanation_version: String,
    pub may_record: bool,
    pub may_share: bool,
    pub may_quote: QuotePermission,
    pub may_present: bool,
    pub withdrawal_deadline: Option<Date>,
    pub revision: i32,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
    pub saved_at: DateTimeUtc,
    pub may_show_case: bool,
    pub written_up_at: Option<DateTimeUtc>,
    #[sea_orm(unique)]
    pub made_with: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
