//! Words with units in the place of texts: what a network, associated words, clusters and a map take to be counted by sentence,
//! paragraph or heading.

use std::cmp::Reverse;

use super::corpus::Corpus;
use super::terms::Term;
use super::units::{Piece, Units};

/// The same words by units: [`Term::documents`] are units, ascending and each once, and `n_documents` is how many there are. How often
/// a word occurs in all stays what it is. Words that stand in no unit are left out; those of most units come first, as those of most
/// texts do in [`super::terms::terms`].
pub fn unit_terms(corpus: &Corpus, units: &Units, terms: &[Term]) -> Vec<Term> {
    let mut place_of: Vec<Option<usize>> = vec![None; corpus.words.len()];
    for (place, term) in terms.iter().enumerate() {
        if let Some(found) = place_of.get_mut(term.word as usize) {
            *found = Some(place);
        }
    }
    // The texts of a person or a heading may be far apart.
    let mut pieces: Vec<&Piece> = units.pieces.iter().collect();
    pieces.sort_by_key(|piece| piece.unit);
    let mut found: Vec<Vec<u32>> = vec![Vec::new(); terms.len()];
    for piece in pieces {
        let range = piece.tokens.start as usize..piece.tokens.end as usize;
        for token in corpus.tokens.get(range).unwrap_or_default() {
            let place = place_of.get(token.word as usize).copied().flatten();
            let Some(of_word) = place.and_then(|place| found.get_mut(place)) else { continue };
            if of_word.last() != Some(&piece.unit) {
                of_word.push(piece.unit);
            }
        }
    }
    let by_units = terms.iter().zip(found).filter(|(_, of_word)| !of_word.is_empty());
    let mut by_units: Vec<Term> = by_units
        .map(|(term, of_word)| Term {
            n_documents: of_word.len() as u32,
            documents: of_word,
            lemma: term.lemma.clone(),
            ..*term
        })
        .collect();
    by_units.sort_by(|a, b| {
        let rank = |term: &Term| (Reverse(term.n_documents), Reverse(term.n_occurrences));
        rank(a).cmp(&rank(b)).then_with(|| a.lemma.cmp(&b.lemma)).then(a.class.cmp(b.class))
    });
    by_units
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::associated::{AssociatedOptions, associated};
    use crate::text::corpus::tests::corpus_of;
    use crate::text::headed::{self, HeadedText, Outline};
    use crate::text::terms::{TermOptions, terms};
    use crate::text::tokenizer;
    use crate::text::units::{Unit, units};

    /// 窓口 and 送迎 stand in one text, in different sentences; 窓口 and 求人 in one sentence.
    const TEXTS: [&str; 3] =
        ["窓口を探した。送迎がない。", "窓口で求人を見た。求人は多い。", "送迎を頼んだ。"];

    fn counted(texts: &[&str], kind: Unit, persons: &[String]) -> (Vec<Term>, u32) {
        let corpus = corpus_of(texts);
        let units = units(&corpus, &Outline::default(), kind, persons);
        let words = terms(&corpus, &TermOptions::content_words());
        (unit_terms(&corpus, &units, &words), units.n)
    }

    fn word<'t>(terms: &'t [Term], lemma: &str) -> &'t Term {
        terms.iter().find(|term| term.lemma == lemma).unwrap()
    }

    #[test]
    fn words_of_different_sentences_do_not_go_together() {
        let (by_sentence, n) = counted(&TEXTS, Unit::Sentence, &[]);
        assert_eq!(n, 5);
        assert_eq!(word(&by_sentence, "窓口").documents, [0, 2]);
        assert_eq!(word(&by_sentence, "送迎").documents, [1, 4]);
        assert_eq!(word(&by_sentence, "求人").documents, [2, 3]);
        let options = AssociatedOptions::standard();
        let with = |terms: &[Term], n: u32, lemma: &str| -> Vec<String> {
            let found = associated(terms, &word(terms, "窓口").documents, n, &options);
            found.into_iter().map(|row| row.lemma).filter(|found| found == lemma).collect()
        };
        assert_eq!(with(&by_sentence, n, "送迎"), Vec::<String>::new());
        assert_eq!(with(&by_sentence, n, "求人"), ["求人"]);
        let (by_text, _) = counted(&TEXTS, Unit::Document, &[]);
        assert_eq!(word(&by_text, "窓口").documents, [0, 1]);
        assert_eq!(word(&by_text, "送迎").documents, [0, 2], "here they share the first text");
    }

    #[test]
    fn by_text_nothing_changes() {
        let corpus = corpus_of(&TEXTS);
        let units = units(&corpus, &Outline::default(), Unit::Document, &[]);
        let words = terms(&corpus, &TermOptions::content_words());
        assert_eq!(unit_terms(&corpus, &units, &words), words);
    }

    #[test]
    fn texts_of_a_person_that_are_apart_are_one_unit() {
        let persons = ["P", "Q", "P"].map(str::to_owned);
        let (by_person, n) = counted(&TEXTS, Unit::Person, &persons);
        assert_eq!(n, 2);
        assert_eq!(word(&by_person, "送迎").documents, [0]);
        assert_eq!(word(&by_person, "送迎").n_occurrences, 2);
        assert_eq!(word(&by_person, "窓口").documents, [0, 1]);
    }

    #[test]
    fn the_order_of_texts_changes_no_number() {
        let numbers = |texts: &[&str]| -> Vec<(String, u32, u32)> {
            let (found, _) = counted(texts, Unit::Sentence, &[]);
            found.into_iter().map(|term| (term.lemma, term.n_documents, term.n_occurrences)).collect()
        };
        let shuffled = [TEXTS[2], TEXTS[0], TEXTS[1]];
        assert_eq!(numbers(&TEXTS), numbers(&shuffled));
        let (found, _) = counted(&shuffled, Unit::Sentence, &[]);
        assert!(found.iter().all(|term| term.documents.is_sorted_by(|a, b| a < b)));
    }

    #[test]
    fn words_below_no_heading_are_left_out() {
        let HeadedText { documents, outline } = headed::read("送迎がない。\n<H1>春</H1>\n窓口がある。\n");
        let corpus = crate::text::corpus::build(tokenizer::tests::shared(), documents, &|_| {});
        let units = units(&corpus, &outline, Unit::Heading(1), &[]);
        let words = terms(&corpus, &TermOptions::content_words());
        let lemmas: Vec<String> =
            unit_terms(&corpus, &units, &words).into_iter().map(|term| term.lemma).collect();
        assert!(lemmas.contains(&"窓口".to_owned()) && !lemmas.contains(&"送迎".to_owned()), "{lemmas:?}");
    }
}
