//! How often words occur (出現回数の分布): how many words occur once, twice and so on, with mean and standard deviation. The same of the
//! texts that words are in (文書数の分布).

use std::collections::BTreeMap;

use super::corpus::Corpus;
use super::word_class;

/// How often the words of a corpus occur.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frequencies {
    /// Different words of the classes that are counted (異なり語数, 使用).
    pub n_words: u32,
    /// How often one of them occurs on average; none without a word.
    pub mean: Option<f64>,
    /// The standard deviation, of n − 1; none for fewer than two words.
    pub standard_deviation: Option<f64>,
    /// For each number of occurrences the words that have it, the least number first.
    pub rows: Vec<Frequency>,
}

/// A number of occurrences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frequency {
    /// It.
    pub n_occurrences: u32,
    /// Words that occur so often.
    pub n_words: u32,
    /// Their share of all words, 0 to 1.
    pub share: f64,
    /// Words that occur so often or less.
    pub n_up_to: u32,
    /// Their share of all words, 0 to 1.
    pub share_up_to: f64,
}

/// The frequencies of the words of classes that are counted at all.
pub fn frequencies(corpus: &Corpus) -> Frequencies {
    let mut counts = vec![0_u32; corpus.words.len()];
    for token in &corpus.tokens {
        if let Some(count) = counts.get_mut(token.word as usize) {
            *count += 1;
        }
    }
    let is_used = |class| word_class::get(class).is_used;
    let counted = corpus.words.iter().zip(counts).filter(|(word, n)| *n > 0 && is_used(word.class));
    of_counts(&counted.map(|(_, n)| n).collect::<Vec<u32>>())
}

/// The frequencies of words of which is known how often each occurs, or how many texts have it.
pub fn of_counts(counts: &[u32]) -> Frequencies {
    let n = counts.len() as f64;
    let mean = counts.iter().map(|count| f64::from(*count)).sum::<f64>() / n;
    let squares: f64 = counts.iter().map(|count| (f64::from(*count) - mean).powi(2)).sum();
    let mut words_of: BTreeMap<u32, u32> = BTreeMap::new();
    for count in counts {
        *words_of.entry(*count).or_default() += 1;
    }
    let mut n_up_to = 0;
    let row = |(n_occurrences, n_words): (u32, u32)| {
        n_up_to += n_words;
        let (share, share_up_to) = (f64::from(n_words) / n, f64::from(n_up_to) / n);
        Frequency { n_occurrences, n_words, share, n_up_to, share_up_to }
    };
    Frequencies {
        n_words: counts.len() as u32,
        mean: (n > 0.0).then_some(mean),
        standard_deviation: (n > 1.0).then(|| (squares / (n - 1.0)).sqrt()),
        rows: words_of.into_iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;
    use crate::text::corpus::tests::corpus_of;

    /// By Python: `statistics.mean([1, 1, 1, 2, 5])` and `statistics.stdev` of the same.
    #[test]
    fn words_are_listed_by_how_often_they_occur() {
        let found = of_counts(&[2, 1, 5, 1, 1]);
        assert_eq!(found.n_words, 5);
        near(found.mean.unwrap(), 2.0, 1e-12);
        near(found.standard_deviation.unwrap(), 1.732_050_807_568_877_2, 1e-12);
        let rows: Vec<[u32; 3]> =
            found.rows.iter().map(|row| [row.n_occurrences, row.n_words, row.n_up_to]).collect();
        assert_eq!(rows, [[1, 3, 3], [2, 1, 4], [5, 1, 5]]);
        near(found.rows[0].share, 0.6, 1e-12);
        near(found.rows[1].share_up_to, 0.8, 1e-12);
        near(found.rows[2].share_up_to, 1.0, 1e-12);
    }

    #[test]
    fn particles_and_signs_are_not_counted() {
        let found = frequencies(&corpus_of(&["相談の電話、相談の窓口。", "電話"]));
        let rows: Vec<[u32; 2]> = found.rows.iter().map(|row| [row.n_occurrences, row.n_words]).collect();
        assert_eq!((found.n_words, rows), (3, vec![[1, 1], [2, 2]]));
    }

    #[test]
    fn no_words_and_one_word_have_no_deviation() {
        assert_eq!(frequencies(&corpus_of(&[])), Frequencies::default());
        let one = of_counts(&[7]);
        assert_eq!((one.mean, one.standard_deviation), (Some(7.0), None));
    }
}
