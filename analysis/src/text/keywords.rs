//! Words that are typical of one group of texts rather than of the others (特徴語).

use serde::Serialize;

use super::associated::both;
use super::terms::Term;
use crate::statistics::keyness::{Counts, Keyness, keyness};
use crate::statistics::residual::holm;

/// A word and how typical it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Keyword {
    /// Dictionary form.
    pub lemma: String,
    /// Key of its class.
    pub class: &'static str,
    /// Index in [`super::corpus::Corpus::words`].
    pub word: u32,
    /// The texts of the group with the word, ascending.
    pub inside: Vec<u32>,
    /// The other texts with the word, ascending.
    pub outside: Vec<u32>,
    /// How typical it is: texts with the word of all texts of the group, against the others.
    pub keyness: Keyness,
    /// Probability of G² after Holm's correction for all words compared.
    pub p_holm: f64,
}

/// Compares the texts in `group` (ascending) with the other ones of `n_documents` texts, word by word: first the most
/// typical of the group, last the least. Words that all texts have, or none, are left out; so is everything when the group
/// has no texts or all.
pub fn keywords(terms: &[Term], group: &[u32], n_documents: u32) -> Vec<Keyword> {
    let outside_total = (n_documents as usize).saturating_sub(group.len());
    let mut rows: Vec<Keyword> = terms
        .iter()
        .filter_map(|term| {
            let inside = both(&term.documents, group);
            let is_outside = |document: &u32| group.binary_search(document).is_err();
            let outside: Vec<u32> = term.documents.iter().copied().filter(is_outside).collect();
            let counts = Counts {
                inside: inside.len(),
                inside_total: group.len(),
                outside: outside.len(),
                outside_total,
            };
            let keyness = keyness(counts).ok()?;
            let (lemma, class, word) = (term.lemma.clone(), term.class, term.word);
            Some(Keyword { lemma, class, word, inside, outside, keyness, p_holm: keyness.p })
        })
        .collect();
    let probabilities: Vec<Option<f64>> = rows.iter().map(|row| Some(row.keyness.p)).collect();
    for (row, p) in rows.iter_mut().zip(holm(&probabilities)) {
        row.p_holm = p.unwrap_or(row.p_holm);
    }
    let signed = |row: &Keyword| row.keyness.log_likelihood.copysign(row.keyness.log_ratio);
    rows.sort_by(|a, b| {
        signed(b).total_cmp(&signed(a)).then_with(|| (&a.lemma, a.class).cmp(&(&b.lemma, b.class)))
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::terms::{TermOptions, terms};

    /// 送迎: 2 of 2 inside, 0 of 3 outside. By `scipy.stats.chi2_contingency([[2, 0], [0, 3]], correction=False,
    /// lambda_="log-likelihood")`: 6.730116670092563.
    #[test]
    fn the_most_typical_words_come_first() {
        let corpus = corpus_of(&["送迎がある職場", "送迎を望む", "求人を見る", "求人と職場", "求人"]);
        let words = terms(&corpus, &TermOptions::content_words());
        let rows = keywords(&words, &[0, 1], 5);
        assert_eq!((rows[0].lemma.as_str(), rows[0].inside.as_slice()), ("送迎", &[0, 1][..]));
        near(rows[0].keyness.log_likelihood, 6.730_116_670_092_563, 1e-9);
        let last = rows.last().unwrap();
        assert_eq!((last.lemma.as_str(), last.outside.as_slice()), ("求人", &[2, 3, 4][..]));
        assert!(rows.iter().all(|row| row.p_holm >= row.keyness.p));
        assert_eq!(keywords(&words, &[], 5), []);
        assert_eq!(keywords(&words, &[0, 1, 2, 3, 4], 5), []);
    }
}
