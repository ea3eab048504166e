//! Coding rules and lists of words of surveys: every state that was saved. The newest holds; none is ever changed.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(rule_versions()).await?;
        manager.create_table(word_list_versions()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["word_list_versions", "rule_versions"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn rule_versions() -> TableCreateStatement {
    Table::create()
        .table("rule_versions")
        .col(big_integer("survey_id"))
        // From 1.
        .col(integer("revision"))
        // The file as text, with its own line ends.
        .col(text("content"))
        // What is needed to write the bytes that were brought: name of the encoding, and whether a byte order mark stood first.
        .col(string("encoding"))
        .col(boolean("has_byte_order_mark"))
        .col(big_integer("saved_by"))
        .col(timestamp_with_time_zone("saved_at"))
        .primary_key(Index::create().col("survey_id").col("revision"))
        .foreign_key(ForeignKey::create().from("rule_versions", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("rule_versions", "saved_by").to("users", "id"))
        .to_owned()
}

fn word_list_versions() -> TableCreateStatement {
    Table::create()
        .table("word_list_versions")
        .col(big_integer("survey_id"))
        // From 1.
        .col(integer("revision"))
        // Words that are kept whole, and words that are not counted: one a line.
        .col(text("forced"))
        .col(text("stop_words"))
        // Words that are counted as one: a group a line.
        .col(text("synonyms"))
        // CSV: surface, class, reading, lemma.
        .col(text("dictionary"))
        .col(boolean("has_domain_words"))
        .col(big_integer("saved_by"))
        .col(timestamp_with_time_zone("saved_at"))
        .primary_key(Index::create().col("survey_id").col("revision"))
        .foreign_key(ForeignKey::create().from("word_list_versions", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("word_list_versions", "saved_by").to("users", "id"))
        .to_owned()
}
