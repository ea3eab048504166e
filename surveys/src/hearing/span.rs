//! Spans of text in Unicode code points, and how they follow an edit.

use serde::Serialize;

/// Half-open span `start..end`, counted in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// The text of a span, or `None` when it is empty or reaches outside the text.
pub fn slice(text: &str, span: Span) -> Option<&str> {
    if span.start >= span.end {
        return None;
    }
    text.get(byte_of(text, span.start)?..byte_of(text, span.end)?)
}

/// Where the words of `span` (which read `quote` in `old`) are in `new`.
///
/// Edits outside the span move it; when the edit touches the span, the nearest other place with the very same
/// words takes over; when there is none, the words are gone and the answer is `None`.
pub fn follow(old: &str, new: &str, span: Span, quote: &str) -> Option<Span> {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let quote: Vec<char> = quote.chars().collect();
    let prefix = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let shortest = old.len().min(new.len());
    let suffix =
        old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count().min(shortest - prefix);
    let guess = if span.end <= prefix {
        span.start
    } else {
        // Counted from the end, so that text put in before the span moves it along.
        (span.start + new.len()).saturating_sub(old.len())
    };
    let is_untouched = span.end <= prefix || span.start + suffix >= old.len();
    let at = |start: usize| new.get(start..start + quote.len()).is_some_and(|words| words == quote);
    if quote.is_empty() {
        return None;
    }
    if is_untouched && at(guess) {
        return Some(Span { start: guess, end: guess + quote.len() });
    }
    let nearest = (0..=new.len().saturating_sub(quote.len()))
        .filter(|&start| at(start))
        .min_by_key(|start| start.abs_diff(guess))?;
    Some(Span { start: nearest, end: nearest + quote.len() })
}

fn byte_of(text: &str, position: usize) -> Option<usize> {
    text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(position)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    #[test]
    fn slices_by_code_points_beyond_the_basic_plane() {
        assert_eq!(slice("𠮷野家で😀面談", span(0, 3)), Some("𠮷野家"));
        assert_eq!(slice("𠮷野家で😀面談", span(4, 5)), Some("😀"));
        assert_eq!(slice("面談", span(1, 3)), None);
        assert_eq!(slice("面談", span(1, 1)), None);
    }

    #[test]
    fn words_put_in_before_move_the_span() {
        assert_eq!(follow("通院が課題。", "毎週の通院が課題。", span(0, 2), "通院"), Some(span(3, 5)));
        assert_eq!(
            follow("通院が課題。", "通院が課題。移動も。", span(0, 5), "通院が課題"),
            Some(span(0, 5))
        );
    }

    #[test]
    fn words_that_are_gone_are_not_guessed() {
        assert_eq!(follow("通院が課題。", "通勤が課題。", span(0, 2), "通院"), None);
        assert_eq!(follow("通院が課題。", "", span(0, 2), "通院"), None);
    }

    #[test]
    fn words_moved_elsewhere_are_found_at_the_nearest_place() {
        assert_eq!(follow("課題A。通院。", "通院。課題A。通院。", span(4, 6), "通院"), Some(span(7, 9)));
    }

    proptest! {
        #[test]
        fn a_followed_span_reads_the_same_words(old in ".{0,40}", new in ".{0,40}", a in 0usize..40, b in 0usize..40) {
            let span = span(a.min(b), a.max(b));
            if let Some(quote) = slice(&old, span) {
                if let Some(moved) = follow(&old, &new, span, quote) {
                    prop_assert_eq!(slice(&new, moved), Some(quote));
                }
                prop_assert_eq!(follow(&old, &old, span, quote), Some(span));
            }
        }

        #[test]
        fn putting_text_in_before_keeps_every_span(text in ".{1,40}", before in ".{0,20}", a in 0usize..40, b in 0usize..40) {
            let span = span(a.min(b), a.max(b));
            if let Some(quote) = slice(&text, span) {
                let moved = follow(&text, &format!("{before}{text}"), span, quote);
                prop_assert_eq!(moved.map(|moved| moved.end - moved.start), Some(span.end - span.start));
            }
        }
    }
}
