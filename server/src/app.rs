//! The running service: its parts, how it starts and how it stops.

use std::fmt::Display;
use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use actix_session::SessionMiddleware;
use actix_session::config::{PersistentSession, TtlExtensionPolicy};
use actix_web::body::MessageBody;
use actix_web::cookie::SameSite;
use actix_web::dev::{ServerHandle, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::{Compress, Next, from_fn};
use actix_web::{HttpServer, web};
use anyhow::Context;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::task::JoinHandle;

use crate::auth::form;
use crate::auth::session_store::{self, DatabaseSessions};
use crate::auth::throttle::Throttle;

use crate::bundling::Bundling;
use crate::config::Config;
use crate::database::{connect, without_password};
use crate::dataset::readings::Readings;
use crate::error::{AppError, Result};
use crate::language::Language;
use crate::mail::{self, Addresses, Carrier};
use crate::pages::fill::again::Notes;
use crate::pages::fill::stale::Windows;
use crate::pages::system;
use crate::published::Published;
use crate::search::Search;
use crate::secret::Key;
use crate::typesetter::Typesetter;
use crate::wrong_secrets::Counters;
use crate::{codebook, housekeeping, i18n, one_of_each, routes, telemetry, view, wrong_secrets};

/// Wrong passwords for one name before it has to wait.
const MOST_FAILURES: u32 = 10;
/// How long it has to wait.
const FAILURE_WINDOW: Duration = Duration::from_secs(600);

/// Letters that respondents may have sent to one address within an hour: an office answers with many at one address,
/// and nobody's box is to be filled.
const MOST_LETTERS: u32 = 30;
/// That hour.
const LETTER_WINDOW: Duration = Duration::from_secs(3600);

/// How long a request's head may take to arrive: lines in the mountains are slow, and so are gateways of offices.
const SLOWEST_REQUEST: Duration = Duration::from_secs(30);

/// Everything a handler can reach, shared by all of them.
pub struct App {
    /// The settings it was started with.
    pub config: Config,
    /// The database, migrated.
    pub db: DatabaseConnection,
    /// The service's own key.
    pub key: Key,
    /// Address under which people reach it, without a slash at the end.
    pub public_url: String,
    /// The tokenizer and what it has read so far.
    pub language: Arc<Language>,
    /// Published versions, read.
    pub published: Published,
    /// Responses, read.
    pub readings: Readings,
    /// What has been read for searching.
    pub search: Search,
    /// Which window saved a respondent's page last.
    pub windows: Windows,
    /// What pages of questionnaires say when they come back.
    pub notes: Notes,
    /// Failed sign-ins by name.
    pub failed_sign_ins: Throttle,
    /// The last new session could not be kept, since the database has no room.
    pub is_without_room: Arc<AtomicBool>,
    /// Wrong links and codes, and responses begun, by where they come from.
    pub counters: Counters,
    /// Letters to one address that respondents asked for.
    pub letters: Throttle,
    /// Bundles for researchers that are being made or wait to be taken.
    pub bundling: Bundling,
    /// Who carries letters away; ring after the transaction that wrote one.
    pub carrier: Arc<Carrier>,
    /// Who makes PDF files.
    pub typesetter: Arc<Typesetter>,
    templates: tera::Tera,
}

/// A transaction for writing. On SQLite it takes the write lock at once: a reader that turns writer half-way
/// would otherwise fail when somebody else wrote in between.
///
/// # Errors
/// When the database gives none.
pub async fn write(db: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    Ok(db.begin_with_options(options).await?)
}

impl App {
    /// A transaction for writing (see [`write()`]).
    ///
    /// # Errors
    /// When the database gives none.
    pub async fn write(&self) -> Result<DatabaseTransaction> {
        write(&self.db).await
    }

    /// Fills a template.
    ///
    /// # Errors
    /// When the template and its context do not fit, which a test excludes.
    pub fn render(&self, template: &str, context: &tera::Context) -> Result<String> {
        // The test that renders everything reads this event to know that no template was left out.
        tracing::debug!(target: "kikitori::rendered", template);
        Ok(self.templates.render(template, context)?)
    }
}

/// A service that has been started.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its parts.
    pub app: web::Data<App>,
    handle: ServerHandle,
    server: JoinHandle<std::io::Result<()>>,
    mail: mail::Working,
    housekeeping: JoinHandle<()>,
}

