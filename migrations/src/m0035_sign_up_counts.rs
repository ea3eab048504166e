//! What is told of a sign-up to those who may not see names is frozen when it is closed.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // JSON of protected tables; null for what is no sign-up, or was never closed with enough people in it.
        let mut column = text_null("sign_up_counts").to_owned();
        manager.alter_table(Table::alter().table("questionnaires").add_column(&mut column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::alter().table("questionnaires").drop_column("sign_up_counts").to_owned();
        manager.alter_table(drop).await
    }
}
