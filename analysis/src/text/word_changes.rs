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
}

/// The words that two readings of the same texts count differently, the largest changes first.
pub fn word_changes(before: &Corpus, after: &Corpus) -> Vec<WordChange> {
    let mut words: BTreeMap<&str, (WordCount, WordCount)> = BTreeMap::new();
    for (lemma, count) in counts(before) {
        words.entry(lemma).or_default().0 = count;
    }
    for (lemma, count) in counts(after) {
        words.entry(lemma).or_default().1 = count;
    }
    let is_other = |(_, (before, after)): &(&str, (WordCount, WordCount))| before != after;
    let mut changes: Vec<WordChange> = words
        .into_iter()
        .filter(is_other)
        .map(|(lemma, (before, after))| WordChange { lemma: lemma.to_owned(), before, after })
        .collect();
    let size = |change: &WordChange| change.before.n_occurrences.abs_diff(change.after.n_occurrences);
    changes.sort_by_key(|change| Reverse(size(change)));
    changes
}

/// The words that are counted, by their dictionary forms.
fn counts(corpus: &Corpus) -> BTreeMap<&str, WordCount> {
    // With each word the last text that it was met in.
    let mut found: BTreeMap<&str, (WordCount, Option<u32>)> = BTreeMap::new();
    for document in 0..corpus.documents.len() as u32 {
        for token in corpus.tokens_of(document) {
            let Some(word) = corpus.words.get(token.word as usize) else { continue };
            if !word_class::get(word.class).is_used {
                continue;
            }
            let (count, last) = found.entry(word.lemma.as_str()).or_default();
            count.n_occurrences += 1;
            if last.replace(document) != Some(document) {
                count.n_documents += 1;
            }
        }
    }
    found.into_iter().map(|(lemma, (count, _))| (lemma, count)).collect()
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
        let change = |lemma: &str, before, after| WordChange { lemma: lemma.to_owned(), before, after };
        assert_eq!(
            word_changes(&before, &after),
            [
                change("医療機関", count(0, 0), count(2, 4)),
                change("病院", count(2, 3), count(0, 0)),
                change("医院", count(1, 1), count(0, 0)),
            ]
        );
        assert!(word_changes(&before, &before).is_empty());
    }
}
