//! Organisations (法人) that offices belong to, and agencies that were found to be one.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(organisations()).await?;
        // SQLite adds no reference with a column; organisations are never removed.
        let mut organisation = big_integer_null("organisation_id").to_owned();
        manager
            .alter_table(Table::alter().table("agencies").add_column(&mut organisation).to_owned())
            .await?;
        manager.create_table(agency_merges()).await?;
        for column in ["kept_id", "dropped_id"] {
            let index = Index::create()
                .name(format!("agency_merges_{column}"))
                .table("agency_merges")
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("agency_merges").to_owned()).await?;
        manager
            .alter_table(Table::alter().table("agencies").drop_column("organisation_id").to_owned())
            .await?;
        manager.drop_table(Table::drop().table("organisations").to_owned()).await
    }
}

fn organisations() -> TableCreateStatement {
    Table::create()
        .table("organisations")
        .col(big_pk_auto("id"))
        .col(string("name"))
        // Two writings of one name have the same: width, case, spaces and short legal forms do not count.
        .col(string("name_key").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}

fn agency_merges() -> TableCreateStatement {
    Table::create()
        .table("agency_merges")
        .col(big_pk_auto("id"))
        .col(big_integer("kept_id"))
        .col(big_integer("dropped_id"))
        // Everything that undoing needs, as JSON; no contact and no answer, only their numbers.
        .col(text("record"))
        .col(big_integer("merged_by"))
        .col(timestamp_with_time_zone("merged_at"))
        .col(big_integer_null("undone_by"))
        .col(timestamp_with_time_zone_null("undone_at"))
        .foreign_key(ForeignKey::create().from("agency_merges", "kept_id").to("agencies", "id"))
        .foreign_key(ForeignKey::create().from("agency_merges", "dropped_id").to("agencies", "id"))
        .foreign_key(ForeignKey::create().from("agency_merges", "merged_by").to("users", "id"))
        .foreign_key(ForeignKey::create().from("agency_merges", "undone_by").to("users", "id"))
        .to_owned()
}
