//! Places in a text widened to whole words: what a model or a rule points at may begin and end within them.

use super::Span;
use super::corpus::normal_form;
use super::tokenizer::{Segment, Worker};

/// The places, in text order, each from the beginning of its first word to the end of its last; those that overlap then are one. All are
/// in code points of the text as it was written. A place without words stays as it is.
pub fn to_words(worker: &mut Worker<'_>, text: &str, places: &[Span]) -> Vec<Span> {
    if places.is_empty() {
        return Vec::new();
    }
    let words = words(worker, text);
    let widened = |place: &Span| {
        let first = words.partition_point(|word| word.end <= place.start);
        let last = words.partition_point(|word| word.start < place.end);
        match words.get(first..last) {
            Some([only]) => within(*place, *only, *only),
            Some([first, .., last]) => within(*place, *first, *last),
            _ => *place,
        }
    };
    let mut widened: Vec<Span> = places.iter().map(widened).collect();
    widened.sort_unstable();
    let mut found: Vec<Span> = Vec::new();
    for place in widened {
        match found.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => found.push(place),
        }
    }
    found
}

fn within(place: Span, first: Span, last: Span) -> Span {
    Span { start: place.start.min(first.start), end: place.end.max(last.end) }
}

/// Where the words of a text stand in it.
fn words(worker: &mut Worker<'_>, text: &str) -> Vec<Span> {
    let normalized = normal_form(text, worker.convention());
    let mut segments = Vec::new();
    worker.segment(&normalized.text, &mut segments);
    let (mut byte, mut point) = (0, 0);
    let points_between = |from: usize, to: usize| {
        normalized.text.get(from..to).map_or(0, |piece| piece.chars().count() as u32)
    };
    let place = |segment: Segment| {
        let start = point + points_between(byte, segment.start);
        let end = start + points_between(segment.start, segment.end);
        (byte, point) = (segment.end, end);
        normalized.original(start, end)
    };
    segments.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::tokenizer;

    fn widened(text: &str, places: &[Span]) -> Vec<Span> {
        to_words(&mut tokenizer::tests::shared().worker(), text, places)
    }

    /// The place of some characters in a text.
    fn place(text: &str, characters: &str) -> Span {
        let start = text.split(characters).next().unwrap().chars().count() as u32;
        Span { start, end: start + characters.chars().count() as u32 }
    }

    fn words_of(text: &str, cut: &[&str]) -> Vec<String> {
        let places: Vec<Span> = cut.iter().map(|characters| place(text, characters)).collect();
        widened(text, &places).into_iter().map(|span| span.of(text).to_owned()).collect()
    }

    #[test]
    fn places_begin_and_end_with_words() {
        let text = "ＨＷと病院の連携がとれておらず、ﾊﾛｰﾜｰｸで同じ説明を求められる。";
        assert_eq!(words_of(text, &["れて"]), ["とれて"]);
        assert_eq!(words_of(text, &["携"]), ["連携"]);
        assert_eq!(words_of(text, &["Ｗと病"]), ["ＨＷと病院"]);
        assert_eq!(words_of(text, &["ﾛｰﾜ"]), ["ﾊﾛｰﾜｰｸ"]);
        assert_eq!(words_of(text, &["連携が"]), ["連携が"], "whole words stay");
        // In text order; what is one word now is told once.
        assert_eq!(words_of(text, &["明", "病", "説"]), ["病院", "説明"]);
        assert_eq!(words_of(text, &[]), Vec::<String>::new());
    }

    #[test]
    fn a_place_without_words_stays() {
        assert_eq!(widened("  ", &[Span { start: 0, end: 1 }]).len(), 1);
        let beyond = Span { start: 7, end: 9 };
        assert_eq!(widened("相談", &[beyond]), [beyond]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn what_was_said_stays_in_it(
            text in "\\PC{1,30}|[難病ｶﾞとＡ型 、。\t\n𠮷]{1,60}",
            starts in proptest::collection::vec((0_u32..60, 1_u32..9), 0..6),
        ) {
            let n_chars = text.chars().count() as u32;
            let within = |(start, length): &(u32, u32)| Span {
                start: start % n_chars,
                end: (start % n_chars + length).min(n_chars),
            };
            let places: Vec<Span> = starts.iter().map(within).collect();
            let found = widened(&text, &places);
            prop_assert!(found.iter().all(|span| span.start < span.end && span.end <= n_chars));
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for place in &places {
                let is_in = |span: &Span| span.start <= place.start && place.end <= span.end;
                prop_assert!(found.iter().any(is_in), "{place:?} in {found:?}");
            }
        }
    }
}
