//! Confirmations: what the interviewee of a hearing is shown and what they say of it. Letters about them are about no
//! questionnaire, so that messages do without one from now on.

use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The columns that letters had before. SQLite changes no column: the table is made anew.
const KEPT: &str = "id, questionnaire_id, response_id, kind, to_address, subject, body, state, attempts, next_try_at, \
    created_at, sent_at, invitation_id, is_for_once, sealed";

/// Where letters wait while their table is made anew.
const ASIDE: &str = "messages_aside";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On one connection: another one of the pool may still know the index of the table that was dropped.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(confirmations()).await?;
        let of_hearing =
            Index::create().name("confirmations_hearing").table("confirmations").col("hearing_id").to_owned();
        manager.create_index(of_hearing).await?;
        manager.create_table(confirmation_parts()).await?;
        make_messages_anew(manager, true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Letters of a kind that was not known before.
        run(manager, "DELETE FROM messages WHERE questionnaire_id IS NULL".to_owned()).await?;
        make_messages_anew(manager, false).await?;
        for table in ["confirmation_parts", "confirmations"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// Puts the letters aside, makes their table in the new or the old shape, and puts them back with their numbers: files in the
/// outbox are called by them.
async fn make_messages_anew(manager: &SchemaManager<'_>, is_new: bool) -> Result<(), DbErr> {
    manager.create_table(messages(ASIDE, is_new)).await?;
    run(manager, format!("INSERT INTO {ASIDE} ({KEPT}) SELECT {KEPT} FROM messages")).await?;
    manager.drop_table(Table::drop().table("messages").to_owned()).await?;
    manager.create_table(messages("messages", is_new)).await?;
    run(manager, format!("INSERT INTO messages ({KEPT}) SELECT {KEPT} FROM {ASIDE}")).await?;
    manager.drop_table(Table::drop().table(ASIDE).to_owned()).await?;
    // PostgreSQL counts apart from the rows: rows that came with their numbers have to be told.
    if manager.get_database_backend() == DbBackend::Postgres {
        let last = "(SELECT coalesce(max(id), 0) + 1 FROM messages)";
        run(manager, format!("SELECT setval(pg_get_serial_sequence('messages', 'id'), {last}, false)"))
            .await?;
    }
    // Nobody gets the same letter twice.
    manager.create_index(once("messages_once", "response_id")).await?;
    manager.create_index(once("messages_invitation", "invitation_id")).await?;
    if is_new {
        manager.create_index(once("messages_confirmation", "confirmation_id")).await?;
    }
    let due =
        Index::create().name("messages_due").table("messages").col("state").col("next_try_at").to_owned();
    manager.create_index(due).await
}

async fn run(manager: &SchemaManager<'_>, sql: String) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

fn once(name: &str, column: &'static str) -> IndexCreateStatement {
    Index::create().name(name).table("messages").col(column).col("kind").unique().to_owned()
}

fn confirmations() -> TableCreateStatement {
    Table::create()
        .table("confirmations")
        .col(big_pk_auto("id"))
        .col(big_integer("hearing_id"))
        // Who got the letter, if one was sent.
        .col(big_integer_null("contact_id"))
        // The service's key makes the link of this; only its hash finds it.
        .col(string("seed").unique_key())
        .col(string("token_hash").unique_key())
        // The revision of the note that is shown.
        .col(integer("revision"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        // When the interviewee answered: once.
        .col(timestamp_with_time_zone_null("answered_at"))
        .col(text("words"))
        // JSON arrays of fields of the sheet: uses that were taken back, and those that might be allowed if asked.
        .col(text("refused"))
        .col(text("offered"))
        // Since when nothing is left to do about it; what was taken back is on the sheet then.
        .col(timestamp_with_time_zone_null("settled_at"))
        .col(big_integer_null("settled_by"))
        .foreign_key(
            ForeignKey::create()
                .from("confirmations", "hearing_id")
                .to("hearings", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .from("confirmations", "contact_id")
                .to("contacts", "id")
                .on_delete(ForeignKeyAction::SetNull),
        )
        .foreign_key(ForeignKey::create().from("confirmations", "created_by").to("users", "id"))
        .foreign_key(ForeignKey::create().from("confirmations", "settled_by").to("users", "id"))
        .to_owned()
}

fn confirmation_parts() -> TableCreateStatement {
    Table::create()
        .table("confirmation_parts")
        .col(big_integer("confirmation_id"))
        // Key of the section.
        .col(string("section"))
        // Its text as it is shown: later edits change nothing of it.
        .col(text("shown"))
        // fits, corrected, withheld.
        .col(string_null("answer"))
        // Their text, beside the one that was shown.
        .col(text("correction"))
        // What became of a correction: taken, declined, and why not.
        .col(string_null("outcome"))
        .col(text("reply"))
        .primary_key(Index::create().col("confirmation_id").col("section"))
        .foreign_key(
            ForeignKey::create()
                .from("confirmation_parts", "confirmation_id")
                .to("confirmations", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// Letters: in the new shape those about a confirmation have no questionnaire.
fn messages(table: &'static str, is_new: bool) -> TableCreateStatement {
    let questionnaire =
        if is_new { big_integer_null("questionnaire_id") } else { big_integer("questionnaire_id") };
    let mut made = Table::create()
        .table(table)
        .col(big_pk_auto("id"))
        .col(questionnaire)
        .col(big_integer_null("response_id"))
        .col(string("kind"))
        .col(string("to_address"))
        .col(text("subject"))
        .col(text("body"))
        .col(string("state"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone("next_try_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(big_integer_null("invitation_id"))
        .col(boolean("is_for_once").default(false))
        .col(text("sealed").default(""))
        .foreign_key(ForeignKey::create().from(table, "questionnaire_id").to("questionnaires", "id"))
        .foreign_key(
            ForeignKey::create()
                .from(table, "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned();
    if is_new {
        made.col(big_integer_null("confirmation_id")).foreign_key(
            ForeignKey::create()
                .from(table, "confirmation_id")
                .to("confirmations", "id")
                .on_delete(ForeignKeyAction::Cascade),
        );
    }
    made
}
