//! The feedback sheet as it is composed for an area, and as it was published: frozen, with its hash.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(feedback_sheets()).await?;
        manager.create_table(publications()).await?;
        manager.create_table(publication_quotes()).await?;
        let mut once = Index::create();
        once.name("publications_once")
            .table("publications")
            .col("survey_id")
            .col("area")
            .col("number")
            .unique();
        manager.create_index(once).await?;
        let mut source = Index::create();
        source.name("publication_quotes_source").table("publication_quotes").col("source");
        manager.create_index(source).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["publication_quotes", "publications", "feedback_sheets"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn feedback_sheets() -> TableCreateStatement {
    Table::create()
        .table("feedback_sheets")
        .col(big_integer("survey_id"))
        // Code of the area; empty for the whole region.
        .col(string("area"))
        // From 1.
        .col(integer("revision"))
        // What stands on the sheet and in which order, own texts included; JSON.
        .col(text("content"))
        .col(big_integer("saved_by"))
        .col(timestamp_with_time_zone("saved_at"))
        .primary_key(Index::create().col("survey_id").col("area"))
        .foreign_key(ForeignKey::create().from("feedback_sheets", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("feedback_sheets", "saved_by").to("users", "id"))
        .to_owned()
}

fn publications() -> TableCreateStatement {
    Table::create()
        .table("publications")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        // Code of the area; empty for the whole region.
        .col(string("area"))
        // From 1 for each area.
        .col(integer("number"))
        // Everything that is read but the words of quotes, with its numbers and parameters; JSON, never changed.
        .col(text("content"))
        // Of the content.
        .col(string("sha256"))
        // Why there is a new version; empty for the first.
        .col(text("reason"))
        .col(big_integer("approved_by"))
        .col(timestamp_with_time_zone("approved_at"))
        .col(big_integer_null("retracted_by"))
        .col(timestamp_with_time_zone_null("retracted_at"))
        .foreign_key(ForeignKey::create().from("publications", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("publications", "approved_by").to("users", "id"))
        .foreign_key(ForeignKey::create().from("publications", "retracted_by").to("users", "id"))
        .to_owned()
}

fn publication_quotes() -> TableCreateStatement {
    Table::create()
        .table("publication_quotes")
        .col(big_integer("publication_id"))
        // As in `quotes`. No foreign key: it outlives what it names.
        .col(string("source"))
        // The words; the row goes with an answer that is withdrawn, the content knows only their hash.
        .col(text("text"))
        .primary_key(Index::create().col("publication_id").col("source"))
        .foreign_key(
            ForeignKey::create().from("publication_quotes", "publication_id").to("publications", "id"),
        )
        .to_owned()
}
