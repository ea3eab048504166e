//! What a request can end in besides a page, and the one place where that becomes a status and words.

use std::sync::Arc;

use actix_web::error::BlockingError;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use thiserror::Error;

use crate::no_room::is_no_room;

/// Outcome of a handler.
pub type Result<T> = std::result::Result<T, AppError>;

/// Why a request did not end in its page.
#[derive(Debug, Error)]
pub enum AppError {
    /// Nobody is signed in; pages send to the sign-in form.
    #[error("sign-in required")]
    SignInRequired,
    /// The person may not do this.
    #[error("not allowed")]
    Forbidden,
    /// The form was sent without the token of the session.
    #[error("form token missing or wrong")]
    BadFormToken,
    /// There is no such page or thing.
    #[error("not found")]
    NotFound,
    /// The request makes no sense; carries the Fluent key of the explanation.
    #[error("bad request: {0}")]
    BadRequest(&'static str),
    /// The body is larger than a form may be.
    #[error("body too large")]
    TooLarge,
    /// The body did not arrive in time.
    #[error("body too slow")]
    TooSlow,
    /// The state of the thing does not allow it; carries the Fluent key of the explanation.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// The font that documents and pictures are written with is missing; carries the Fluent key of what helps.
    #[error("no fonts: {0}")]
    NoFonts(&'static str),
    /// The dictionary that texts are cut into words with cannot be opened; carries the Fluent key of what helps.
    #[error("no dictionary: {1}")]
    NoDictionary(&'static str, #[source] anyhow::Error),
    /// Too many tries.
    #[error("too many requests")]
    TooMany,
    /// The disk has no room for what was asked.
    #[error("no room: {0}")]
    NoRoom(#[source] anyhow::Error),
    /// Something failed that the person cannot mend.
    #[error("internal: {0}")]
    Internal(#[source] anyhow::Error),
}

impl AppError {
    /// Status and stable code. The words are the Fluent keys `error-<code>-title` and `error-<code>-text`.
    pub fn parts(&self) -> (StatusCode, &'static str) {
        match self {
            AppError::SignInRequired => (StatusCode::UNAUTHORIZED, "sign-in-required"),
            AppError::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            AppError::BadFormToken => (StatusCode::FORBIDDEN, "bad-form-token"),
            AppError::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            AppError::BadRequest(_) => (StatusCode::BAD_REQUEST, "bad-request"),
            AppError::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            AppError::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too-slow"),
            AppError::Conflict(_) => (StatusCode::CONFLICT, "conflict"),
            AppError::NoFonts(_) => (StatusCode::SERVICE_UNAVAILABLE, "no-fonts"),
            AppError::NoDictionary(..) => (StatusCode::SERVICE_UNAVAILABLE, "no-dictionary"),
            AppError::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too-many"),
            AppError::NoRoom(_) => (StatusCode::INSUFFICIENT_STORAGE, "no-room"),
            AppError::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// The Fluent key that says more, where there is one. How the service is run is told to people who are signed in alone.
    pub fn detail_key(&self, is_signed_in: bool) -> Option<&'static str> {
        match self {
            AppError::BadRequest(key) | AppError::Conflict(key) => Some(key),
            AppError::NoFonts(key) | AppError::NoDictionary(key, _) => is_signed_in.then_some(*key),
            AppError::SignInRequired
            | AppError::Forbidden
            | AppError::BadFormToken
            | AppError::NotFound
            | AppError::TooLarge
            | AppError::TooSlow
            | AppError::TooMany
            | AppError::NoRoom(_)
            | AppError::Internal(_) => None,
        }
    }
}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        self.parts().0
    }

    // The body is written by `view::error_page`, which knows the language and the request.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        if is_no_room(&error) { AppError::NoRoom(error) } else { AppError::Internal(error) }
    }
}

impl From<surveys::error::Error> for AppError {
    fn from(error: surveys::error::Error) -> Self {
        use surveys::error::Error;
        match error {
            Error::NotFound => AppError::NotFound,
            Error::Stale => AppError::Conflict("conflict-stale"),
            Error::Taken(_) => AppError::Conflict("conflict-taken"),
            Error::State(_) => AppError::Conflict("conflict-state"),
            Error::Database(error) => error.into(),
        }
    }
}

/// Texts could not be read.
impl From<Arc<analysis::error::Error>> for AppError {
    fn from(error: Arc<analysis::error::Error>) -> Self {
        use analysis::error::Error;
        match error.as_ref() {
            Error::DictionarySourcesMissing { .. } => {
                AppError::NoDictionary("dictionary-missing", error.into())
            }
            Error::DictionaryFolderNotWritable { .. } => {
                AppError::NoDictionary("dictionary-not-writable", error.into())
            }
            Error::DictionaryInvalid { .. } => AppError::NoDictionary("dictionary-unusable", error.into()),
            // What else reading texts can end in are mistakes of ours.
            Error::ShippedData { .. }
            | Error::ColumnMissing { .. }
            | Error::NotCountable { .. }
            | Error::TooManyCategories { .. }
            | Error::Table { .. }
            | Error::Chart { .. }
            | Error::FontMissing { .. }
            | Error::DocumentNotWritten { .. }
            | Error::NotWritten(_)
            | Error::NoRoom { .. }
            | Error::DocumentTooLong { .. }
            | Error::PictureUnusable { .. } => anyhow::Error::from(error).into(),
        }
    }
}

/// Work beside the requests did not come to its end.
impl From<BlockingError> for AppError {
    fn from(error: BlockingError) -> Self {
        AppError::Internal(error.into())
    }
}

impl From<sea_orm::DbErr> for AppError {
    fn from(error: sea_orm::DbErr) -> Self {
        anyhow::Error::from(error).into()
    }
}

impl From<tera::Error> for AppError {
    fn from(error: tera::Error) -> Self {
        AppError::Internal(error.into())
    }
}

impl From<getrandom::Error> for AppError {
    fn from(error: getrandom::Error) -> Self {
        AppError::Internal(anyhow::anyhow!("no random numbers: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn a_full_disk_is_said_and_other_failures_are_not_told() {
        let full = AppError::from(anyhow::Error::from(io::Error::from(io::ErrorKind::StorageFull)));
        assert_eq!(full.parts(), (StatusCode::INSUFFICIENT_STORAGE, "no-room"));
        let document = analysis::error::Error::NoRoom { format: "xlsx" };
        assert!(matches!(AppError::from(anyhow::Error::from(document)), AppError::NoRoom(_)));
        let other = AppError::from(anyhow::anyhow!("broken"));
        assert_eq!(other.parts(), (StatusCode::INTERNAL_SERVER_ERROR, "internal"));
    }

    #[test]
    fn each_way_of_having_no_dictionary_is_told_with_what_helps() {
        use analysis::error::Error;
        let path = || std::path::PathBuf::from("/nowhere");
        let told = |error: Error| {
            let error = AppError::from(Arc::new(error));
            (error.parts().0, error.detail_key(true), error.detail_key(false))
        };
        let none = StatusCode::SERVICE_UNAVAILABLE;
        let missing = Error::DictionarySourcesMissing { path: path() };
        assert_eq!(told(missing), (none, Some("dictionary-missing"), None));
        // Of a full disk, too, it is said what cannot be done without the folder.
        let source = io::Error::from(io::ErrorKind::StorageFull);
        let closed = Error::DictionaryFolderNotWritable { path: path(), source };
        assert_eq!(told(closed), (none, Some("dictionary-not-writable"), None));
        let broken = Error::DictionaryInvalid { path: path(), detail: "broken".to_owned() };
        assert_eq!(told(broken), (none, Some("dictionary-unusable"), None));
        let ours = Error::ShippedData { file: "frame.tsv", line: 1, detail: "broken".to_owned() };
        assert_eq!(told(ours).0, StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[test]
    fn what_to_install_is_told_to_nobody_but_those_who_are_signed_in() {
        let missing = AppError::NoFonts("pdf-no-fonts");
        assert_eq!(missing.detail_key(true), Some("pdf-no-fonts"));
        assert_eq!(missing.detail_key(false), None);
        assert_eq!(AppError::Conflict("conflict-state").detail_key(false), Some("conflict-state"));
    }
}
