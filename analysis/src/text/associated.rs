//! Words that are typical of the texts that meet a condition (関連語検索).
//!
//! With N texts, D1 of which meet the condition, df texts with the word and a texts with both:
//!
//! | measure | formula |
//! |---|---|
//! | difference, ratio | a ÷ D1 − df ÷ N, (a ÷ D1) ÷ (df ÷ N) |
//! | Jaccard, Dice, Simpson, Ochiai | a ÷ (D1 + df − a), 2a ÷ (D1 + df), a ÷ min(D1, df), a ÷ √(D1 df) |
//! | LL, χ² | G² and Pearson's χ² (uncorrected) of the four cells |
//!
//! Listed are words with a ÷ D1 > df ÷ N only. Source: K. Higuchi, KH Coder 3 reference manual.

use serde::Serialize;

use super::terms::Term;
use crate::statistics::chi_square::{Correction, chi_square};
use crate::statistics::keyness::log_likelihood;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// Difference of the shares.
    Difference,
    /// Ratio of the shares.
    Ratio,
    /// Jaccard's coefficient: what KH Coder begins with.
    Jaccard,
    /// Dice's coefficient.
    Dice,
    /// Simpson's coefficient.
    Simpson,
    /// Ochiai's coefficient.
    Ochiai,
    /// Log-likelihood.
    LogLikelihood,
    /// χ².
    ChiSquare,
}

/// How a list is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssociatedOptions {
    /// What the list is sorted by, the highest first.
    pub sort_by: SortBy,
    /// Least number of texts for a word.
    pub min_documents: u32,
    /// Dictionary forms to leave out: those of the condition itself.
    pub left_out: Vec<String>,
    /// Longest list.
    pub limit: usize,
}

impl AssociatedOptions {
    /// KH Coder's settings: by Jaccard's coefficient, 75 words.
    pub fn standard() -> AssociatedOptions {
        AssociatedOptions { sort_by: SortBy::Jaccard, min_documents: 1, left_out: Vec::new(), limit: 75 }
    }
}

/// How typical a word is; see the formulas above.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Measures {
    /// Difference of the shares, above 0 to 1.
    pub difference: f64,
    /// Ratio of the shares, above 1.
    pub ratio: f64,
    /// Jaccard's coefficient, 0 to 1.
    pub jaccard: f64,
    /// Dice's coefficient, 0 to 1.
    pub dice: f64,
    /// Simpson's coefficient, 0 to 1.
    pub simpson: f64,
    /// Ochiai's coefficient, 0 to 1.
    pub ochiai: f64,
    /// Log-likelihood, 0 or more.
    pub log_likelihood: f64,
    /// χ²; 0 where all texts meet the condition or have the word.
    pub chi_square: f64,
}

impl Measures {
    fn of(&self, sort_by: SortBy) -> f64 {
        match sort_by {
            SortBy::Difference => self.difference,
            SortBy::Ratio => self.ratio,
            SortBy::Jaccard => self.jaccard,
            SortBy::Dice => self.dice,
            SortBy::Simpson => self.simpson,
            SortBy::Ochiai => self.ochiai,
            SortBy::LogLikelihood => self.log_likelihood,
            SortBy::ChiSquare => self.chi_square,
        }
    }
}

/// A word that is typical of the texts that meet the condition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Associated {
    /// Dictionary form.
    pub lemma: String,
    /// Key of its class.
    pub class: &'static str,
    /// Index in [`super::corpus::Corpus::words`].
    pub word: u32,
    /// All texts with the word.
    pub n_documents: u32,
    /// Their share of all texts, 0 to 1.
    pub share: f64,
    /// The texts with the word that meet the condition, ascending.
    pub documents: Vec<u32>,
    /// Their share of the texts that meet the condition, 0 to 1.
    pub share_within: f64,
    /// How typical it is.
    pub measures: Measures,
}

