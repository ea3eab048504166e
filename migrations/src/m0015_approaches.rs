//! Approaches: how far an agency has come towards its hearing, and when a note was written up.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Notes of a time before this step count as written up, and their agencies as recorded.
const BACKFILL: [&str; 2] = [
    "UPDATE hearings SET written_up_at = saved_at",
    "INSERT INTO approaches (survey_id, agency_id, state, state_since, note, appointment_method, appointment_place, \
     appointment_sequence, revision) \
     SELECT survey_id, agency_id, 'recorded', MIN(created_at), '', '', '', 0, 0 FROM hearings \
     GROUP BY survey_id, agency_id",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(approaches()).await?;
        let once = Index::create()
            .name("approaches_agency")
            .table("approaches")
            .col("survey_id")
            .col("agency_id")
            .unique()
            .to_owned();
        manager.create_index(once).await?;
        let mut written_up = timestamp_with_time_zone_null("written_up_at").to_owned();
        manager.alter_table(Table::alter().table("hearings").add_column(&mut written_up).to_owned()).await?;
        // Saved by the page itself while somebody typed: the newest of a few minutes is kept.
        let mut autosave = boolean("is_autosave").default(false).to_owned();
        manager
            .alter_table(Table::alter().table("hearing_revisions").add_column(&mut autosave).to_owned())
            .await?;
        for sql in BACKFILL {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("hearing_revisions", "is_autosave"), ("hearings", "written_up_at")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        manager.drop_table(Table::drop().table("approaches").to_owned()).await
    }
}

fn approaches() -> TableCreateStatement {
    Table::create()
        .table("approaches")
        .col(big_pk_auto("id"))
        .col(big_integer("survey_id"))
        .col(big_integer("agency_id"))
        // not_contacted, requested, arranging, scheduled, held, recorded, confirmed, releasable;
        // declined, on_hold, unreachable, excluded.
        .col(string("state"))
        .col(timestamp_with_time_zone("state_since"))
        // Who sees to it.
        .col(big_integer_null("owner_id"))
        // The day on which to get in touch again, in Tokyo.
        .col(date_null("next_contact_on"))
        .col(text("note"))
        // The agreed appointment.
        .col(timestamp_with_time_zone_null("appointment_at"))
        .col(integer_null("appointment_minutes"))
        .col(string("appointment_method"))
        .col(text("appointment_place"))
        // When it was last written down, and how often: what a calendar tells versions apart by.
        .col(timestamp_with_time_zone_null("appointment_changed_at"))
        .col(integer("appointment_sequence"))
        .col(integer("revision"))
        .foreign_key(ForeignKey::create().from("approaches", "survey_id").to("surveys", "id"))
        .foreign_key(ForeignKey::create().from("approaches", "agency_id").to("agencies", "id"))
        .foreign_key(ForeignKey::create().from("approaches", "owner_id").to("users", "id"))
        .to_owned()
}
