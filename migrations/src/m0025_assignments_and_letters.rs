//! Who codes which text of a double coding, and letters that somebody called finished although they look as if something were
//! still to be written.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// So far everybody coded every text.
const ALL_OF_BEFORE: &str = "INSERT INTO double_assignments (text_id, coder_id) \
    SELECT t.id, c.coder_id FROM double_texts t JOIN double_coders c ON c.double_coding_id = t.double_coding_id";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(assignments()).await?;
        manager.get_connection().execute_unprepared(ALL_OF_BEFORE).await?;
        // SHA-256 of the letters of which it was said; empty while nobody has said so. They are asked about once.
        let mut column = text("meant_so").default("").to_owned();
        manager.alter_table(Table::alter().table("invitings").add_column(&mut column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("invitings").drop_column("meant_so").to_owned()).await?;
        manager.drop_table(Table::drop().table("double_assignments").to_owned()).await
    }
}

fn assignments() -> TableCreateStatement {
    Table::create()
        .table("double_assignments")
        .col(big_integer("text_id"))
        .col(big_integer("coder_id"))
        .primary_key(Index::create().col("text_id").col("coder_id"))
        .foreign_key(
            ForeignKey::create()
                .from("double_assignments", "text_id")
                .to("double_texts", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("double_assignments", "coder_id").to("users", "id"))
        .to_owned()
}
