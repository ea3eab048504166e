//! Invitations (招待): an agency that a questionnaire asks, and whether it was answered.

use sea_orm::entity::prelude::*;

use crate::id::{AgencyId, ContactId, InvitationId, QuestionnaireId, ResponseId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: InvitationId,
    pub questionnaire_id: QuestionnaireId,
    pub agency_id: AgencyId,
    pub contact_id: Option<ContactId>,
    #[sea_orm(unique)]
    pub seed: String,
    #[sea_orm(unique)]
    pub token_hash: String,
    #[sea_orm(unique)]
    pub code_hash: String,
    pub is_answered: bool,
    #[sea_orm(unique)]
    pub response_id: Option<ResponseId>,
}

impl ActiveModelBehavior for ActiveModel {}
