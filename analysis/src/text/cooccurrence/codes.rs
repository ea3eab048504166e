//! Codes in the place of words: how many are compared, and their network.

use super::compared::Compared;
use super::{CooccurrenceOptions, Network};

/// Codes of which each two are compared: those of most texts. Files of people have dozens.
pub const MOST_CODES: usize = 200;

/// Edges of one strength are all drawn. Where codes have more than this, only [`FEWER_CODES`] are compared: more makes a page that hardly
/// opens.
const MOST_TIED: usize = 2_000;

/// Codes of a table or picture that has to be read, where strengths may all be the same: those of most texts.
pub const FEWER_CODES: usize = 60;

/// The network of codes: that of all, or of [`FEWER_CODES`] of them where all make too many edges.
pub(super) fn of_so_many(compared: &Compared, all: Network) -> Network {
    if all.edges.len() <= MOST_TIED {
        return all;
    }
    let fewer = CooccurrenceOptions { max_words: FEWER_CODES, ..compared.options.clone() };
    let mut network = Compared::codes(&compared.words, compared.n, &fewer).network();
    network.parameters.n_frequent = compared.n_frequent as u32;
    network
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::terms::Term;

    fn codes(n: usize) -> Vec<Term> {
        let code = |place: usize| Term {
            lemma: format!("code {place}"),
            class: "code",
            word: place as u32,
            n_documents: 3,
            n_occurrences: 0,
            n_negated: 0,
            documents: vec![0, 1, 2],
        };
        (0..n).map(code).collect()
    }

    /// 60 codes have 1,770 pairs, 65 have 2,080: all of one strength.
    #[test]
    fn of_codes_that_are_all_alike_fewer_are_drawn() {
        let network_of = |n: usize| {
            let options = CooccurrenceOptions { min_documents: Some(1), ..CooccurrenceOptions::standard() };
            Compared::codes(&codes(n), 4, &options).network()
        };
        let (few, many) = (network_of(60), network_of(65));
        assert_eq!((few.edges.len(), few.parameters.n_words, few.parameters.n_frequent), (1_770, 60, 60));
        assert_eq!((many.edges.len(), many.parameters.n_words, many.parameters.n_frequent), (1_770, 60, 65));
    }
}
