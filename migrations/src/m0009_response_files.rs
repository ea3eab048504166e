//! Files that respondents send, apart from the answers that speak of them.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(response_files()).await?;
        let once = Index::create()
            .name("response_files_key")
            .table("response_files")
            .col("response_id")
            .col("key")
            .unique()
            .to_owned();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("response_files").to_owned()).await
    }
}

fn response_files() -> TableCreateStatement {
    Table::create()
        .table("response_files")
        .col(big_pk_auto("id"))
        .col(big_integer("response_id"))
        // What the answer finds it by: from the place and the contents, so that a file that is sent again is the same.
        .col(string("key"))
        // Name of the question, or of the list that it stands in.
        .col(string("question"))
        // Cleaned name and media type under which it is given out.
        .col(string("name"))
        .col(string("media_type"))
        .col(big_integer("size"))
        .col(blob("bytes"))
        .col(timestamp_with_time_zone("received_at"))
        .foreign_key(
            ForeignKey::create()
                .from("response_files", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
