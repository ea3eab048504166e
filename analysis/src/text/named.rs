//! The words of tables and lists that have no room for all: those that somebody named, then those of most people.

use std::collections::HashMap;

use super::normalize::{lower_case, normalize};
use super::terms::Term;

/// Words that are set against groups beside those that somebody named: those of most people.
pub const SET_AGAINST_GROUPS: usize = 30;

/// Words, of which the first were named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFirst<'t> {
    /// The words that were named, in the order of their names, then those of most people; every word once.
    pub words: Vec<&'t Term>,
    /// How many of them were named. A name that is a word of several classes is several words.
    pub n_named: usize,
}

/// The words that were named, in each class that they have, then those of the first `most` of all that were not. `terms` are in
/// the order of [`super::terms::terms`]. Widths and capitals do not count; names that are no words among `terms` (phrases, codes) have none.
pub fn named_first<'t>(terms: &'t [Term], named: &[String], most: usize) -> NamedFirst<'t> {
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, name) in named.iter().enumerate() {
        places.entry(form(name)).or_insert(place);
    }
    let place = |term: &Term| places.get(&form(&term.lemma)).copied();
    let mut words: Vec<&Term> = terms.iter().filter(|term| place(term).is_some()).collect();
    words.sort_by_key(|term| place(term));
    let n_named = words.len();
    words.extend(terms.iter().take(most).filter(|term| place(term).is_none()));
    NamedFirst { words, n_named }
}

impl NamedFirst<'_> {
    /// The first `most` of them.
    pub fn within(mut self, most: usize) -> Self {
        self.words.truncate(most);
        self.n_named = self.n_named.min(most);
        self
    }

    /// Which of these names none of the words has.
    pub fn missing(&self, named: &[String]) -> Vec<String> {
        let known: Vec<String> = self.words.iter().take(self.n_named).map(|term| form(&term.lemma)).collect();
        named.iter().filter(|name| !known.contains(&form(name))).cloned().collect()
    }
}

/// How names and words are compared.
fn form(word: &str) -> String {
    lower_case(&normalize(word.trim()).text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words by how many people use them; 送迎 is of two classes.
    fn terms() -> Vec<Term> {
        (0..)
            .zip(["相談", "窓口", "送迎", "送迎", "夜間", "ＮＰＯ"])
            .map(|(word, lemma)| Term {
                lemma: lemma.to_owned(),
                class: "noun",
                word,
                n_documents: 9 - word,
                n_occurrences: 9,
                n_negated: 0,
                documents: Vec::new(),
            })
            .collect()
    }

    fn names(named: &[&str]) -> Vec<String> {
        named.iter().map(|name| (*name).to_owned()).collect()
    }

    fn numbers(found: &NamedFirst<'_>) -> Vec<u32> {
        found.words.iter().map(|term| term.word).collect()
    }

    #[test]
    fn words_that_are_named_come_first_and_once() {
        let terms = terms();
        let found = |named: &[&str]| {
            let named = names(named);
            let found = named_first(&terms, &named, 2);
            (numbers(&found), found.n_named, found.missing(&named))
        };
        assert_eq!(found(&[]), (vec![0, 1], 0, vec![]));
        let others = names(&["手帳+が+ない", "＊送迎"]);
        assert_eq!(found(&["夜間", "手帳+が+ない", "＊送迎", "窓口"]), (vec![4, 1, 0], 2, others));
        assert_eq!(found(&[" 送迎 ", "送迎"]), (vec![2, 3, 0, 1], 2, vec![]), "in both of its classes");
        assert_eq!(found(&["npo", "NPO"]), (vec![5, 0, 1], 1, vec![]), "in whatever width and case");
    }

    #[test]
    fn what_has_no_room_is_missing() {
        let terms = terms();
        let named = names(&["夜間", "送迎", "窓口"]);
        let found = named_first(&terms, &named, 3).within(3);
        assert_eq!((numbers(&found), found.n_named), (vec![4, 2, 3], 3));
        assert_eq!(found.missing(&named), ["窓口"]);
        let wide = named_first(&terms, &named, 5).within(5);
        assert_eq!((numbers(&wide), wide.n_named), (vec![4, 2, 3, 1, 0], 4));
        assert_eq!(wide.missing(&named), Vec::<String>::new());
    }
}
