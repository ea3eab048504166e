//! Jaccard's coefficient of each two codes as a square table: 1 of a code and itself, as KH Coder prints it.

use analysis::multivariate::similarity::Measure;
use analysis::text::cooccurrence::codes::FEWER_CODES;

use super::Source;
use super::numbers::{Entry, NumberTable};
use super::things::Things;
use crate::pages::explore::selection::least_people;
use crate::view::figure::column;

/// The table; none for words, of which there are too many.
pub fn matrix(source: &Source, things: &Things) -> Option<NumberTable> {
    if things.are_words {
        return None;
    }
    let least = least_people(&source.reading.dataset) as usize;
    let codes: Vec<(&str, &[u32])> = things
        .terms
        .iter()
        .take(FEWER_CODES)
        .map(|term| (term.lemma.as_str(), term.documents.as_slice()))
        .collect();
    let numbered = || codes.iter().enumerate();
    let row = |(place, (name, own)): (usize, &(&str, &[u32]))| -> Vec<Entry> {
        let href = things.links.get(place).map(|links| links.contexts.as_str()).unwrap_or_default();
        let entries = numbered().map(|(other, (_, texts))| match place == other {
            true => Entry::value(Some(1.0)),
            false => {
                jaccard(own, texts, least).map_or_else(Entry::withheld, |found| Entry::value(Some(found)))
            }
        });
        [Entry::words(*name, href)].into_iter().chain(entries).collect()
    };
    let first = column(source.say("multivariate-thing"), false);
    Some(NumberTable {
        key: "jaccard",
        caption: source.say("multivariate-network-jaccard"),
        columns: [first].into_iter().chain(codes.iter().map(|(name, _)| column(*name, true))).collect(),
        rows: numbered().map(row).collect(),
    })
}

/// The coefficient of two lists of texts, both ascending; `None` where fewer than `least` have both, nobody included.
fn jaccard(one: &[u32], other: &[u32], least: usize) -> Option<f64> {
    let both = one.iter().filter(|text| other.binary_search(text).is_ok()).count();
    if least > 1 && both < least {
        return None;
    }
    Measure::Jaccard.of_sets(both as f64, one.len() as f64, other.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_few_share_is_told_inside_alone() {
        let (one, other) = ([0, 1, 2, 3], [2, 3, 4, 5, 6, 7]);
        assert_eq!(jaccard(&one, &other, 1), Some(0.25));
        assert_eq!(jaccard(&one, &other, 5), None);
        assert_eq!((jaccard(&one, &[8], 1), jaccard(&one, &[8], 5)), (Some(0.0), None), "nobody hides few");
        assert_eq!(jaccard(&one, &one, 4), Some(1.0));
    }
}
