//! Double coding: several people code the same texts without seeing one another, and talk through where they differ.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables in the order they are made.
const TABLES: [&str; 5] =
    ["double_codings", "double_coders", "double_texts", "blind_codings", "coding_decisions"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(double_codings()).await?;
        manager.create_table(double_coders()).await?;
        manager.create_table(double_texts()).await?;
        manager.create_table(blind_codings()).await?;
        manager.create_table(coding_decisions()).await?;
        let once = |name: &str, table: &str, columns: &[&str]| {
            let mut index = Index::create().name(name).table(table.to_owned()).unique().to_owned();
            for column in columns {
                index.col((*column).to_owned());
            }
            index
        };
        let codings = ["text_id", "coder_id", "code_id", "starts_at", "ends_at"];
        manager.create_index(once("blind_codings_once", "blind_codings", &codings)).await?;
        manager.create_index(once("coding_decisions_once", "coding_decisions", &["text_id", "code_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES.into_iter().rev() {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn double_codings() -> TableCreateStatement {
    Table::create()
        .table("double_codings")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        .col(string("title"))
        // answers: agreement is counted over whole answers; notes: over code points.
        .col(string("unit"))
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        // Since when what was agreed on is among the results.
        .col(timestamp_with_time_zone_null("adopted_at"))
        .foreign_key(ForeignKey::create().from("double_codings", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("double_codings", "created_by").to("users", "id"))
        .to_owned()
}

fn double_coders() -> TableCreateStatement {
    Table::create()
        .table("double_coders")
        .col(big_integer("double_coding_id"))
        .col(big_integer("coder_id"))
        .col(integer("position"))
        .col(timestamp_with_time_zone_null("done_at"))
        .primary_key(Index::create().col("double_coding_id").col("coder_id"))
        .foreign_key(
            ForeignKey::create().from("double_coders", "double_coding_id").to("double_codings", "id"),
        )
        .foreign_key(ForeignKey::create().from("double_coders", "coder_id").to("users", "id"))
        .to_owned()
}

fn double_texts() -> TableCreateStatement {
    Table::create()
        .table("double_texts")
        .col(big_pk_auto("id"))
        .col(big_integer("double_coding_id"))
        .col(big_integer_null("hearing_id"))
        .col(big_integer_null("response_id"))
        .col(string("part"))
        // SHA-256 of its words when it was drawn: what was edited since is left out of the comparison.
        .col(string("sha256"))
        .foreign_key(ForeignKey::create().from("double_texts", "double_coding_id").to("double_codings", "id"))
        .foreign_key(ForeignKey::create().from("double_texts", "hearing_id").to("hearings", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("double_texts", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn blind_codings() -> TableCreateStatement {
    Table::create()
        .table("blind_codings")
        .col(big_pk_auto("id"))
        .col(big_integer("text_id"))
        .col(big_integer("coder_id"))
        .col(big_integer("code_id"))
        .col(integer("starts_at"))
        .col(integer("ends_at"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("blind_codings", "text_id")
                .to("double_texts", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("blind_codings", "coder_id").to("users", "id"))
        .foreign_key(ForeignKey::create().from("blind_codings", "code_id").to("codes", "id"))
        .to_owned()
}

fn coding_decisions() -> TableCreateStatement {
    Table::create()
        .table("coding_decisions")
        .col(big_pk_auto("id"))
        .col(big_integer("text_id"))
        .col(big_integer("code_id"))
        // The coder whose codings hold; null: those of all, or none.
        .col(big_integer_null("coder_id"))
        // one, all or none.
        .col(string("outcome"))
        .col(text("reason"))
        .col(big_integer("decided_by"))
        .col(timestamp_with_time_zone("decided_at"))
        .foreign_key(
            ForeignKey::create()
                .from("coding_decisions", "text_id")
                .to("double_texts", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("coding_decisions", "code_id").to("codes", "id"))
        .foreign_key(ForeignKey::create().from("coding_decisions", "coder_id").to("users", "id"))
        .foreign_key(ForeignKey::create().from("coding_decisions", "decided_by").to("users", "id"))
        .to_owned()
}
