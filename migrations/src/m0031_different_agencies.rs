//! Pairs of agencies that look like one and of which somebody said that they are not.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(different_agencies()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("different_agencies").to_owned()).await
    }
}

fn different_agencies() -> TableCreateStatement {
    Table::create()
        .table("different_agencies")
        // The smaller number of the two, so that a pair is there once.
        .col(big_integer("first_id"))
        .col(big_integer("second_id"))
        .col(big_integer("said_by"))
        .col(timestamp_with_time_zone("said_at"))
        .primary_key(Index::create().col("first_id").col("second_id"))
        .foreign_key(ForeignKey::create().from("different_agencies", "first_id").to("agencies", "id"))
        .foreign_key(ForeignKey::create().from("different_agencies", "second_id").to("agencies", "id"))
        .foreign_key(ForeignKey::create().from("different_agencies", "said_by").to("users", "id"))
        .to_owned()
}
