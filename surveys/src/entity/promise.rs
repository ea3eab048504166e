//! Promises (宿題): what somebody said they would do, and by when.

use sea_orm::entity::prelude::*;

use crate::entity::state::PromiseState;
use crate::id::{AgencyId, HearingId, PromiseId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promises")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PromiseId,
    pub survey_id: SurveyId,
    pub agency_id: Option<AgencyId>,
    pub hearing_id: Option<HearingId>,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub is_theirs: bool,
    pub owner_id: Option<UserId>,
    pub due_on: Option<Date>,
    pub state: PromiseState,
    pub done_at: Option<DateTimeUtc>,
    pub revision: i32,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