/// The words of `terms` that are typical of the texts in `condition` (ascending), out of `n_documents` texts. Nothing
/// when no text meets the condition.
pub fn associated(
    terms: &[Term],
    condition: &[u32],
    n_documents: u32,
    options: &AssociatedOptions,
) -> Vec<Associated> {
    let n_within = condition.len() as u32;
    // Most words are not listed: only of those that are more than their measures is written down.
    let mut found: Vec<(&Term, u32, Measures)> = terms
        .iter()
        .filter(|term| term.n_documents >= options.min_documents.max(1))
        .filter(|term| !options.left_out.contains(&term.lemma))
        .filter_map(|term| {
            let n = in_both(&term.documents, condition).count() as u32;
            let measures = measures(n, n_within, term.n_documents, n_documents)?;
            (measures.difference > 0.0).then_some((term, n, measures))
        })
        .collect();
    found.sort_by(|(a, n_a, of_a), (b, n_b, of_b)| {
        let (one, other) = (of_a.of(options.sort_by), of_b.of(options.sort_by));
        let words = || (&a.lemma, a.class).cmp(&(&b.lemma, b.class));
        other.total_cmp(&one).then(n_b.cmp(n_a)).then_with(words)
    });
    found.truncate(options.limit);
    let row = |(term, n, measures): (&Term, u32, Measures)| Associated {
        lemma: term.lemma.clone(),
        class: term.class,
        word: term.word,
        n_documents: term.n_documents,
        share: f64::from(term.n_documents) / f64::from(n_documents),
        documents: both(&term.documents, condition),
        share_within: f64::from(n) / f64::from(n_within),
        measures,
    };
    found.into_iter().map(row).collect()
}

/// The measures of a word; `None` when it is in no text, or no text meets the condition, or counts go beyond one another.
fn measures(both: u32, n_within: u32, n_word: u32, n_all: u32) -> Option<Measures> {
    let is_possible = both <= n_within.min(n_word) && n_within + n_word - both <= n_all;
    if n_within == 0 || n_word == 0 || !is_possible {
        return None;
    }
    let (a, d1, df, n) = (f64::from(both), f64::from(n_within), f64::from(n_word), f64::from(n_all));
    let rest = (n_all + both) - n_within - n_word;
    let table =
        [vec![both as usize, (n_within - both) as usize], vec![(n_word - both) as usize, rest as usize]];
    Some(Measures {
        difference: a / d1 - df / n,
        ratio: (a / d1) / (df / n),
        jaccard: a / (df + d1 - a),
        dice: 2.0 * a / (df + d1),
        simpson: a / df.min(d1),
        ochiai: a / (df * d1).sqrt(),
        log_likelihood: log_likelihood(a, d1 - a, df - a, f64::from(rest)),
        chi_square: chi_square(&table, Correction::Never).map_or(0.0, |test| test.statistic),
    })
}

/// What two ascending lists have in common.
pub(crate) fn both(a: &[u32], b: &[u32]) -> Vec<u32> {
    in_both(a, b).collect()
}

fn in_both<'l>(a: &'l [u32], b: &'l [u32]) -> impl Iterator<Item = u32> + 'l {
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    shorter.iter().copied().filter(|document| longer.binary_search(document).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::terms::{TermOptions, terms};

    /// a = 671, D1 = 2395, df = 1267, N = 9883; by Python. LL and χ² by `scipy.stats.chi2_contingency` of
    /// [[671, 1724], [596, 6892]], `correction=False`, with and without `lambda_="log-likelihood"`.
    #[test]
    fn the_measures_of_a_frequent_pair() {
        let result = measures(671, 2395, 1267, 9883).unwrap();
        near(result.difference, 671.0 / 2395.0 - 1267.0 / 9883.0, 1e-12);
        near(result.ratio, 2.185_391_164_505_11, 1e-9);
        near(result.jaccard, 0.224_339_685_723_838_2, 1e-12);
        near(result.dice, 0.366_466_411_796_832_3, 1e-12);
        near(result.simpson, 0.529_597_474_348_855_5, 1e-12);
        near(result.ochiai, 0.385_195_720_816_465_1, 1e-12);
        near(result.log_likelihood, 568.413_789_395_349_6, 1e-6);
        near(result.chi_square, 653.164_802_576_766_3, 1e-9);
    }

    #[test]
    fn only_typical_words_are_listed() {
        let corpus = corpus_of(&["電話で相談", "電話で相談", "病院で相談", "病院に通う", "電話する"]);
        let words = terms(&corpus, &TermOptions::content_words());
        let options =
            AssociatedOptions { left_out: vec!["相談".to_owned()], ..AssociatedOptions::standard() };
        let rows = associated(&words, &[0, 1, 2], 5, &options);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].lemma.as_str(), rows[0].documents.as_slice()), ("電話", &[0, 1][..]));
        near(rows[0].measures.jaccard, 0.5, 1e-12);
        assert_eq!(associated(&words, &[], 5, &options), []);
        assert_eq!(associated(&words, &[0, 1, 2, 3, 4], 5, &options), []);
    }
}
