//! Numbers that are given to one person or one household: of cards, accounts and certificates, and postal codes.

use std::sync::OnceLock;

use regex::Regex;

use super::letters::letter_behind;
use super::pattern;

/// A word for such a number, perhaps a bank and a kind of account, and five digits or more.
const NUMBER: &str = r"(?:番号|手帳|口座|マイナンバー|保険証|受給者証|診察券|免許証|社員証|カルテ|(?:患者|職員|社員|利用者|会員|学生)ID)(?:[はがの：:・第（）「」『』…\u{3000}\p{Han}\p{Katakana}ー]|No[.．]?|ゆうちょ){0,14}([A-Za-z]{0,3}[0-9](?:[-ー－\u{3000}]?[0-9]){4,19}号?)";

const POSTAL: &str = r"(?:〒|郵便番号[はが：:]?)\u{3000}?[0-9]{3}[-ー－―‐]?[0-9]{4}";

/// The numbers in a text in normal width, as they stand there, without the words before them.
pub(super) fn numbers(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, NUMBER).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let number = found.filter_map(|parts| parts.get(1));
    // 口座の残高50000円
    let is_counted = |c: char| c.is_ascii_digit() || "年月日円万千人名件回％,，".contains(c);
    let number = number.filter(|number| !letter_behind(text, number.end()).is_some_and(is_counted));
    number.map(|number| number.as_str().to_owned()).collect()
}

/// The postal codes in a text in normal width, with their sign.
pub(super) fn postal_codes(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, POSTAL).into_iter().flat_map(|pattern| pattern.find_iter(text));
    found.map(|found| found.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    #[test]
    fn numbers_of_one_person_are_found() {
        for (text, number) in [
            ("受給者番号1234567です", "1234567"),
            ("障害者手帳番号12345号", "12345号"),
            ("マイナンバー123456789012", "123456789012"),
            ("マイナンバーは１２３４ ５６７８ ９０１２", "1234　5678　9012"),
            ("口座は架空銀行の普通1234567", "1234567"),
            ("口座（普通）1234567", "1234567"),
            ("患者ID 1234567", "1234567"),
            ("保険証の番号：AB123456", "AB123456"),
        ] {
            assert_eq!(numbers(&normalize(text).text), [number], "{text}");
        }
        assert_eq!(postal_codes(&normalize("〒430-8652の家").text), ["〒430-8652"]);
    }

    #[test]
    fn what_is_counted_is_no_such_number() {
        for text in [
            "口座に100000円。口座の残高50000円。手帳を取得して10000人。番号札30番。",
            "障害者手帳2級、手帳は2026年4月に。電話番号は公開しない。口座数12000件",
        ] {
            let normal = normalize(text).text;
            assert_eq!([numbers(&normal), postal_codes(&normal)].concat(), [""; 0], "{text}");
        }
    }
}
