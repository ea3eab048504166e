//! A section of a note as it was shown to the interviewee, and what they said of it.

use sea_orm::entity::prelude::*;

use crate::entity::state::{CorrectionOutcome, PartAnswer};
use crate::id::ConfirmationId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "confirmation_parts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub confirmation_id: ConfirmationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub section: String,
    #[sea_orm(column_type = "Text")]
    pub shown: String,
    pub answer: Option<PartAnswer>,
    #[sea_orm(column_type = "Text")]
    pub correction: String,
    pub outcome: Option<CorrectionOutcome>,
    #[sea_orm(column_type = "Text")]
    pub reply: String,
}

impl ActiveModelBehavior for ActiveModel {}
