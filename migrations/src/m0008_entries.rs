//! Responses that somebody else types: where they came from, what cannot be read, both entries of a double entry, and
//! the sheets that have been read in.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Columns that tables get, in the order they are added. SQLite adds one a statement.
fn columns() -> Vec<(&'static str, &'static str, ColumnDef)> {
    vec![
        // How it came: web, paper, fax, phone, email, interview.
        ("responses", "source", string("source").default("web").to_owned()),
        ("responses", "received_on", date_null("received_on").to_owned()),
        // Who typed it; None for respondents themselves. (SQLite adds no foreign key to a table.)
        ("responses", "entered_by", big_integer_null("entered_by").to_owned()),
        // Number that the office wrote on the original.
        ("responses", "sheet_number", string("sheet_number").default("").to_owned()),
        // JSON array of the places that cannot be read (`q7`, `q16.r2`).
        ("responses", "unreadable", text("unreadable").default("[]").to_owned()),
        // Where filled-in paper goes, besides the contact of the survey.
        ("questionnaires", "return_fax", string("return_fax").default("").to_owned()),
        ("questionnaires", "return_address", text("return_address").default("").to_owned()),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, mut column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(&mut column).to_owned()).await?;
        }
        manager.create_table(entries()).await?;
        let number = Index::create()
            .name("entries_response_position")
            .table("entries")
            .col("response_id")
            .col("position")
            .unique()
            .to_owned();
        manager.create_index(number).await?;
        manager.create_table(sheet_imports()).await?;
        let once = Index::create()
            .name("sheet_imports_file")
            .table("sheet_imports")
            .col("questionnaire_id")
            .col("file_sha256")
            .unique()
            .to_owned();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["sheet_imports", "entries"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for (table, column, _) in columns().into_iter().rev() {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

fn entries() -> TableCreateStatement {
    Table::create()
        .table("entries")
        .col(big_pk_auto("id"))
        .col(big_integer("response_id"))
        // 1 is the entry that the response is made of, 2 the one to compare it with.
        .col(integer("position"))
        // Seed from which the service's key derives the response's code; empty for the second entry.
        .col(string("nonce"))
        // What was typed, JSON array of [slot, text], without slots that identify once it is finished.
        .col(text("fields"))
        // JSON array of problems that were accepted, each with its reason.
        .col(text("accepted"))
        .col(big_integer("entered_by"))
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone("saved_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        // When somebody settled where the two differ; on the second entry.
        .col(timestamp_with_time_zone_null("settled_at"))
        .foreign_key(
            ForeignKey::create()
                .from("entries", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("entries", "entered_by").to("users", "id"))
        .to_owned()
}

fn sheet_imports() -> TableCreateStatement {
    Table::create()
        .table("sheet_imports")
        .col(big_pk_auto("id"))
        .col(big_integer("questionnaire_id"))
        .col(big_integer("response_id"))
        // Of the file's bytes: the same file is never read in twice.
        .col(string("file_sha256"))
        // Of what was filled in: the same answers are asked about. Emptied on withdrawal.
        .col(string("content_sha256"))
        .col(big_integer("imported_by"))
        .col(timestamp_with_time_zone("imported_at"))
        .foreign_key(
            ForeignKey::create().from("sheet_imports", "questionnaire_id").to("questionnaires", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("sheet_imports", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("sheet_imports", "imported_by").to("users", "id"))
        .to_owned()
}
