//! Answers that identify a person, kept apart from the response.

use sea_orm::entity::prelude::*;

use crate::id::ResponseId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response_contacts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: ResponseId,
    #[sea_orm(column_type = "Text")]
    pub answers: String,
}

impl ActiveModelBehavior for ActiveModel {}
