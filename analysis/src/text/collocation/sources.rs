//! The texts in which neighbours of a word are counted.

use super::WIDEST_SPAN;
use crate::text::corpus::Corpus;
use crate::text::tokenizer::Convention;

/// For each of `words` (indexes in [`Corpus::words`]) the texts in which it stands at most `span` tokens, 1 to [`WIDEST_SPAN`], from the
/// word with this dictionary form, ascending. In the parity mode that word may stand in the text before or after.
pub fn texts_near(corpus: &Corpus, lemma: &str, words: &[u32], span: usize) -> Vec<Vec<u32>> {
    let span = span.clamp(1, WIDEST_SPAN);
    let is_node: Vec<bool> = corpus.words.iter().map(|word| word.lemma == lemma).collect();
    let mut place_of: Vec<Option<usize>> = vec![None; corpus.words.len()];
    for (place, &word) in words.iter().enumerate() {
        if let Some(found) = place_of.get_mut(word as usize) {
            *found = Some(place);
        }
    }
    let is_node_at = |at: usize| {
        let token = corpus.tokens.get(at);
        token.is_some_and(|token| is_node.get(token.word as usize) == Some(&true))
    };
    let mut found: Vec<Vec<u32>> = vec![Vec::new(); words.len()];
    for (document, range) in (0..).zip(&corpus.document_tokens) {
        let own = range.start as usize..range.end as usize;
        let within = match corpus.convention {
            Convention::KhCoder => 0..corpus.tokens.len(),
            Convention::Kikitori => own.clone(),
        };
        for (at, token) in own.clone().zip(corpus.tokens.get(own).unwrap_or_default()) {
            let place = place_of.get(token.word as usize).copied().flatten();
            let Some(texts) = place.and_then(|place| found.get_mut(place)) else { continue };
            if texts.last() == Some(&document) {
                continue;
            }
            let mut around = at.saturating_sub(span).max(within.start)..(at + span + 1).min(within.end);
            if around.any(|other| other != at && is_node_at(other)) {
                texts.push(document);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::collocation::{CollocationOptions, collocations};
    use crate::text::corpus::tests::corpus_of;

    #[test]
    fn every_neighbour_has_the_texts_that_it_is_counted_in() {
        let corpus = corpus_of(&["電話で相談、電話で相談", "窓口と電話", "電話の相談。窓口", "相談と相談"]);
        let options = CollocationOptions::standard();
        let rows = collocations(&corpus, "相談", &options).rows;
        let words: Vec<u32> = rows.iter().map(|row| row.word).collect();
        let found = texts_near(&corpus, "相談", &words, options.span);
        let texts_of = |lemma: &str| {
            let place = rows.iter().position(|row| row.lemma == lemma);
            place.map(|place| found[place].as_slice())
        };
        assert_eq!(texts_of("電話"), Some(&[0, 2][..]));
        assert_eq!(texts_of("窓口"), Some(&[2][..]));
        assert_eq!(texts_of("相談"), Some(&[0, 3][..]), "it is its own neighbour");
        for (row, texts) in rows.iter().zip(&found) {
            assert_eq!(texts.len() as u32, row.n_documents, "{}", row.lemma);
        }
    }

    #[test]
    fn in_the_parity_mode_neighbours_may_be_of_two_texts() {
        let corpus = corpus_of(&["相談", "電話で相談"]);
        let as_khcoder = Corpus { convention: Convention::KhCoder, ..corpus.clone() };
        let word = |lemma: &str| corpus.words.iter().position(|word| word.lemma == lemma).unwrap() as u32;
        let words = [word("相談"), word("電話")];
        assert_eq!(texts_near(&corpus, "相談", &words, 5), [vec![], vec![1]]);
        assert_eq!(texts_near(&as_khcoder, "相談", &words, 5), [vec![0, 1], vec![1]]);
        assert_eq!(texts_near(&corpus, "無", &words, 5), [Vec::<u32>::new(), Vec::new()]);
    }
}
