//! Why an analysis has nothing to show: it cannot be computed, or what was computed would look like a finding and is none.

use analysis::multivariate::NotComputed;

/// Why there is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It cannot be computed.
    NotComputed(NotComputed),
    /// Nearly everything is as far apart as can be, or stands on one point: any map fits, see
    /// [`analysis::multivariate::scaling::are_mostly_far`] and [`analysis::multivariate::scaling::is_shapeless`].
    Shapeless,
    /// So many cells of few people were left out that the rest says more of what was left out than of people.
    MostlyWithheld,
    /// The table falls into parts that have no word in common; these alone would be seen.
    FallsApart,
    /// The file with vectors of words cannot be read.
    NoVectors,
}

impl From<NotComputed> for Missing {
    fn from(reason: NotComputed) -> Missing {
        Missing::NotComputed(reason)
    }
}

impl Missing {
    /// The Fluent key of what is said instead.
    pub fn key(self) -> &'static str {
        match self {
            Missing::NotComputed(NotComputed::TooFew | NotComputed::NotANumber) => "multivariate-too-few",
            Missing::NotComputed(NotComputed::TooMany) => "multivariate-too-many",
            Missing::Shapeless => "multivariate-shapeless",
            Missing::MostlyWithheld => "multivariate-mostly-withheld",
            Missing::FallsApart => "multivariate-falls-apart",
            Missing::NoVectors => "multivariate-no-vectors",
        }
    }
}
