//! Approaches (ヒアリングまでの進み): how far an agency has come towards its hearing in a survey. Without a row it was
//! not contacted.

use sea_orm::entity::prelude::*;

use crate::entity::state::ApproachState;
use crate::id::{AgencyId, ApproachId, SurveyId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approaches")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ApproachId,
    pub survey_id: SurveyId,
    pub agency_id: AgencyId,
    pub state: ApproachState,
    pub state_since: DateTimeUtc,
    pub owner_id: Option<UserId>,
    pub next_contact_on: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub appointment_at: Option<DateTimeUtc>,
    pub appointment_minutes: Option<i32>,
    pub appointment_method: String,
    #[sea_orm(column_type = "Text")]
    pub appointment_place: String,
    pub appointment_changed_at: Option<DateTimeUtc>,
    pub appointment_sequence: i32,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
