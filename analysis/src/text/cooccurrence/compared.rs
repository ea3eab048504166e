//! The words that are compared with one another, chosen once, so that a network, clusters and a map look at the same words by the same
//! numbers.

use std::borrow::Cow;

use super::codes::of_so_many;
use super::least::Least;
use super::{CooccurrenceOptions, MOST_WORDS, Network, network};
use crate::multivariate::similarity::{Pairs, apart_below, distances, similarities};
use crate::multivariate::{NotComputed, Sparse};
use crate::text::corpus::Corpus;
use crate::text::matrix::presence;
use crate::text::people::People;
use crate::text::rates::{rates, rates_by_person, rates_by_unit};
use crate::text::terms::Term;
use crate::text::tokenizer::Convention;
use crate::text::units::Units;

/// Words with what they are compared by.
pub struct Compared {
    /// The words; their `documents` are texts, people or units of another kind.
    pub words: Vec<Term>,
    /// How frequent a word had to be.
    pub least: Least,
    /// How many words are that frequent; `words` are the first of them.
    pub n_frequent: usize,
    /// How many texts, people or units there are (N).
    pub n: u32,
    /// How they are compared.
    pub(super) options: CooccurrenceOptions,
    /// Whether they are codes, of which many may be all alike.
    are_codes: bool,
    /// For measures of counts how many of 1,000 tokens each word is; without them it counts whether a word is there.
    rates: Option<Vec<Sparse>>,
}

impl Compared {
    /// Words by texts, out of those of a corpus.
    pub fn by_text(corpus: &Corpus, words: &[Term], options: &CooccurrenceOptions) -> Compared {
        let n = corpus.documents.len() as u32;
        let Frequent { least, n: n_frequent, words } = frequent(words, corpus.convention, options);
        let rates = options.measure.is_of_counts().then(|| rates(corpus, &words));
        Compared { words, least, n_frequent, n, options: options.clone(), are_codes: false, rates }
    }

    /// Words by people, out of those that [`People::terms`] gave.
    pub fn by_person(
        corpus: &Corpus,
        by_people: &[Term],
        people: &People,
        options: &CooccurrenceOptions,
    ) -> Compared {
        let Frequent { least, n: n_frequent, words } = frequent(by_people, corpus.convention, options);
        let rates = options.measure.is_of_counts().then(|| rates_by_person(corpus, &words, people));
        Compared { words, least, n_frequent, n: people.n, options: options.clone(), are_codes: false, rates }
    }

    /// Words by units, out of those that [`crate::text::unit_terms::unit_terms`] gave.
    pub fn by_unit(
        corpus: &Corpus,
        by_unit: &[Term],
        units: &Units,
        options: &CooccurrenceOptions,
    ) -> Compared {
        let Frequent { least, n: n_frequent, words } = frequent(by_unit, corpus.convention, options);
        let rates = options.measure.is_of_counts().then(|| rates_by_unit(corpus, &words, units));
        Compared { words, least, n_frequent, n: units.n, options: options.clone(), are_codes: false, rates }
    }

    /// Codes, which are there or not, out of `n` texts or units. A number of words to aim at does not matter.
    pub fn codes(codes: &[Term], n: u32, options: &CooccurrenceOptions) -> Compared {
        let least = options.min_documents.unwrap_or(1);
        let is_wanted = |code: &&Term| code.n_documents >= least;
        let n_frequent = codes.iter().filter(is_wanted).count();
        let words = codes.iter().filter(is_wanted).take(options.max_words.min(MOST_WORDS)).cloned().collect();
        let least = Least::Documents(least);
        Compared { words, least, n_frequent, n, options: options.clone(), are_codes: true, rates: None }
    }

    /// The network; what it calls documents are what the words are compared by. Of codes that make too many edges fewer are compared, as
    /// its parameters say.
    pub fn network(&self) -> Network {
        let network = network(self);
        if self.are_codes { of_so_many(self, network) } else { network }
    }

    /// The distance of each two words. Those that fewer than `min_shared` texts, people or units have both are as far apart as if none
    /// had (for measures of sets and the cosine).
    ///
    /// # Errors
    /// When they cannot be computed, see [`distances`].
    pub fn distances(&self) -> Result<Pairs, NotComputed> {
        let (rows, least) = (self.rows(), self.options.min_shared);
        let all = distances(&rows, self.n as usize, self.options.measure)?;
        Ok(if least > 1 { apart_below(all, &rows, least) } else { all })
    }

    /// The similarity of each two words.
    ///
    /// # Errors
    /// When they cannot be computed, see [`similarities`].
    pub(super) fn similarities(&self) -> Result<Pairs, NotComputed> {
        similarities(&self.rows(), self.n as usize, self.options.measure)
    }

    fn rows(&self) -> Cow<'_, [Sparse]> {
        match &self.rates {
            Some(rates) => Cow::Borrowed(rates),
            None => Cow::Owned(presence(&self.words)),
        }
    }
}

/// Words that are frequent enough to be compared.
struct Frequent {
    /// How frequent that is.
    least: Least,
    /// How many there are.
    n: usize,
    /// The first of them, as many as are compared.
    words: Vec<Term>,
}

fn frequent(words: &[Term], convention: Convention, options: &CooccurrenceOptions) -> Frequent {
    let usual = || Least::usual(words, options.target_words, convention);
    let least = options.min_documents.map_or_else(usual, Least::Documents);
    let is_frequent = |term: &&Term| least.is_met(term.n_documents, term.n_occurrences);
    let most = options.max_words.min(MOST_WORDS);
    Frequent {
        least,
        n: words.iter().filter(is_frequent).count(),
        words: words.iter().filter(is_frequent).take(most).cloned().collect(),
    }
}
