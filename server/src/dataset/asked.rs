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
        /// Invitations that were answered; withheld while they are few.
        answered: Count,
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
                answered: Reader::of_data(dataset, dataset.lang).told(invitations.n_answered),
            },
        }
    }

    /// What a response rate is made of: answered invitations, of the agencies that were reached; where nobody was invited all answers
    /// that were `sent`, of the agencies on the list.
    pub fn answered_of(self, sent: Count) -> (Count, usize) {
        match self {
            Asked::Invited { reached, answered, .. } => (answered, reached),
            Asked::Listed(n) => (sent, n),
        }
    }
}
