//! What is saved whole, every state under the next number (its revision): coding rules and lists of words, whose states are all
//! kept; feedback sheets and week reports, of which the last one is.

use sea_orm::{ActiveModelTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::error::{Error, Result};
use crate::id::{SurveyId, UserId};
use crate::store::audit;

/// The number of the state that follows `seen`, which its author started from (0 = nothing was saved).
///
/// # Errors
/// [`Error::Stale`] when `newest`, the number of the newest state, is another one.
pub(super) fn following(newest: Option<i32>, seen: i32) -> Result<i32> {
    if newest.unwrap_or(0) != seen {
        return Err(Error::Stale);
    }
    Ok(seen.saturating_add(1))
}

/// Records that a state was saved. `action` is the event's name.
///
/// # Errors
/// [`Error::Stale`] when it was not, because somebody else took its number: of two who save at once the key of the table lets
/// one through.
pub(super) async fn record<T>(
    db: &impl ConnectionTrait,
    made: std::result::Result<T, DbErr>,
    action: &str,
    (survey, revision): (SurveyId, i32),
    by: UserId,
) -> Result<()> {
    made.map_err(Error::taken("revision")).map_err(Error::stale_when_taken)?;
    let event = audit::Event {
        user: Some(by),
        action,
        thing_kind: "survey",
        thing_id: Some(survey.0),
        detail: serde_json::json!({ "revision": revision }),
    };
    audit::record(db, event).await
}

/// Writes a state over the one that its author started from, which is the row that `still` finds; None where there was none.
///
/// # Errors
/// [`Error::Stale`] when somebody saved in between.
pub(super) async fn overwrite<A: ActiveModelTrait>(
    db: &impl ConnectionTrait,
    model: A,
    still: Option<Condition>,
) -> Result<()> {
    let Some(still) = still else {
        let made = A::Entity::insert(model).exec_without_returning(db).await;
        made.map_err(Error::taken("revision")).map_err(Error::stale_when_taken)?;
        return Ok(());
    };
    let changed = A::Entity::update_many().set(model).filter(still).exec(db).await?;
    if changed.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_follows_the_one_that_was_seen() {
        assert!(matches!(following(None, 0), Ok(1)));
        assert!(matches!(following(Some(3), 3), Ok(4)));
        for (newest, seen) in [(None, 1), (Some(4), 3), (Some(3), 4), (Some(1), 0)] {
            assert!(matches!(following(newest, seen), Err(Error::Stale)), "{newest:?} {seen}");
        }
    }
}
