//! A full disk, whoever says so: the system, the maker of a document, or either database.

use std::error::Error;
use std::io;

use sea_orm::{RuntimeErr, sqlx};

/// What databases call it: `SQLITE_FULL` of SQLite, `disk_full` of PostgreSQL.
const CODES: [&str; 2] = ["13", "53100"];

/// Whether an error, or what led to it, is that the disk has no room.
pub fn is_no_room(error: &anyhow::Error) -> bool {
    error.chain().any(says_so)
}

fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

fn says_so(error: &(dyn Error + 'static)) -> bool {
    let document = error.downcast_ref::<analysis::error::Error>();
    matches!(document, Some(analysis::error::Error::NoRoom { .. }))
        || error.downcast_ref::<io::Error>().is_some_and(is_full)
        || error.downcast_ref::<RuntimeErr>().is_some_and(is_full_database)
}

fn is_full_database(error: &RuntimeErr) -> bool {
    let RuntimeErr::SqlxError(error) = error else { return false };
    match error.as_ref() {
        sqlx::Error::Io(error) => is_full(error),
        error => {
            let code = error.as_database_error().and_then(|error| error.code());
            code.is_some_and(|code| CODES.contains(&code.as_ref()))
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context;
    use sea_orm::{ConnectOptions, ConnectionTrait, Database};

    use super::*;

    #[test]
    fn files_and_documents_without_room_are_told_from_other_failures() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        assert!(is_no_room(&full().into()));
        assert!(is_no_room(&io::Error::from(io::ErrorKind::FileTooLarge).into()));
        assert!(is_no_room(&Err::<(), _>(full()).context("cannot make a folder").unwrap_err()));
        assert!(is_no_room(&analysis::error::Error::NoRoom { format: "xlsx" }.into()));
        assert!(!is_no_room(&io::Error::from(io::ErrorKind::NotFound).into()));
        assert!(!is_no_room(&anyhow::anyhow!("no room")));
        let unwritten =
            analysis::error::Error::DocumentNotWritten { format: "xlsx", detail: "broken".to_owned() };
        assert!(!is_no_room(&unwritten.into()));
    }

    #[tokio::test]
    async fn a_full_database_is_told_from_a_wrong_statement() {
        let mut options = ConnectOptions::new("sqlite::memory:");
        // The most pages are those of one connection.
        options.max_connections(1);
        let db = Database::connect(options).await.unwrap();
        db.execute_unprepared("CREATE TABLE blobs (bytes BLOB)").await.unwrap();
        db.execute_unprepared("PRAGMA max_page_count = 4").await.unwrap();
        let full = db.execute_unprepared("INSERT INTO blobs VALUES (zeroblob(100000))").await.unwrap_err();
        assert!(is_no_room(&anyhow::Error::from(full.clone())), "{full:?}");
        assert!(is_no_room(&anyhow::Error::from(surveys::error::Error::Database(full))));
        let wrong = db.execute_unprepared("INSERT INTO nothing VALUES (1)").await.unwrap_err();
        assert!(!is_no_room(&wrong.into()));
    }
}
