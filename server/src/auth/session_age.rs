//! How long a sign-in lasts: work extends it, up to a longest time after signing in.

use actix_session::Session;
use chrono::Utc;

use crate::error::{AppError, Result};

/// Session key of the second in which the sign-in began.
const SESSION_BEGAN: &str = "began";
/// Session key of the second in which it was last extended.
const SESSION_EXTENDED: &str = "extended";

/// Seconds after which work extends a sign-in again: not every request writes.
const EXTEND_AFTER: i64 = 5 * 60;
/// Seconds after which a sign-in ends whatever one does, unless an idle one may last longer.
const LONGEST: i64 = 7 * 24 * 60 * 60;

/// What is to be done with a sign-in.
#[derive(Debug, PartialEq, Eq)]
enum Age {
    /// It was extended just now.
    Fresh,
    /// It is to be extended.
    Due,
    /// It has lasted as long as it may.
    Ended,
}

/// Whether a sign-in still lasts. It is extended by a change of its state, for which `actix-session` stores it with a new end.
///
/// # Errors
/// When the session cannot be written.
pub(super) fn lasts(session: &Session, session_hours: i64) -> Result<bool> {
    let at = |key: &str| session.get::<i64>(key).ok().flatten();
    let now = Utc::now().timestamp();
    let (began, longest) = (at(SESSION_BEGAN), LONGEST.max(session_hours.saturating_mul(60 * 60)));
    match age(began, at(SESSION_EXTENDED), now, longest) {
        Age::Ended => return Ok(false),
        Age::Fresh => {}
        Age::Due => {
            write(session, SESSION_EXTENDED, now)?;
            if began.is_none() {
                write(session, SESSION_BEGAN, now)?;
            }
        }
    }
    Ok(true)
}

/// A sign-in begins now, whatever the session has seen before.
///
/// # Errors
/// When the session cannot be written.
pub fn begin(session: &Session) -> Result<()> {
    let now = Utc::now().timestamp();
    write(session, SESSION_BEGAN, now)?;
    write(session, SESSION_EXTENDED, now)
}

fn write(session: &Session, key: &str, second: i64) -> Result<()> {
    session.insert(key, second).map_err(|error| AppError::Internal(error.into()))
}

/// A sign-in from before these times were kept begins when it is next used.
fn age(began: Option<i64>, extended: Option<i64>, now: i64, longest: i64) -> Age {
    match (began, extended) {
        (Some(began), _) if now - began >= longest => Age::Ended,
        (Some(_), Some(extended)) if now - extended < EXTEND_AFTER => Age::Fresh,
        _ => Age::Due,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_extends_every_few_minutes_until_the_end() {
        let day = 24 * 60 * 60;
        assert_eq!(age(None, None, 1000, LONGEST), Age::Due);
        assert_eq!(age(Some(1000), Some(1000), 1000 + EXTEND_AFTER - 1, LONGEST), Age::Fresh);
        assert_eq!(age(Some(1000), Some(1000), 1000 + EXTEND_AFTER, LONGEST), Age::Due);
        assert_eq!(age(Some(0), Some(7 * day - 1), 7 * day - 1, LONGEST), Age::Fresh);
        assert_eq!(age(Some(0), Some(7 * day - 1), 7 * day, LONGEST), Age::Ended);
    }
}
