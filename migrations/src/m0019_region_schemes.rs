//! Region schemes: named and dated mappings from municipalities to areas, and where an agency is.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(schemes()).await?;
        // One state of a scheme begins on a day.
        let once = Index::create()
            .name("region_schemes_once")
            .table("region_schemes")
            .col("region_id")
            .col("name")
            .col("valid_from")
            .unique()
            .to_owned();
        manager.create_index(once).await?;
        manager.create_table(members()).await?;
        // Five digits (JIS X 0402); null: not known, or not wished.
        let mut municipality = string_null("municipality").to_owned();
        manager.alter_table(Table::alter().table("agencies").add_column(&mut municipality).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("agencies").drop_column("municipality").to_owned()).await?;
        for table in ["region_scheme_members", "region_schemes"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn schemes() -> TableCreateStatement {
    Table::create()
        .table("region_schemes")
        .col(big_pk_auto("id"))
        // The region that it parts, one without a parent.
        .col(big_integer("region_id"))
        .col(string("name"))
        // It holds from this day until another of its name and region begins.
        .col(date("valid_from"))
        // Which plan or list it is from.
        .col(text("source"))
        .col(integer("revision"))
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from("region_schemes", "region_id").to("regions", "id"))
        .foreign_key(ForeignKey::create().from("region_schemes", "created_by").to("users", "id"))
        .to_owned()
}

fn members() -> TableCreateStatement {
    Table::create()
        .table("region_scheme_members")
        .col(big_integer("scheme_id"))
        // Five digits (JIS X 0402), as they were on the day from which the scheme holds.
        .col(string("municipality"))
        .col(string("area"))
        .primary_key(Index::create().col("scheme_id").col("municipality"))
        .foreign_key(
            ForeignKey::create()
                .from("region_scheme_members", "scheme_id")
                .to("region_schemes", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
