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

impl Coder<'_> {
    /// The places in a unit that fire for a code, and for the codes that it refers to, in the order of the text. What
    /// stands below a `not` speaks for nothing. Empty for a code that a length, a number or a variable alone gave.
    pub fn evidence(&self, code: usize, unit: u32) -> Vec<Evidence> {
        let mut found = Vec::new();
        let mut seen = HashSet::from([code]);
        let mut open = vec![code];
        while let Some(code) = open.pop() {
            let rule = self.file.codes.get(code).and_then(|code| code.rule.as_ref());
            for atom in rule.into_iter().flat_map(Expression::atoms).filter(|atom| !atom.is_denied) {
                match atom.atom {
                    Atom::Code(name) => {
                        open.extend(self.numbers.get(name.as_str()).filter(|&&number| seen.insert(number)));
                    }
                    _ => self.add_places(atom, unit, &mut found),
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn add_places(&self, atom: AtomInPlace<'_>, unit: u32, found: &mut Vec<Evidence>) {
        let tokens: Vec<u32> = match atom.atom {
            Atom::Word(word) => word_hits(&self.space, word),
            Atom::Phrase(words) => {
                let firsts = phrase_hits(&self.space, words).into_iter();
                let firsts = firsts.filter(|&first| self.space.unit_of(first) == Some(unit));
                firsts.flat_map(|first| first..first + words.len() as u32).collect()
            }
            Atom::Near(near) => near::hits(&self.space, near).into_iter().flatten().collect(),
            Atom::Text(text) => return self.add_strings(text, atom.place, unit, found),
            _ => Vec::new(),
        };
        let corpus = self.space.index.corpus;
        for token in tokens.into_iter().filter(|&token| self.space.unit_of(token) == Some(unit)) {
            let document = corpus.document_tokens.partition_point(|range| range.end <= token) as u32;
            if let Some(token) = corpus.tokens.get(token as usize) {
                found.push(Evidence { document, span: token.span, place: atom.place });
            }
        }
    }

    fn add_strings(&self, text: &str, place: Place, unit: u32, found: &mut Vec<Evidence>) {
        let corpus = self.space.index.corpus;
        let search = Search::of(&[self.space.index.normal(text)]);
        for piece in self.space.units.pieces.iter().filter(|piece| piece.unit == unit) {
            let document = piece.document;
            search.each(corpus, document, |_, _, span| {
                if piece.span.start <= span.start && span.end <= piece.span.end {
                    found.push(Evidence { document, span, place });
                }
            });
        }
    }
}
