//! The database: how it is opened, and which connections are used again.

use std::time::Duration;

use anyhow::Context;
use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, sqlx};

use crate::i18n;

/// Connects to a database and brings its schema up to date.
///
/// # Errors
/// When the database cannot be reached, opened for writing or migrated.
pub async fn connect(url: &str) -> anyhow::Result<DatabaseConnection> {
    let db = connect_only(url).await?;
    Migrator::up(&db, None).await.with_context(|| say("cli-cannot-migrate", url))?;
    Ok(db)
}

/// Connects to a database as it is.
///
/// # Errors
/// When the database cannot be reached or opened.
pub async fn connect_only(url: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(8)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| {
            options
                .journal_mode(SqliteJournalMode::Wal)
                // Full: an answer that was acknowledged survives a power cut.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
                .foreign_keys(true)
                // What is withdrawn is overwritten, not only forgotten.
                .pragma("secure_delete", "ON")
        })
        .map_sqlx_sqlite_pool_opts(|options| {
            options.after_release(|connection, _| Box::pin(is_at_rest(connection)))
        });
    Database::connect(options).await.with_context(|| say("cli-cannot-open-database", url))
}

/// Whether a connection that is given back has no transaction any more. SQLite ends one by itself where the disk is full, of which sqlx does
/// not know: the next one would be a part of it, never end, and keep everybody else from writing until the service is started anew.
async fn is_at_rest(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // A transaction that was let go of ends before this is answered.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// The words for what stood in the way of opening a database.
fn say(key: &str, url: &str) -> String {
    i18n::text("ja", key, &[("url", without_password(url))])
}

/// A database address fit for a message.
pub(crate) fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, TransactionTrait};

    use super::*;

    #[test]
    fn no_password_is_in_a_message() {
        assert_eq!(without_password("postgres://me:secret@host/kikitori"), "postgres://…@host/kikitori");
        assert_eq!(without_password("sqlite:///data/kikitori.sqlite"), "sqlite:///data/kikitori.sqlite");
    }

    /// Writes more than there is room for, and lets go of the transaction, as a request does that failed.
    async fn write_too_much(db: &DatabaseConnection) {
        let transaction = db.begin().await.unwrap();
        transaction.execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
        let too_much = "INSERT INTO texts VALUES (zeroblob(1000000))";
        transaction.execute_unprepared(too_much).await.unwrap_err();
        drop(transaction);
    }

    #[tokio::test]
    async fn a_full_disk_keeps_nobody_from_writing_once_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("database").display());
        let (db, other) = (connect_only(&url).await.unwrap(), connect_only(&url).await.unwrap());
        db.execute_unprepared("CREATE TABLE texts (body BLOB)").await.unwrap();
        let write = "INSERT INTO texts VALUES ('a')";
        for _ in 0..3 {
            write_too_much(&db).await;
            let transaction = db.begin().await.unwrap();
            transaction.execute_unprepared(write).await.unwrap();
            transaction.rollback().await.unwrap();
        }
        other.execute_unprepared(write).await.unwrap();
        let transaction = db.begin().await.unwrap();
        transaction.execute_unprepared(write).await.unwrap();
        transaction.commit().await.unwrap();
        let counted = other.query_one_raw(sea_orm::Statement::from_string(
            sea_orm::DbBackend::Sqlite,
            "SELECT COUNT(*) AS n FROM texts",
        ));
        assert_eq!(counted.await.unwrap().unwrap().try_get::<i32>("", "n").unwrap(), 2);
    }
}
