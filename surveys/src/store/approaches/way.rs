//! What an approach says, as a value that can be kept and given back, and what holds of two.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::entity::approach;
use crate::entity::state::ApproachState;
use crate::id::UserId;

/// What an approach says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// How far it has come.
    pub state: ApproachState,
    /// Since when.
    pub state_since: DateTime<Utc>,
    /// Who sees to it.
    pub owner: Option<UserId>,
    /// The day on which to get in touch again.
    pub next_contact_on: Option<NaiveDate>,
    /// Remark for colleagues.
    pub note: String,
    /// The agreed appointment.
    pub appointment: Option<Meeting>,
}

/// An appointment as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// When it begins.
    pub at: DateTime<Utc>,
    /// How long it lasts.
    pub minutes: Option<i32>,
    /// A code of the hearing sheet's `METHODS`.
    pub method: String,
    /// Where.
    pub place: String,
}

impl Way {
    /// What an approach says.
    pub fn of(approach: &approach::Model) -> Way {
        let meeting = |at| Meeting {
            at,
            minutes: approach.appointment_minutes,
            method: approach.appointment_method.clone(),
            place: approach.appointment_place.clone(),
        };
        Way {
            state: approach.state,
            state_since: approach.state_since,
            owner: approach.owner_id,
            next_contact_on: approach.next_contact_on,
            note: approach.note.clone(),
            appointment: approach.appointment_at.map(meeting),
        }
    }

    /// What holds of two: the further state with its appointment; who sees to it, and the day to get in touch, of the further
    /// one, or of the other where it has none; both remarks.
    pub(in crate::store) fn with(&self, other: &Way) -> Way {
        let (further, less) = if is_further(other.state, self.state) { (other, self) } else { (self, other) };
        let is_ahead = further.state.is_ahead();
        let both = |own: &str, other: &str| match (own.is_empty(), other.is_empty() || own == other) {
            (true, _) => other.to_owned(),
            (false, true) => own.to_owned(),
            (false, false) => format!("{own}\n{other}"),
        };
        Way {
            state: further.state,
            state_since: further.state_since,
            owner: further.owner.or(less.owner),
            // A day of one that is less far matters only while a hearing is still to come.
            next_contact_on: further.next_contact_on.or(less.next_contact_on.filter(|_| is_ahead)),
            note: both(&self.note, &other.note),
            appointment: further
                .appointment
                .clone()
                .or_else(|| less.appointment.clone().filter(|_| is_ahead)),
        }
    }
}

/// Whether a state says more than another one. What was agreed or heard says more than that somebody declined; that somebody
/// declined, or cannot be reached, says more than that they were asked.
fn is_further(one: ApproachState, other: ApproachState) -> bool {
    let rank = |state: ApproachState| match state.step() {
        Some(step) if state.step() >= ApproachState::Scheduled.step() => step + 1,
        Some(step) => step,
        None => ApproachState::Scheduled.step().unwrap_or_default(),
    };
    rank(one) > rank(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(state: ApproachState, owner: Option<i64>, note: &str) -> Way {
        Way {
            state,
            state_since: DateTime::UNIX_EPOCH,
            owner: owner.map(UserId),
            next_contact_on: None,
            note: note.to_owned(),
            appointment: None,
        }
    }

    #[test]
    fn what_was_agreed_or_heard_outranks_a_refusal_and_a_refusal_outranks_being_asked() {
        use ApproachState::{Arranging, Declined, Held, NotContacted, OnHold, Releasable, Scheduled};
        for (further, other) in [
            (Releasable, Held),
            (Scheduled, Declined),
            (Declined, Arranging),
            (OnHold, NotContacted),
            (Arranging, NotContacted),
        ] {
            assert!(is_further(further, other), "{further:?} {other:?}");
            assert!(!is_further(other, further), "{further:?} {other:?}");
        }
        assert!(!is_further(Declined, OnHold) && !is_further(OnHold, Declined), "the one that stays holds");
    }

    #[test]
    fn of_two_ways_the_further_holds_and_nothing_written_is_lost() {
        let own = Way {
            next_contact_on: NaiveDate::from_ymd_opt(2026, 12, 1),
            ..way(ApproachState::Requested, Some(1), "電話した。")
        };
        let heard = way(ApproachState::Recorded, None, "訪問した。");
        let both = own.with(&heard);
        assert_eq!((both.state, both.owner), (ApproachState::Recorded, Some(UserId(1))));
        assert_eq!(both.note, "電話した。\n訪問した。");
        assert_eq!(both.next_contact_on, None, "nobody is called who was heard");
        let asked = own.with(&way(ApproachState::NotContacted, Some(2), "電話した。"));
        assert_eq!(asked, own, "the same words once");
    }
}
