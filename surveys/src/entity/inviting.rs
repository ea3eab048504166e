//! How a questionnaire invites: known or anonymous, until when, and with which letters.

use sea_orm::entity::prelude::*;

use crate::entity::state::InvitingMode;
use crate::id::QuestionnaireId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub questionnaire_id: QuestionnaireId,
    pub mode: InvitingMode,
    pub is_open: bool,
    pub deadline: Option<Date>,
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub reminder_subject: String,
    #[sea_orm(column_type = "Text")]
    pub reminder_body: String,
    pub begun_on: Date,
    #[sea_orm(column_type = "Text")]
    pub meant_so: String,
}

impl ActiveModelBehavior for ActiveModel {}
