//! Tells which of many patterns can occur in a text at all, by the characters that they begin with.
//!
//! Only these need to be looked for. A set of all patterns as one automaton (`RegexSet`) takes longer to get to know
//! its states than a few thousand sentences take to read.

use std::collections::{BTreeSet, HashMap};

use regex_syntax::hir::Hir;
use regex_syntax::hir::literal::Extractor;

/// Patterns by their beginnings.
#[derive(Clone)]
pub(super) struct Spotter {
    /// For each first character the beginnings with it, and the patterns that begin so.
    beginnings: HashMap<char, Vec<(String, usize)>>,
    /// Patterns that may begin with anything.
    always: Vec<usize>,
}

impl Spotter {
    /// Reads patterns in the syntax of `regex`.
    pub(super) fn new<'p>(patterns: impl Iterator<Item = &'p str>) -> Result<Spotter, String> {
        let mut spotter = Spotter { beginnings: HashMap::new(), always: Vec::new() };
        for (place, pattern) in patterns.enumerate() {
            let parsed = regex_syntax::parse(pattern).map_err(|error| format!("{pattern}: {error}"))?;
            match beginnings(&parsed) {
                Some(found) => {
                    for (first, beginning) in found {
                        spotter.beginnings.entry(first).or_default().push((beginning, place));
                    }
                }
                None => spotter.always.push(place),
            }
        }
        Ok(spotter)
    }

    /// The places in the list of patterns that can occur in `text`, ascending.
    pub(super) fn candidates(&self, text: &str) -> Vec<usize> {
        let mut candidates = self.always.clone();
        for (at, c) in text.char_indices() {
            let Some(beginnings) = self.beginnings.get(&c) else { continue };
            let rest = text.get(at..).unwrap_or_default();
            let here = beginnings.iter().filter(|(beginning, _)| rest.starts_with(beginning.as_str()));
            candidates.extend(here.map(|(_, place)| *place));
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }
}

/// All beginnings of what a pattern matches, with their first characters; `None` if there is no telling.
fn beginnings(parsed: &Hir) -> Option<BTreeSet<(char, String)>> {
    let mut found = BTreeSet::new();
    for literal in Extractor::new().extract(parsed).literals()? {
        // A beginning may be cut inside a character; what is whole is a beginning too.
        let bytes = literal.as_bytes();
        let whole = match std::str::from_utf8(bytes) {
            Ok(whole) => whole,
            Err(error) => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?,
        };
        found.insert((whole.chars().next()?, whole.to_owned()));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    const PATTERNS: [&str; 6] =
        ["難病(の|が)?", "(A|B)型", "[あ-う]{2}", ".{0,2}の", "手帳が(ない|なく)", "(か)?め"];

    proptest! {
        #[test]
        fn nothing_that_occurs_is_missed(text in "[難病のがAB型あいう手帳なくかめ]{0,16}") {
            let candidates = Spotter::new(PATTERNS.into_iter()).unwrap().candidates(&text);
            for (place, pattern) in PATTERNS.iter().enumerate() {
                let occurs = Regex::new(pattern).unwrap().is_match(&text);
                prop_assert!(!occurs || candidates.contains(&place), "{pattern} in {text}");
            }
        }
    }

    #[test]
    fn what_begins_otherwise_is_left_out() {
        let spotter = Spotter::new(PATTERNS.into_iter()).unwrap();
        assert_eq!(spotter.candidates("手帳"), [3]);
        assert_eq!(spotter.candidates("難病の手帳がなくて"), [0, 3, 4]);
    }
}
