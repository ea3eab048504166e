//! Every saved state of a questionnaire's draft, for undo, history and conflicts.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(questionnaire_drafts()).await?;
        // Drafts that are there already begin their history as they are; who saved them last is not known.
        let begin = "INSERT INTO questionnaire_drafts (questionnaire_id, revision, draft, action, detail, saved_at) \
            SELECT id, revision, draft, 'create', '{}', created_at FROM questionnaires";
        manager.get_connection().execute_unprepared(begin).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("questionnaire_drafts").to_owned()).await
    }
}

fn questionnaire_drafts() -> TableCreateStatement {
    Table::create()
        .table("questionnaire_drafts")
        .col(big_integer("questionnaire_id"))
        .col(integer("revision"))
        .col(text("draft"))
        .col(string("action"))
        .col(text("detail"))
        .col(big_integer_null("saved_by"))
        .col(timestamp_with_time_zone("saved_at"))
        .primary_key(Index::create().col("questionnaire_id").col("revision"))
        .foreign_key(
            ForeignKey::create().from("questionnaire_drafts", "questionnaire_id").to("questionnaires", "id"),
        )
        .foreign_key(ForeignKey::create().from("questionnaire_drafts", "saved_by").to("users", "id"))
        .to_owned()
}
