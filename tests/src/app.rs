//! The real service, started in this process on a free port with a database of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use sea_orm::DatabaseConnection;
use server::app::{self, App, Running};
use server::auth::{Role, password};
use server::config::Config;
use server::housekeeping;
use server::secret::Key;
use surveys::store::users::{self, NewUser};
use tempfile::TempDir;

use crate::database::{Database, ENGINES, Engine};
use crate::rendered;
use crate::session::Session;

/// Password of everybody in tests.
pub const PASSWORD: &str = "架空の合言葉2026";

/// A running service. [`TestApp::stop`] ends it; [`on_both`] does that by itself.
pub struct TestApp {
    /// Where it listens.
    pub address: SocketAddr,
    /// The engine of its database.
    pub engine: Engine,
    /// Its data folder.
    pub data: PathBuf,
    running: Running,
    database: Database,
    folder: TempDir,
}

/// Runs a case on SQLite and then on PostgreSQL, each with a fresh service and database.
pub async fn on_both(case: impl AsyncFn(&TestApp)) {
    for engine in ENGINES {
        on(engine, &case).await;
    }
}

/// Runs a case on the embedded engine alone: one of pictures, numbers and words that are made, by the same code on both engines, of
/// what other cases show to be read from both.
pub async fn on_embedded(case: impl AsyncFn(&TestApp)) {
    on(Engine::Sqlite, &case).await;
}

/// Runs a case on one engine. A case that takes minutes is two tests, which run beside each other.
pub async fn on(engine: Engine, case: impl AsyncFn(&TestApp)) {
    // Shown when the case fails.
    eprintln!("on {engine:?}");
    let app = TestApp::start(engine).await;
    case(&app).await;
    app.stop().await;
}

impl TestApp {
    /// Starts the service with an empty database of the current schema.
    pub async fn start(engine: Engine) -> TestApp {
        TestApp::start_with(engine, |_| ()).await
    }

    /// The same with settings of one's own.
    pub async fn start_with(engine: Engine, set: impl FnOnce(&mut Config)) -> TestApp {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = Database::migrated(engine, folder.path()).await;
        TestApp::start_on(engine, database, folder, set).await
    }

    /// The same on a database that is there, with its data folder.
    pub(crate) async fn start_on(
        engine: Engine,
        database: Database,
        folder: TempDir,
        set: impl FnOnce(&mut Config),
    ) -> TestApp {
        rendered::listen();
        let data = folder.path().to_owned();
        let mut config = settings(&database, &data);
        set(&mut config);
        let running = app::start(config).await.unwrap_or_else(|error| panic!("no start: {error:#}"));
        TestApp { address: running.address, engine, data, running, database, folder }
    }

    /// The service's own connection, to arrange what would take many pages.
    pub fn db(&self) -> &DatabaseConnection {
        &self.running.app.db
    }

    /// The service's own key, from which codes and links follow.
    pub fn key(&self) -> &Key {
        &self.running.app.key
    }

    /// What the service's handlers reach.
    pub fn service(&self) -> &App {
        &self.running.app
    }

    /// Looks for outdated bundles, as the service does once an hour.
    pub async fn outdate_bundles(&self) {
        housekeeping::outdate_bundles(self.running.app.clone()).await.expect("they are looked at");
    }

    /// A browser in which nobody has signed in.
    pub fn visitor(&self) -> Session {
        Session::new(self.address)
    }

    /// A browser in which a person of this role has signed in, through the sign-in page. Each role is one person.
    pub async fn login(&self, role: Role) -> Session {
        let login = format!("test-{role:?}").to_lowercase();
        if users::find_by_login(self.db(), &login).await.expect("users can be read").is_none() {
            self.add_user(&login, role).await;
        }
        let session = self.visitor();
        let page = session.post_form("/sign-in", &[("login", login.as_str()), ("password", PASSWORD)]).await;
        assert!(page.status == 303, "{login} cannot sign in: {}", page.describe());
        // The page behind the sign-in brings the session's form token along.
        session.follow(page).await.expect_status(200);
        session
    }

    /// Opens an account with [`PASSWORD`].
    pub async fn add_user(&self, login: &str, role: Role) {
        let new = NewUser {
            login: login.to_owned(),
            display_name: format!("架空 {login}"),
            password_hash: password::hash(PASSWORD).expect("a password can be hashed"),
            role,
        };
        users::create(self.db(), new, None).await.expect("an account can be opened");
    }

    /// Ends the service and removes its database.
    pub async fn stop(self) {
        self.running.stop().await;
        self.database.remove().await;
        drop(self.folder);
    }
}

/// What a service of tests is started with.
pub(crate) fn settings(database: &Database, data: &Path) -> Config {
    Config {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        database_url: Some(database.url.clone()),
        dictionary: Some(dictionary()),
        ..Config::for_data(data)
    }
}

/// The compiled dictionary, which all tests on this machine share: compiling it takes seconds.
fn dictionary() -> PathBuf {
    let given = std::env::var_os("KIKITORI_DICTIONARY").map(PathBuf::from);
    given.unwrap_or_else(|| {
        // The test binary lies in <target>/debug/deps.
        let binary = std::env::current_exe().expect("a running test has a path");
        let target = binary.ancestors().nth(3).expect("a test binary lies in the target folder");
        target.join("kikitori-dictionary")
    })
}
