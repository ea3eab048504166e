//! Denied words (〜ない) as items of their own: 理解〜ない beside 理解. All that counts words then has them apart, from the list of words
//! to networks and maps.

use std::collections::HashMap;

use super::corpus::{Corpus, Word};
use super::word_class::{self, ClassId};

/// Stands behind the dictionary form of a word where it is denied.
pub const DENIED: &str = "〜ない";

/// Stands behind a dictionary form where somebody asks for the word where it is not denied.
pub const AFFIRMED: &str = "（〜ない以外）";

/// The wave that Windows types, which the normal form of KH Coder keeps.
const OTHER_DENIED: &str = "～ない";

/// Which occurrences of a word are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uses {
    /// Denied or not.
    All,
    /// Denied (理解〜ない).
    Denied,
    /// Not denied (理解（〜ない以外）).
    Affirmed,
}

impl Uses {
    /// Whether an occurrence is meant that is denied or not.
    pub fn has(self, is_denied: bool) -> bool {
        match self {
            Uses::All => true,
            Uses::Denied => is_denied,
            Uses::Affirmed => !is_denied,
        }
    }

    /// What stands behind the dictionary form.
    pub fn suffix(self) -> &'static str {
        match self {
            Uses::All => "",
            Uses::Denied => DENIED,
            Uses::Affirmed => AFFIRMED,
        }
    }
}

/// The dictionary form of a word as it is written in lists and addresses, and which of its occurrences are meant.
pub fn read(written: &str) -> (&str, Uses) {
    let named = [(AFFIRMED, Uses::Affirmed), (DENIED, Uses::Denied), (OTHER_DENIED, Uses::Denied)];
    let found = named.iter().find_map(|(suffix, uses)| Some((written.strip_suffix(suffix)?, *uses)));
    // A sign alone is no word.
    found.filter(|(lemma, _)| !lemma.is_empty()).unwrap_or((written, Uses::All))
}

/// The dictionary form without what tells that it is denied.
pub fn lemma(written: &str) -> &str {
    read(written).0
}

/// Counts words apart from themselves where they are denied: those that are counted at all get a word 理解〜ない of the same class. Doing
/// it twice is doing it once. Coding rules and lists of words mean words wherever they stand: they come before this.
pub fn apart(corpus: &mut Corpus) {
    let Corpus { words, tokens, .. } = corpus;
    let mut numbers: HashMap<(u32, bool), u32> = HashMap::new();
    let mut found: Vec<Word> = Vec::new();
    for token in tokens {
        let Some(word) = words.get(token.word as usize) else { continue };
        let is_counted = word_class::get(word.class).is_used && read(&word.lemma).1 == Uses::All;
        let is_apart = token.is_negated && is_counted;
        token.word = *numbers.entry((token.word, is_apart)).or_insert_with(|| {
            let suffix = if is_apart { DENIED } else { "" };
            found.push(Word { lemma: format!("{}{suffix}", word.lemma), class: word.class });
            found.len() as u32 - 1
        });
    }
    *words = found;
}

/// The words of a corpus that it has apart where they are denied: their dictionary forms with their classes.
pub struct Apart(HashMap<String, Vec<ClassId>>);

