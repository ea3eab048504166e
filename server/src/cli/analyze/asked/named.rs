//! The words of tables that have no room for all: those of `--word`, then those of most people.

use analysis::text::terms::Term;

/// The words that were named, then those of the first `most` that were not. Phrases and codes are named, too, and are no words; what
/// occurs nowhere is told with the contexts.
pub fn named_first<'t>(terms: &'t [Term], named: &[String], most: usize) -> Vec<&'t Term> {
    analysis::text::named::named_first(terms, named, most).words
}
