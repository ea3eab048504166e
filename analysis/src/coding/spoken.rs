//! What texts say, without what says nothing (特になし): it puts no texts together.

use std::collections::HashMap;

use super::suggest::CodedSentence;
use crate::multivariate::Sparse;
use crate::text::Span;
use crate::text::corpus::Corpus;
use crate::text::matrix::counts;
use crate::text::terms::Term;

/// One row a text: how often it has each word outside sentences that say nothing, by their places in `words`. Texts stand in the
/// order of what they say (`order`, see [`crate::text::matrix::by_content`]), so that the order that they came in changes no topic.
pub fn rows(corpus: &Corpus, coded: &[CodedSentence], words: &[Term], order: &[usize]) -> Vec<Sparse> {
    let mut rows = counts(corpus, words);
    let place_of: HashMap<u32, u32> = words.iter().map(|term| term.word).zip(0..).collect();
    for sentence in coded.iter().filter(|sentence| sentence.suggestion.is_blank) {
        let Some(row) = rows.get_mut(sentence.document as usize) else { continue };
        let tokens = corpus.tokens_of(sentence.document).iter();
        let inside = tokens.filter(|token| holds(sentence.span, token.span));
        for place in inside.filter_map(|token| place_of.get(&token.word)) {
            if let Some((_, count)) = row.iter_mut().find(|(own, _)| own == place) {
                *count -= 1.0;
            }
        }
        row.retain(|(_, count)| *count > 0.0);
    }
    order.iter().filter_map(|&place| rows.get(place).cloned()).collect()
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::suggest::{Suggester, suggest_all};
    use crate::text::corpus::tests::corpus_of;
    use crate::text::terms::{TermOptions, terms};

    #[test]
    fn what_says_nothing_counts_no_words() {
        let corpus =
            corpus_of(&["特にありません。", "特に相談の窓口がほしい。", "特にありません。\n窓口がほしい。"]);
        let coded = suggest_all(&Suggester::shipped().unwrap(), &corpus);
        let words = terms(&corpus, &TermOptions::content_words());
        let place = |lemma: &str| words.iter().position(|word| word.lemma == lemma).unwrap() as u32;
        let (particularly, window) = (place("特に"), place("窓口"));
        let rows = rows(&corpus, &coded, &words, &[2, 0, 1]);
        let count = |row: usize, word: u32| rows[row].iter().find(|(own, _)| *own == word).map(|(_, n)| *n);
        assert_eq!(rows[1], Sparse::new(), "the first text says nothing");
        assert_eq!(
            (count(0, particularly), count(0, window)),
            (None, Some(1.0)),
            "half of the third does not"
        );
        assert_eq!((count(2, particularly), count(2, window)), (Some(1.0), Some(1.0)));
    }
}
