//! Clusters of the words, or codes, that are compared with one another.

use std::collections::HashMap;

use analysis::multivariate::NotComputed;
use analysis::multivariate::cluster::{Tree, cluster};
use analysis::multivariate::similarity::Pairs;
use analysis::text::terms::Term;

use super::further::Counted;

/// The words or codes, as texts have them and as people or units do.
pub fn words(counted: Counted<'_>) -> (Vec<Term>, Vec<Term>) {
    let of_word: HashMap<u32, &Term> = counted.things_by_text.iter().map(|term| (term.word, term)).collect();
    let compared = counted.things.compared.words.iter();
    compared.filter_map(|term| Some(((*of_word.get(&term.word)?).clone(), term.clone()))).unzip()
}

/// The distances of these among people or units, and their clusters by them.
pub fn of(counted: Counted<'_>) -> (Result<Pairs, NotComputed>, Result<Tree, NotComputed>) {
    let distances = counted.things.compared.distances();
    let tree = distances.as_ref().map_err(|problem| *problem);
    let tree = tree.and_then(|distances| cluster(distances, counted.options.linkage()));
    (distances, tree)
}
