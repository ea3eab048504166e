//! Files of hearings: photos, papers and recordings, apart from the note.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(hearing_files()).await?;
        let once = Index::create()
            .name("hearing_files_once")
            .table("hearing_files")
            .col("hearing_id")
            .col("sha256")
            .unique()
            .to_owned();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("hearing_files").to_owned()).await
    }
}

fn hearing_files() -> TableCreateStatement {
    Table::create()
        .table("hearing_files")
        .col(big_pk_auto("id"))
        .col(big_integer("hearing_id"))
        // Of the contents: a form that is sent twice brings a file once.
        .col(string("sha256"))
        // Cleaned name and media type under which it is given out.
        .col(string("name"))
        .col(string("media_type"))
        // What it is, in a few words; of a photo what is to be seen.
        .col(text("description"))
        .col(big_integer("size"))
        .col(blob("bytes"))
        .col(big_integer("added_by"))
        .col(timestamp_with_time_zone("added_at"))
        .foreign_key(
            ForeignKey::create()
                .from("hearing_files", "hearing_id")
                .to("hearings", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("hearing_files", "added_by").to("users", "id"))
        .to_owned()
}
