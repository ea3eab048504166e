//! Places widened to whole words. A model sees runs of characters, which begin and end within words. Where a script changes tells
//! without a dictionary where words of kanji, of katakana, and of letters or digits end; hiragana stays as it is, and signs part places.

use std::ops::Range;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Hiragana,
    /// Letters and digits.
    Other,
    /// Signs and blanks.
    Sign,
}

impl Script {
    fn of(letter: char) -> Script {
        match letter {
            '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〆' => {
                Script::Kanji
            }
            'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' => Script::Katakana,
            'ぁ'..='ゟ' => Script::Hiragana,
            _ if letter.is_alphanumeric() => Script::Other,
            _ => Script::Sign,
        }
    }

    /// Whether letters of this script that follow one another are not parted.
    fn is_kept_together(self) -> bool {
        matches!(self, Script::Kanji | Script::Katakana | Script::Other)
    }
}

/// Places in bytes of a text as whole words, without signs.
pub(super) fn whole(text: &str, places: &[Range<usize>]) -> Vec<Range<usize>> {
    let units = units(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for place in places {
        let mut is_open = false;
        for (unit, script) in &units {
            if unit.end <= place.start || place.end <= unit.start {
                continue;
            }
            match found.last_mut() {
                _ if *script == Script::Sign => {}
                Some(last) if is_open => last.end = unit.end,
                _ => found.push(unit.clone()),
            }
            is_open = *script != Script::Sign;
        }
    }
    found
}

/// What is not parted, in text order.
fn units(text: &str) -> Vec<(Range<usize>, Script)> {
    let mut units: Vec<(Range<usize>, Script)> = Vec::new();
    for (at, letter) in text.char_indices() {
        let (end, script) = (at + letter.len_utf8(), Script::of(letter));
        match units.last_mut() {
            Some((last, before)) if *before == script && script.is_kept_together() => last.end = end,
            _ => units.push((at..end, script)),
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_widened_to_whole_words_and_parted_at_signs() {
        let text = "福祉サービスも、再就職の支援をA型で";
        let of = |words: &str| {
            let start = text.find(words).unwrap();
            let found = whole(text, std::slice::from_ref(&(start..start + words.len())));
            found.into_iter().map(|place| text.get(place).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(of("ービス"), ["サービス"]);
        assert_eq!(of("も、再"), ["も", "再就職"]);
        assert_eq!(of("の支"), ["の支援"]);
        assert_eq!(of("祉サ"), ["福祉サービス"]);
        assert_eq!(of("をA"), ["をA"]);
        assert!(of("、").is_empty() && whole("", &[]).is_empty());
    }
}
