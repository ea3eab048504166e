//! Hearings: the sheet, its sections, every saved revision, and the segments marked in it.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(hearings()).await?;
        manager.create_table(hearing_sections()).await?;
        manager.create_table(hearing_revisions()).await?;
        manager.create_table(segments()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["segments", "hearing_revisions", "hearing_sections", "hearings"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn hearings() -> TableCreateStatement {
    Table::create()
        .table("hearings")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        .col(big_integer("agency_id"))
        .col(string_uniq("number"))
        .col(date("held_on"))
        .col(string("starts_at"))
        .col(string("ends_at"))
        .col(string("method"))
        .col(string("place"))
        .col(string("partner"))
        .col(string("interviewer"))
        .col(string("recorder"))
        .col(string("companions"))
        .col(string("explanation_version"))
        .col(boolean("may_record"))
        .col(boolean("may_share"))
        .col(string("may_quote"))
        .col(boolean("may_present"))
        .col(date_null("withdrawal_deadline"))
        .col(integer("revision"))
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("saved_at"))
        .foreign_key(ForeignKey::create().from("hearings", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("hearings", "agency_id").to("agencies", "id"))
        .foreign_key(ForeignKey::create().from("hearings", "created_by").to("users", "id"))
        .to_owned()
}

fn hearing_sections() -> TableCreateStatement {
    Table::create()
        .table("hearing_sections")
        .col(big_integer("hearing_id"))
        .col(string("key"))
        .col(text("body"))
        .primary_key(Index::create().col("hearing_id").col("key"))
        .foreign_key(ForeignKey::create().from("hearing_sections", "hearing_id").to("hearings", "id"))
        .to_owned()
}

fn hearing_revisions() -> TableCreateStatement {
    Table::create()
        .table("hearing_revisions")
        .col(big_integer("hearing_id"))
        .col(integer("revision"))
        .col(text("sheet"))
        .col(big_integer("saved_by"))
        .col(timestamp_with_time_zone("saved_at"))
        .primary_key(Index::create().col("hearing_id").col("revision"))
        .foreign_key(ForeignKey::create().from("hearing_revisions", "hearing_id").to("hearings", "id"))
        .foreign_key(ForeignKey::create().from("hearing_revisions", "saved_by").to("users", "id"))
        .to_owned()
}

fn segments() -> TableCreateStatement {
    Table::create()
        .table("segments")
        .col(big_pk_auto("id"))
        .col(big_integer("hearing_id"))
        .col(string("section"))
        // Half-open span in Unicode code points of the section's body.
        .col(integer("starts_at"))
        .col(integer("ends_at"))
        .col(string("stance"))
        .col(text("quote"))
        .col(boolean("is_detached"))
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from("segments", "hearing_id").to("hearings", "id"))
        .foreign_key(ForeignKey::create().from("segments", "created_by").to("users", "id"))
        .to_owned()
}
