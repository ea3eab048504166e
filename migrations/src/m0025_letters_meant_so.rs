//! Letters that somebody called finished although they look as if something were still to be written.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SHA-256 of the letters of which it was said; empty while nobody has said so. They are asked about once.
        let mut column = text("meant_so").default("").to_owned();
        manager.alter_table(Table::alter().table("invitings").add_column(&mut column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("invitings").drop_column("meant_so").to_owned()).await
    }
}
