//! Replies to feedback: which questionnaire of a survey takes them, and which offers and wishes are told of together.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(reply_questionnaires()).await?;
        manager.create_table(told_matches()).await?;
        let mut once = Index::create();
        once.name("told_matches_once").table("told_matches").col("offer_id").col("wish_id").unique();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["told_matches", "reply_questionnaires"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn reply_questionnaires() -> TableCreateStatement {
    Table::create()
        .table("reply_questionnaires")
        .col(big_integer("survey_id").primary_key())
        .col(big_integer_uniq("questionnaire_id"))
        .foreign_key(ForeignKey::create().from("reply_questionnaires", "survey_id").to("surveys", "id"))
        .foreign_key(
            ForeignKey::create().from("reply_questionnaires", "questionnaire_id").to("questionnaires", "id"),
        )
        .to_owned()
}

fn told_matches() -> TableCreateStatement {
    Table::create()
        .table("told_matches")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        // The response that offers, and the one that wishes.
        .col(big_integer("offer_id"))
        .col(big_integer("wish_id"))
        // What is told of the offer, in the coordinator's words.
        .col(text("words"))
        .col(big_integer("told_by"))
        .col(timestamp_with_time_zone("told_at"))
        .foreign_key(ForeignKey::create().from("told_matches", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("told_matches", "offer_id").to("responses", "id"))
        .foreign_key(ForeignKey::create().from("told_matches", "wish_id").to("responses", "id"))
        .foreign_key(ForeignKey::create().from("told_matches", "told_by").to("users", "id"))
        .to_owned()
}
