//! Signing up for an event: seatings with their capacity, who has which place, and the mail that tells them.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Columns that tables get, in the order they are added. SQLite adds one a statement.
fn columns() -> Vec<(&'static str, &'static str, ColumnDef)> {
    vec![
        // The first response of those that one person sent for several (続けて別の方を登録); None for the others.
        ("responses", "group_id", big_integer_null("group_id").to_owned()),
        // Last day on which answers and contacts of a sign-up are kept, in Tokyo.
        ("questionnaires", "erase_on", date_null("erase_on").to_owned()),
        ("questionnaires", "erased_at", timestamp_with_time_zone_null("erased_at").to_owned()),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, mut column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(&mut column).to_owned()).await?;
        }
        manager.create_table(seatings()).await?;
        manager.create_index(unique("seatings_choice", "seatings", ["questionnaire_id", "choice"])).await?;
        manager.create_table(registrations()).await?;
        manager
            .create_index(unique("registrations_position", "registrations", ["seating_id", "position"]))
            .await?;
        manager.create_table(messages()).await?;
        // Nobody gets the same letter twice; letters to nobody's response may repeat.
        manager.create_index(unique("messages_once", "messages", ["response_id", "kind"])).await?;
        let due =
            Index::create().name("messages_due").table("messages").col("state").col("next_try_at").to_owned();
        manager.create_index(due).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["messages", "registrations", "seatings"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for (table, column, _) in columns().into_iter().rev() {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

fn unique(name: &str, table: &'static str, columns: [&'static str; 2]) -> IndexCreateStatement {
    Index::create().name(name).table(table).col(columns[0]).col(columns[1]).unique().to_owned()
}

fn seatings() -> TableCreateStatement {
    Table::create()
        .table("seatings")
        .col(big_pk_auto("id"))
        .col(big_integer("questionnaire_id"))
        // Value of the choice (`kt-seat`).
        .col(string("choice"))
        // How many people can have it; None = no limit.
        .col(integer_null("capacity"))
        .foreign_key(ForeignKey::create().from("seatings", "questionnaire_id").to("questionnaires", "id"))
        .to_owned()
}

fn registrations() -> TableCreateStatement {
    Table::create()
        .table("registrations")
        .col(big_integer("response_id").primary_key())
        .col(big_integer("seating_id"))
        // confirmed, waiting, cancelled.
        .col(string("state"))
        // Order of arrival within the seating, from 1.
        .col(integer("position"))
        // Language of letters.
        .col(string("lang"))
        // Hashes of the secret of the page about it and of the code that reception reads.
        .col(string("token_hash").unique_key())
        .col(string("check_in_hash").unique_key())
        .col(timestamp_with_time_zone("registered_at"))
        .col(timestamp_with_time_zone_null("promoted_at"))
        .col(timestamp_with_time_zone_null("cancelled_at"))
        .col(timestamp_with_time_zone_null("checked_in_at"))
        .foreign_key(
            ForeignKey::create()
                .from("registrations", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("registrations", "seating_id").to("seatings", "id"))
        .to_owned()
}

fn messages() -> TableCreateStatement {
    Table::create()
        .table("messages")
        .col(big_pk_auto("id"))
        .col(big_integer("questionnaire_id"))
        .col(big_integer_null("response_id"))
        // What it tells: registration-confirmed, registration-promoted, …; once for each response.
        .col(string("kind"))
        // Address and words; emptied when the sign-up is erased.
        .col(string("to_address"))
        .col(text("subject"))
        .col(text("body"))
        // queued, sent, failed.
        .col(string("state"))
        .col(integer("attempts"))
        // A queued letter is not touched before; also the lease of who is sending it.
        .col(timestamp_with_time_zone("next_try_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .foreign_key(ForeignKey::create().from("messages", "questionnaire_id").to("questionnaires", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("messages", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
