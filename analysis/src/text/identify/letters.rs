//! Kinds of Japanese letters in a text in normal width: of which kind a letter is decides where a name ends.

/// A kanji, rare ones (㐂, of Extension A) and the 々 in their place included.
pub(super) fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// A letter in hiragana.
pub(super) fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

/// A letter in katakana, small ones (the ヶ of 六ヶ所) and the ー behind them included.
pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー')
}

/// A kanji or a letter in kana.
pub(super) fn is_letter(c: char) -> bool {
    is_kanji(c) || is_hiragana(c) || is_katakana(c)
}

/// A particle of one letter, behind which a name begins and in front of which it ends. Where more letters do so (て, た), they are asked for
/// beside it.
pub(super) fn is_particle(c: char) -> bool {
    "のはがをにでとへもや".contains(c)
}

/// Whether a letter in hiragana belongs to no name in kana beside it: a particle, か or だ.
pub(super) fn is_beside_name(c: char) -> bool {
    is_particle(c) || matches!(c, 'か' | 'だ')
}

/// How many bytes of kanji and katakana a text begins with: the rest of a word that stands before it.
pub(super) fn rest_of_word(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| is_kanji(c) || is_katakana(c)).len()
}

/// The letter before a place in a text.
pub(super) fn letter_before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|before| before.chars().next_back())
}

/// The letter behind a place in a text.
pub(super) fn letter_behind(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|behind| behind.chars().next())
}