impl Apart {
    /// None in a corpus that [`apart`] has not been done to.
    pub fn of(corpus: &Corpus) -> Apart {
        let mut found: HashMap<String, Vec<ClassId>> = HashMap::new();
        for word in corpus.words.iter().filter(|word| read(&word.lemma).1 == Uses::Denied) {
            found.entry(lemma(&word.lemma).to_owned()).or_default().push(word.class);
        }
        Apart(found)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How one of the words of the corpus is written so that it leads to the occurrences that are counted as it, also in the same
    /// corpus before its words were taken [`apart`]. `class` is the key of its class.
    pub fn written(&self, lemma: &str, class: &str) -> String {
        let classes = self.0.get(lemma).map(Vec::as_slice).unwrap_or_default();
        let has_other = word_class::by_key(class).is_some_and(|class| classes.contains(&class));
        let suffix = if has_other { AFFIRMED } else { "" };
        format!("{lemma}{suffix}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::cooccurrence::CooccurrenceOptions;
    use crate::text::cooccurrence::compared::Compared;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::phrase::{documents, occurrences, of_lemmas};
    use crate::text::terms::{Term, TermOptions, terms};

    const TEXTS: [&str; 4] =
        ["職場の理解がある。", "理解がない職場。", "理解がない。窓口の理解もある。", "理解がない職場"];

    fn content(corpus: &Corpus) -> Vec<Term> {
        terms(corpus, &TermOptions::content_words())
    }

    fn numbers(corpus: &Corpus) -> Vec<(String, &'static str, u32, u32)> {
        let found = content(corpus).into_iter().filter(|term| term.lemma.starts_with("理解"));
        found.map(|term| (term.lemma, term.class, term.n_documents, term.n_occurrences)).collect()
    }

    #[test]
    fn denied_words_are_items_of_their_own() {
        let mut corpus = corpus_of(&TEXTS);
        assert_eq!(numbers(&corpus), [("理解".to_owned(), "verbal-noun", 4, 5)]);
        apart(&mut corpus);
        let found = numbers(&corpus);
        let expected =
            [("理解〜ない".to_owned(), "verbal-noun", 3, 3), ("理解".to_owned(), "verbal-noun", 2, 2)];
        assert_eq!(found, expected);
        apart(&mut corpus);
        assert_eq!(numbers(&corpus), expected, "twice is once");
        // Whatever compares words has them apart, too.
        let options = CooccurrenceOptions { min_documents: Some(2), ..CooccurrenceOptions::standard() };
        let network = Compared::by_text(&corpus, &content(&corpus), &options).network();
        let pair = |edge: &crate::text::cooccurrence::Edge| {
            let lemma = |place: u32| network.nodes[place as usize].lemma.as_str();
            ([lemma(edge.source), lemma(edge.target)], edge.documents.clone())
        };
        let with_place = network
            .edges
            .iter()
            .map(pair)
            .find(|(words, _)| words.contains(&"理解〜ない") && words.contains(&"職場"));
        assert_eq!(with_place.map(|(_, documents)| documents), Some(vec![1, 3]));
    }

    #[test]
    fn each_item_leads_to_its_own_texts() {
        let plain = corpus_of(&TEXTS);
        let mut parted = plain.clone();
        apart(&mut parted);
        let names = Apart::of(&parted);
        for term in content(&parted) {
            let written = names.written(&term.lemma, term.class);
            let class = word_class::by_key(term.class);
            for corpus in [&plain, &parted] {
                let found = occurrences(corpus, &of_lemmas(corpus, &written), class);
                assert_eq!(documents(&found), term.documents, "{written}");
                assert_eq!(found.len(), term.n_occurrences as usize, "{written}");
            }
        }
        assert_eq!(names.written("理解", "verbal-noun"), "理解（〜ない以外）");
        assert_eq!(Apart::of(&plain).written("理解", "verbal-noun"), "理解");
    }

    #[test]
    fn a_word_without_more_is_meant_wherever_it_stands() {
        let mut corpus = corpus_of(&TEXTS);
        let n = |corpus: &Corpus, written: &str| occurrences(corpus, &of_lemmas(corpus, written), None).len();
        let before = [n(&corpus, "理解"), n(&corpus, "理解+が+ない"), n(&corpus, "理解〜ない+が")];
        assert_eq!(before, [5, 3, 3]);
        apart(&mut corpus);
        assert_eq!([n(&corpus, "理解"), n(&corpus, "理解+が+ない"), n(&corpus, "理解～ない+が")], before);
    }

    #[test]
    fn the_order_of_texts_changes_no_number() {
        let (mut one, mut other) = (corpus_of(&TEXTS), corpus_of(&[TEXTS[3], TEXTS[2], TEXTS[1], TEXTS[0]]));
        apart(&mut one);
        apart(&mut other);
        let all = |corpus: &Corpus| -> Vec<(String, u32, u32)> {
            let found = content(corpus).into_iter();
            found.map(|term| (term.lemma, term.n_documents, term.n_occurrences)).collect()
        };
        assert_eq!(all(&one), all(&other));
    }

    #[test]
    fn a_sign_alone_is_no_denial() {
        assert_eq!(read("〜ない"), ("〜ない", Uses::All));
        assert_eq!(read("理解〜ない"), ("理解", Uses::Denied));
        assert_eq!(read("理解"), ("理解", Uses::All));
        assert_eq!(lemma("理解（〜ない以外）"), "理解");
    }
}
