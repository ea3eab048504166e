//! Who is signed in and what they may do.

pub mod form;
pub mod password;
pub mod policy;
pub mod session_age;
pub mod session_store;
pub mod throttle;
pub mod upload;

use std::future::Future;
use std::pin::Pin;

use actix_session::SessionExt;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
pub use surveys::entity::state::Role;
use surveys::id::UserId;
use surveys::store;

use crate::app::App;
use crate::error::{AppError, Result};
pub use policy::{Thing, Verb};

/// Session key of the signed-in account's number.
pub const SESSION_USER: &str = "user";

/// The signed-in person. A handler that takes one needs a sign-in.
#[derive(Clone, Debug)]
pub struct User {
    /// Number of the account.
    pub id: UserId,
    /// Name shown to colleagues.
    pub display_name: String,
    /// What the person may do.
    pub role: Role,
}

impl FromRequest for User {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<User>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { signed_in(&request).await?.ok_or(AppError::SignInRequired) })
    }
}

/// The signed-in person of a request, if there is one whose account is still active.
pub async fn signed_in(request: &HttpRequest) -> Result<Option<User>> {
    let session = request.get_session();
    let Some(id) = session.get::<i64>(SESSION_USER).ok().flatten() else { return Ok(None) };
    let app = request.app_data::<web::Data<App>>().ok_or(AppError::NotFound)?;
    if !session_age::lasts(&session, app.config.session_hours)? {
        session.remove(SESSION_USER);
        return Ok(None);
    }
    match store::users::find(&app.db, UserId(id)).await {
        Ok(user) if user.is_active => {
            request.extensions_mut().insert(SignedIn);
            Ok(Some(User { id: user.id, display_name: user.display_name, role: user.role }))
        }
        Ok(_) | Err(surveys::error::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Noted at a request of somebody who is signed in.
struct SignedIn;

/// Whether [`signed_in`] has found somebody. An answer is still known by that when its session is already put away.
pub fn was_signed_in(request: &HttpRequest) -> bool {
    request.extensions().contains::<SignedIn>()
}

/// Whether `user` may do `verb` to `thing`; the one question every handler asks before it acts.
///
/// # Errors
/// [`AppError::Forbidden`] when the policy has no such line.
pub fn allow(user: &User, verb: Verb, thing: Thing) -> Result<()> {
    if policy::may(user.role, verb, thing) { Ok(()) } else { Err(AppError::Forbidden) }
}
