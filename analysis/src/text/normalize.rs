//! Brings texts typed in different widths and encodings to one form, and remembers where each character came from.
//!
//! Half-width kana become full-width, full-width letters and digits become half-width, other half-width signs
//! become full-width (IPADIC knows only those), both codes of the minus become the hyphen, blanks the ideographic space, characters
//! that no one can see are dropped, and the rest is in NFC. Nothing else is changed: characters outside the BMP stay.

use std::borrow::Cow;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Span;

/// A text in normal form, with the way back to the original.
#[derive(Clone, Debug)]
pub struct Normalized<'a> {
    /// The text in normal form.
    pub text: Cow<'a, str>,
    /// Where each code point of `text` comes from; `None` when every one stands where it stood.
    origins: Option<Vec<Span>>,
}

impl Normalized<'_> {
    /// The place in the original of the code points `start..end` of the normal form.
    pub fn original(&self, start: u32, end: u32) -> Span {
        let Some(origins) = &self.origins else { return Span { start, end } };
        let first = origins.get(start as usize).or(origins.last()).copied().unwrap_or_default();
        if end <= start {
            return Span { start: first.start, end: first.start };
        }
        let last = origins.get(end as usize - 1).or(origins.last()).copied().unwrap_or_default();
        Span { start: first.start, end: last.end.max(first.start) }
    }
}

/// The normal form of `text`. Costs nothing but a look when `text` is in normal form already.
pub fn normalize(text: &str) -> Normalized<'_> {
    if text.chars().all(is_plain) {
        return Normalized { text: Cow::Borrowed(text), origins: None };
    }
    fold_all(text, is_invisible, fold)
}

/// The normal form by another table: what is dropped, and what stands for each other character.
pub(super) fn fold_all(
    text: &str,
    is_dropped: fn(char) -> bool,
    fold: fn(&[char], usize) -> char,
) -> Normalized<'static> {
    let chars: Vec<char> = text.chars().collect();
    let mut normal = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(chars.len());
    let mut start = 0;
    while start < chars.len() {
        let mut end = start + 1;
        while end < chars.len() && joins_previous(chars[end]) {
            end += 1;
        }
        // A character alone whose form is a usual one: what is left to do for nearly all of them.
        if end == start + 1 && !is_dropped(chars[start]) {
            let only = fold(&chars, start);
            if is_plain(only) {
                normal.push(only);
                origins.push(Span { start: start as u32, end: end as u32 });
                start = end;
                continue;
            }
        }
        let folded = (start..end).filter(|&at| !is_dropped(chars[at])).map(|at| fold(&chars, at));
        let origin = Span { start: start as u32, end: end as u32 };
        for c in folded.nfc() {
            normal.push(c);
            origins.push(origin);
        }
        start = end;
    }
    Normalized { text: Cow::Owned(normal), origins: Some(origins) }
}

/// A text in lower case, character by character, so that places stay what they were.
pub fn lower_case(text: &str) -> String {
    text.chars().map(lower_case_char).collect()
}

