//! Promises: what somebody said they would do, and by when. Week reports: what the host is told of a week.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(promises()).await?;
        let of_survey = Index::create().name("promises_survey").table("promises").col("survey_id").to_owned();
        manager.create_index(of_survey).await?;
        manager.create_table(week_reports()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["week_reports", "promises"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn promises() -> TableCreateStatement {
    Table::create()
        .table("promises")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        // To whom it was promised, or who promised it; None for work of the office.
        .col(big_integer_null("agency_id"))
        // The hearing that it came out of.
        .col(big_integer_null("hearing_id"))
        .col(text("body"))
        // The agency does it, not the office.
        .col(boolean("is_theirs"))
        // Who of the office does it, or sees that the agency does.
        .col(big_integer_null("owner_id"))
        .col(date_null("due_on"))
        // open, doing, done.
        .col(string("state"))
        .col(timestamp_with_time_zone_null("done_at"))
        .col(integer("revision"))
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from("promises", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("promises", "agency_id").to("agencies", "id"))
        .foreign_key(ForeignKey::create().from("promises", "hearing_id").to("hearings", "id"))
        .foreign_key(ForeignKey::create().from("promises", "owner_id").to("users", "id"))
        .foreign_key(ForeignKey::create().from("promises", "created_by").to("users", "id"))
        .to_owned()
}

fn week_reports() -> TableCreateStatement {
    Table::create()
        .table("week_reports")
        .col(big_integer("survey_id"))
        .col(date("monday"))
        // New points in the coordinator's own words, for people outside.
        .col(text("points"))
        .col(integer("revision"))
        .col(big_integer("saved_by"))
        .col(timestamp_with_time_zone("saved_at"))
        .primary_key(Index::create().col("survey_id").col("monday"))
        .foreign_key(ForeignKey::create().from("week_reports", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("week_reports", "saved_by").to("users", "id"))
        .to_owned()
}
