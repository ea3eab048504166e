//! Regional feedback: the quotes released for it and the links that share it.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("quotes")
                    .col(big_pk_auto("id"))
                    .col(big_integer("survey_id"))
                    // Where the words come from, e.g. `answer:12:q17` or `segment:7`.
                    .col(string("source"))
                    .col(string("stance"))
                    .col(string("region_code"))
                    .col(text("text"))
                    .col(big_integer("released_by"))
                    .col(timestamp_with_time_zone("released_at"))
                    .foreign_key(ForeignKey::create().from("quotes", "survey_id").to("surveys", "id"))
                    .foreign_key(ForeignKey::create().from("quotes", "released_by").to("users", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("quotes_survey_source")
                    .table("quotes")
                    .col("survey_id")
                    .col("source")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("share_links")
                    .col(big_pk_auto("id"))
                    .col(big_integer("survey_id"))
                    .col(big_integer_null("region_id"))
                    .col(string("nonce"))
                    .col(string_uniq("token_hash"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .col(timestamp_with_time_zone_null("revoked_at"))
                    .col(big_integer("created_by"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(ForeignKey::create().from("share_links", "survey_id").to("surveys", "id"))
                    .foreign_key(ForeignKey::create().from("share_links", "region_id").to("regions", "id"))
                    .foreign_key(ForeignKey::create().from("share_links", "created_by").to("users", "id"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["share_links", "quotes"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
