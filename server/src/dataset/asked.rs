//! Who was asked to answer a questionnaire: what its response rate is set against wherever one is told.

use analysis::table::Count;

use super::listed::n_listed;
use super::tally::Reader;
use super::{Dataset, Fielded};

/// Who was asked, and how many of them are known to have answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Agencies that were invited one by one. An open link may bring in others.
    Invited {
        /// Invitations (配布数).
        n: usize,
        /// Agencies that an invitation has reached (到達数).
        reached: usize,
        /// Invitations that have reached nobody.
        unreached: usize,
        /// Invitations whose answer stands; withheld while they are few. None where all answers alone are told.
        answered: Option<Count>,
    },
    /// Nobody was invited: agencies on the list that it is for. Who of them answered is not known; 0 where it is for none.
    Listed(usize),
}

impl Asked {
    /// Who was asked to answer a questionnaire of the data.
    pub fn of(dataset: &Dataset, fielded: &Fielded) -> Asked {
        let invitations = &fielded.invitations;
        match invitations.n {
            0 => Asked::Listed(n_listed(dataset, fielded)),
            n => Asked::Invited {
                n,
                reached: invitations.reached.len(),
                unreached: invitations.n_unreached,
                answered: by_invitation(dataset, fielded),
            },
        }
    }

    /// What a response rate is made of: answered invitations, of the agencies that were reached; where these are not told, and where
    /// nobody was invited, all answers that were `sent`, of those reached or on the list.
    pub fn answered_of(self, sent: Count) -> (Count, usize) {
        match self {
            Asked::Invited { reached, answered, .. } => (answered.unwrap_or(sent), reached),
            Asked::Listed(n) => (sent, n),
        }
    }

    /// Whether a rate is of all answers, though agencies were invited.
    pub fn is_of_all_answers(self) -> bool {
        matches!(self, Asked::Invited { answered: None, .. })
    }
}

/// How many invitations were answered. It stands beside all answers, so that it is not told where the two differ by few, who came by the
/// open link or have an answer on paper that nobody typed; nor where more answered than were reached, who are not on the list; nor ever
/// where answers are anonymous: what was withdrawn could be told from it.
fn by_invitation(dataset: &Dataset, fielded: &Fielded) -> Option<Count> {
    let n = fielded.invitations.n_answered?;
    let reader = Reader::of_data(dataset, dataset.lang);
    let reached = fielded.invitations.reached.len();
    let tells =
        reader.is_protected() && tells_of_few(n, fielded.n_submitted, reached, dataset.survey.min_cell());
    (!tells).then(|| reader.told(n))
}

/// Whether so many answered invitations, beside all answers and the agencies reached, tell of few.
fn tells_of_few(by_invitation: usize, all: usize, reached: usize, min_cell: usize) -> bool {
    (1..min_cell).contains(&by_invitation.abs_diff(all)) || by_invitation > reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_by_invitation_are_told_where_they_are_all_or_differ_by_enough() {
        let told = |by_invitation, all| !tells_of_few(by_invitation, all, 40, 5);
        assert!(told(31, 31) && told(31, 36) && told(36, 31));
        assert!(!told(31, 32) && !told(31, 35) && !told(34, 31));
        assert!(tells_of_few(36, 36, 35, 5), "somebody who is not on the list");
        assert!(!tells_of_few(35, 35, 35, 5));
    }

    #[test]
    fn where_they_are_not_told_the_rate_is_of_all_answers() {
        let asked = |answered| Asked::Invited { n: 42, reached: 40, unreached: 2, answered };
        assert_eq!(asked(None).answered_of(Count::Shown(32)), (Count::Shown(32), 40));
        assert_eq!(asked(Some(Count::Hidden)).answered_of(Count::Shown(32)), (Count::Hidden, 40));
        assert!(asked(None).is_of_all_answers() && !asked(Some(Count::Hidden)).is_of_all_answers());
    }
}
