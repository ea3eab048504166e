//! Forms: what was typed, as name–value pairs, and the token that proves where it was typed.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_session::{Session, SessionExt};
use actix_web::dev::Payload;
use actix_web::error::UrlencodedError;
use actix_web::{FromRequest, HttpRequest, web};
use surveys::entity::user;

use crate::app::App;
use crate::error::{AppError, Result};
use crate::secret::{self, Key};

/// Session key of the form token.
const SESSION_CSRF: &str = "csrf";
/// Field that carries it.
const FIELD_CSRF: &str = "csrf";
/// Largest form in bytes: 250 long Japanese answers in percent-encoding fit.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// A form that anybody may send; its address is the secret that protects it.
pub struct PublicForm(pub Vec<(String, String)>);

/// A form of a signed-in person (or of the sign-in page), with the right token.
pub struct StaffForm(pub Vec<(String, String)>);

impl PublicForm {
    /// The first value of a field, trimmed; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        first(&self.0, name)
    }

    /// Whether the button or box of that name was sent.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }
}

impl StaffForm {
    /// The first value of a field, trimmed; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        first(&self.0, name)
    }

    /// Whether the button or box of that name was sent.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// All values of a field in the order sent, trimmed.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }
}

fn first<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
}

/// The form token of a session, made when first needed.
///
/// # Errors
/// When the system gives no random numbers.
pub fn token(session: &Session) -> Result<String> {
    if let Ok(Some(token)) = session.get::<String>(SESSION_CSRF) {
        return Ok(token);
    }
    let token = secret::random_token()?;
    session.insert(SESSION_CSRF, &token).map_err(|error| AppError::Internal(error.into()))?;
    Ok(token)
}

/// Gives a session the token of its person, which follows from the service's key: a form that was opened before a session
/// ended can still be sent when the same person has signed in again. It changes with the password.
///
/// # Errors
/// When the session cannot be written.
pub fn set_token(session: &Session, key: &Key, user: &user::Model) -> Result<()> {
    let token = key.token("form", &format!("{}:{}", user.id.0, user.password_hash));
    session.insert(SESSION_CSRF, token).map_err(|error| AppError::Internal(error.into()))
}

impl FromRequest for PublicForm {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<PublicForm>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let fields = read(request, payload);
        Box::pin(async move { Ok(PublicForm(fields.await?)) })
    }
}

impl FromRequest for StaffForm {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<StaffForm>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let expected = expected_token(&request.get_session());
        let fields = read(request, payload);
        Box::pin(async move {
            let fields = fields.await?;
            let is_right = is_token(expected.as_deref(), first(&fields, FIELD_CSRF));
            if is_right { Ok(StaffForm(fields)) } else { Err(AppError::BadFormToken) }
        })
    }
}

/// The form token that a session expects.
pub(super) fn expected_token(session: &Session) -> Option<String> {
    session.get::<String>(SESSION_CSRF).ok().flatten()
}

/// Whether a form brought the token. Both are random and of one length; comparing their hashes takes the same time
/// for all.
pub(super) fn is_token(expected: Option<&str>, sent: &str) -> bool {
    expected.is_some_and(|token| secret::hash(token) == secret::hash(sent))
}

fn read(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<Vec<(String, String)>>> + use<> {
    let form = web::Form::<Vec<(String, String)>>::from_request(request, payload);
    let arrived = in_time(request, form);
    async move { arrived.await?.map(|form| without_nul(form.into_inner())).map_err(|error| reason(&error)) }
}

/// What is read of a body, unless it arrives so slowly that nobody can be waiting for it.
pub fn in_time<F: Future>(
    request: &HttpRequest,
    body: F,
) -> impl Future<Output = Result<F::Output>> + use<F> {
    let seconds = request.app_data::<web::Data<App>>().map(|app| app.config.slowest_body_seconds);
    let slowest = Duration::from_secs(seconds.unwrap_or_default());
    async move { tokio::time::timeout(slowest, body).await.map_err(|_| AppError::TooSlow) }
}

/// PostgreSQL cannot store U+0000, and nobody means to type it.
fn without_nul(mut fields: Vec<(String, String)>) -> Vec<(String, String)> {
    for (name, value) in &mut fields {
        name.retain(|c| c != '\0');
        value.retain(|c| c != '\0');
    }
    fields
}

fn reason(error: &actix_web::Error) -> AppError {
    match error.as_error::<UrlencodedError>() {
        Some(UrlencodedError::Overflow { .. }) => AppError::TooLarge,
        Some(UrlencodedError::ContentType) => AppError::BadRequest("bad-request-form-type"),
        _ => AppError::BadRequest("bad-request-form"),
    }
}
