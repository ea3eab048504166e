//! Responses (回答票), from the first saved page to withdrawal.

use sea_orm::entity::prelude::*;

use crate::entity::state::{ResponseState, Source};
use crate::id::{ExplanationId, QuestionnaireId, ResponseId, UserId, VersionId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "responses")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ResponseId,
    pub questionnaire_id: QuestionnaireId,
    pub version_id: VersionId,
    #[sea_orm(unique)]
    pub token_hash: String,
    #[sea_orm(unique)]
    pub withdrawal_hash: String,
    pub state: ResponseState,
    #[sea_orm(column_type = "Text")]
    pub answers: String,
    pub revision: i32,
    pub started_at: DateTimeUtc,
    pub saved_at: DateTimeUtc,
    pub submitted_at: Option<DateTimeUtc>,
    pub withdrawn_at: Option<DateTimeUtc>,
    pub source: Source,
    pub received_on: Option<Date>,
    pub entered_by: Option<UserId>,
    pub sheet_number: String,
    #[sea_orm(column_type = "Text")]
    pub unreadable: String,
    pub group_id: Option<ResponseId>,
    pub explanation_id: Option<ExplanationId>,
    pub use_stopped_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
