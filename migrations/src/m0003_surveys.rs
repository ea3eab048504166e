//! Surveys, their waves, and questionnaires with versions that never change once published.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(surveys()).await?;
        manager.create_table(waves()).await?;
        manager.create_table(questionnaires()).await?;
        manager.create_table(questionnaire_versions()).await?;
        manager
            .create_index(
                Index::create()
                    .name("questionnaire_versions_number")
                    .table("questionnaire_versions")
                    .col("questionnaire_id")
                    .col("number")
                    .unique()
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["questionnaire_versions", "questionnaires", "waves", "surveys"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn surveys() -> TableCreateStatement {
    Table::create()
        .table("surveys")
        .col(big_pk_auto("id"))
        .col(string("title"))
        .col(big_integer("region_id"))
        .col(text("purpose"))
        .col(string("host"))
        .col(text("contact"))
        .col(string("period"))
        .col(string("ethics_number"))
        .col(date_null("withdrawal_deadline"))
        .col(integer("min_cell"))
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from("surveys", "region_id").to("regions", "id"))
        .foreign_key(ForeignKey::create().from("surveys", "created_by").to("users", "id"))
        .to_owned()
}

fn waves() -> TableCreateStatement {
    Table::create()
        .table("waves")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        .col(string("title"))
        .col(integer("position"))
        .foreign_key(ForeignKey::create().from("waves", "survey_id").to("surveys", "id"))
        .to_owned()
}

fn questionnaires() -> TableCreateStatement {
    Table::create()
        .table("questionnaires")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        .col(big_integer("wave_id"))
        .col(string("title"))
        .col(text("draft"))
        .col(string_uniq("link"))
        .col(string("state"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(ForeignKey::create().from("questionnaires", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("questionnaires", "wave_id").to("waves", "id"))
        .to_owned()
}

fn questionnaire_versions() -> TableCreateStatement {
    Table::create()
        .table("questionnaire_versions")
        .col(big_pk_auto("id"))
        .col(big_integer("questionnaire_id"))
        .col(integer("number"))
        .col(text("definition"))
        .col(string("sha256"))
        .col(big_integer("published_by"))
        .col(timestamp_with_time_zone("published_at"))
        .foreign_key(
            ForeignKey::create()
                .from("questionnaire_versions", "questionnaire_id")
                .to("questionnaires", "id"),
        )
        .foreign_key(ForeignKey::create().from("questionnaire_versions", "published_by").to("users", "id"))
        .to_owned()
}
