//! What is erased leaves the disk, or it is said that it has not.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, TransactionTrait};
use surveys::error::Error;
use surveys::store::responses::settle_erasure;

#[tokio::test]
async fn a_journal_that_somebody_reads_is_not_called_empty() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display());
    let connect = async || {
        let mut options = ConnectOptions::new(&url);
        options.max_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await.expect("SQLite opens a file");
        for pragma in ["PRAGMA journal_mode = WAL", "PRAGMA busy_timeout = 0"] {
            db.execute_unprepared(pragma).await.expect("SQLite knows it");
        }
        db
    };
    let (writer, reader) = (connect().await, connect().await);
    writer.execute_unprepared("CREATE TABLE t (x INTEGER)").await.expect("a table can be made");
    let reading = reader.begin().await.expect("a transaction begins");
    reading.execute_unprepared("SELECT count(*) FROM t").await.expect("it can be read");
    writer.execute_unprepared("INSERT INTO t VALUES (1)").await.expect("it can be written");
    let busy = settle_erasure(&writer).await;
    assert!(matches!(busy, Err(Error::State("erasure-not-settled"))), "{busy:?}");
    reading.rollback().await.expect("a transaction ends");
    settle_erasure(&writer).await.expect("nobody reads any more");
}
