//! Lines that end in CR LF, and positions in the same text with LF: the format wants the latter, texts keep what was typed.

use std::borrow::Cow;

/// The same text with lines that end in LF.
pub fn with_lf(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

/// Where a position of a text is in the same text with LF. Inside a pair of CR LF it is the LF.
pub fn to_lf(text: &str, position: usize) -> usize {
    let letters: Vec<char> = text.chars().take(position + 1).collect();
    let is_pair = |pair: &[char]| pair == ['\r', '\n'];
    position - letters.windows(2).filter(|pair| is_pair(pair)).count().min(position)
}

/// Where a position of the text with LF is in the text as it was typed.
pub fn from_lf(text: &str, position: usize) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    for _ in 0..position {
        let is_pair = letters.get(at) == Some(&'\r') && letters.get(at + 1) == Some(&'\n');
        at += if is_pair { 2 } else { 1 };
    }
    at.min(letters.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn spans_read_the_same_words_in_both(pieces in prop::collection::vec(prop::sample::select(vec!["\r\n", "\r", "\n", "😀", "あ", "か\u{3099}"]), 0..20), a in 0usize..30, b in 0usize..30) {
            let text = pieces.concat();
            let lf: Vec<char> = with_lf(&text).chars().collect();
            let (start, end) = (a.min(b).min(lf.len()), a.max(b).min(lf.len()));
            let words: String = lf[start..end].iter().collect();
            let (from, to) = (from_lf(&text, start), from_lf(&text, end));
            let typed: String = text.chars().skip(from).take(to - from).collect();
            prop_assert_eq!(with_lf(&typed), words);
            prop_assert_eq!((to_lf(&text, from), to_lf(&text, to)), (start, end));
        }
    }
}