impl Running {
    /// Finishes open requests and stops.
    pub async fn stop(self) {
        self.app.bundling.cancel_all();
        self.handle.stop(true).await;
        let _ = self.server.await;
        self.housekeeping.abort();
        self.mail.stop().await;
    }

    /// Waits until the service is told to stop (Ctrl-C, SIGTERM).
    ///
    /// # Errors
    /// When the server ended with an error.
    pub async fn wait(self) -> anyhow::Result<()> {
        let ended = self.server.await.context("the server task ended")?.context("the server ended");
        self.app.bundling.cancel_all();
        self.housekeeping.abort();
        self.mail.stop().await;
        ended
    }
}

/// Opens the data folder and the database, brings the schema up to date and starts to listen.
///
/// # Errors
/// With what stood in the way: the data folder, the database, or a port that is taken.
pub async fn start(config: Config) -> anyhow::Result<Running> {
    let listener = TcpListener::bind(config.listen)
        .with_context(|| say("cli-cannot-listen", "address", config.listen))?;
    let address = listener.local_addr()?;
    let app = web::Data::new(open(config, address).await?);
    app.bundling.clear();
    let addresses = Addresses { public_url: app.public_url.clone(), key: app.key.clone() };
    let mail = app.carrier.start(&app.config, app.db.clone(), addresses)?;
    let housekeeping = housekeeping::start(app.clone());
    let server = {
        let app = app.clone();
        HttpServer::new(move || build(app.clone()))
            .workers(2)
            .client_request_timeout(SLOWEST_REQUEST)
            .shutdown_timeout(5)
            .listen(listener)?
            .run()
    };
    let handle = server.handle();
    Ok(Running { address, app, handle, server: tokio::spawn(server), mail, housekeeping })
}

/// Opens the data folder and the database, and brings the schema up to date, without listening. `address` is what links are made of
/// where the settings name none.
///
/// # Errors
/// With what stood in the way.
pub async fn open(config: Config, address: SocketAddr) -> anyhow::Result<App> {
    create_folder(&config.data)?;
    if config.database_url.is_none() {
        keep_private(&config.database_file());
    }
    let db = connect(&config.database_url()).await?;
    let written = surveys::store::sessions::purge(&db).await;
    written.with_context(|| say("cli-cannot-migrate", "url", without_password(&config.database_url())))?;
    housekeeping::go_round(&db, config.unfinished_days).await?;
    codebook::ship_to_all(&db).await?;
    let key = Key::open_or_create(&config.data)?;
    let language = Arc::new(Language::new(&config));
    language.clone().warm_up();
    let public_url = match &config.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://{address}"),
    };
    let failed_sign_ins = Throttle::new(MOST_FAILURES, FAILURE_WINDOW);
    let counters = Counters::new(config.limit_starts);
    let letters = Throttle::new(MOST_LETTERS, LETTER_WINDOW);
    let (bundling, carrier) = (Bundling::new(&config.data), Carrier::new());
    let typesetter = Arc::new(Typesetter::new(&config.fonts));
    let (published, readings, search) = (Published::new(), Readings::default(), Search::new());
    let (templates, windows, notes) = (view::templates()?, Windows::default(), Notes::default());
    Ok(App {
        db,
        key,
        public_url,
        language,
        published,
        readings,
        search,
        windows,
        notes,
        failed_sign_ins,
        is_without_room: Arc::default(),
        counters,
        letters,
        bundling,
        carrier,
        typesetter,
        templates,
        config,
    })
}

/// Makes a folder that its owner alone can open, unless it is there. Folders above it that are missing are made as any other
/// program would: they may have more in them.
///
/// # Errors
/// With the folder's name when it cannot be made.
pub fn create_folder(path: &Path) -> anyhow::Result<()> {
    let make = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        match DirBuilder::new().mode(0o700).create(path) {
            Err(_) if path.is_dir() => Ok(()),
            made => made,
        }
    };
    make().with_context(|| say("cli-cannot-create-folder", "path", path.display()))
}

