//! Cards that introduce an initiative of a named agency (取り組み紹介), and that agency's consent to their words.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // JSON (`surveys::privacy::card::Introduction`); null: a case that names nobody.
        let mut column = text_null("introduction").to_owned();
        manager.alter_table(Table::alter().table("cards").add_column(&mut column).to_owned()).await?;
        manager.create_table(card_consents()).await?;
        let mut of_card = Index::create();
        of_card.name("card_consents_card").table("card_consents").col("card_id");
        manager.create_index(of_card).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("card_consents").to_owned()).await?;
        manager.alter_table(Table::alter().table("cards").drop_column("introduction").to_owned()).await
    }
}

fn card_consents() -> TableCreateStatement {
    Table::create()
        .table("card_consents")
        .col(big_pk_auto("id"))
        .col(big_integer("card_id"))
        // Of the words that the agency read (`surveys::store::card_versions::words_hash`).
        .col(string("sha256"))
        // Who of the agency said it, on which day, and how: what somebody wrote down.
        .col(text("said_by"))
        .col(date("said_on"))
        .col(text("note"))
        // Whether it may stand in the list of cases, too.
        .col(boolean("may_list"))
        .col(big_integer("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(big_integer_null("withdrawn_by"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .foreign_key(ForeignKey::create().from("card_consents", "card_id").to("cards", "id"))
        .foreign_key(ForeignKey::create().from("card_consents", "recorded_by").to("users", "id"))
        .foreign_key(ForeignKey::create().from("card_consents", "withdrawn_by").to("users", "id"))
        .to_owned()
}
