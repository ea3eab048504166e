//! What can go wrong in the store.

use thiserror::Error;

/// Outcome of a store call.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a store call did not do what it was asked.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no such row, or the asker may not know of it.
    #[error("not found")]
    NotFound,
    /// Somebody saved in between: the revision that the change was based on is no longer the newest.
    #[error("changed by somebody else in the meantime")]
    Stale,
    /// A value that must be unique is taken; carries the name of the field.
    #[error("already taken: {0}")]
    Taken(&'static str),
    /// The thing is in a state that does not allow the change; carries a stable code.
    #[error("not possible now: {0}")]
    State(&'static str),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sea_orm::DbErr),
}

impl Error {
    /// Turns [`Error::Taken`] into [`Error::Stale`], where what must be unique is the number or the first state of what is saved.
    pub(crate) fn stale_when_taken(self) -> Error {
        match self {
            Error::Taken(_) => Error::Stale,
            other => other,
        }
    }

    /// Turns the database's word for a broken unique constraint into [`Error::Taken`].
    pub(crate) fn taken(field: &'static str) -> impl Fn(sea_orm::DbErr) -> Error {
        move |error| match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Error::Taken(field),
            _ => Error::Database(error),
        }
    }
}
