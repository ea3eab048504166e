//! How much the report lists, for the words that say so: each limit stands once, where it is kept.

use analysis::statistics::chi_square::LEAST_EXPECTED;
use analysis::text::named::SET_AGAINST_GROUPS;
use serde::Serialize;

use super::{crosstabs, further, keywords, listings, words};
use crate::cli::analyze::neighbours::TOP_WORDS;
use crate::cli::analyze::options::Options;

/// The limits that `reports/analyze.html` hands to its words.
#[derive(Serialize)]
pub struct Limits {
    crosstab_values: usize,
    /// Words that are set against columns.
    compared_words: usize,
    /// An expected count under this is low.
    least_expected: String,
    keyword_words: usize,
    keyword_values: usize,
    class_words: usize,
    /// Words whose neighbours are listed without being named.
    top_words: usize,
    /// Tokens on each side that are neighbours.
    span: usize,
    /// Texts of a list that leads to each of them.
    links: usize,
    copies: usize,
}

impl Limits {
    /// As they are with these options.
    pub fn of(options: &Options) -> Limits {
        Limits {
            crosstab_values: crosstabs::MOST_VALUES,
            compared_words: SET_AGAINST_GROUPS,
            least_expected: LEAST_EXPECTED.to_string(),
            keyword_words: keywords::WORDS_OF_VALUE,
            keyword_values: keywords::MOST_VALUES,
            class_words: words::WORDS_OF_CLASS,
            top_words: TOP_WORDS,
            span: options.collocations().span,
            links: listings::MOST_LINKS,
            copies: further::MOST_GROUPS,
        }
    }
}
