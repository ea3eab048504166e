//! Why a unit has a code: the places in its text that fired.

use std::collections::HashSet;

use serde::Serialize;

use super::atom::Atom;
use super::coder::Coder;
use super::expression::{AtomInPlace, Expression};
use super::near;
use super::problem::Place;
use super::strings::Search;
use super::words::{phrase_hits, word_hits};
use crate::text::Span;
use crate::text::units::Piece;

/// A place in a text that speaks for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    /// Index in [`crate::text::corpus::Corpus::documents`].
    pub document: u32,
    /// Where in its text.
    pub span: Span,
    /// The atom of the rules that fired.
    pub place: Place,
}

/// Places that are collected before they are put in order, besides those that are wanted.
const ROOM: usize = 100_000;

fn put_in_order(found: &mut Vec<Evidence>) {
    found.sort_unstable();
    found.dedup();
}

impl Coder<'_> {
    /// The places in a unit that fire for a code, and for the codes that it refers to, in the order of the text. What
    /// stands below a `not` speaks for nothing. Empty for a code that a length, a number or a variable alone gave.
    pub fn evidence(&self, code: usize, unit: u32) -> Vec<Evidence> {
        self.fired(code, &[unit])
    }

    /// The same for several units, ascending, in one pass over the texts.
    pub fn fired(&self, code: usize, units: &[u32]) -> Vec<Evidence> {
        self.fired_within(code, units, usize::MAX).0
    }

    /// The first `most` of these places, and whether there are more. No more than about twice as many are held: codes may refer to one
    /// another ten thousand times.
    pub fn fired_within(&self, code: usize, units: &[u32], most: usize) -> (Vec<Evidence>, bool) {
        let enough = most.saturating_add(1);
        let mut found = Vec::new();
        for atom in self.firing(code, units) {
            self.add_places(atom, units, &mut found);
            if found.len() > enough.saturating_mul(2).saturating_add(ROOM) {
                put_in_order(&mut found);
                found.truncate(enough);
            }
        }
        put_in_order(&mut found);
        let is_cut = found.len() > most;
        found.truncate(most);
        (found, is_cut)
    }

    /// Where something fires in units, ascending, whatever atoms it was for: the text and the place in it, each once, in the order of the
    /// texts.
    pub fn spots(&self, code: usize, units: &[u32]) -> Vec<(u32, Span)> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        let mut n_known = 0_usize;
        for atom in self.firing(code, units).into_iter().filter(|atom| seen.insert(atom.atom)) {
            self.add_places(AtomInPlace { place: Place::default(), ..atom }, units, &mut found);
            if found.len() > n_known.saturating_mul(2).saturating_add(ROOM) {
                put_in_order(&mut found);
                n_known = found.len();
            }
        }
        put_in_order(&mut found);
        found.into_iter().map(|place| (place.document, place.span)).collect()
    }

    /// The atoms that speak for a code, and for the codes that it refers to; none where there is no unit to look in.
    fn firing(&self, code: usize, units: &[u32]) -> Vec<AtomInPlace<'_>> {
        let mut found = Vec::new();
        if units.is_empty() {
            return found;
        }
        let mut seen = HashSet::from([code]);
        let mut open = vec![code];
        while let Some(code) = open.pop() {
            let rule = self.file.codes.get(code).and_then(|code| code.rule.as_ref());
            for atom in rule.into_iter().flat_map(Expression::atoms).filter(|atom| !atom.is_denied) {
                match atom.atom {
                    Atom::Code(name) => {
                        open.extend(self.numbers.get(name.as_str()).filter(|&&number| seen.insert(number)));
                    }
                    _ => found.push(atom),
                }
            }
        }
        found
    }

    fn add_places(&self, atom: AtomInPlace<'_>, units: &[u32], found: &mut Vec<Evidence>) {
        let is_inside =
            |token: u32| self.space.unit_of(token).is_some_and(|unit| units.binary_search(&unit).is_ok());
        let tokens: Vec<u32> = match atom.atom {
            Atom::Word(word) => word_hits(&self.space, word),
            Atom::Phrase(words) => {
                let firsts = phrase_hits(&self.space, words).into_iter();
                let firsts = firsts.filter(|&first| is_inside(first));
                firsts.flat_map(|first| first..first + words.len() as u32).collect()
            }
            Atom::Near(near) => near::hits(&self.space, near).into_iter().flatten().collect(),
            Atom::Text(text) => return self.add_strings(text, atom.place, units, found),
            _ => Vec::new(),
        };
        let corpus = self.space.index.corpus;
        for token in tokens.into_iter().filter(|&token| is_inside(token)) {
            let document = corpus.document_tokens.partition_point(|range| range.end <= token) as u32;
            if let Some(token) = corpus.tokens.get(token as usize) {
                found.push(Evidence { document, span: token.span, place: atom.place });
            }
        }
    }

    fn add_strings(&self, text: &str, place: Place, units: &[u32], found: &mut Vec<Evidence>) {
        let corpus = self.space.index.corpus;
        let search = Search::of(&[self.space.index.normal(text)]);
        let pieces = self.space.units.pieces.iter();
        let mut pieces: Vec<&Piece> =
            pieces.filter(|piece| units.binary_search(&piece.unit).is_ok()).collect();
        pieces.sort_by_key(|piece| (piece.document, piece.span.start));
        for pieces in pieces.chunk_by(|a, b| a.document == b.document) {
            let Some(document) = pieces.first().map(|piece| piece.document) else { continue };
            search.each(corpus, document, |_, _, span| {
                let next = pieces.partition_point(|piece| piece.span.start <= span.start);
                let piece = next.checked_sub(1).and_then(|last| pieces.get(last));
                if piece.is_some_and(|piece| span.end <= piece.span.end) {
                    found.push(Evidence { document, span, place });
                }
            });
        }
    }
}
