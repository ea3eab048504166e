//! Responses, and the details that identify a person, kept apart from them.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(responses()).await?;
        manager
            .create_index(
                Index::create()
                    .name("responses_questionnaire_state")
                    .table("responses")
                    .col("questionnaire_id")
                    .col("state")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("response_contacts")
                    .col(big_integer("response_id").primary_key())
                    .col(text("answers"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("response_contacts", "response_id")
                            .to("responses", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["response_contacts", "responses"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn responses() -> TableCreateStatement {
    Table::create()
        .table("responses")
        .col(big_pk_auto("id"))
        .col(big_integer("questionnaire_id"))
        .col(big_integer("version_id"))
        .col(string_uniq("token_hash"))
        .col(string_uniq("withdrawal_hash"))
        .col(string("state"))
        .col(text("answers"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone("saved_at"))
        .col(timestamp_with_time_zone_null("submitted_at"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .foreign_key(ForeignKey::create().from("responses", "questionnaire_id").to("questionnaires", "id"))
        .foreign_key(ForeignKey::create().from("responses", "version_id").to("questionnaire_versions", "id"))
        .to_owned()
}
