//! Words by the values of the columns that are compared: how typical each word is of the people of a value rather than of all others
//! (特徴語).

use std::collections::{BTreeMap, HashMap};

use analysis::text::keywords::{Keyword, keywords};
use analysis::text::terms::Term;

use super::by_person::ByPerson;
use super::figures::values;
use super::further::Counted;
use super::plane::MOST_VALUES;

/// The words of a value.
pub struct ValueWords {
    /// The column.
    pub column: String,
    /// One of its values.
    pub value: String,
    /// People with this value.
    pub n_inside: usize,
    /// People with another value; those without one are not compared.
    pub n_outside: usize,
    /// People who are left out because their texts have several values.
    pub n_contradicting: usize,
    /// The words, the most typical first. Those inside and outside are people.
    pub words: Vec<Keyword>,
    /// For each of these words the texts of the people inside that have it, ascending.
    pub texts: Vec<Vec<u32>>,
}

/// The words of all values, column by column.
pub fn of(counted: Counted<'_>, words: &[Term]) -> Vec<ValueWords> {
    let columns = counted.attributes.iter().enumerate();
    columns.flat_map(|(place, column)| of_column(counted, words, (place, column.as_str()))).collect()
}

fn of_column(counted: Counted<'_>, words: &[Term], (place, column): (usize, &str)) -> Vec<ValueWords> {
    let ByPerson { values, n_contradicting } = ByPerson::of(&values(counted.corpus, place), counted.named);
    let mut groups: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (person, value) in (0..).zip(values) {
        if let Some(value) = value {
            groups.entry(value).or_default().push(person);
        }
    }
    if groups.len() < 2 || groups.len() > MOST_VALUES {
        return Vec::new();
    }
    let mut everybody: Vec<u32> = groups.values().flatten().copied().collect();
    everybody.sort_unstable();
    let known: Vec<Term> = counted.named.terms(words).iter().map(|word| among(word, &everybody)).collect();
    let texts_with: HashMap<u32, &[u32]> =
        words.iter().map(|word| (word.word, word.documents.as_slice())).collect();
    let texts = |word: &Keyword| -> Vec<u32> {
        let is_inside = |text: &u32| {
            counted.named.person(*text).is_some_and(|person| word.inside.binary_search(&person).is_ok())
        };
        let texts = texts_with.get(&word.word).copied().unwrap_or_default();
        texts.iter().copied().filter(is_inside).collect()
    };
    let n = everybody.len();
    let of_value = |(value, group): (String, Vec<u32>)| {
        let words = keywords(&known, &group, n as u32);
        ValueWords {
            column: column.to_owned(),
            value,
            n_inside: group.len(),
            n_outside: n - group.len(),
            n_contradicting,
            texts: words.iter().map(&texts).collect(),
            words,
        }
    };
    groups.into_iter().map(of_value).collect()
}

/// A word as some people have it, who are ascending.
fn among(word: &Term, people: &[u32]) -> Term {
    let is_one = |person: &u32| people.binary_search(person).is_ok();
    let documents: Vec<u32> = word.documents.iter().copied().filter(is_one).collect();
    Term { n_documents: documents.len() as u32, documents, ..word.clone() }
}
