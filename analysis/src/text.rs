//! Japanese free text: from characters to words, and from words to figures that lead back to the texts.

pub mod associated;
pub mod borders;
pub mod collocation;
pub mod compounds;
pub mod cooccurrence;
pub mod corpus;
pub mod denied;
pub mod dictionary;
pub mod diseases;
pub mod domain_words;
pub mod duplicates;
pub mod encoding;
pub mod frequencies;
pub mod headed;
pub mod identify;
pub mod keywords;
mod khcoder;
pub mod kwic;
pub mod layout;
mod markup;
pub mod matrix;
pub mod method;
pub mod named;
pub mod normalize;
pub mod own_words;
pub mod people;
pub mod phrase;
pub mod rates;
pub mod search;
pub mod sentence;
pub mod synonyms;
pub mod terms;
pub mod tokenizer;
pub mod trends;
pub mod unit_terms;
pub mod units;
pub mod word_changes;
pub mod word_class;
pub mod word_vectors;

use serde::Serialize;

/// A half-open range of Unicode code points in an original text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Span {
    /// The part of `text` that this span covers; what lies beyond the end of `text` is left out.
    pub fn of(self, text: &str) -> &str {
        let mut boundaries =
            text.char_indices().map(|(byte, _)| byte).chain([text.len()]).skip(self.start as usize);
        let length = self.end.saturating_sub(self.start) as usize;
        let start = boundaries.next().unwrap_or(text.len());
        let end = if length == 0 { start } else { boundaries.nth(length - 1).unwrap_or(text.len()) };
        text.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_counts_code_points() {
        let text = "𠮷野家で難病";
        assert_eq!(Span { start: 0, end: 1 }.of(text), "𠮷");
        assert_eq!(Span { start: 4, end: 6 }.of(text), "難病");
        assert_eq!(Span { start: 4, end: 99 }.of(text), "難病");
        assert_eq!(Span { start: 9, end: 12 }.of(text), "");
        assert_eq!(Span { start: 2, end: 2 }.of(text), "");
    }
}
