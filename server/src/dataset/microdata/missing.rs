//! What stands in the data for answers that are missing although they were asked for.
//!
//! No code may look like an answer. Columns of categories have 96 and 99, as paper surveys do, or -96 and -99 where a
//! choice is 96 or 99 itself. Columns of numbers hold nothing but numbers: a program that does not read the codebook
//! would count 99 into the mean. Why a number is missing stands in a column of its own, `<name>_missing`. Whoever was not
//! asked has an empty cell everywhere.

use std::collections::BTreeSet;

/// The codes of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Asked and not answered; None = an empty cell.
    pub no_answer: Option<&'static str>,
    /// Written and not readable (〓); None = an empty cell.
    pub unreadable: Option<&'static str>,
}

impl Missing {
    /// Columns of numbers.
    pub const NONE: Missing = Missing { no_answer: None, unreadable: None };
    /// Columns of categories.
    pub const USUAL: Missing = Missing { no_answer: Some("99"), unreadable: Some("96") };
    /// Columns of categories where the usual codes are answers.
    const NEGATIVE: Missing = Missing { no_answer: Some("-99"), unreadable: Some("-96") };

    /// The codes for a column with these values.
    pub fn beside(values: &BTreeSet<String>) -> Missing {
        let is_answer = |code: Option<&str>| code.is_some_and(|code| values.contains(code));
        match is_answer(Missing::USUAL.no_answer) || is_answer(Missing::USUAL.unreadable) {
            true => Missing::NEGATIVE,
            false => Missing::USUAL,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_an_answer() {
        let beside =
            |values: &[&str]| Missing::beside(&values.iter().map(|value| (*value).to_owned()).collect());
        assert_eq!(beside(&["1", "97"]), Missing::USUAL);
        assert_eq!(beside(&["1", "96"]), Missing::NEGATIVE);
        assert_eq!(beside(&["99"]).no_answer, Some("-99"));
    }
}
