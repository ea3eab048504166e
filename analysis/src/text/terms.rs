//! Which words occur, in how many texts and how often.

use serde::Serialize;

use super::corpus::Corpus;
use super::word_class::{self, ClassId};

/// Which words are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermOptions {
    /// Classes of the words, see [`word_class::WORD_CLASSES`].
    pub classes: Vec<ClassId>,
    /// Least number of texts a word must occur in.
    pub min_documents: u32,
    /// Longest list; `None` for all.
    pub limit: Option<usize>,
}

impl TermOptions {
    /// Words with content of their own (KH Coder's choice at first), in at least one text.
    pub fn content_words() -> TermOptions {
        TermOptions { classes: content_classes(), min_documents: 1, limit: None }
    }

    /// All words that are counted (KH Coder's own list), those without content of their own as well (名詞B, 動詞B …).
    pub fn counted_words() -> TermOptions {
        let is_used = |&(_, class): &(usize, &word_class::WordClass)| class.is_used;
        let classes = word_class::WORD_CLASSES.iter().enumerate().filter(is_used);
        let classes = classes.map(|(index, _)| index as ClassId).collect();
        TermOptions { classes, min_documents: 1, limit: None }
    }
}

/// The classes of words with content of their own.
pub fn content_classes() -> Vec<ClassId> {
    let is_content = |&(_, class): &(usize, &word_class::WordClass)| class.is_content;
    let classes = word_class::WORD_CLASSES.iter().enumerate().filter(is_content);
    classes.map(|(index, _)| index as ClassId).collect()
}

/// A word that is counted (抽出語).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// Dictionary form.
    pub lemma: String,
    /// Key of its class.
    pub class: &'static str,
    /// Index in [`Corpus::words`].
    pub word: u32,
    /// Texts that contain it: how many people used the word.
    pub n_documents: u32,
    /// How often it occurs in all.
    pub n_occurrences: u32,
    /// In how many of its occurrences it is denied (〜ない).
    pub n_negated: u32,
    /// The texts that contain it, as indexes of [`Corpus::documents`], ascending.
    pub documents: Vec<u32>,
}

/// How many texts deny a word (〜ない), and how many use it without that. A text that does both is in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Denied {
    /// Texts in which it is denied at least once.
    pub n_denying: u32,
    /// Texts in which it stands at least once without.
    pub n_affirming: u32,
}

/// The same for each of [`Corpus::words`].
pub fn denied(corpus: &Corpus) -> Vec<Denied> {
    let mut found = vec![Denied::default(); corpus.words.len()];
    // The last text that was counted on either side.
    let mut last: Vec<[Option<u32>; 2]> = vec![[None, None]; corpus.words.len()];
    for document in 0..corpus.documents.len() as u32 {
        for token in corpus.tokens_of(document) {
            let word = token.word as usize;
            let (Some(found), Some([denying, affirming])) = (found.get_mut(word), last.get_mut(word)) else {
                continue;
            };
            let (n, last) = match token.is_negated {
                true => (&mut found.n_denying, denying),
                false => (&mut found.n_affirming, affirming),
            };
            *n += u32::from(*last != Some(document));
            *last = Some(document);
        }
    }
    found
}

/// The words of a corpus, most texts first, then most occurrences, then dictionary form and class.
pub fn terms(corpus: &Corpus, options: &TermOptions) -> Vec<Term> {
    let mut terms: Vec<Option<Term>> = corpus
        .words
        .iter()
        .enumerate()
        .map(|(index, word)| {
            options.classes.contains(&word.class).then(|| Term {
                lemma: word.lemma.clone(),
                class: word_class::get(word.class).key,
                word: index as u32,
                n_documents: 0,
                n_occurrences: 0,
                n_negated: 0,
                documents: Vec::new(),
            })
        })
        .collect();
    for document in 0..corpus.documents.len() as u32 {
        for token in corpus.tokens_of(document) {
            let Some(Some(term)) = terms.get_mut(token.word as usize) else { continue };
            term.n_occurrences += 1;
            term.n_negated += u32::from(token.is_negated);
            if term.documents.last() != Some(&document) {
                term.documents.push(document);
            }
        }
    }
    let mut terms: Vec<Term> = terms.into_iter().flatten().collect();
    for term in &mut terms {
        term.n_documents = term.documents.len() as u32;
    }
    terms.retain(|term| term.n_documents >= options.min_documents.max(1));
    terms.sort_by(|a, b| {
        let rank = |term: &Term| (std::cmp::Reverse(term.n_documents), std::cmp::Reverse(term.n_occurrences));
        rank(a).cmp(&rank(b)).then_with(|| a.lemma.cmp(&b.lemma)).then(a.class.cmp(b.class))
    });
    terms.truncate(options.limit.unwrap_or(usize::MAX));
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::tests::corpus_of;

    #[test]
    fn people_are_counted_before_occurrences() {
        let corpus =
            corpus_of(&["相談、相談、相談の日々。", "通院が続く。", "通院のため休む。通院できない。"]);
        let terms = terms(&corpus, &TermOptions::content_words());
        assert_eq!(terms[0].lemma, "通院");
        assert_eq!((terms[0].n_documents, terms[0].n_occurrences, terms[0].n_negated), (2, 3, 1));
        assert_eq!(terms[0].documents, [1, 2]);
        let denied = denied(&corpus)[terms[0].word as usize];
        assert_eq!(denied, Denied { n_denying: 1, n_affirming: 2 }, "who did both is in both");
        assert_eq!((terms[1].lemma.as_str(), terms[1].n_occurrences), ("相談", 3));
        assert_eq!(terms[0].class, "verbal-noun");
    }

    #[test]
    fn options_choose_the_words() {
        let corpus = corpus_of(&["病院で働く。", "病院に通う。"]);
        let options = TermOptions {
            classes: vec![word_class::by_key("verb").unwrap()],
            limit: Some(1),
            ..TermOptions::content_words()
        };
        let lemmas: Vec<String> = terms(&corpus, &options).into_iter().map(|term| term.lemma).collect();
        assert_eq!(lemmas, ["働く"]);
    }
}
