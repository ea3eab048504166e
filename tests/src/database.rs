//! Fresh databases for tests: a copy of a migrated file for SQLite, a clone of a migrated template for PostgreSQL.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// The file of a test's SQLite database.
const FILE: &str = "kikitori.db";

/// The database engines that Kikitori serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one, the default.
    Sqlite,
    /// The one for larger installations.
    Postgres,
}

/// Both engines, in the order in which tests try them.
pub const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// A database that one test has to itself.
pub struct Database {
    /// Address as `KIKITORI_DATABASE_URL` takes it.
    pub url: String,
    /// The engine behind it.
    pub engine: Engine,
    /// Its name in the PostgreSQL cluster.
    name: Option<String>,
}

impl Database {
    /// A database without a single table. SQLite keeps its file in `folder`.
    pub async fn empty(engine: Engine, folder: &Path) -> Database {
        match engine {
            Engine::Sqlite => sqlite(folder),
            Engine::Postgres => {
                let admin = connect(&cluster()).await;
                let name = unused_name();
                execute(&admin, &format!("CREATE DATABASE {name}")).await;
                postgres(name)
            }
        }
    }

    /// A database with the current schema and no rows. SQLite keeps its file in `folder`.
    pub async fn migrated(engine: Engine, folder: &Path) -> Database {
        match engine {
            Engine::Sqlite => {
                match sqlite_template().await {
                    Some(file) => {
                        std::fs::copy(file, folder.join(FILE)).expect("the template can be copied");
                    }
                    None => migrate_file(&folder.join(FILE)).await,
                }
                sqlite(folder)
            }
            Engine::Postgres => {
                let template = template(&connect(&cluster()).await).await;
                clone_of(&template).await
            }
        }
    }

    /// Keeps this database to be copied. On PostgreSQL it gets a name in the cluster, and nobody is connected to it any more.
    pub(crate) async fn keep_as_template(self, template: &str) {
        if let Some(name) = self.name {
            let admin = connect(&cluster()).await;
            let of_it = format!("FROM pg_stat_activity WHERE datname = '{name}'");
            execute(&admin, &format!("SELECT pg_terminate_backend(pid) {of_it}")).await;
            execute(&admin, &format!("ALTER DATABASE {name} RENAME TO {template}")).await;
        }
    }

    /// A copy of a database that was kept; SQLite's file has been copied to `folder`.
    pub(crate) async fn copied(engine: Engine, folder: &Path, template: &str) -> Database {
        match engine {
            Engine::Sqlite => sqlite(folder),
            Engine::Postgres => clone_of(template).await,
        }
    }

    /// A connection of the test's own.
    pub async fn connect(&self) -> DatabaseConnection {
        connect(&self.url).await
    }

    /// Removes the database from its cluster. A file goes with its folder, and what a failed test leaves behind
    /// goes with the cluster.
    pub async fn remove(self) {
        if let Some(name) = self.name {
            let admin = connect(&cluster()).await;
            execute(&admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

/// Address of the cluster that `scripts/test-postgres` started. PostgreSQL cases are never skipped in silence.
fn cluster() -> String {
    std::env::var("KIKITORI_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!(
            "this test needs PostgreSQL, and KIKITORI_TEST_POSTGRES is not set: run `make test`, \
             or `scripts/test-postgres cargo nextest run --package tests`"
        )
    })
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    // One connection: the advisory lock below belongs to a connection.
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await.unwrap_or_else(|error| panic!("no database at {url}: {error}"))
}

async fn execute(connection: &DatabaseConnection, sql: &str) {
    connection.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

fn sqlite(folder: &Path) -> Database {
    Database { url: sqlite_url(&folder.join(FILE)), engine: Engine::Sqlite, name: None }
}

fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}

async fn migrate_file(file: &Path) {
    let connection = connect(&sqlite_url(file)).await;
    Migrator::up(&connection, None).await.expect("the migrations run on SQLite");
    connection.close().await.expect("closing SQLite");
}

/// A migrated file to copy, made by the first test that asks; none where `scripts/test-postgres` has made no folder for it, which
/// goes with the run: a file that stayed would be older than migrations that are being written.
async fn sqlite_template() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("KIKITORI_TEST_TEMPLATES")?);
    let file = folder.join(template_name());
    if !file.exists() {
        // Migrated under another name, so that it is there whole or not at all; of two that are made at once the later one stays.
        let making = folder.join(unused_name());
        migrate_file(&making).await;
        std::fs::rename(&making, &file).expect("the template can be renamed");
    }
    Some(file)
}

fn postgres(name: String) -> Database {
    let cluster = cluster();
    let (server, _) = cluster.rsplit_once('/').expect("the cluster's address ends in a database");
    Database { url: format!("{server}/{name}"), engine: Engine::Postgres, name: Some(name) }
}

async fn clone_of(template: &str) -> Database {
    let name = unused_name();
    execute(&connect(&cluster()).await, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    postgres(name)
}

fn unused_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    // nextest gives every test a process of its own, cargo test a thread.
    format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Names a migrated database by its migrations.
fn template_name() -> String {
    let mut hasher = DefaultHasher::new();
    for step in Migrator::migrations() {
        step.name().hash(&mut hasher);
    }
    format!("template_{:016x}", hasher.finish())
}

/// Name of a migrated database to clone; the first test that asks makes it, the others wait for it.
async fn template(admin: &DatabaseConnection) -> String {
    let name = template_name();
    execute(admin, "SELECT pg_advisory_lock(8317)").await;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT 1 FROM pg_database WHERE datname = $1",
        [name.clone().into()],
    );
    let found = admin.query_one_raw(statement).await.expect("pg_database can be read");
    if found.is_none() {
        // Migrated under another name, so that a test that dies on the way leaves no half-made template.
        let making = format!("{name}_making");
        execute(admin, &format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)")).await;
        execute(admin, &format!("CREATE DATABASE {making}")).await;
        let connection = postgres(making.clone()).connect().await;
        Migrator::up(&connection, None).await.expect("the migrations run on PostgreSQL");
        connection.close().await.expect("closing PostgreSQL");
        execute(admin, &format!("ALTER DATABASE {making} RENAME TO {name}")).await;
    }
    execute(admin, "SELECT pg_advisory_unlock(8317)").await;
    name
}
