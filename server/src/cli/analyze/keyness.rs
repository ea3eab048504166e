//! Words by the values of the columns that are compared: how typical each word is of the texts of a value rather than of those of all
//! others (特徴語).

use std::collections::BTreeMap;

use analysis::text::keywords::{Keyword, keywords};
use analysis::text::terms::Term;

use super::figures::values;
use super::further::{Counted, MOST_VALUES};

/// The words of a value.
pub struct ValueWords {
    /// The column.
    pub column: String,
    /// One of its values.
    pub value: String,
    /// Texts with this value.
    pub n_inside: usize,
    /// Texts with another value; those without one are not compared.
    pub n_outside: usize,
    /// The words, the most typical first.
    pub words: Vec<Keyword>,
}

/// The words of all values, column by column.
pub fn of(counted: Counted<'_>, words: &[Term]) -> Vec<ValueWords> {
    let columns = counted.attributes.iter().enumerate();
    columns.flat_map(|(place, column)| of_column(counted, words, (place, column.as_str()))).collect()
}

fn of_column(counted: Counted<'_>, words: &[Term], (place, column): (usize, &str)) -> Vec<ValueWords> {
    let mut groups: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (document, value) in (0..).zip(values(counted.corpus, place)) {
        if let Some(value) = value {
            groups.entry(value).or_default().push(document);
        }
    }
    if groups.len() < 2 || groups.len() > MOST_VALUES {
        return Vec::new();
    }
    let mut everybody: Vec<u32> = groups.values().flatten().copied().collect();
    everybody.sort_unstable();
    let known: Vec<Term> = words.iter().map(|word| among(word, &everybody)).collect();
    let n = everybody.len();
    let of_value = |(value, group): (String, Vec<u32>)| ValueWords {
        column: column.to_owned(),
        value,
        n_inside: group.len(),
        n_outside: n - group.len(),
        words: keywords(&known, &group, n as u32),
    };
    groups.into_iter().map(of_value).collect()
}

/// A word as some texts have it, which are ascending.
fn among(word: &Term, texts: &[u32]) -> Term {
    let is_one = |document: &u32| texts.binary_search(document).is_ok();
    let documents: Vec<u32> = word.documents.iter().copied().filter(is_one).collect();
    Term { n_documents: documents.len() as u32, documents, ..word.clone() }
}
