//! Words near one another, counted as KH Coder does (kh_cod/a_code/atom near and sequence).
//!
//! Candidates are the occurrences of the listed words in a unit, in their order. Each may begin a hit, unless the next
//! candidate is the same word (and, for `seq`, unless it is not the first word). From there every further word that is
//! still missing (for `seq`: the next one of the list) is taken at its first occurrence, if it stands at most N tokens
//! behind **the last one taken**; every token counts, stops and the tags of headings included. N is 10 where nothing is
//! said. `[b]` wants the words in one sentence, `[d]` in one paragraph. When all are found, one hit is counted.

use super::index::Space;

/// How far apart words are where nothing is said.
pub const DISTANCE: u32 = 10;

/// `near(…)` or `seq(…)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Near {
    /// The words, two or more.
    pub words: Vec<String>,
    /// `seq`: they come in this order.
    pub is_ordered: bool,
    /// The most tokens from one word to the next, if it was said.
    pub distance: Option<u32>,
    /// What they may not go beyond.
    pub bounds: Bounds,
}

/// What words that are near one another share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bounds {
    /// The unit.
    Unit,
    /// `[b]`: the sentence.
    Sentence,
    /// `[d]`: the paragraph.
    Paragraph,
}

/// The hits of the atom, each as its tokens in the order in which they were taken.
pub(super) fn hits(space: &Space<'_>, near: &Near) -> Vec<Vec<u32>> {
    let mut names: Vec<String> = Vec::new();
    let mut expected = Vec::with_capacity(near.words.len());
    for word in &near.words {
        let name = space.index.normal(word);
        let known = names.iter().position(|known| *known == name);
        expected.push(known.unwrap_or(names.len()));
        if known.is_none() {
            names.push(name);
        }
    }
    let places: Vec<Vec<u32>> = names.iter().map(|name| space.places_of(name)).collect();
    // A word of which there is none cannot be found, and `near` finds nothing twice.
    if places.iter().any(Vec::is_empty) || !near.is_ordered && names.len() < expected.len() {
        return Vec::new();
    }
    let mut candidates: Vec<(u32, usize)> = Vec::with_capacity(places.iter().map(Vec::len).sum());
    for (word, places) in places.iter().enumerate() {
        candidates.extend(places.iter().map(|&token| (token, word)));
    }
    candidates.sort_unstable();
    let walk = Walk { space, near, places: &places, expected: &expected };
    let mut found = Vec::new();
    for (at, &(token, word)) in candidates.iter().enumerate() {
        let is_followed_by_itself = candidates.get(at + 1).is_some_and(|next| next.1 == word);
        let is_out_of_order = near.is_ordered && expected.first() != Some(&word);
        if !is_followed_by_itself && !is_out_of_order {
            found.extend(walk.hit_from(token, word));
        }
    }
    found
}

struct Walk<'w, 's> {
    space: &'w Space<'s>,
    near: &'w Near,
    /// For each different word where it stands.
    places: &'w [Vec<u32>],
    /// For each word of the list which of the different ones it is.
    expected: &'w [usize],
}

impl Walk<'_, '_> {
    /// The tokens of the hit that begins here, if there is one. Looking up the next place of a word that is missing is
    /// the same as passing by all candidates that are not taken, since what stops the walk there stops it later, too.
    fn hit_from(&self, token: u32, word: usize) -> Option<Vec<u32>> {
        let mut taken = vec![token];
        let mut missing: Vec<usize> =
            self.expected.iter().copied().skip(usize::from(self.near.is_ordered)).collect();
        if !self.near.is_ordered {
            missing.retain(|&other| other != word);
        }
        let mut last = token;
        while !missing.is_empty() {
            let n_looked_up = if self.near.is_ordered { 1 } else { missing.len() };
            let next = missing.iter().take(n_looked_up).enumerate();
            let next = next.filter_map(|(at, &word)| Some((self.after(word, last)?, at)));
            let (next, at) = next.min()?;
            if !self.may_follow(last, next) {
                return None;
            }
            taken.push(next);
            missing.remove(at);
            last = next;
        }
        Some(taken)
    }

    /// The first place of a word behind a token.
    fn after(&self, word: usize, token: u32) -> Option<u32> {
        let places = self.places.get(word)?;
        places.get(places.partition_point(|&place| place <= token)).copied()
    }

    fn may_follow(&self, last: u32, next: u32) -> bool {
        let distance = self.space.id(next).saturating_sub(self.space.id(last));
        distance <= self.near.distance.unwrap_or(DISTANCE)
            && self.space.is_together(last, next)
            && match self.near.bounds {
                Bounds::Unit => true,
                Bounds::Sentence => self.space.sentence_of(last) == self.space.sentence_of(next),
                Bounds::Paragraph => self.space.paragraph_of(last) == self.space.paragraph_of(next),
            }
    }
}
