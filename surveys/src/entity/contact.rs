//! Contacts (連絡先): who can be reached at an agency, apart from everything that was answered.

use sea_orm::entity::prelude::*;

use crate::id::{AgencyId, ContactId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contacts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ContactId,
    pub agency_id: AgencyId,
    pub name: String,
    pub email: String,
    pub fax: String,
    pub phone: String,
    #[sea_orm(column_type = "Text")]
    pub address: String,
    pub preferred: String,
    #[sea_orm(unique)]
    pub seed: String,
    #[sea_orm(unique)]
    pub opt_out_hash: String,
    pub opted_out_on: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub undeliverable: String,
    pub created_at: DateTimeUtc,
}

impl Model {
    /// Whether letters by mail may go there: there is an address, mail servers know it, and no letters were declined.
    pub fn can_be_written_to(&self) -> bool {
        self.has_working_address() && self.opted_out_on.is_none()
    }

    /// Whether there is an address that mail servers know. It says nothing of whether letters are wanted.
    pub fn has_working_address(&self) -> bool {
        !self.email.is_empty() && self.undeliverable.is_empty()
    }
}

impl ActiveModelBehavior for ActiveModel {}
