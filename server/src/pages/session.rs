//! Signing in and out.

use actix_session::Session;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::user;
use surveys::store;
use surveys::store::audit::{self, Event};

use crate::app::App;
use crate::auth::form::{StaffForm, set_token};
use crate::auth::{SESSION_USER, User, password, session_age};
use crate::error::{AppError, Result};
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// Where to go after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
    /// Not empty where a form was sent after its session had ended.
    #[serde(default)]
    ended: String,
}

#[derive(Serialize)]
struct SignInView {
    form: FormView,
    next: String,
    has_ended: bool,
}

/// `GET /sign-in`
pub async fn form(frame: Frame, query: web::Query<Next>) -> Result<HttpResponse> {
    let form = FormView::filled([("login", String::new()), ("password", String::new())]);
    let has_ended = !query.ended.is_empty();
    let view = SignInView { form, next: local(&query.next).to_owned(), has_ended };
    frame.page("session/login.html", &frame.text("session-title"), &view)
}

/// `POST /sign-in`
pub async fn sign_in(frame: Frame, session: Session, form: StaffForm) -> Result<HttpResponse> {
    let login = form.get("login").to_owned();
    let secret = form.0.iter().find(|(name, _)| name == "password").map_or("", |(_, value)| value).to_owned();
    if frame.app.failed_sign_ins.is_exhausted(&login) {
        return Err(AppError::TooMany);
    }
    match check(&frame.app, &login, secret).await? {
        Some(user) => {
            // A new key for the session: one planted before the sign-in must not work after it.
            session.renew();
            session.insert(SESSION_USER, user.id.0).map_err(|error| AppError::Internal(error.into()))?;
            session_age::begin(&session)?;
            set_token(&session, &frame.app.key, &user)?;
            record(&frame.app, &user, "session.sign_in").await?;
            Ok(frame.redirect(local(form.get("next"))))
        }
        None => {
            frame.app.failed_sign_ins.count(&login);
            let mut fields = FormView::filled([("login", login), ("password", String::new())]);
            fields.reject("login", frame.text("session-wrong"));
            let has_ended = !form.get("ended").is_empty();
            let view = SignInView { form: fields, next: local(form.get("next")).to_owned(), has_ended };
            frame.problem_page("session/login.html", &frame.text("session-title"), &view)
        }
    }
}

/// `POST /sign-out`: what notes left in the browser is for nobody else.
pub async fn sign_out(frame: Frame, session: Session, user: User, _form: StaffForm) -> Result<HttpResponse> {
    session.purge();
    let user = store::users::find(&frame.app.db, user.id).await?;
    record(&frame.app, &user, "session.sign_out").await?;
    let mut response = frame.redirect("/sign-in");
    let name = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(name, HeaderValue::from_static("\"storage\""));
    Ok(response)
}

async fn check(app: &App, login: &str, secret: String) -> Result<Option<user::Model>> {
    let found = store::users::find_by_login(&app.db, login).await?.filter(|user| user.is_active);
    let stored = found.as_ref().map(|user| user.password_hash.clone());
    let fits = web::block(move || match stored {
        Some(stored) => password::verify(&secret, &stored),
        None => {
            password::verify_nothing(&secret);
            false
        }
    })
    .await?;
    Ok(found.filter(|_| fits))
}

async fn record(app: &App, user: &user::Model, action: &str) -> Result<()> {
    let event = Event::plain(Some(user.id), action, ("user", user.id.0));
    Ok(audit::record(&app.db, event).await?)
}

/// An address within this service, or the start page: a sign-in must not lead elsewhere.
fn local(next: &str) -> &str {
    // Browsers read `\\` as `/` and pass over control characters, so `/\t/elsewhere` would leave.
    let is_odd = |c: char| c == '\\' || c.is_control() || c.is_whitespace();
    let is_local = next.starts_with('/') && !next.starts_with("//") && !next.contains(is_odd);
    if is_local { next } else { "/" }
}
