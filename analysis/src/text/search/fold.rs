//! The form in which texts and queries are compared.

use crate::text::normalize::{lower_case_char, normalize, shift};

/// `text` in normal form, without capitals, in katakana. It has as many code points as the normal form, so that places of one are
/// places of the other.
pub(super) fn fold(text: &str) -> String {
    normalize(text).text.chars().map(fold_char).collect()
}

fn fold_char(c: char) -> char {
    match c {
        // Which width a sign gets in normal form depends on what stands beside it.
        '\u{FF01}'..='\u{FF5E}' => shift(c, -0xFEE0),
        '\u{3041}'..='\u{3096}' | '\u{309D}' | '\u{309E}' => shift(c, 0x60),
        '\u{3000}' => ' ',
        c => lower_case_char(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn widths_capitals_and_kana_do_not_count() {
        for (one, other) in [
            ("ﾘｳﾏﾁ", "リウマチ"),
            ("りうまち", "リウマチ"),
            ("ＡＢＣ", "abc"),
            ("Ｂ型（２）", "b型(2)"),
            ("か\u{3099}ん", "ｶﾞﾝ"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("は"), fold("ば"));
        assert_ne!(fold("ー"), fold("-"), "a long vowel is no minus");
    }

    proptest! {
        #[test]
        fn places_stay(text in "\\PC{0,40}|[ｦ-ﾟＡ-ｚ か\u{3099}。、İß]{0,40}") {
            prop_assert_eq!(fold(&text).chars().count(), normalize(&text).text.chars().count());
        }
    }
}
