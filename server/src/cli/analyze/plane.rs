//! Words by the values of a column in a few dimensions, of which two are drawn (correspondence analysis).

use std::collections::BTreeSet;

use analysis::multivariate::correspondence::{Correspondence, DIMENSIONS, correspondence, most_different};
use analysis::multivariate::{NotComputed, Sparse};
use analysis::text::matrix::{by_group, counts, lengths};
use analysis::text::terms::Term;

use super::figures::values;
use super::further::Counted;

/// More values than this make no readable picture.
pub const MOST_VALUES: usize = 100;

/// A correspondence analysis of words by the values of a column.
pub struct Plane {
    /// The column.
    pub column: String,
    /// Its values: the rows, with how often their texts have one of the words.
    pub values: Vec<(String, f64)>,
    /// The words: the columns, with how often they occur in texts with a value.
    pub words: Vec<(String, f64)>,
    /// For each word its place in [`super::further::Further::compared`].
    pub places: Vec<usize>,
    /// Both in up to [`DIMENSIONS`] dimensions.
    pub outcome: Result<Correspondence, NotComputed>,
}

/// One for each column that is compared.
pub fn of(counted: Counted<'_>, words: &[Term]) -> Vec<Plane> {
    if counted.attributes.is_empty() {
        return Vec::new();
    }
    let (counts, lengths) = (counts(counted.corpus, words), lengths(counted.corpus));
    let places = 0..counted.attributes.len();
    places.map(|place| plane(counted, words, (counts.as_slice(), lengths.as_slice()), place)).collect()
}

fn plane(
    counted: Counted<'_>,
    words: &[Term],
    (counts, lengths): (&[Sparse], &[f64]),
    place: usize,
) -> Plane {
    let of_documents = values(counted.corpus, place);
    let different: BTreeSet<&String> = of_documents.iter().flatten().collect();
    let values: Vec<String> = different.into_iter().cloned().collect();
    if values.len() > MOST_VALUES {
        let column = counted.attributes.get(place).cloned().unwrap_or_default();
        let (values, words, places) = (Vec::new(), Vec::new(), Vec::new());
        return Plane { column, values, words, places, outcome: Err(NotComputed::TooMany) };
    }
    let group = |value: &Option<String>| value.as_ref().and_then(|value| values.binary_search(value).ok());
    let groups: Vec<Option<usize>> = of_documents.iter().map(group).collect();
    let rows = by_group(counts, &groups, values.len());
    let mut totals: Vec<f64> = vec![0.0; values.len()];
    for (group, length) in groups.iter().zip(lengths) {
        if let Some(total) = group.and_then(|group| totals.get_mut(group)) {
            *total += length;
        }
    }
    let mut chosen = most_different(&rows, &totals, words.len(), counted.options.n_correspondence_words());
    chosen.sort_unstable();
    let kept = |row: &Sparse| -> Sparse {
        let place = |word: u32| chosen.binary_search(&(word as usize)).ok();
        row.iter().filter_map(|&(word, count)| Some((place(word)? as u32, count))).collect()
    };
    let rows: Vec<Sparse> = rows.iter().map(kept).collect();
    let mut n_of: Vec<f64> = vec![0.0; chosen.len()];
    for &(word, count) in rows.iter().flatten() {
        n_of[word as usize] += count;
    }
    let n_of_values: Vec<f64> = rows.iter().map(|row| row.iter().map(|(_, count)| count).sum()).collect();
    let lemma = |place: usize| words.get(place).map(|term| term.lemma.clone()).unwrap_or_default();
    Plane {
        column: counted.attributes.get(place).cloned().unwrap_or_default(),
        outcome: correspondence(&rows, chosen.len(), DIMENSIONS),
        words: chosen.iter().zip(n_of).map(|(&word, n)| (lemma(word), n)).collect(),
        values: values.into_iter().zip(n_of_values).collect(),
        places: chosen,
    }
}
