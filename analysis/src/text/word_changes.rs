//! What other lists of words do to the figures of the same texts: which words appear, disappear, or are counted otherwise.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::corpus::Corpus;
use super::word_class;

/// How often a word is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WordCount {
    /// Texts that contain it.
    pub n_documents: u32,
    /// How often it occurs in all.
    pub n_occurrences: u32,
}

/// A word that is counted otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordChange {
    /// Dictionary form. Its classes are counted together, since a list may change the class alone.
    pub lemma: String,
    /// How often it was counted.
    pub before: WordCount,
    /// How often it is counted now.
    pub after: WordCount,
    /// The texts that contain it before and after, as indexes of [`Corpus::documents`], ascending.
    pub documents: [Vec<u32>; 2],
}

/// How often a word is counted, and in which texts.
type Counted = (WordCount, Vec<u32>);

/// The words that two readings of the same texts count differently, the largest changes first.
pub fn word_changes(before: &Corpus, after: &Corpus) -> Vec<WordChange> {
    let mut words: BTreeMap<&str, (Counted, Counted)> = BTreeMap::new();
    for (lemma, counted) in counts(before) {
        words.entry(lemma).or_default().0 = counted;
    }
    for (lemma, counted) in counts(after) {
        words.entry(lemma).or_default().1 = counted;
    }
    let is_other = |(_, (before, after)): &(&str, (Counted, Counted))| before.0 != after.0;
    let mut changes: Vec<WordChange> = words
        .into_iter()
        .filter(is_other)
        .map(|(lemma, ((before, texts_before), (after, texts_after)))| WordChange {
            lemma: lemma.to_owned(),
            before,
            after,
            documents: [texts_before, texts_after],
        })
        .collect();
    let size = |change: &WordChange| change.before.n_occurrences.abs_diff(change.after.n_occurrences);
    changes.sort_by_key(|change| Reverse(size(change)));
    changes
}

/// The words that are counted, by their dictionary forms.
fn counts(corpus: &Corpus) -> BTreeMap<&str, Counted> {
    let mut found: BTreeMap<&str, Counted> = BTreeMap::new();
    for document in 0..corpus.documents.len() as u32 {
        for token in corpus.tokens_of(document) {
            let Some(word) = corpus.words.get(token.word as usize) else { continue };
            if !word_class::get(word.class).is_used {
                continue;
            }
            let (count, texts) = found.entry(word.lemma.as_str()).or_default();
            count.n_occurrences += 1;
            if texts.last() != Some(&document) {
                texts.push(document);
                count.n_documents += 1;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::synonyms::Synonyms;

    #[test]
    fn what_appears_and_what_disappears_is_told_with_its_counts() {
        let texts = ["病院と医院と病院", "病院へ", "駅へ"];
        let before = corpus_of(&texts);
        let mut after = before.clone();
        Synonyms::parse("医療機関,病院,医院").unwrap().apply(&mut after);
        let count = |n_documents, n_occurrences| WordCount { n_documents, n_occurrences };
        let change = |lemma: &str, before, after, texts: [&[u32]; 2]| {
            let documents = texts.map(<[u32]>::to_vec);
            WordChange { lemma: lemma.to_owned(), before, after, documents }
        };
        assert_eq!(
            word_changes(&before, &after),
            [
                change("医療機関", count(0, 0), count(2, 4), [&[], &[0, 1]]),
                change("病院", count(2, 3), count(0, 0), [&[0, 1], &[]]),
                change("医院", count(1, 1), count(0, 0), [&[0], &[]]),
            ]
        );
        assert!(word_changes(&before, &before).is_empty());
    }
}
