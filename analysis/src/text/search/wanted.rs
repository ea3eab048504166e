//! A query made ready: each of its words with its other names and with the dictionary forms that it is made of.

use super::fold::fold;
use super::other_names::OtherNames;
use super::query::{Phrase, Query};
use super::texts::Texts;
use crate::text::Span;
use crate::text::corpus::MARKUP;
use crate::text::tokenizer::Tokenizer;

/// What texts are searched for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Of each group one must be there.
    pub(super) groups: Vec<Vec<Needle>>,
    /// None of these may be there.
    pub(super) excluded: Vec<Needle>,
    also: Vec<String>,
}

/// One word, or several that stand together.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    /// Its characters, folded; never empty.
    pub folded: String,
    /// Dictionary forms of its words, folded; none where exactly these characters are wanted.
    pub lemmas: Vec<String>,
}

impl Wanted {
    /// Makes a query ready. Words that are left out have no other names.
    pub fn new(tokenizer: &Tokenizer, other_names: &OtherNames, query: &Query) -> Wanted {
        let mut also: Vec<String> = Vec::new();
        let mut groups = Vec::new();
        for group in &query.groups {
            let mut phrases = group.clone();
            for phrase in group.iter().filter(|phrase| !phrase.is_exact) {
                let others = other_names.also(&phrase.text);
                also.extend(others.iter().filter(|other| !also.contains(other)).cloned().collect::<Vec<_>>());
                phrases.extend(others.into_iter().map(|text| Phrase { text, is_exact: false }));
            }
            groups.push(needles(tokenizer, &phrases));
        }
        Wanted { groups, excluded: needles(tokenizer, &query.excluded), also }
    }

    /// Other words that are looked for, too.
    pub fn also(&self) -> &[String] {
        &self.also
    }

    /// Where the words of the query stand in the text at a place, in order and without overlaps; None where the text does not meet
    /// the query.
    pub fn hits(&self, texts: &Texts, place: usize) -> Option<Vec<Span>> {
        if self.excluded.iter().any(|needle| !texts.find(place, needle).is_empty()) {
            return None;
        }
        let mut spans = Vec::new();
        for group in &self.groups {
            let found: Vec<Span> = group.iter().flat_map(|needle| texts.find(place, needle)).collect();
            if found.is_empty() {
                return None;
            }
            spans.extend(found);
        }
        Some(joined(spans))
    }
}

fn needles(tokenizer: &Tokenizer, phrases: &[Phrase]) -> Vec<Needle> {
    let texts = Texts::read(tokenizer, phrases.iter().map(|phrase| phrase.text.clone()).collect());
    let lemma = |word: usize| texts.lemmas().get(word).cloned().unwrap_or_default();
    let needle = |(place, phrase): (usize, &Phrase)| {
        // Typed tags are looked for as characters.
        let lemmas: Vec<String> = texts.words(place).map(lemma).collect();
        let are_words =
            !phrase.is_exact && lemmas.iter().all(|lemma| lemma != MARKUP && !lemma.trim().is_empty());
        Needle { folded: fold(&phrase.text), lemmas: if are_words { lemmas } else { Vec::new() } }
    };
    phrases.iter().enumerate().map(needle).filter(|needle| !needle.folded.is_empty()).collect()
}

/// Spans in order; those that touch or overlap become one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut found: Vec<Span> = Vec::new();
    for span in spans.into_iter().filter(|span| span.start < span.end) {
        match found.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => found.push(span),
        }
    }
    found
}
