//! How far a variable reaches: who gave a value, who was asked and gave none, and who was not asked.

use serde::Serialize;

use crate::table::Count;

/// The rows of the data by what they have for one variable. They sum to all rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Rows with a value.
    pub n_valid: Count,
    /// Rows of those who were asked, without one.
    pub n_missing: Count,
    /// Rows of those who were not asked.
    pub n_not_asked: Count,
}

impl Coverage {
    /// Nothing withheld yet; see [`protect`](crate::table::suppress::protect).
    pub fn of(n_valid: usize, n_missing: usize, n_not_asked: usize) -> Coverage {
        Coverage {
            n_valid: Count::Shown(n_valid),
            n_missing: Count::Shown(n_missing),
            n_not_asked: Count::Shown(n_not_asked),
        }
    }
}
