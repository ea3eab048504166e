//! Released quotes know which of their words may tell who is meant, and what was decided on each.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // JSON (`surveys::privacy::masking::Looked`); null for what was released before words were looked for.
        let mut column = text_null("masking").to_owned();
        manager.alter_table(Table::alter().table("quotes").add_column(&mut column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("quotes").drop_column("masking").to_owned()).await
    }
}
