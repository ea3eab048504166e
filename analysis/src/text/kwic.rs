//! A word with what stands around it (KWIC concordance).

pub mod located;

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;

use super::Span;
use super::corpus::{Corpus, Token};
use super::phrase::{Occurrence, occurrences};

/// By what lines are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KwicOrder {
    /// As in the texts.
    Text,
    /// By the word so many tokens before (1 is just before), most frequent first.
    Left(u8),
    /// By the word so many tokens after, most frequent first.
    Right(u8),
}

impl KwicOrder {
    /// The order with this name: `text`, `l1` to `l5`, `r1` to `r5`.
    pub fn named(name: &str) -> Option<KwicOrder> {
        let number = |rest: &str| rest.parse().ok().filter(|distance| (1..=5_u8).contains(distance));
        let left = name.strip_prefix('l').and_then(number).map(KwicOrder::Left);
        let right = name.strip_prefix('r').and_then(number).map(KwicOrder::Right);
        left.or(right).or_else(|| (name == "text").then_some(KwicOrder::Text))
    }
}

/// How a concordance is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KwicOptions {
    /// Tokens on each side.
    pub width: usize,
    /// Order of the lines: by the first, those that are equal by the second, then by the third; text order in the end.
    /// What follows [`KwicOrder::Text`] is not looked at.
    pub order: [KwicOrder; 3],
    /// Lines left out at the beginning: those of earlier pages.
    pub skip: usize,
    /// Longest list of lines.
    pub limit: usize,
}

impl KwicOptions {
    /// KH Coder's settings: 20 tokens on each side, in text order.
    pub fn standard() -> KwicOptions {
        KwicOptions { width: 20, order: [KwicOrder::Text; 3], skip: 0, limit: 200 }
    }
}

/// One occurrence with its surroundings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KwicLine {
    /// Index in [`Corpus::documents`].
    pub document: u32,
    /// Where the word stands in that document.
    pub span: Span,
    /// What stands before it.
    pub left: String,
    /// The word as it was written.
    pub keyword: String,
    /// What stands after it.
    pub right: String,
}

/// A concordance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kwic {
    /// All occurrences, also those beyond the limit.
    pub n_occurrences: u32,
    /// The lines, at most as many as the limit.
    pub lines: Vec<KwicLine>,
}

struct Hit {
    place: Occurrence,
    /// The words that it is sorted by.
    neighbours: Vec<Option<u32>>,
}

/// The occurrences of the word with this dictionary form, in any class.
pub fn kwic(corpus: &Corpus, lemma: &str, options: &KwicOptions) -> Kwic {
    concordance(corpus, &occurrences(corpus, &[lemma.to_owned()], None), options)
}

/// Occurrences with their surroundings. Places that are not in the corpus have empty lines.
pub fn concordance(corpus: &Corpus, places: &[Occurrence], options: &KwicOptions) -> Kwic {
    let sorted = options.order.iter().take_while(|order| **order != KwicOrder::Text);
    let orders: Vec<KwicOrder> = sorted.copied().collect();
    let hit = |place: &Occurrence| {
        let tokens = corpus.tokens_of(place.document);
        let neighbour = |order: &KwicOrder| neighbour(tokens, place, *order).map(|token| token.word);
        Hit { place: *place, neighbours: orders.iter().map(neighbour).collect() }
    };
    let mut hits: Vec<Hit> = places.iter().map(hit).collect();
    sort_by_neighbours(corpus, &mut hits);
    let shown = hits.iter().skip(options.skip).take(options.limit);
    Kwic {
        n_occurrences: places.len() as u32,
        lines: shown.map(|hit| line(corpus, &hit.place, options.width)).collect(),
    }
}

fn neighbour<'t>(tokens: &'t [Token], place: &Occurrence, order: KwicOrder) -> Option<&'t Token> {
    match order {
        KwicOrder::Text => None,
        KwicOrder::Left(distance) => tokens.get(place.at.checked_sub(usize::from(distance))?),
        KwicOrder::Right(distance) => tokens.get(last(place) + usize::from(distance)),
    }
}

/// Place of the last token of an occurrence.
fn last(place: &Occurrence) -> usize {
    place.at + place.length.saturating_sub(1)
}

