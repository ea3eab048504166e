//! Who wrote what: texts are counted by people, so that nobody counts twice.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::duplicates::DuplicateGroup;
use super::terms::Term;

/// The people behind documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// For each document a person, from 0.
    person_of: Vec<u32>,
    /// How many people there are.
    pub n: u32,
}

/// By what a text is given to a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Known<'a> {
    Name(&'a str),
    /// Nobody knows who wrote it, but it is a copy.
    Copy(usize),
    Alone(usize),
}

impl People {
    /// The people behind `n_documents` documents. `names` says who wrote each; where it says nothing (an empty name, or the
    /// end of the list) a text is a person's own, and copies of one text count as one person: the one who is named for
    /// one of them, or somebody.
    pub fn new(n_documents: usize, names: &[String], copies: &[DuplicateGroup]) -> People {
        let name =
            |document: usize| names.get(document).map(|name| name.trim()).filter(|name| !name.is_empty());
        let mut known: Vec<Known<'_>> = (0..n_documents).map(Known::Alone).collect();
        for (group, copies) in copies.iter().enumerate() {
            let named = copies.documents.iter().filter_map(|&document| name(document as usize)).min();
            for &document in &copies.documents {
                if let Some(known) = known.get_mut(document as usize) {
                    *known = named.map_or(Known::Copy(group), Known::Name);
                }
            }
        }
        let mut numbers: HashMap<Known<'_>, u32> = HashMap::new();
        let mut person_of = Vec::with_capacity(n_documents);
        for (document, known) in known.into_iter().enumerate() {
            let next = numbers.len() as u32;
            person_of.push(*numbers.entry(name(document).map_or(known, Known::Name)).or_insert(next));
        }
        People { n: numbers.len() as u32, person_of }
    }

    /// Whether every document is another person's, so that counting documents counts people.
    pub fn is_one_each(&self) -> bool {
        self.n as usize == self.person_of.len()
    }

    /// The person behind a document; `None` when there is no such document.
    pub fn person(&self, document: u32) -> Option<u32> {
        self.person_of.get(document as usize).copied()
    }

    /// The people behind some documents, ascending, each once.
    pub fn of(&self, documents: &[u32]) -> Vec<u32> {
        let mut people: Vec<u32> = documents.iter().filter_map(|&document| self.person(document)).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// How many people are behind some documents, each of which is listed once.
    pub fn count(&self, documents: &[u32]) -> u32 {
        if self.is_one_each() { documents.len() as u32 } else { self.of(documents).len() as u32 }
    }

    /// Words with people in the place of texts, in the same order.
    pub fn terms(&self, terms: &[Term]) -> Vec<Term> {
        let by_people = terms.iter().map(|term| {
            let documents = self.of(&term.documents);
            Term { n_documents: documents.len() as u32, documents, lemma: term.lemma.clone(), ..*term }
        });
        by_people.collect()
    }

    /// Puts words in the order of the people who use them: most people first, then most texts, then most occurrences.
    pub fn rank(&self, terms: &mut [Term]) {
        if self.is_one_each() {
            // They are in this order already.
            return;
        }
        terms.sort_by_cached_key(|term| {
            let counts = (self.count(&term.documents), term.n_documents, term.n_occurrences);
            (Reverse(counts), term.lemma.clone(), term.class)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::terms::{TermOptions, terms};

    fn copies(documents: &[u32]) -> DuplicateGroup {
        DuplicateGroup { documents: documents.to_vec(), least_jaccard: 1.0 }
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn named_people_count_once_and_nobody_is_lost() {
        let people = People::new(4, &names(&["P1", "P2", " P1 ", ""]), &[]);
        assert_eq!((people.n, people.count(&[0, 2]), people.count(&[0, 1, 2, 3])), (3, 1, 3));
        assert_eq!(people.of(&[2, 0]), people.of(&[0]));
        assert!(People::new(3, &[], &[]).is_one_each());
        assert_eq!(People::new(0, &[], &[]).n, 0);
    }

    #[test]
    fn copies_count_once_where_nobody_is_named() {
        let people = People::new(5, &[], &[copies(&[0, 2, 4])]);
        assert_eq!((people.n, people.count(&[0, 2, 4])), (3, 1));
        // Two people who send the same letter are two people; a copy that nobody signed is nobody more.
        let signed = People::new(3, &names(&["A", "B", ""]), &[copies(&[0, 1, 2])]);
        assert_eq!((signed.n, signed.of(&[2])), (2, signed.of(&[0])));
    }

    #[test]
    fn words_of_more_people_come_first() {
        let corpus = corpus_of(&["電話で相談", "電話で連絡", "電話をかける", "相談したい"]);
        let mut words = terms(&corpus, &TermOptions::content_words());
        assert_eq!(words[0].lemma, "電話");
        People::new(4, &names(&["P", "P", "P", "Q"]), &[]).rank(&mut words);
        assert_eq!(words[0].lemma, "相談");
    }
}
