//! Cases on the invented survey of `kikitori demo`, which is filled in once in a run and then copied: it takes as long as many a test.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::app::{TestApp, settings};
use crate::database::{Database, ENGINES, Engine};

/// Runs a case on SQLite and then on PostgreSQL, each with a fresh service on the invented survey.
pub async fn on_both(case: impl AsyncFn(&TestApp)) {
    for engine in ENGINES {
        on(engine, &case).await;
    }
}

/// Runs a case on the embedded engine alone, as [`crate::on_embedded`] does.
pub async fn on_embedded(case: impl AsyncFn(&TestApp)) {
    on(Engine::Sqlite, &case).await;
}

/// Runs a case on one engine.
pub async fn on(engine: Engine, case: impl AsyncFn(&TestApp)) {
    // Shown when the case fails.
    eprintln!("on {engine:?}");
    let app = start(engine).await;
    case(&app).await;
    app.stop().await;
}

/// Starts the service on the invented survey.
pub async fn start(engine: Engine) -> TestApp {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = filled(engine, folder.path()).await;
    TestApp::start_on(engine, database, folder, |_| ()).await
}

/// A database with the invented survey, and in the folder the key that its links follow from.
async fn filled(engine: Engine, folder: &Path) -> Database {
    // It goes with the run, as migrated files do.
    let Some(templates) = std::env::var_os("KIKITORI_TEST_TEMPLATES").map(PathBuf::from) else {
        return fill(engine, folder).await;
    };
    let kept = templates.join(format!("demo-{engine:?}"));
    {
        let lock = File::create(kept.with_extension("lock")).expect("a lock can be made");
        lock.lock().expect("it can be taken");
        if !kept.exists() {
            let making = kept.with_extension("making");
            fs::create_dir_all(&making).expect("a folder can be made");
            fill(engine, &making).await.keep_as_template(TEMPLATE).await;
            fs::rename(&making, &kept).expect("it can be renamed");
        }
    }
    for entry in fs::read_dir(&kept).expect("it can be read") {
        let entry = entry.expect("it can be read");
        fs::copy(entry.path(), folder.join(entry.file_name())).expect("it can be copied");
    }
    Database::copied(engine, folder, TEMPLATE).await
}

/// Name of the filled database in the PostgreSQL cluster.
const TEMPLATE: &str = "template_demo";

async fn fill(engine: Engine, folder: &Path) -> Database {
    let database = Database::migrated(engine, folder).await;
    let filled = server::demo::fill(settings(&database, folder)).await;
    assert!(filled.unwrap_or_else(|error| panic!("no invented survey: {error:#}")));
    database
}
