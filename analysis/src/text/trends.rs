//! How the use of words changes from wave to wave (調査回).

use serde::Serialize;

use super::associated::both;
use super::terms::Term;
use crate::statistics::NotTested;
use crate::statistics::independence::{Independence, independence};

/// The texts of one wave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wave {
    /// What people read for it.
    pub label: String,
    /// Its texts, as indexes of [`super::corpus::Corpus::documents`], ascending.
    pub documents: Vec<u32>,
}

/// How often a word was used in one wave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WaveShare {
    /// The texts of the wave with the word, ascending.
    pub documents: Vec<u32>,
    /// Their share of the wave's texts, 0 to 1; `None` for a wave without texts.
    pub share: Option<f64>,
}

/// One word through all waves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// Dictionary form.
    pub lemma: String,
    /// Key of its class.
    pub class: &'static str,
    /// Index in [`super::corpus::Corpus::words`].
    pub word: u32,
    /// One entry a wave, in their order.
    pub waves: Vec<WaveShare>,
    /// Share in the last wave with texts less share in the first; `None` with fewer than two such waves.
    pub change: Option<f64>,
    /// Whether the waves differ, as a table of waves × (with the word, without).
    pub test: Result<Independence, NotTested>,
}

/// The words of `terms` through `waves`, in the order of `terms`. A text belongs to the waves that list it.
pub fn trends(terms: &[Term], waves: &[Wave]) -> Vec<Trend> {
    terms.iter().map(|term| trend(term, waves)).collect()
}

fn trend(term: &Term, waves: &[Wave]) -> Trend {
    let shares: Vec<WaveShare> = waves
        .iter()
        .map(|wave| {
            let documents = both(&term.documents, &wave.documents);
            let share = crate::table::share(documents.len(), wave.documents.len());
            WaveShare { documents, share }
        })
        .collect();
    let table: Vec<Vec<usize>> = waves
        .iter()
        .zip(&shares)
        .map(|(wave, share)| vec![share.documents.len(), wave.documents.len() - share.documents.len()])
        .collect();
    let known: Vec<f64> = shares.iter().filter_map(|wave| wave.share).collect();
    let change = match known.as_slice() {
        [first, .., last] => Some(last - first),
        _ => None,
    };
    Trend {
        lemma: term.lemma.clone(),
        class: term.class,
        word: term.word,
        waves: shares,
        change,
        test: independence(&table),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::terms::{TermOptions, terms};

    #[test]
    fn shares_are_of_the_texts_of_the_wave() {
        let corpus = corpus_of(&["送迎がない", "送迎を望む", "求人がない", "送迎が始まる", "求人が増える"]);
        let words = terms(&corpus, &TermOptions::content_words());
        let wave =
            |label: &str, documents: &[u32]| Wave { label: label.to_owned(), documents: documents.to_vec() };
        let waves = [wave("1", &[0, 1, 2]), wave("2", &[]), wave("3", &[3, 4])];
        let rows = trends(&words, &waves);
        let pickup = rows.iter().find(|row| row.lemma == "送迎").unwrap();
        let documents: Vec<&[u32]> = pickup.waves.iter().map(|wave| wave.documents.as_slice()).collect();
        assert_eq!(documents, [&[0, 1][..], &[], &[3]]);
        assert_eq!(pickup.waves[1].share, None);
        assert!((pickup.change.unwrap() - (0.5 - 2.0 / 3.0)).abs() < 1e-12);
        assert_eq!(pickup.test.unwrap().chi_square.df, 1);
        assert_eq!(trends(&words, &waves[..1])[0].change, None);
        assert_eq!(trends(&words, &[])[0].test, Err(NotTested::TooFew));
    }
}
