//! Tells which of many patterns fit the end of a text, in one pass backwards from there.
//!
//! `regex` alone would try pattern after pattern; this is the search that it uses for one, for all of them at once.

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use regex_automata::hybrid::BuildError;
use regex_automata::hybrid::dfa::{Cache, DFA, OverlappingState};
use regex_automata::nfa::thompson;
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input, MatchKind};

/// What one thread remembers of the states it has seen.
type NewCache = Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>;

/// Room for that memory.
const CACHE_BYTES: usize = 32 << 20;

/// Patterns for the end of a text.
#[derive(Clone)]
pub(super) struct Endings {
    shared: Arc<Shared>,
}

struct Shared {
    automaton: Arc<DFA>,
    caches: Pool<Cache, NewCache>,
}

impl Endings {
    /// Compiles patterns in the syntax of `regex`.
    pub(super) fn new(patterns: &[&str]) -> Result<Endings, Box<BuildError>> {
        let automaton = DFA::builder()
            .configure(DFA::config().match_kind(MatchKind::All).cache_capacity(CACHE_BYTES))
            .thompson(thompson::Config::new().reverse(true).utf8(false))
            .build_many(patterns)?;
        let automaton = Arc::new(automaton);
        let for_caches = Arc::clone(&automaton);
        let caches: Pool<Cache, NewCache> = Pool::new(Box::new(move || for_caches.create_cache()));
        Ok(Endings { shared: Arc::new(Shared { automaton, caches }) })
    }

    /// Tells `found` of every pattern (by its place in the list) that fits the end of `text`, and where it begins. A
    /// pattern that fits in several ways is told of for each of them, the shortest first.
    pub(super) fn find(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        let input = Input::new(text).anchored(Anchored::Yes);
        let mut cache = self.shared.caches.get();
        let mut state = OverlappingState::start();
        // The search can only fail by a setting that is not used here; then nothing more is found.
        while self.shared.automaton.try_search_overlapping_rev(&mut cache, &input, &mut state).is_ok() {
            let Some(end) = state.get_match() else { break };
            // regex-automata 0.4.19 gives all but the first of several patterns that begin at one place a byte too early.
            let start =
                (end.offset()..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
            found(end.pattern().as_usize(), start);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    const PATTERNS: [&str; 4] = ["(て)?いる(です)?", "です|ます", "い.{0,2}す", "[る。]+"];

    fn earliest(endings: &Endings, text: &str) -> [Option<usize>; 4] {
        let mut earliest = [None; 4];
        endings.find(text, |pattern, start| {
            earliest[pattern] = Some(earliest[pattern].map_or(start, |known: usize| known.min(start)));
        });
        earliest
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_each_pattern_finds(text in "[ているでまsす。]{0,12}") {
            let endings = Endings::new(&PATTERNS).unwrap();
            let single = PATTERNS.map(|pattern| {
                let regex = Regex::new(&format!("(?:{pattern})\\z")).unwrap();
                regex.find(&text).map(|found| found.start())
            });
            prop_assert_eq!(earliest(&endings, &text), single);
        }
    }
}