/// Makes a folder and the files in it readable for their owner alone, those of an earlier version included. What cannot be
/// touched stays as it is.
pub fn close_folder(path: &Path) {
    let _ = fs::set_permissions(path, Permissions::from_mode(0o700));
    let Ok(entries) = fs::read_dir(path) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())) {
        let _ = fs::set_permissions(entry.path(), Permissions::from_mode(0o600));
    }
}

/// Makes the database's file readable for its owner alone; what SQLite puts beside it takes after it. A file that
/// cannot be touched is named when it is opened.
fn keep_private(path: &Path) {
    let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    if let Ok(file) = file {
        let _ = file.set_permissions(Permissions::from_mode(0o600));
    }
}

/// The words for what stood in the way of the start.
fn say(key: &str, name: &str, value: impl Display) -> String {
    i18n::text("ja", key, &[(name, value.to_string())])
}

fn build(
    app: web::Data<App>,
) -> actix_web::App<
    impl actix_web::dev::ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    actix_web::App::new()
        .app_data(app.clone())
        .app_data(web::FormConfig::default().limit(form::MAX_BYTES))
        .app_data(web::PayloadConfig::new(form::MAX_BYTES))
        .app_data(web::PathConfig::default().error_handler(|_, _| AppError::NotFound.into()))
        .app_data(
            web::QueryConfig::default()
                .error_handler(|_, _| AppError::BadRequest("bad-request-query").into()),
        )
        .configure(routes::configure)
        .default_service(web::to(system::nowhere))
        .wrap(from_fn(session_store::read_or_refuse))
        .wrap(sessions(&app))
        .wrap(from_fn(wrong_secrets::count))
        .wrap(from_fn(view::error_page::explain))
        .wrap(from_fn(head_as_get))
        .wrap(from_fn(one_of_each::keep_last))
        .wrap(Compress::default())
        .wrap(telemetry::security_headers())
        .wrap(telemetry::request_log())
}

/// Answers HEAD as GET without a body (the server leaves it out), so that monitors and link previews find the pages.
async fn head_as_get<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> std::result::Result<ServiceResponse<B>, actix_web::Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}

fn sessions(app: &web::Data<App>) -> SessionMiddleware<DatabaseSessions> {
    let ttl = actix_web::cookie::time::Duration::hours(app.config.session_hours);
    let store = DatabaseSessions { db: app.db.clone(), is_without_room: Arc::clone(&app.is_without_room) };
    SessionMiddleware::builder(store, app.key.cookie())
        .cookie_name(session_store::COOKIE.to_owned())
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        // A plain http address on the local network gets its cookie too; behind TLS it is marked secure.
        .cookie_secure(app.public_url.starts_with("https://"))
        .session_lifecycle(
            PersistentSession::default()
                .session_ttl(ttl)
                // Work changes the state every few minutes (`auth::session_age`). To extend at every request would write
                // as often, and lay the cookie on files that may be kept by caches.
                .session_ttl_extension_policy(TtlExtensionPolicy::OnStateChanges),
        )
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_folder_is_its_owners_alone_and_those_above_it_are_as_usual() {
        let place = tempfile::tempdir().unwrap();
        let (usual, above) = (place.path().join("usual"), place.path().join("above"));
        fs::create_dir(&usual).unwrap();
        let data = above.join("data");
        create_folder(&data).unwrap();
        assert_eq!((mode(&above), mode(&data)), (mode(&usual), 0o700));
        create_folder(&data).unwrap();
        fs::write(usual.join("file"), "").unwrap();
        assert!(create_folder(&usual.join("file")).is_err(), "a file is no folder");
    }

    #[test]
    fn an_outbox_of_before_is_closed() {
        let place = tempfile::tempdir().unwrap();
        let letter = place.path().join("000001.eml");
        fs::write(&letter, "").unwrap();
        fs::set_permissions(&letter, Permissions::from_mode(0o644)).unwrap();
        fs::set_permissions(place.path(), Permissions::from_mode(0o755)).unwrap();
        close_folder(place.path());
        assert_eq!((mode(place.path()), mode(&letter)), (0o700, 0o600));
    }
}
