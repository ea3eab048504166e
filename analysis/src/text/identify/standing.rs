//! Where words that were found stand in a text as somebody typed it.

use std::cmp::Reverse;

use crate::text::Span;
use crate::text::normalize::normalize;

/// Where words in normal width stand in a text as it was typed: in order, those that touch or overlap as one.
pub fn stand_at<'a>(text: &str, words: impl IntoIterator<Item = &'a str>) -> Vec<Span> {
    let normal = normalize(text);
    let position = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut found: Vec<Span> = Vec::new();
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        for (at, matched) in normal.text.match_indices(word) {
            let start = normal.text.get(..at).map_or(0, |before| before.chars().count());
            found.push(normal.original(position(start), position(start + matched.chars().count())));
        }
    }
    found.sort_by_key(|span| (span.start, Reverse(span.end)));
    let mut joined: Vec<Span> = Vec::new();
    for span in found {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_where_they_stand_in_the_text_as_typed() {
        let text = "４２歳の方。42歳。";
        let spans = stand_at(text, ["42歳"]);
        assert_eq!(spans, [Span { start: 0, end: 3 }, Span { start: 6, end: 9 }]);
        assert_eq!(spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["４２歳", "42歳"]);
        assert_eq!(stand_at("田中さん", ["田中さん", "中さん", ""]), [Span { start: 0, end: 4 }]);
    }

    #[test]
    fn a_blank_of_half_width_in_a_name_stands_where_it_was_typed() {
        assert_eq!(stand_at("田中さんと山田 太郎さん", ["山田　太郎さん"]), [Span { start: 5, end: 12 }]);
    }
}