/// A character in lower case; itself where that is more than one character.
pub fn lower_case_char(c: char) -> char {
    // Kana and kanji have no case; they are nearly all there is.
    if matches!(c, '\u{3000}'..='\u{9FFF}') {
        return c;
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// Characters that normal form keeps as they are, whatever stands beside them.
fn is_plain(c: char) -> bool {
    matches!(c,
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '\n'
        | '\u{3000}'..='\u{301B}' | '\u{301D}'..='\u{3020}'
        | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'
        // （）！？／： and other full-width signs, and …, which stand in most answers; not －, which is the hyphen between letters.
        | '\u{FF01}'..='\u{FF0C}' | '\u{FF0E}' | '\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{2026}')
}

/// Whether `c` may melt into the character before it, or leaves no trace of its own.
fn joins_previous(c: char) -> bool {
    if is_plain(c) {
        return false;
    }
    is_invisible(c)
        || matches!(c, '\u{FF9E}' | '\u{FF9F}')
        || canonical_combining_class(c) != 0
        || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe
}

/// Zero-width characters, the byte order mark, soft hyphens and variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// One character in its usual width.
fn fold(chars: &[char], at: usize) -> char {
    let c = match canonical(chars[at]) {
        // Which of them stands for the hyphen of a telephone number depends on keyboard, encoding and program alone.
        '\u{2212}' | '\u{FF0D}' => '-',
        c => c,
    };
    match c {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => shift(c, -0xFEE0),
        '\u{FF61}'..='\u{FF9F}' => full_width_kana(c),
        '\n' => '\n',
        '～' | '~' => '〜',
        ' ' | '\u{00A0}' | '\u{2000}'..='\u{200A}' => '\u{3000}',
        c if c.is_control() => '\u{3000}',
        c if c.is_ascii_punctuation() => {
            let is_seen = |c: &&char| !is_invisible(**c);
            let is_beside = |c: Option<&char>| c.is_some_and(|c| is_letter_or_digit(canonical(*c)));
            let (before, after) =
                (chars[..at].iter().rev().find(is_seen), chars[at + 1..].iter().find(is_seen));
            // "3.5" and "A-1" stay as they are.
            if is_beside(before) && is_beside(after) { c } else { shift(c, 0xFEE0) }
        }
        c => c,
    }
}

/// The character that `c` is only another code for: the Greek question mark is a semicolon, the Kelvin sign a K.
fn canonical(c: char) -> char {
    let mut composed = std::iter::once(c).nfc();
    match (composed.next(), composed.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

fn is_letter_or_digit(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９')
}

/// The character that stands `by` places after `c`.
pub(super) fn shift(c: char, by: i32) -> char {
    (c as u32).checked_add_signed(by).and_then(char::from_u32).unwrap_or(c)
}

/// The full-width form of half-width kana and Japanese punctuation; sound marks become combining marks, so that
/// composition joins them to their kana.
pub(super) fn full_width_kana(c: char) -> char {
    match c {
        '\u{FF9E}' => '\u{3099}',
        '\u{FF9F}' => '\u{309A}',
        c => std::iter::once(c).nfkc().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn widths_are_made_one() {
        let normal = |text: &str| normalize(text).text.into_owned();
        assert_eq!(normal("ﾊﾛｰﾜｰｸ"), "ハローワーク");
        assert_eq!(normal("ｶﾞｲﾄﾞ"), "ガイド");
        assert_eq!(normal("Ｂ型（２０時間）"), "B型（20時間）");
        assert_eq!(normal("難病(指定)!"), "難病（指定）！");
        assert_eq!(normal("3.5% a-b"), "3.5％　a-b");
        for hyphen in ['-', '－', '−'] {
            assert_eq!(normal(&format!("０４８{hyphen}555 A{hyphen}1")), "048-555　A-1", "{hyphen}");
            assert_eq!(normal(&format!("{hyphen}２ β{hyphen}型")), "－2　β－型", "{hyphen}");
            assert_eq!(normal(&format!("A\u{FE00}{hyphen}\u{FE00}1")), "A-1", "{hyphen}");
        }
        assert_eq!(normal("か\u{3099}ん"), "がん");
        assert_eq!(normal("葛\u{E0100}城"), "葛城");
        assert_eq!(normal("𠮷野家👨‍👩"), "𠮷野家👨\u{200D}👩".replace('\u{200D}', ""));
    }

    #[test]
    fn a_span_leads_back_to_what_was_typed() {
        let text = "Ａ社のｶﾞｲﾄﾞ";
        let normalized = normalize(text);
        assert_eq!(normalized.text, "A社のガイド");
        assert_eq!(normalized.original(3, 6).of(text), "ｶﾞｲﾄﾞ");
        assert_eq!(normalized.original(3, 4).of(text), "ｶﾞ");
        assert_eq!(normalized.original(0, 1).of(text), "Ａ");
    }

    proptest! {
        #[test]
        fn normal_form_is_stable(text in "\\PC{0,40}|[ｦ-ﾟＡ-ｚ0-9 a-z か\u{3099}。、]{0,40}|[－−.\u{FE00}\u{3099}\u{212A}A１か-]{0,12}") {
            let once = normalize(&text).text.into_owned();
            let composed: String = once.nfc().collect();
            prop_assert_eq!(&composed, &once);
            prop_assert_eq!(normalize(&once).text.into_owned(), once);
        }

        #[test]
        fn origins_are_ordered_and_inside_the_text(text in "\\PC{0,40}|[ｦ-ﾟＡ-ｚ か\u{3099}。、]{0,40}") {
            let normalized = normalize(&text);
            let n_original = text.chars().count() as u32;
            let mut last = Span::default();
            for at in 0..normalized.text.chars().count() as u32 {
                let origin = normalized.original(at, at + 1);
                prop_assert!(origin.start < origin.end && origin.end <= n_original);
                prop_assert!(origin == last || origin.start >= last.end);
                last = origin;
            }
        }
    }
}
