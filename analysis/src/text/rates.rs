//! How many of 1,000 tokens are a word: what measures of counts (cosine, Euclid) compare words by, in texts, people or other units.
//!
//! Units stand in an order of their own, that of what they have, so that what is added up along a row does not depend on the order
//! that texts came in. Two units that have the same are exchangeable.

use std::ops::Range;

use super::corpus::Corpus;
use super::people::People;
use super::terms::Term;
use super::units::Units;
use crate::multivariate::Sparse;

/// One row a word: how many of 1,000 tokens of each text it is.
pub fn rates(corpus: &Corpus, terms: &[Term]) -> Vec<Sparse> {
    let n = corpus.documents.len() as u32;
    by_parts(corpus, terms, n, (0..).zip(&corpus.document_tokens))
}

/// The same of all that a person wrote.
pub fn rates_by_person(corpus: &Corpus, terms: &[Term], people: &People) -> Vec<Sparse> {
    let texts = (0..).zip(&corpus.document_tokens);
    let parts = texts.filter_map(|(text, tokens)| Some((people.person(text)?, tokens)));
    by_parts(corpus, terms, people.n, parts)
}

/// The same of each unit.
pub fn rates_by_unit(corpus: &Corpus, terms: &[Term], units: &Units) -> Vec<Sparse> {
    let parts = units.pieces.iter().map(|piece| (piece.unit, &piece.tokens));
    by_parts(corpus, terms, units.n, parts)
}

/// What a unit has.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Content {
    /// The places of its words in the list, ascending, one as often as it occurs.
    words: Vec<u32>,
    /// How many tokens it has in all.
    n_tokens: usize,
}

/// `parts` are the tokens of units, of which there are `n`.
fn by_parts<'c>(
    corpus: &Corpus,
    terms: &[Term],
    n: u32,
    parts: impl Iterator<Item = (u32, &'c Range<u32>)>,
) -> Vec<Sparse> {
    let mut place_of: Vec<Option<u32>> = vec![None; corpus.words.len()];
    for (place, term) in (0..).zip(terms) {
        if let Some(found) = place_of.get_mut(term.word as usize) {
            *found = Some(place);
        }
    }
    let mut contents = vec![Content::default(); n as usize];
    for (unit, tokens) in parts {
        let Some(content) = contents.get_mut(unit as usize) else { continue };
        let tokens = corpus.tokens.get(tokens.start as usize..tokens.end as usize).unwrap_or_default();
        let places = tokens.iter().filter_map(|token| place_of.get(token.word as usize).copied().flatten());
        content.words.extend(places);
        content.n_tokens += tokens.len();
    }
    contents.iter_mut().for_each(|content| content.words.sort_unstable());
    contents.sort_unstable();
    let mut rows: Vec<Sparse> = vec![Vec::new(); terms.len()];
    for (unit, content) in (0_u32..).zip(&contents) {
        for same in content.words.chunk_by(|a, b| a == b) {
            if let Some(row) = same.first().and_then(|place| rows.get_mut(*place as usize)) {
                row.push((unit, same.len() as f64 * 1000.0 / content.n_tokens as f64));
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::headed::Outline;
    use crate::text::terms::{TermOptions, terms};
    use crate::text::units::{Unit, units};

    /// Five tokens, none, one.
    const TEXTS: [&str; 3] = ["相談、相談、電話", "", "電話"];

    /// The rates of 相談 and 電話, which are in any order.
    fn of(rows: fn(&Corpus, &[Term]) -> Vec<Sparse>, texts: &[&str]) -> [Vec<f64>; 2] {
        let corpus = corpus_of(texts);
        let words = terms(&corpus, &TermOptions::content_words());
        let rows = rows(&corpus, &words);
        ["相談", "電話"].map(|lemma| {
            let place = words.iter().position(|word| word.lemma == lemma).unwrap();
            rows[place].iter().map(|(_, rate)| *rate).collect()
        })
    }

    #[test]
    fn words_are_counted_among_1000_tokens_of_a_text() {
        assert_eq!(of(rates, &TEXTS), [vec![400.0], vec![1000.0, 200.0]]);
    }

    /// By hand: the first and the last text have six tokens, two of them 相談 and two 電話.
    #[test]
    fn what_a_person_wrote_is_counted_as_one() {
        let together = |corpus: &Corpus, words: &[Term]| {
            let names = ["P", "Q", "P"].map(str::to_owned);
            rates_by_person(corpus, words, &People::new(3, &names, &[]))
        };
        assert_eq!(of(together, &TEXTS), [vec![2000.0 / 6.0], vec![2000.0 / 6.0]]);
        let alone =
            |corpus: &Corpus, words: &[Term]| rates_by_person(corpus, words, &People::new(3, &[], &[]));
        assert_eq!(of(alone, &TEXTS), of(rates, &TEXTS));
    }

    /// Two sentences of two tokens each, the full stop being one.
    #[test]
    fn a_sentence_has_rates_of_its_own() {
        let corpus = corpus_of(&["電話。相談。"]);
        let words = terms(&corpus, &TermOptions::content_words());
        let by = |kind: Unit| rates_by_unit(&corpus, &words, &units(&corpus, &Outline::default(), kind, &[]));
        let rates_of = |rows: Vec<Sparse>| -> Vec<f64> { rows.iter().flatten().map(|cell| cell.1).collect() };
        assert_eq!(rates_of(by(Unit::Sentence)), [500.0, 500.0]);
        assert_eq!(rates_of(by(Unit::Document)), [250.0, 250.0]);
        assert_eq!(by(Unit::Document), rates(&corpus, &words));
    }

    #[test]
    fn the_order_of_texts_changes_nothing() {
        let texts = ["相談と電話", "電話をかける", "相談、相談、電話", "電話と相談と書類", "書類"];
        let rows = |order: [usize; 5]| {
            let corpus = corpus_of(&order.map(|place| texts[place]));
            rates(&corpus, &terms(&corpus, &TermOptions::content_words()))
        };
        assert_eq!(rows([0, 1, 2, 3, 4]), rows([4, 2, 0, 3, 1]));
    }
}