/// Most frequent neighbour first; equally frequent ones by dictionary form; within one neighbour by the next one, in
/// the end as in the texts.
fn sort_by_neighbours(corpus: &Corpus, hits: &mut [Hit]) {
    let mut counts: HashMap<Vec<Option<u32>>, u32> = HashMap::new();
    for hit in hits.iter() {
        for length in 1..=hit.neighbours.len() {
            *counts.entry(hit.neighbours.iter().take(length).copied().collect()).or_default() += 1;
        }
    }
    let lemma = |word: Option<u32>| {
        let word = word.and_then(|word| corpus.words.get(word as usize));
        word.map_or("", |word| word.lemma.as_str())
    };
    // Equal up to this neighbour, two hits are compared by it: how many share it, then its dictionary form.
    let key = |hit: &Hit| -> Vec<(Reverse<u32>, &str, Option<u32>)> {
        let prefix = |length: usize| hit.neighbours.get(..length).unwrap_or_default();
        let count = |length: usize| counts.get(prefix(length)).copied().unwrap_or_default();
        let keys = hit.neighbours.iter().enumerate();
        keys.map(|(place, word)| (Reverse(count(place + 1)), lemma(*word), *word)).collect()
    };
    hits.sort_by_cached_key(key);
}

fn line(corpus: &Corpus, place: &Occurrence, width: usize) -> KwicLine {
    let tokens = corpus.tokens_of(place.document);
    let text = corpus.documents.get(place.document as usize).map_or("", |document| document.text.as_str());
    let span_at = |at: usize| tokens.get(at).map(|token| token.span);
    let first = span_at(place.at).unwrap_or_default();
    let span = Span { start: first.start, end: span_at(last(place)).unwrap_or(first).end };
    let before = span_at(place.at.saturating_sub(width)).unwrap_or(span);
    let after = span_at((last(place) + width).min(tokens.len().saturating_sub(1))).unwrap_or(span);
    let piece =
        |start: u32, end: u32| Span { start, end: end.max(start) }.of(text).replace(['\n', '\r'], " ");
    KwicLine {
        document: place.document,
        span,
        left: piece(before.start, span.start),
        keyword: piece(span.start, span.end),
        right: piece(span.end, after.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::tests::corpus_of;

    #[test]
    fn lines_show_the_surroundings() {
        let corpus = corpus_of(&["主治医に相談した。", "職場で相談した。職場に相談する。"]);
        let options = KwicOptions { width: 2, ..KwicOptions::standard() };
        let kwic = kwic(&corpus, "相談", &options);
        assert_eq!(kwic.n_occurrences, 3);
        let first = &kwic.lines[0];
        assert_eq!((first.left.as_str(), first.keyword.as_str()), ("主治医に", "相談"));
        assert_eq!((first.document, first.right.as_str()), (0, "した"));
        assert_eq!(first.span, Span { start: 4, end: 6 });
    }

    #[test]
    fn lines_can_be_sorted_by_neighbours() {
        let corpus = corpus_of(&["電話で相談", "窓口に相談", "夜に相談"]);
        let options = KwicOptions {
            order: [KwicOrder::Left(1), KwicOrder::Text, KwicOrder::Text],
            limit: 2,
            ..KwicOptions::standard()
        };
        let kwic = kwic(&corpus, "相談", &options);
        let documents: Vec<u32> = kwic.lines.iter().map(|line| line.document).collect();
        assert_eq!((kwic.n_occurrences, documents), (3, vec![1, 2]));
    }

    #[test]
    fn lines_with_the_same_neighbour_are_sorted_by_the_next() {
        let corpus = corpus_of(&["電話で相談した", "窓口で相談する", "夜に相談", "電話で相談"]);
        let order = [KwicOrder::Left(1), KwicOrder::Left(2), KwicOrder::Text];
        let kwic = kwic(&corpus, "相談", &KwicOptions { order, ..KwicOptions::standard() });
        let documents: Vec<u32> = kwic.lines.iter().map(|line| line.document).collect();
        assert_eq!(documents, [0, 3, 1, 2]);
    }

    #[test]
    fn a_phrase_stands_between_its_surroundings_and_pages_follow_one_another() {
        let corpus = corpus_of(&["まず窓口で相談した", "窓口で相談する"]);
        let words = ["窓口", "で", "相談"].map(str::to_owned);
        let places = occurrences(&corpus, &words, None);
        let order = [KwicOrder::Right(1), KwicOrder::Text, KwicOrder::Text];
        let page = |skip: usize| {
            let options = KwicOptions { order, skip, limit: 1, ..KwicOptions::standard() };
            concordance(&corpus, &places, &options)
        };
        let first = page(0);
        assert_eq!((first.n_occurrences, first.lines.len()), (2, 1));
        assert_eq!((first.lines[0].left.as_str(), first.lines[0].keyword.as_str()), ("まず", "窓口で相談"));
        assert_eq!(page(1).lines[0].document, 1);
        assert!(page(2).lines.is_empty());
    }
}
