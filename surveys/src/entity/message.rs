//! Messages: letters on their way out, kept in the transaction that gives rise to them.

use sea_orm::entity::prelude::*;

use crate::entity::state::MessageState;
use crate::id::{ConfirmationId, InvitationId, MessageId, QuestionnaireId, ResponseId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: MessageId,
    pub questionnaire_id: Option<QuestionnaireId>,
    pub response_id: Option<ResponseId>,
    pub kind: String,
    pub to_address: String,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub state: MessageState,
    pub attempts: i32,
    pub next_try_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
    pub invitation_id: Option<InvitationId>,
    pub is_for_once: bool,
    #[sea_orm(column_type = "Text")]
    pub sealed: String,
    pub confirmation_id: Option<ConfirmationId>,
}

impl ActiveModelBehavior for ActiveModel {}
