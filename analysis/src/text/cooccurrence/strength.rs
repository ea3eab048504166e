//! How strong each pair of words is.

use super::Pair;
use crate::multivariate::Sparse;
use crate::multivariate::similarity::{Measure, similarities};
use crate::text::corpus::Corpus;
use crate::text::terms::Term;

/// All pairs of words with a strength above 0.
pub(super) fn strengths(corpus: &Corpus, words: &[Term], measure: Measure) -> Vec<Pair> {
    if measure.of_sets(0.0, 1.0, 1.0).is_some() {
        return of_sets(corpus.documents.len(), words, measure);
    }
    let rows = rates(corpus, words);
    // There are at most as many words as can be compared, and their rates are finite.
    let Ok(pairs) = similarities(&rows, corpus.documents.len(), measure) else { return Vec::new() };
    let strengths = pairs.iter().map(|(a, b, strength)| Pair { a, b, strength });
    strengths.filter(|pair| pair.strength > 0.0).collect()
}

fn of_sets(n_documents: usize, words: &[Term], measure: Measure) -> Vec<Pair> {
    let sets: Vec<Vec<u64>> = words.iter().map(|word| bits(n_documents, &word.documents)).collect();
    let mut pairs = Vec::new();
    for a in 0..words.len() {
        for b in a + 1..words.len() {
            let both: u32 = sets[a].iter().zip(&sets[b]).map(|(x, y)| (x & y).count_ones()).sum();
            let sizes = (f64::from(words[a].n_documents), f64::from(words[b].n_documents));
            let strength = measure.of_sets(f64::from(both), sizes.0, sizes.1);
            pairs.extend(strength.filter(|strength| *strength > 0.0).map(|strength| Pair { a, b, strength }));
        }
    }
    pairs
}

fn bits(n_documents: usize, documents: &[u32]) -> Vec<u64> {
    let mut bits = vec![0_u64; n_documents.div_ceil(64)];
    for &document in documents {
        bits[document as usize / 64] |= 1 << (document % 64);
    }
    bits
}

/// For each word how many of 1,000 tokens of each text it is.
fn rates(corpus: &Corpus, words: &[Term]) -> Vec<Sparse> {
    let mut row_of = vec![None; corpus.words.len()];
    for (row, word) in words.iter().enumerate() {
        if let Some(place) = row_of.get_mut(word.word as usize) {
            *place = Some(row);
        }
    }
    let mut rows: Vec<Sparse> = vec![Vec::new(); words.len()];
    for document in 0..corpus.documents.len() as u32 {
        let tokens = corpus.tokens_of(document);
        let one = 1000.0 / tokens.len().max(1) as f64;
        for row in tokens.iter().filter_map(|token| row_of.get(token.word as usize).copied().flatten()) {
            match rows[row].last_mut() {
                Some((last, rate)) if *last == document => *rate += one,
                _ => rows[row].push((document, one)),
            }
        }
    }
    rows
}
