//! What respondents can rely on: the explanation that each answer rests on, letters to an address that is used once, and
//! stopping further use after the last day of withdrawal. On hearing sheets, showing a case is allowed apart from quoting.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Columns that tables get, in the order they are added. SQLite adds one a statement.
fn columns() -> Vec<(&'static str, &'static str, ColumnDef)> {
    vec![
        // What was told before the response began; None for those of a time before explanations were kept.
        ("responses", "explanation_id", big_integer_null("explanation_id").to_owned()),
        // When the respondent asked that the answers be used for nothing new.
        ("responses", "use_stopped_at", timestamp_with_time_zone_null("use_stopped_at").to_owned()),
        // Nobody has been asked that before.
        ("hearings", "may_show_case", boolean("may_show_case").default(false).to_owned()),
        // Address and secrets go when the letter has gone.
        ("messages", "is_for_once", boolean("is_for_once").default(false).to_owned()),
        // The code of the response, encrypted with the service's key, for letters that say it; empty for others.
        ("messages", "sealed", text("sealed").default("").to_owned()),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, mut column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(&mut column).to_owned()).await?;
        }
        manager.create_table(explanations()).await?;
        let once = Index::create()
            .name("explanations_once")
            .table("explanations")
            .col("questionnaire_id")
            .col("sha256")
            .unique()
            .to_owned();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("explanations").to_owned()).await?;
        for (table, column, _) in columns().into_iter().rev() {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

fn explanations() -> TableCreateStatement {
    Table::create()
        .table("explanations")
        .col(big_pk_auto("id"))
        .col(big_integer("questionnaire_id"))
        // Of the texts; a questionnaire has no explanation twice.
        .col(string("sha256"))
        // JSON, see `surveys::privacy::explanation`.
        .col(text("texts"))
        .col(timestamp_with_time_zone("first_used_at"))
        .foreign_key(ForeignKey::create().from("explanations", "questionnaire_id").to("questionnaires", "id"))
        .to_owned()
}
