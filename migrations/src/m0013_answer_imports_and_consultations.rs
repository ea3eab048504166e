//! Answers that were gathered with another service, and requests for consultation.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables in the order they are made.
const TABLES: [&str; 4] = ["answer_imports", "imported_responses", "consultations", "consultation_notes"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(answer_imports()).await?;
        manager.create_table(imported_responses()).await?;
        // The same row is taken once, whatever file it comes in.
        let once = Index::create()
            .name("imported_responses_row")
            .table("imported_responses")
            .col("questionnaire_id")
            .col("row_key")
            .unique()
            .to_owned();
        manager.create_index(once).await?;
        manager.create_table(consultations()).await?;
        manager.create_table(consultation_notes()).await?;
        let of_response = Index::create()
            .name("consultation_notes_response")
            .table("consultation_notes")
            .col("response_id")
            .to_owned();
        manager.create_index(of_response).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES.into_iter().rev() {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn answer_imports() -> TableCreateStatement {
    Table::create()
        .table("answer_imports")
        .col(big_pk_auto("id"))
        // Which questionnaire it answers, on which version; None until a survey is made from the file.
        .col(big_integer_null("questionnaire_id"))
        .col(big_integer_null("version_id"))
        // google, microsoft, limesurvey, kobo, other.
        .col(string("platform"))
        .col(string("file_name"))
        // looked_at, taking, taken.
        .col(string("state"))
        // The table (JSON) until it is taken; then the rows that were kept aside, without columns that are not taken.
        .col(text("contents"))
        // JSON array: what each column is.
        .col(text("matching"))
        // JSON array: the choices of consent that hold for all rows, and on what that rests.
        .col(text("consent"))
        .col(text("consent_note"))
        .col(integer("n_rows"))
        .col(big_integer("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("taken_at"))
        .foreign_key(
            ForeignKey::create().from("answer_imports", "questionnaire_id").to("questionnaires", "id"),
        )
        .foreign_key(
            ForeignKey::create().from("answer_imports", "version_id").to("questionnaire_versions", "id"),
        )
        .foreign_key(ForeignKey::create().from("answer_imports", "created_by").to("users", "id"))
        .to_owned()
}

fn imported_responses() -> TableCreateStatement {
    Table::create()
        .table("imported_responses")
        .col(big_integer("response_id").primary_key())
        .col(big_integer("import_id"))
        .col(big_integer("questionnaire_id"))
        // Keyed hash of the service's number of the response, or of the row's content; kept after withdrawal.
        .col(string("row_key"))
        // Its number in the file.
        .col(integer("row_number"))
        .foreign_key(
            ForeignKey::create()
                .from("imported_responses", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("imported_responses", "import_id").to("answer_imports", "id"))
        .foreign_key(
            ForeignKey::create().from("imported_responses", "questionnaire_id").to("questionnaires", "id"),
        )
        .to_owned()
}

fn consultations() -> TableCreateStatement {
    Table::create()
        .table("consultations")
        .col(big_integer("response_id").primary_key())
        // received, replied, scheduled, done.
        .col(string("state"))
        // Who sees to it.
        .col(big_integer_null("owner_id"))
        // The day by which it is answered, in Tokyo.
        .col(date("due_on"))
        .col(timestamp_with_time_zone("arrived_at"))
        // The agreed meeting.
        .col(timestamp_with_time_zone_null("meeting_at"))
        .col(integer_null("meeting_minutes"))
        .col(text("meeting_place").default(""))
        // When the meeting was last written down, and how often: what a calendar tells versions apart by.
        .col(timestamp_with_time_zone_null("meeting_changed_at"))
        .col(integer("meeting_sequence").default(0))
        .foreign_key(
            ForeignKey::create()
                .from("consultations", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("consultations", "owner_id").to("users", "id"))
        .to_owned()
}

fn consultation_notes() -> TableCreateStatement {
    Table::create()
        .table("consultation_notes")
        .col(big_pk_auto("id"))
        .col(big_integer("response_id"))
        .col(text("body"))
        .col(big_integer("written_by"))
        .col(timestamp_with_time_zone("written_at"))
        .foreign_key(
            ForeignKey::create()
                .from("consultation_notes", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("consultation_notes", "written_by").to("users", "id"))
        .to_owned()
}
