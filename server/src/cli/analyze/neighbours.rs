//! What stands near a word (collocations), and what is typical of the people who use it (associated words): of words that somebody named
//! and of the most frequent ones.

use analysis::text::associated::{Associated, AssociatedOptions, associated};
use analysis::text::collocation::{Collocations, collocations};
use analysis::text::named::named_first;
use analysis::text::terms::Term;
use rayon::prelude::*;

use super::further::Counted;
use super::rules::NamedCode;

/// Words whose neighbours and associated words are listed.
pub const TOP_WORDS: usize = 10;

/// Words that somebody named, then those of most people. Neighbours are those of a dictionary form in any class, so that one of several
/// classes stands here once: in that of most people.
pub fn looked_at<'t>(terms: &'t [Term], named: &[String]) -> Vec<&'t Term> {
    let mut found: Vec<&Term> = Vec::new();
    for term in named_first(terms, named, TOP_WORDS).words {
        if found.iter().all(|other| other.lemma != term.lemma) {
            found.push(term);
        }
    }
    found
}

/// What stands near each of these words.
pub fn near(counted: Counted<'_>, top: &[&Term]) -> Vec<(String, Collocations)> {
    let options = counted.options.collocations();
    let near = |term: &&Term| (term.lemma.clone(), collocations(counted.corpus, &term.lemma, &options));
    top.par_iter().map(near).collect()
}

/// What goes with a word, in the one class that is looked at, or with a code.
pub struct AssociatedWith {
    /// Dictionary form of the word, or name of the code.
    pub name: String,
    /// The texts that have it, ascending.
    pub texts: Vec<u32>,
    /// How many people or units have it.
    pub n: usize,
    /// The words that are typical of the people or units with it.
    pub rows: Vec<Associated>,
}

/// The associated words of each of these words, then of codes that somebody named.
pub fn associated_words(counted: Counted<'_>, top: &[&Term]) -> Vec<AssociatedWith> {
    let counts = counted.counts;
    let of_word = |term: &&Term| {
        let condition = counts.with(term.word);
        let options =
            AssociatedOptions { left_out: vec![term.lemma.clone()], ..AssociatedOptions::standard() };
        AssociatedWith {
            name: term.lemma.clone(),
            texts: term.documents.clone(),
            n: condition.len(),
            rows: associated(&counts.terms, condition, counts.counted_in.n, &options),
        }
    };
    let of_code = |code: &NamedCode| {
        let condition = match counts.counted_in.is_people() {
            true => counted.people.of(&code.documents),
            false => code.units.clone(),
        };
        let options = AssociatedOptions::standard();
        AssociatedWith {
            name: code.name.clone(),
            texts: code.documents.clone(),
            n: condition.len(),
            rows: associated(&counts.terms, &condition, counts.counted_in.n, &options),
        }
    };
    top.par_iter().map(of_word).chain(counted.wanted.codes.par_iter().map(of_code)).collect()
}
