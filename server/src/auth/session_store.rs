//! Sessions in the database, for `actix-session`. The cookie carries the key, the table only its hash.
//!
//! Where a session cannot be read or kept, `actix-session` answers without a word and hides why. The reason is noted beside the
//! answer instead, for [`read_or_refuse`] and [`crate::view::error_page`] to say.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::Error;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::cookie::time::Duration;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DatabaseConnection;
use surveys::store::sessions;

use crate::error::AppError;
use crate::no_room::is_no_room;
use crate::secret;

/// Addresses that are the same for everybody: what an error page looks like must not need a session.
const WITHOUT_SESSION: &str = "/static/";

/// Name of the cookie that carries the key.
pub const COOKIE: &str = "kikitori";

/// Stores sessions in the table `sessions`.
pub struct DatabaseSessions {
    /// The database.
    pub db: DatabaseConnection,
    /// Says whether the last new session could not be kept, since the database has no room.
    pub is_without_room: Arc<AtomicBool>,
}

type State = HashMap<String, String>;

tokio::task_local! {
    /// Why the session of the request that is being answered could not be read or kept.
    static FAILED: Rc<Cell<Option<anyhow::Error>>>;
}

/// Answers a request, and tells why its session could not be kept: then the answer is not to be given.
pub async fn answering<A>(answer: impl Future<Output = A>) -> (A, Option<anyhow::Error>) {
    let failed = Rc::new(Cell::new(None));
    let answer = FAILED.scope(Rc::clone(&failed), answer).await;
    (answer, failed.take())
}

/// Middleware within that of sessions: a request whose session could not be read goes no further. To those who are signed in it
/// would look as if they were not.
///
/// # Errors
/// Those of middleware further in.
pub async fn read_or_refuse<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    // Nothing but reading has been tried so far.
    let unread = FAILED.try_with(|failed| failed.take()).ok().flatten();
    match unread {
        Some(cause) if !request.path().starts_with(WITHOUT_SESSION) => {
            Ok(request.error_response(AppError::from(cause)).map_into_right_body())
        }
        _ => Ok(next.call(request).await?.map_into_left_body()),
    }
}

/// Notes that a session could not be read or kept.
///
/// # Errors
/// With the same where nobody is [`answering`].
fn note(error: anyhow::Error) -> anyhow::Result<()> {
    match FAILED.try_get() {
        Ok(failed) => {
            failed.set(Some(error));
            Ok(())
        }
        Err(_) => Err(error),
    }
}

fn expiry(ttl: &Duration) -> DateTime<Utc> {
    Utc::now() + TimeDelta::seconds(ttl.whole_seconds())
}

impl SessionStore for DatabaseSessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let stored = match sessions::load(&self.db, &secret::hash(key.as_ref())).await {
            Ok(stored) => stored,
            Err(error) => {
                note(error.into()).map_err(LoadError::Other)?;
                None
            }
        };
        stored
            .map(|json| serde_json::from_str(&json).map_err(|e| LoadError::Deserialization(e.into())))
            .transpose()
    }

    async fn save(&self, state: State, ttl: &Duration) -> Result<SessionKey, SaveError> {
        let key = secret::random_token().map_err(|error| SaveError::Other(anyhow::anyhow!("{error}")))?;
        let json = serde_json::to_string(&state).map_err(|error| SaveError::Serialization(error.into()))?;
        let created = sessions::create(&self.db, &secret::hash(&key), json, expiry(ttl)).await;
        let created = created.map_err(anyhow::Error::from);
        self.is_without_room.store(created.as_ref().is_err_and(is_no_room), Ordering::Relaxed);
        if let Err(error) = created {
            note(error).map_err(SaveError::Other)?;
        }
        SessionKey::try_from(key).map_err(|error| SaveError::Other(error.into()))
    }

    async fn update(&self, key: SessionKey, state: State, ttl: &Duration) -> Result<SessionKey, UpdateError> {
        let json = serde_json::to_string(&state).map_err(|error| UpdateError::Serialization(error.into()))?;
        // What a request changes while another signs out must not bring the session back.
        let updated = sessions::update(&self.db, &secret::hash(key.as_ref()), json, expiry(ttl)).await;
        match updated.map_err(anyhow::Error::from) {
            // It stays as it was. When it was last used, or a line to be shown once, is no reason to show nothing.
            Err(error) if is_no_room(&error) => tracing::warn!("a session is not extended: {error:#}"),
            Err(error) => note(error).map_err(UpdateError::Other)?,
            Ok(()) => {}
        }
        Ok(key)
    }

    async fn update_ttl(&self, key: &SessionKey, ttl: &Duration) -> anyhow::Result<()> {
        let hash = secret::hash(key.as_ref());
        if let Some(state) = sessions::load(&self.db, &hash).await? {
            sessions::update(&self.db, &hash, state, expiry(ttl)).await?;
        }
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> anyhow::Result<()> {
        match sessions::delete(&self.db, &secret::hash(key.as_ref())).await {
            Err(error) => note(error.into()),
            Ok(()) => Ok(()),
        }
    }
}
