//! Hearing notes remember the form that made them, so that a form that is sent twice makes one note.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEX: &str = "hearings_made_with";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SHA-256 of the mark that the form carried; null for notes of before and for those without a form.
        let mut column = string_null("made_with").to_owned();
        manager.alter_table(Table::alter().table("hearings").add_column(&mut column).to_owned()).await?;
        // SQLite adds no unique column; a unique index is the same.
        let mut once = Index::create();
        once.name(INDEX).table("hearings").col("made_with").unique();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(INDEX).table("hearings").to_owned()).await?;
        manager.alter_table(Table::alter().table("hearings").drop_column("made_with").to_owned()).await
    }
}
