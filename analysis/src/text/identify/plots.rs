//! Numbers of plots and houses behind a part of a town without hyphens (元城町103の2, 元城町103番2号, 元城町103).

use std::sync::OnceLock;

use regex::Regex;

use super::letters::letter_behind;
use super::pattern;

const PLOT: &str = r"([\p{Han}々ヶ\p{Katakana}ー]{1,20}[町村字])(\u{3000}?[0-9]{1,5}(?:番地?の?|の)[0-9]{1,5}号?|\u{3000}?[0-9]{1,5}番地?|\u{3000}?[0-9]{2,5})";

/// What ends with 町 or 村 and is no part of a town.
const WORDS: &[&str] = &[
    "市町",
    "市町村",
    "市区町村",
    "町村",
    "各町",
    "各村",
    "同町",
    "同村",
    "他町",
    "他村",
    "全町",
    "両町",
    "当町",
    "漢字",
    "数字",
    "文字",
    "赤字",
    "黒字",
    "名字",
    "苗字",
    "太字",
    "活字",
    "点字",
    "十字",
    "誤字",
    "苦字",
    "大字",
];

/// The parts of towns with such a number, as they stand in a text in normal width.
pub(super) fn plots(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, PLOT).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let whole = |parts: regex::Captures<'_>| {
        let (whole, part) = (parts.get(0)?, parts.get(1)?.as_str());
        let is_word = part.chars().count() < 2 || WORDS.iter().any(|word| part.ends_with(word));
        (!is_word && !is_counted(text, whole.end())).then(|| whole.as_str().to_owned())
    };
    found.filter_map(whole).collect()
}

/// Whether what stands behind digits says that they count something.
fn is_counted(text: &str, end: usize) -> bool {
    letter_behind(text, end).is_some_and(|c| {
        c.is_ascii_digit()
            || "人名件回年月日時分個か箇ヶケカ社校店階歳才代点週％割倍万円世戸つ番目台本カ所團団軒-〜,，.．"
                .contains(c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    fn found(text: &str) -> Vec<String> {
        plots(&normalize(text).text)
    }

    #[test]
    fn a_number_behind_a_part_of_a_town_is_an_address() {
        for (text, plot) in [
            ("元城町１０３の２に住む", "元城町103の2"),
            ("元城町103番2号のアパート", "元城町103番2号"),
            ("元城町103番地の2", "元城町103番地の2"),
            ("住所は元城町103です", "元城町103"),
            ("浜松市中央区元城町103の2", "浜松市中央区元城町103の2"),
        ] {
            assert_eq!(found(text), [plot], "{text}");
        }
    }

    #[test]
    fn what_is_counted_in_a_town_is_none() {
        for text in [
            "佐久間町30人、龍山村12世帯、緑町2か所、市町村35の窓口、町103の家",
            "各町20の会、元城町2019年、数字12の4。漢字100",
            "青葉町1,200円、青葉町24.5度、青葉町10-20人",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
