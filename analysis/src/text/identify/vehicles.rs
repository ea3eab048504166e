//! Number plates of vehicles (浜松300あ12-34, 浜松500わ・・12): with the place of the office, or behind ナンバー.

use std::sync::OnceLock;

use regex::Regex;

use super::pattern;

/// Place, class, kana and number. Without a hyphen or dots for missing digits there are blanks around the kana: 定員120と1500人 is none.
const PLATE: &str = r"(?x)
    (?: \p{Han}{1,4} | いわき | つくば | なにわ | とちぎ ) \u{3000}? [0-9]{2}[0-9A-Z] \u{3000}? [あ-ろわ] \u{3000}? [0-9・･]{1,2}[-－]?[0-9・･][0-9]";

const SHORT: &str =
    r"(?:ナンバー(?:プレート)?|車番|登録番号)[はがの：:、\u{3000}「]{0,3}([0-9]{1,2}[-－]?[0-9]{2})";

/// The plates, as they stand in a text in normal width.
pub(super) fn plates(text: &str) -> Vec<String> {
    static WHOLES: OnceLock<Option<Regex>> = OnceLock::new();
    static SHORTS: OnceLock<Option<Regex>> = OnceLock::new();
    let wholes = pattern(&WHOLES, PLATE).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let wholes = wholes.filter(|plate| is_apart(text, plate) && is_plate(plate.as_str()));
    let mut found: Vec<String> = wholes.map(|plate| plate.as_str().to_owned()).collect();
    let shorts = pattern(&SHORTS, SHORT).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let shorts = shorts.filter_map(|parts| parts.get(1)).filter(|plate| is_apart(text, plate));
    found.extend(shorts.map(|plate| plate.as_str().to_owned()));
    found
}

/// Whether it is written as plates are.
fn is_plate(plate: &str) -> bool {
    plate.contains(['-', '－', '・', '･']) || plate.matches('\u{3000}').count() > 1
}

/// Whether a number ends where it seems to, and counts nothing.
fn is_apart(text: &str, plate: &regex::Match<'_>) -> bool {
    let behind = text.get(plate.end()..).and_then(|behind| behind.chars().next());
    !behind.is_some_and(|c| c.is_ascii_digit() || "年月日時分人名件円回％-－".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    fn found(text: &str) -> Vec<String> {
        plates(&normalize(text).text)
    }

    #[test]
    fn number_plates_are_found() {
        for (text, plate) in [
            ("浜松300あ12-34の車", "浜松300あ12-34"),
            ("車のナンバーは「浜松 580 さ 1234」", "浜松　580　さ　1234"),
            ("浜松３００あ１２－３４", "浜松300あ12-34"),
            ("ナンバー1234の車", "1234"),
            ("足立500わ・・12の車", "足立500わ・・12"),
            ("足立500わ・・・1", "足立500わ・・・1"),
        ] {
            assert!(found(text).contains(&plate.to_owned()), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn other_numbers_are_no_plates() {
        for text in [
            "定員120と1500人。全員で300の12-34人。令和5年3月12日。第300回の2024年。定員120の・・30人",
            "ナンバーの話。ナンバー2の人。ナンバー2024年。マイナンバーの話",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
