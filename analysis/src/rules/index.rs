//! Where the words of a corpus stand, and in which unit each place is.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::text::corpus::{Corpus, MARKUP, comparable};
use crate::text::headed::Outline;
use crate::text::tokenizer::Convention;
use crate::text::units::{Unit, Units, units};
use crate::text::word_class;

/// In no unit, sentence or paragraph.
const NONE: u32 = u32::MAX;

/// The places of all words of a corpus.
pub(super) struct Index<'a> {
    pub corpus: &'a Corpus,
    /// For each word the first of its `places`; one more at the end.
    starts: Vec<usize>,
    /// Tokens, word after word.
    places: Vec<u32>,
    /// The words of a normal form that rules see: of a class that is counted, and no stop words.
    counted: HashMap<String, Vec<u32>>,
    /// All normal forms.
    known: HashSet<String>,
    /// Words that are in no length: stop words and tags.
    is_passed_over: Vec<bool>,
}

impl<'a> Index<'a> {
    pub(super) fn new(corpus: &'a Corpus, stop_words: &[String]) -> Index<'a> {
        let (starts, places) = places(corpus);
        let stopped: HashSet<String> =
            stop_words.iter().map(|word| comparable(word, corpus.convention)).collect();
        let mut index = Index {
            corpus,
            starts,
            places,
            counted: HashMap::new(),
            known: HashSet::new(),
            is_passed_over: Vec::with_capacity(corpus.words.len()),
        };
        for (number, word) in (0_u32..).zip(&corpus.words) {
            let name = comparable(&word.lemma, corpus.convention);
            let is_stopped = stopped.contains(&name);
            let is_markup = corpus.convention == Convention::Kikitori && word.lemma == MARKUP;
            index.is_passed_over.push(is_stopped || is_markup);
            if word_class::get(word.class).is_used && !is_stopped {
                index.counted.entry(name.clone()).or_default().push(number);
            }
            index.known.insert(name);
        }
        index
    }

    /// The form in which words and strings are compared.
    pub(super) fn normal(&self, text: &str) -> String {
        comparable(text, self.corpus.convention)
    }

    /// The words of a normal form that rules see.
    pub(super) fn words_of(&self, normal: &str) -> &[u32] {
        self.counted.get(normal).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a normal form occurs at all.
    pub(super) fn is_known(&self, normal: &str) -> bool {
        self.known.contains(normal)
    }

    /// Whether a word is in no length.
    pub(super) fn is_passed_over(&self, word: u32) -> bool {
        self.is_passed_over.get(word as usize).copied().unwrap_or_default()
    }

    /// Where any of these words stands, ascending.
    pub(super) fn places_of(&self, words: &[u32]) -> Vec<u32> {
        let mut found = Vec::new();
        for &word in words {
            found.extend_from_slice(self.places_of_word(word));
        }
        if words.len() > 1 {
            found.sort_unstable();
        }
        found
    }

    fn places_of_word(&self, word: u32) -> &[u32] {
        let start = self.starts.get(word as usize).copied().unwrap_or_default();
        let end = self.starts.get(word as usize + 1).copied().unwrap_or(start);
        self.places.get(start..end).unwrap_or_default()
    }
}

/// The tokens sorted by their words.
fn places(corpus: &Corpus) -> (Vec<usize>, Vec<u32>) {
    let mut starts = vec![0_usize; corpus.words.len() + 1];
    for token in &corpus.tokens {
        if let Some(count) = starts.get_mut(token.word as usize + 1) {
            *count += 1;
        }
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut places = vec![0; corpus.tokens.len()];
    for (number, token) in (0_u32..).zip(&corpus.tokens) {
        let Some(place) = next.get_mut(token.word as usize) else { continue };
        if let Some(slot) = places.get_mut(*place) {
            *slot = number;
        }
        *place += 1;
    }
    (starts, places)
}

/// The tokens of a corpus as a row of places with units on it.
pub(super) struct Space<'a> {
    pub index: Index<'a>,
    pub outline: &'a Outline,
    pub units: &'a Units,
    /// For each token its unit.
    unit: Vec<u32>,
    /// For each token its piece, where units are not one stretch of text.
    piece: Option<Vec<u32>>,
    /// For each token its sentence; looked up at the first use, as is the next.
    sentence: OnceCell<Vec<u32>>,
    paragraph: OnceCell<Vec<u32>>,
    /// The first tokens of headings, and the first behind them.
    headings: (Vec<u32>, Vec<u32>),
}

impl<'a> Space<'a> {
    pub(super) fn new(index: Index<'a>, outline: &'a Outline, units: &'a Units) -> Space<'a> {
        let n = index.corpus.tokens.len();
        let unit = spread(n, units.pieces.iter().map(|piece| (piece.tokens.clone(), piece.unit)));
        // What a person wrote elsewhere is not near.
        let piece = (units.kind == Unit::Person)
            .then(|| spread(n, (0..).zip(&units.pieces).map(|(at, piece)| (piece.tokens.clone(), at))));
        let headings = headings(index.corpus, outline);
        let (sentence, paragraph) = (OnceCell::new(), OnceCell::new());
        Space { index, outline, units, unit, piece, sentence, paragraph, headings }
    }

    /// The unit of a token.
    pub(super) fn unit_of(&self, token: u32) -> Option<u32> {
        self.unit.get(token as usize).copied().filter(|&unit| unit != NONE)
    }

    /// Whether two tokens are in one unit, and for people in one text.
    pub(super) fn is_together(&self, one: u32, other: u32) -> bool {
        let of = self.piece.as_ref().unwrap_or(&self.unit);
        let place = |token: u32| of.get(token as usize).copied().filter(|&place| place != NONE);
        place(one).is_some() && place(one) == place(other)
    }

    /// The number of a token as KH Coder counts, the tags of headings among them.
    pub(super) fn id(&self, token: u32) -> u32 {
        let (starts, ends) = &self.headings;
        let n_passed = |points: &[u32]| points.partition_point(|&point| point <= token) as u32;
        token + n_passed(starts) + n_passed(ends)
    }

    /// The sentence of a token.
    pub(super) fn sentence_of(&self, token: u32) -> Option<u32> {
        let of = self.sentence.get_or_init(|| {
            let sentences = (0..).zip(&self.index.corpus.sentences);
            let ranges = sentences.map(|(at, sentence)| (sentence.tokens.clone(), at));
            spread(self.index.corpus.tokens.len(), ranges)
        });
        of.get(token as usize).copied().filter(|&sentence| sentence != NONE)
    }

    /// The paragraph of a token; none for headings.
    pub(super) fn paragraph_of(&self, token: u32) -> Option<u32> {
        let of = self.paragraph.get_or_init(|| {
            let found = units(self.index.corpus, self.outline, Unit::Paragraph, &[]);
            let ranges = found.pieces.iter().map(|piece| (piece.tokens.clone(), piece.unit));
            spread(self.index.corpus.tokens.len(), ranges)
        });
        of.get(token as usize).copied().filter(|&paragraph| paragraph != NONE)
    }

    /// Where the words of a normal form stand that are in a unit, ascending.
    pub(super) fn places_of(&self, normal: &str) -> Vec<u32> {
        let mut places = self.index.places_of(self.index.words_of(normal));
        places.retain(|&token| self.unit_of(token).is_some());
        places
    }
}

/// One value for each of `n` tokens, from ranges with values.
fn spread(n: usize, ranges: impl Iterator<Item = (std::ops::Range<u32>, u32)>) -> Vec<u32> {
    let mut values = vec![NONE; n];
    for (range, value) in ranges {
        if let Some(part) = values.get_mut(range.start as usize..range.end as usize) {
            part.fill(value);
        }
    }
    values
}

fn headings(corpus: &Corpus, outline: &Outline) -> (Vec<u32>, Vec<u32>) {
    let mut found = (Vec::new(), Vec::new());
    for heading in &outline.headings {
        let Some(range) = corpus.document_tokens.get(heading.document as usize) else { continue };
        let tokens = corpus.tokens_of(heading.document);
        let before =
            |point: u32| range.start + tokens.partition_point(|token| token.span.start < point) as u32;
        found.0.push(before(heading.span.start));
        found.1.push(before(heading.span.end));
    }
    found
}
