//! Telephone numbers: whole ones, as people write and speak them, and short ones behind a word that says what they are.

use std::sync::OnceLock;

use regex::Regex;

use super::letters::{letter_before, letter_behind};
use super::pattern;

/// Ten or eleven digits that begin with 0, the length of all telephone numbers in Japan: with or without hyphens, blanks and
/// brackets; with dots; or as they are spoken (〇五三の…). Or with the number of the country.
const WHOLE: &str = r"(?x)
    [+＋] 81 (?: [-ー－―‐()（）\x20\u{3000}]{0,2} [0-9] ){8,11}
  | 0 (?: [-ー－―‐()（）\x20\u{3000}]{0,2} [0-9] ){9,10}
  | 0 [0-9]{1,4} [.．] [0-9]{1,4} [.．] [0-9]{3,4}
  | [〇零○] (?: [-ー－―‐の・\u{3000}]? [〇零○一二三四五六七八九] ){9,10}";

/// A number without its area.
const SHORT: &str = r"(?:電話|でんわ|TEL|Tel|tel|℡|☎|携帯|FAX|Fax|fax|ファックス|ファクス)(?:番号)?[はがの：:＝（／\u{3000}]{0,3}([0-9]{1,4}[-ー－―‐][0-9]{4}|[0-9]{6,8})";

const EXTENSION: &str = r"内線(?:番号)?[はがの：:\u{3000}]{0,2}([0-9]{2,6})";

const KANJI_DIGITS: &str = "〇零○一二三四五六七八九";

/// The numbers in a text in normal width, as they stand there; an extension with the word before it.
pub(super) fn phones(text: &str) -> Vec<String> {
    static WHOLES: OnceLock<Option<Regex>> = OnceLock::new();
    static SHORTS: OnceLock<Option<Regex>> = OnceLock::new();
    static EXTENSIONS: OnceLock<Option<Regex>> = OnceLock::new();
    let mut found = Vec::new();
    for number in pattern(&WHOLES, WHOLE).into_iter().flat_map(|whole| whole.find_iter(text)) {
        let is_spoken = number.as_str().starts_with(|c: char| KANJI_DIGITS.contains(c));
        let touches =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || is_spoken && KANJI_DIGITS.contains(c));
        let is_apart =
            !touches(letter_before(text, number.start())) && !touches(letter_behind(text, number.end()));
        if is_apart && has_length(number.as_str()) {
            found.push(number.as_str().to_owned());
        }
    }
    for parts in pattern(&SHORTS, SHORT).into_iter().flat_map(|short| short.captures_iter(text)) {
        found.extend(parts.get(1).filter(|number| is_short(text, number)).map(|own| own.as_str().to_owned()));
    }
    for parts in pattern(&EXTENSIONS, EXTENSION).into_iter().flat_map(|own| own.captures_iter(text)) {
        // The digits alone may stand elsewhere in the text.
        if let Some(whole) = parts.get(0).filter(|whole| !is_counted(text, whole.end())) {
            found.push(whole.as_str().to_owned());
        }
    }
    found
}

/// Whether a number with dots has as many digits as others have: 01.04.2025 is a day.
fn has_length(number: &str) -> bool {
    !number.contains(['.', '．']) || number.chars().filter(char::is_ascii_digit).count() >= 10
}

fn is_short(text: &str, number: &regex::Match<'_>) -> bool {
    let goes_on = |c: char| c.is_ascii_digit() || "-ー－―‐".contains(c);
    !letter_behind(text, number.end()).is_some_and(goes_on) && !is_counted(text, number.end())
}

/// Whether what stands behind digits says that they count something.
fn is_counted(text: &str, end: usize) -> bool {
    letter_behind(text, end)
        .is_some_and(|c| c.is_ascii_digit() || "年月日時分円万千人名件回番台本％".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    fn found(text: &str) -> Vec<String> {
        phones(&normalize(text).text)
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        for (text, number) in [
            ("連絡先は048-555-0123です", "048-555-0123"),
            ("(048)555-0123", "048)555-0123"),
            ("09055501234まで", "09055501234"),
            ("+81-53-123-4567へ", "＋81-53-123-4567"),
            ("053.123.4567へ", "053.123.4567"),
            ("電話123-4567まで", "123-4567"),
            ("電話は53-4567です", "53-4567"),
            ("TEL：1234567", "1234567"),
            ("〇五三の一二三の四五六七です", "〇五三の一二三の四五六七"),
            ("内線4521です", "内線4521"),
            ("内線番号は４５２１", "内線番号は4521"),
        ] {
            assert_eq!(found(text), [number], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_telephone_numbers() {
        for text in [
            "令和6年4月〜令和7年3月、2026年度、10時30分、第2回、3人、1,200円",
            "100000000000円、2024-04-01から2025-03-31",
            "0.1 0.2 0.3 0.4 0.5、01.04.2025",
            "一〇〇〇〇〇〇〇〇〇〇円。一つの窓口、二の次、三の丸",
            "電話は10時から。電話3件。電話は2024-2025年に増えた。電話で120000円と聞いた。",
            "内線で話す。内線2番。内線12番。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
