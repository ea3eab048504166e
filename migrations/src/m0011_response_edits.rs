//! Answers that were sent and are being mended, and the states before.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(edits()).await?;
        manager.create_table(revisions()).await?;
        let number = Index::create()
            .name("response_revisions_number")
            .table("response_revisions")
            .col("response_id")
            .col("revision")
            .unique()
            .to_owned();
        manager.create_index(number).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["response_revisions", "response_edits"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn of_response(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "response_id")
        .to("responses", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

/// What is being written, until it is sent again or given up. It holds the answers that identify, as an unfinished
/// response does.
fn edits() -> TableCreateStatement {
    Table::create()
        .table("response_edits")
        .col(big_integer("response_id").primary_key())
        .col(text("answers"))
        .col(timestamp_with_time_zone("saved_at"))
        .foreign_key(&mut of_response("response_edits"))
        .to_owned()
}

/// Answers that were replaced, without those that identify.
fn revisions() -> TableCreateStatement {
    Table::create()
        .table("response_revisions")
        .col(big_pk_auto("id"))
        .col(big_integer("response_id"))
        .col(integer("revision"))
        .col(text("answers"))
        .col(timestamp_with_time_zone("replaced_at"))
        .foreign_key(&mut of_response("response_revisions"))
        .to_owned()
}
