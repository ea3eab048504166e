//! Inviting: who can be reached at an agency, which questionnaire asks whom, and whether it was answered.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(contacts()).await?;
        let of_agency = Index::create().name("contacts_agency").table("contacts").col("agency_id").to_owned();
        manager.create_index(of_agency).await?;
        manager.create_table(invitings()).await?;
        manager.create_table(invitations()).await?;
        // An agency is asked once by a questionnaire.
        manager
            .create_index(unique("invitations_agency", "invitations", ["questionnaire_id", "agency_id"]))
            .await?;
        // SQLite adds no reference with a column; contacts and invitations empty their letters themselves.
        let mut invitation = big_integer_null("invitation_id").to_owned();
        manager.alter_table(Table::alter().table("messages").add_column(&mut invitation).to_owned()).await?;
        // Nobody gets the same letter twice.
        manager.create_index(unique("messages_invitation", "messages", ["invitation_id", "kind"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("messages_invitation").table("messages").to_owned()).await?;
        manager.alter_table(Table::alter().table("messages").drop_column("invitation_id").to_owned()).await?;
        for table in ["invitations", "invitings", "contacts"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn unique(name: &str, table: &'static str, columns: [&'static str; 2]) -> IndexCreateStatement {
    Index::create().name(name).table(table).col(columns[0]).col(columns[1]).unique().to_owned()
}

/// People and desks at agencies; all of it is personal and goes with the row.
fn contacts() -> TableCreateStatement {
    Table::create()
        .table("contacts")
        .col(big_pk_auto("id"))
        .col(big_integer("agency_id"))
        .col(string("name"))
        .col(string("email"))
        .col(string("fax"))
        .col(string("phone"))
        .col(text("address"))
        // email, fax, post, phone.
        .col(string("preferred"))
        // The service's key makes the secret of the page that ends letters of this; only the hash finds it.
        .col(string("seed").unique_key())
        .col(string("opt_out_hash").unique_key())
        // The day only: somebody who answers and then wants no more letters must not be found by the minute.
        .col(date_null("opted_out_on"))
        // What the mail server said of the address; empty = it can be written to.
        .col(text("undeliverable"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("contacts", "agency_id")
                .to("agencies", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// How a questionnaire invites.
fn invitings() -> TableCreateStatement {
    Table::create()
        .table("invitings")
        .col(big_integer("questionnaire_id").primary_key())
        // known, anonymous; never changed once somebody is invited.
        .col(string("mode"))
        // Whether the public link takes answers of those who were not invited.
        .col(boolean("is_open"))
        .col(date_null("deadline"))
        .col(string("subject"))
        .col(text("body"))
        .col(string("reminder_subject"))
        .col(text("reminder_body"))
        // The day (Tokyo) that stands for every time of an anonymous response.
        .col(date("begun_on"))
        .foreign_key(
            ForeignKey::create()
                .from("invitings", "questionnaire_id")
                .to("questionnaires", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn invitations() -> TableCreateStatement {
    Table::create()
        .table("invitations")
        .col(big_pk_auto("id"))
        .col(big_integer("questionnaire_id"))
        .col(big_integer("agency_id"))
        .col(big_integer_null("contact_id"))
        // The service's key makes link and code of this; only their keyed hashes find them.
        .col(string("seed").unique_key())
        .col(string("token_hash").unique_key())
        .col(string("code_hash").unique_key())
        // No time and no revision: of an anonymous response nothing else may be known here.
        .col(boolean("is_answered"))
        // One response for an invitation, one invitation for a response; always null where answers are anonymous.
        .col(big_integer_null("response_id").unique_key())
        .foreign_key(
            ForeignKey::create().from("invitations", "questionnaire_id").to("invitings", "questionnaire_id"),
        )
        .foreign_key(ForeignKey::create().from("invitations", "agency_id").to("agencies", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("invitations", "contact_id")
                .to("contacts", "id")
                .on_delete(ForeignKeyAction::SetNull),
        )
        .foreign_key(
            ForeignKey::create()
                .from("invitations", "response_id")
                .to("responses", "id")
                .on_delete(ForeignKeyAction::SetNull),
        )
        .to_owned()
}
