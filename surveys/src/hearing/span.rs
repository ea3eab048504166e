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

/// A text whose code points have been counted once, to be cut in many places.
pub struct Letters<'t> {
    text: &'t str,
    /// Where each code point begins, in bytes, and where the last one ends.
    edges: Vec<usize>,
}

impl<'t> Letters<'t> {
    /// Counts the code points of a text.
    pub fn new(text: &'t str) -> Letters<'t> {
        Letters { text, edges: text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect() }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.edges.len() - 1
    }

    /// The text of a span, as [`slice()`] tells it.
    pub fn slice(&self, span: Span) -> Option<&'t str> {
        if span.start >= span.end {
            return None;
        }
        self.text.get(*self.edges.get(span.start)?..*self.edges.get(span.end)?)
    }
}

/// A text before and after an edit, compared once for all spans in it.
pub struct Edit {
    old: Vec<char>,
    new: Vec<char>,
    /// Code points at the beginning that are as they were.
    prefix: usize,
    /// Code points at the end that are as they were, those of the beginning not counted again.
    suffix: usize,
}

impl Edit {
    /// Compares two states of a text.
    pub fn new(old: &str, new: &str) -> Edit {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let prefix = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let shortest = old.len().min(new.len());
        let same_ends = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b);
        let suffix = same_ends.take(shortest - prefix).count();
        Edit { old, new, prefix, suffix }
    }

    /// Where the words of `span` (which read `quote` before the edit) are now; `None` when that is not certain, so that
    /// somebody has to look.
    ///
    /// It is certain when everything before the span or everything behind it is as it was, or when the words stand only
    /// once in either text. Words that are gone, or that stand in several places of a stretch that was rewritten, are not
    /// guessed.
    pub fn follow(&self, span: Span, quote: &str) -> Option<Span> {
        let quote: Vec<char> = quote.chars().collect();
        if quote.is_empty() {
            return None;
        }
        let at = |start: usize| {
            let found = self.new.get(start..start + quote.len()).is_some_and(|words| words == quote);
            found.then(|| Span { start, end: start + quote.len() })
        };
        if span.end <= self.prefix {
            return at(span.start);
        }
        if span.start + self.suffix >= self.old.len() {
            // Counted from the end, so that text put in before the span moves it along.
            return at((span.start + self.new.len()).checked_sub(self.old.len())?);
        }
        only_place(&self.old, &quote)?;
        at(only_place(&self.new, &quote)?)
    }
}

/// Where words stand in a text, if they stand there exactly once.
pub fn find_only(text: &str, words: &str) -> Option<Span> {
    let (text, words): (Vec<char>, Vec<char>) = (text.chars().collect(), words.chars().collect());
    let start = if words.is_empty() { None } else { only_place(&text, &words) }?;
    Some(Span { start, end: start + words.len() })
}

fn only_place(text: &[char], words: &[char]) -> Option<usize> {
    let mut places = text.windows(words.len()).enumerate().filter(|(_, window)| *window == words);
    let (first, _) = places.next()?;
    places.next().is_none().then_some(first)
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

    fn follow(old: &str, new: &str, span: Span, quote: &str) -> Option<Span> {
        Edit::new(old, new).follow(span, quote)
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
    fn words_that_moved_are_found_where_only_one_place_can_be_meant() {
        assert_eq!(follow("課題A。通院。", "通院。課題A。通院。", span(4, 6), "通院"), Some(span(7, 9)));
        assert_eq!(follow("A通院B。夜。", "夜。前。A通院B！", span(1, 3), "通院"), Some(span(5, 7)));
    }

    #[test]
    fn another_place_with_the_same_words_does_not_take_over() {
        let (old, new) = ("朝の通院が課題。夜の通院は楽だ。", "朝の通勤が課題。夜の通院も楽だ。");
        assert_eq!(follow(old, new, span(2, 4), "通院"), None);
    }

    /// Text with what goes wrong elsewhere: line ends of two characters, letters beyond the basic plane, marks that join
    /// the letter before, and words that repeat.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "\r\n",
            "\n",
            "😀",
            "👩‍🦽",
            "𠮷",
            "が",
            "か\u{3099}",
            "e\u{301}",
            "通院",
            "課題",
            "。",
            "a",
            " ",
            "　",
        ]);
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    fn cut(text: &str, from: usize, to: usize) -> (String, String, String) {
        let letters: Vec<char> = text.chars().collect();
        let (from, to) = (from.min(letters.len()), to.min(letters.len()));
        let part = |range: std::ops::Range<usize>| letters[range].iter().collect::<String>();
        (part(0..from.min(to)), part(from.min(to)..from.max(to)), part(from.max(to)..letters.len()))
    }

    proptest! {
        #[test]
        fn a_followed_span_reads_the_same_words_and_is_certain(old in text(), new in text(), a in 0usize..40, b in 0usize..40) {
            let span = span(a.min(b), a.max(b));
            if let Some(quote) = slice(&old, span) {
                prop_assert_eq!(follow(&old, &old, span, quote), Some(span));
                if let Some(moved) = follow(&old, &new, span, quote) {
                    prop_assert_eq!(slice(&new, moved), Some(quote));
                    let (before, _, behind) = cut(&old, span.start, span.end);
                    let (new_before, _, new_behind) = cut(&new, moved.start, moved.end);
                    let is_only = old.matches(quote).count() == 1 && new.matches(quote).count() == 1;
                    prop_assert!(before == new_before || behind == new_behind || is_only);
                }
            }
        }

        #[test]
        fn a_counted_text_is_cut_in_the_same_places(text in text(), a in 0usize..60, b in 0usize..60) {
            let letters = Letters::new(&text);
            prop_assert_eq!(letters.count(), text.chars().count());
            prop_assert_eq!(letters.slice(span(a, b)), slice(&text, span(a, b)));
        }

        #[test]
        fn an_edit_elsewhere_loses_no_span(text in text(), put_in in text(), a in 0usize..40, b in 0usize..40, c in 0usize..40, d in 0usize..40) {
            let span = span(a.min(b), a.max(b));
            let Some(quote) = slice(&text, span) else { return Ok(()) };
            let (before, gone, behind) = cut(&text, c, d);
            let from = before.chars().count();
            let to = from + gone.chars().count();
            let moved = follow(&text, &format!("{before}{put_in}{behind}"), span, quote);
            if to <= span.start || from >= span.end {
                prop_assert_eq!(moved.map(|moved| moved.end - moved.start), Some(span.end - span.start));
            }
        }
    }
}
