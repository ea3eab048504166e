//! Texts as they are searched: their characters and their words, with the way back to what was written.

use rayon::prelude::*;

use super::fold::fold;
use super::wanted::Needle;
use crate::text::Span;
use crate::text::corpus::{Corpus, Document, build};
use crate::text::normalize::normalize;
use crate::text::tokenizer::Tokenizer;

/// Texts, read.
pub struct Texts {
    corpus: Corpus,
    /// Dictionary form of each word of the corpus, folded.
    lemmas: Vec<String>,
    /// The texts, folded.
    folded: Vec<String>,
}

impl Texts {
    /// Reads texts, on all threads.
    pub fn read(tokenizer: &Tokenizer, texts: Vec<String>) -> Texts {
        let folded = texts.par_iter().map(|text| fold(text)).collect();
        let document = |text| Document { text, ..Document::default() };
        let corpus = build(tokenizer, texts.into_iter().map(document).collect(), &|_| {});
        let lemmas = corpus.words.iter().map(|word| fold(&word.lemma)).collect();
        Texts { corpus, lemmas, folded }
    }

    /// The folded text at a place.
    pub(super) fn folded(&self, place: usize) -> &str {
        self.folded.get(place).map_or("", String::as_str)
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.folded.len()
    }

    /// The different dictionary forms, folded. Words of several classes are there several times.
    pub(super) fn lemmas(&self) -> &[String] {
        &self.lemmas
    }

    /// The words of the text at a place in their order, as places in `lemmas`.
    pub(super) fn words(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        let tokens = u32::try_from(place).map(|place| self.corpus.tokens_of(place)).unwrap_or_default();
        tokens.iter().map(|token| token.word as usize)
    }

    /// Where a needle stands in the text at a place, as characters and as words. In no order, one may hold another.
    pub(super) fn find(&self, place: usize, needle: &Needle) -> Vec<Span> {
        let mut found = self.literally(place, &needle.folded);
        found.extend(self.as_words(place, &needle.lemmas));
        found
    }

    fn literally(&self, place: usize, needle: &str) -> Vec<Span> {
        let Some(document) = self.corpus.documents.get(place) else { return Vec::new() };
        let folded = self.folded(place);
        let normalized = normalize(&document.text);
        let n_chars = needle.chars().count() as u32;
        let (mut byte, mut point) = (0, 0);
        let span = |(at, _): (usize, &str)| {
            point += folded.get(byte..at).map_or(0, |between| between.chars().count() as u32);
            byte = at;
            normalized.original(point, point + n_chars)
        };
        folded.match_indices(needle).map(span).collect()
    }

    fn as_words(&self, place: usize, lemmas: &[String]) -> Vec<Span> {
        if lemmas.is_empty() {
            return Vec::new();
        }
        let tokens = u32::try_from(place).map(|place| self.corpus.tokens_of(place)).unwrap_or_default();
        let is_lemma = |word: u32, lemma: &String| self.lemmas.get(word as usize) == Some(lemma);
        tokens
            .windows(lemmas.len())
            .filter(|window| window.iter().zip(lemmas).all(|(token, lemma)| is_lemma(token.word, lemma)))
            .filter_map(|window| {
                let (first, last) = (window.first()?, window.last()?);
                Some(Span { start: first.span.start, end: last.span.end })
            })
            .collect()
    }
}
