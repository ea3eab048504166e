//! Registrations (申込): who has a place of a seating, who waits for one, who gave it back.

use sea_orm::entity::prelude::*;

use crate::entity::state::RegistrationState;
use crate::id::{ResponseId, SeatingId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: ResponseId,
    pub seating_id: SeatingId,
    pub state: RegistrationState,
    pub position: i32,
    pub lang: String,
    #[sea_orm(unique)]
    pub token_hash: String,
    #[sea_orm(unique)]
    pub check_in_hash: String,
    pub registered_at: DateTimeUtc,
    pub promoted_at: Option<DateTimeUtc>,
    pub cancelled_at: Option<DateTimeUtc>,
    pub checked_in_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
