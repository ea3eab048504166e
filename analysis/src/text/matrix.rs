//! Words and texts as rows of numbers, which everything in [`crate::multivariate`] starts from.

use super::corpus::Corpus;
use super::terms::Term;
use crate::multivariate::Sparse;

/// One row a word: 1 for each text that has it. Codes serve as well as words.
pub fn presence(terms: &[Term]) -> Vec<Sparse> {
    terms.iter().map(|term| term.documents.iter().map(|&document| (document, 1.0)).collect()).collect()
}

/// One row a text: how often it has each word, by their places in `terms`.
pub fn counts(corpus: &Corpus, terms: &[Term]) -> Vec<Sparse> {
    let mut place_of: Vec<Option<u32>> = vec![None; corpus.words.len()];
    for (place, term) in terms.iter().enumerate() {
        if let Some(found) = place_of.get_mut(term.word as usize) {
            *found = Some(place as u32);
        }
    }
    let row = |document: u32| {
        let tokens = corpus.tokens_of(document).iter();
        let place = |word: u32| place_of.get(word as usize).copied().flatten();
        let mut places: Vec<u32> = tokens.filter_map(|token| place(token.word)).collect();
        places.sort_unstable();
        places.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len() as f64))).collect()
    };
    (0..corpus.documents.len() as u32).map(row).collect()
}

/// The places of texts in the order of what they say, then of their ids: what is computed in this order does not depend on the
/// order that texts came in, even where two say the same.
pub fn by_content(corpus: &Corpus) -> Vec<usize> {
    let content = |place: usize| corpus.documents.get(place).map(|document| (&document.text, &document.id));
    let mut order: Vec<usize> = (0..corpus.documents.len()).collect();
    order.sort_by(|&one, &other| content(one).cmp(&content(other)));
    order
}

/// One row a text: 1 for each thing that it has, by their places in `terms`. For codes, which are no tokens.
pub fn having(terms: &[Term], n_documents: usize) -> Vec<Sparse> {
    let mut rows: Vec<Sparse> = vec![Vec::new(); n_documents];
    for (place, term) in terms.iter().enumerate() {
        for &document in &term.documents {
            if let Some(row) = rows.get_mut(document as usize) {
                row.push((place as u32, 1.0));
            }
        }
    }
    rows
}

/// How many tokens each text has.
pub fn lengths(corpus: &Corpus) -> Vec<f64> {
    (0..corpus.documents.len() as u32).map(|document| corpus.tokens_of(document).len() as f64).collect()
}

/// The shares (0 to 1) of words among all tokens.
pub fn shares(corpus: &Corpus, terms: &[Term]) -> Vec<f64> {
    let n_tokens = corpus.tokens.len().max(1) as f64;
    terms.iter().map(|term| f64::from(term.n_occurrences) / n_tokens).collect()
}

/// Adds up the numbers of each group. `groups` has the group of each, from 0; those of none are left out.
pub fn total_by_group(values: &[f64], groups: &[Option<usize>], n_groups: usize) -> Vec<f64> {
    let mut totals: Vec<f64> = vec![0.0; n_groups];
    for (value, group) in values.iter().zip(groups) {
        if let Some(total) = group.and_then(|group| totals.get_mut(group)) {
            *total += value;
        }
    }
    totals
}

/// Adds up the rows of each group. `groups` has the group of each row, from 0; rows of none are left out.
pub fn by_group(rows: &[Sparse], groups: &[Option<usize>], n_groups: usize) -> Vec<Sparse> {
    let mut cells: Vec<Sparse> = vec![Vec::new(); n_groups];
    for (row, group) in rows.iter().zip(groups) {
        if let Some(cells) = group.and_then(|group| cells.get_mut(group)) {
            cells.extend_from_slice(row);
        }
    }
    for row in &mut cells {
        row.sort_by_key(|(column, _)| *column);
        let same = row.chunk_by(|a, b| a.0 == b.0);
        let sums = same.filter_map(|same| Some((same.first()?.0, same.iter().map(|(_, value)| value).sum())));
        *row = sums.collect();
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::Document;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::terms::{TermOptions, terms};

    #[test]
    fn rows_of_texts_and_of_words() {
        let corpus = corpus_of(&["相談、相談、電話", "", "電話"]);
        let words = terms(&corpus, &TermOptions::content_words());
        assert_eq!(words.iter().map(|word| word.lemma.as_str()).collect::<Vec<_>>(), ["電話", "相談"]);
        assert_eq!(counts(&corpus, &words), [vec![(0, 1.0), (1, 2.0)], vec![], vec![(0, 1.0)]]);
        assert_eq!(lengths(&corpus), [5.0, 0.0, 1.0]);
        assert_eq!(shares(&corpus, &words), [2.0 / 6.0, 2.0 / 6.0]);
        assert_eq!(having(&words, 3), [vec![(0, 1.0), (1, 1.0)], vec![], vec![(0, 1.0)]]);
        assert_eq!(presence(&words), [vec![(0, 1.0), (2, 1.0)], vec![(0, 1.0)]]);
    }

    #[test]
    fn texts_have_one_order_whatever_the_order_of_the_file() {
        let text = |id: &str, text: &str| Document {
            id: id.to_owned(),
            text: text.to_owned(),
            attributes: Vec::new(),
        };
        let documents = vec![text("2", "b"), text("3", "a"), text("1", "b")];
        assert_eq!(by_content(&Corpus { documents, ..corpus_of(&[]) }), [1, 2, 0]);
    }

    #[test]
    fn rows_of_a_group_are_added_up() {
        let rows = [vec![(0, 1.0), (2, 1.0)], vec![(1, 5.0)], vec![(2, 2.0)], vec![(0, 9.0)]];
        let groups = [Some(0), Some(1), Some(0), None];
        assert_eq!(by_group(&rows, &groups, 2), [vec![(0, 1.0), (2, 3.0)], vec![(1, 5.0)]]);
        assert_eq!(by_group(&rows, &[Some(7); 4], 1), [Sparse::new()]);
    }
}
