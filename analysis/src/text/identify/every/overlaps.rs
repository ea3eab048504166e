//! Words that stand over one another in a text: those that overlap are one, and a part of a longer one is none of its own.

use std::cmp::Reverse;
use std::ops::Range;

use super::IdentifyingWord;

/// Words that overlap in the text also as one, of the kind of the first of them: where one of them were replaced, the rest of the other would
/// be left.
pub(super) fn with_overlaps(text: &str, mut found: Vec<IdentifyingWord>) -> Vec<IdentifyingWord> {
    let mut places: Vec<(Range<usize>, usize)> = Vec::new();
    for (order, word) in found.iter().enumerate() {
        let own = text.match_indices(word.words.as_str());
        places.extend(own.map(|(at, matched)| (at..at + matched.len(), order)));
    }
    places.sort_by_key(|(place, _)| (place.start, Reverse(place.end)));
    let mut joined: Vec<(Range<usize>, usize)> = Vec::new();
    for (place, order) in places {
        match joined.last_mut() {
            Some((last, first)) if place.start < last.end => {
                last.end = last.end.max(place.end);
                *first = order.min(*first);
            }
            _ => joined.push((place, order)),
        }
    }
    // From behind, so that those before keep their order.
    joined.sort_by_key(|(_, order)| Reverse(*order));
    for (place, order) in joined {
        let Some(words) = text.get(place) else { continue };
        let Some(kind) = found.get(order).map(|word| word.kind) else { continue };
        if found.iter().all(|known| known.words != words) {
            found.insert(order, IdentifyingWord { kind, words: words.to_owned() });
        }
    }
    found
}

/// Without words that stand in the text only as a part of longer ones: whoever decides on those decides on them.
pub(super) fn without_parts(text: &str, found: Vec<IdentifyingWord>) -> Vec<IdentifyingWord> {
    let places = |words: &str| -> Vec<Range<usize>> {
        text.match_indices(words).map(|(at, matched)| at..at + matched.len()).collect()
    };
    let all: Vec<Range<usize>> = found.iter().flat_map(|word| places(&word.words)).collect();
    let is_part = |place: &Range<usize>| {
        let is_longer = |other: &Range<usize>| other.len() > place.len();
        all.iter().any(|other| is_longer(other) && other.start <= place.start && place.end <= other.end)
    };
    // What is told in other letters than the text has stands nowhere; it stays.
    let is_kept = |word: &IdentifyingWord| {
        let own = places(&word.words);
        own.is_empty() || !own.iter().all(is_part)
    };
    found.into_iter().filter(is_kept).collect()
}

#[cfg(test)]
mod tests {
    use super::super::WordKind;
    use super::*;

    #[test]
    fn words_that_overlap_are_one() {
        let word = |kind, words: &str| IdentifyingWord { kind, words: words.to_owned() };
        let found = vec![
            word(WordKind::Person, "市川さん"),
            word(WordKind::Place, "川口市"),
            word(WordKind::Place, "川口"),
        ];
        let text = "川口市川さんは川口に住む";
        let joined = without_parts(text, with_overlaps(text, found));
        assert_eq!(joined, [word(WordKind::Person, "川口市川さん"), word(WordKind::Place, "川口")]);
    }
}
