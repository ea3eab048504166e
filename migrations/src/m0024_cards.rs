//! Cards (事例): good practices as anonymised cases, what they rest on, how they were checked, and what was published.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables in the order they are made.
const TABLES: [&str; 5] = ["cards", "card_sources", "card_checks", "card_words", "card_versions"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(cards()).await?;
        manager.create_table(card_sources()).await?;
        manager.create_table(card_checks()).await?;
        manager.create_table(card_words()).await?;
        manager.create_table(card_versions()).await?;
        let of = |name: &str, table: &str, column: &str| {
            Index::create().name(name).table(table.to_owned()).col(column.to_owned()).to_owned()
        };
        manager.create_index(of("cards_survey", "cards", "survey_id")).await?;
        manager.create_index(of("card_sources_card", "card_sources", "card_id")).await?;
        manager.create_index(of("card_sources_segment", "card_sources", "segment_id")).await?;
        let mut once = Index::create();
        once.name("card_versions_once").table("card_versions").col("card_id").col("number").unique();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES.into_iter().rev() {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn cards() -> TableCreateStatement {
    Table::create()
        .table("cards")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        .col(text("title"))
        .col(text("background"))
        .col(text("steps"))
        .col(text("idea"))
        .col(text("result"))
        .col(text("remaining"))
        // Codes of agency kinds and of themes, JSON arrays.
        .col(text("kinds"))
        .col(text("themes"))
        // The area that the card names; null: the whole region only.
        .col(big_integer_null("region_id"))
        // draft, checking, ready, published.
        .col(string("state"))
        .col(integer("revision"))
        // What the form carried that made it, so that a form that is sent twice makes one card.
        .col(string_null("made_with").unique_key())
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(big_integer("saved_by"))
        .col(timestamp_with_time_zone("saved_at"))
        .foreign_key(ForeignKey::create().from("cards", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("cards", "region_id").to("regions", "id"))
        .foreign_key(ForeignKey::create().from("cards", "created_by").to("users", "id"))
        .foreign_key(ForeignKey::create().from("cards", "saved_by").to("users", "id"))
        .to_owned()
}

fn card_sources() -> TableCreateStatement {
    Table::create()
        .table("card_sources")
        .col(big_pk_auto("id"))
        .col(big_integer("card_id"))
        // `answer:<response>:<question>` or `note:<hearing>:<section>`. No foreign key: it outlives what it names, so that a
        // withdrawn source is a source that allows nothing, and not one source less.
        .col(string("source"))
        .col(big_integer_null("segment_id"))
        .col(big_integer("added_by"))
        .col(timestamp_with_time_zone("added_at"))
        // Since when the card no longer rests on it. The row stays: somebody has to say that its words are gone.
        .col(timestamp_with_time_zone_null("removed_at"))
        .foreign_key(ForeignKey::create().from("card_sources", "card_id").to("cards", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("card_sources", "segment_id")
                .to("segments", "id")
                .on_delete(ForeignKeyAction::SetNull),
        )
        .foreign_key(ForeignKey::create().from("card_sources", "added_by").to("users", "id"))
        .to_owned()
}

fn card_checks() -> TableCreateStatement {
    Table::create()
        .table("card_checks")
        .col(big_integer("card_id"))
        // A key of an item of `surveys::privacy::card`.
        .col(string("item"))
        // clear, masked, kept.
        .col(string("outcome"))
        .col(text("note"))
        .col(big_integer("checked_by"))
        .col(timestamp_with_time_zone("checked_at"))
        .primary_key(Index::create().col("card_id").col("item"))
        .foreign_key(ForeignKey::create().from("card_checks", "card_id").to("cards", "id"))
        .foreign_key(ForeignKey::create().from("card_checks", "checked_by").to("users", "id"))
        .to_owned()
}

fn card_words() -> TableCreateStatement {
    Table::create()
        .table("card_words")
        .col(big_integer("card_id"))
        // A word that may tell who is meant and stays, in normal width.
        .col(string("word"))
        .col(text("reason"))
        .col(big_integer("kept_by"))
        .col(timestamp_with_time_zone("kept_at"))
        .primary_key(Index::create().col("card_id").col("word"))
        .foreign_key(ForeignKey::create().from("card_words", "card_id").to("cards", "id"))
        .foreign_key(ForeignKey::create().from("card_words", "kept_by").to("users", "id"))
        .to_owned()
}

fn card_versions() -> TableCreateStatement {
    Table::create()
        .table("card_versions")
        .col(big_pk_auto("id"))
        .col(big_integer("card_id"))
        .col(integer("number"))
        // The words as published, JSON (`surveys::privacy::card::CardText`), and their SHA-256.
        .col(text("content"))
        .col(string("sha256"))
        // What it rested on and how it was checked, JSON.
        .col(text("sources"))
        .col(text("checks"))
        // What is new in it; empty in the first.
        .col(text("note"))
        .col(big_integer("approved_by"))
        .col(timestamp_with_time_zone("published_at"))
        .col(big_integer_null("retracted_by"))
        .col(timestamp_with_time_zone_null("retracted_at"))
        // When somebody took back that what it rests on may be told.
        .col(timestamp_with_time_zone_null("stopped_at"))
        .foreign_key(ForeignKey::create().from("card_versions", "card_id").to("cards", "id"))
        .foreign_key(ForeignKey::create().from("card_versions", "approved_by").to("users", "id"))
        .foreign_key(ForeignKey::create().from("card_versions", "retracted_by").to("users", "id"))
        .to_owned()
}
