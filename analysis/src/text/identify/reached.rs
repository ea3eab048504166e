//! Where somebody lives or works by the place: a part of a town with its number (新町2丁目, 元城町103-2), a base of the forces.

use std::sync::OnceLock;

use regex::Regex;

use super::letters::letter_behind;
use super::pattern;

/// Parts of towns with a number, and the numbers of houses behind them: with 丁目 or 番地, or by hyphens alone behind a town of
/// these (元城町103-2).
pub(super) fn addresses(text: &str, towns: &[String]) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    static HYPHENS: OnceLock<Option<Regex>> = OnceLock::new();
    let number = r"(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,4})";
    let kana = r"[\p{Katakana}ー]";
    let address = format!(
        r"(?:[\p{{Han}}々ヶ]|{kana}){{0,20}}(?:{number}丁目(?:の?{number}(?:番地?|号|[-－ー−]))*(?:の?{number})?|{number}番地(?:の?{number})?)"
    );
    let mut found = all(&PATTERN, &address, text);
    let hyphens = r"[\p{Han}々ヶ\p{Katakana}ー]{1,20}\u{3000}?[0-9]{1,5}(?:[-－−‐][0-9]{1,5}){1,3}";
    for place in pattern(&HYPHENS, hyphens).into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        if is_address(text, &place) {
            found.extend(text.get(beginning(text, place.start(), towns)..place.end()).map(str::to_owned));
        }
    }
    found
}

/// Whether numbers with hyphens stand behind a part of a town and count nothing: not 市内2-3か所.
fn is_address(text: &str, place: &regex::Match<'_>) -> bool {
    let run = place.as_str().trim_end_matches(|c: char| c.is_ascii_digit() || "-－−‐\u{3000}".contains(c));
    let is_counted = |c: char| {
        c.is_ascii_digit() || "人名件回年月日時分個か箇ヶケカ社校店階歳才代点週％割倍万円".contains(c)
    };
    let within =
        ["市内", "町内", "村内", "区内", "県内", "市外", "町会", "内会", "区分", "地区", "学区", "市民"];
    run.contains(['市', '区', '町', '村', '郡'])
        && !within.iter().any(|end| run.ends_with(end))
        && !letter_behind(text, place.end()).is_some_and(is_counted)
}

/// Where an address begins: with the town that stands there in hiragana, too (さいたま|市).
fn beginning(text: &str, start: usize, towns: &[String]) -> usize {
    let around = |town: &String| {
        let mut places = text.match_indices(town.as_str()).map(|(at, town)| at..at + town.len());
        places.find(|place| place.start < start && start <= place.end).map(|place| place.start)
    };
    towns.iter().filter_map(around).min().unwrap_or(start)
}

/// Bases, which are named by their town.
pub(super) fn bases(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = all(&PATTERN, r"[\p{Han}々ヶ\p{Katakana}ー]{1,8}(?:基地|駐屯地)", text);
    let kinds = ["米軍", "軍事", "自衛隊", "空軍", "海軍", "航空", "前線", "活動", "秘密"];
    let is_kind = |name: &String| {
        let name = name.trim_end_matches("基地").trim_end_matches("駐屯地");
        kinds.contains(&name)
    };
    found.into_iter().filter(|name| !is_kind(name)).collect()
}

fn all(cell: &'static OnceLock<Option<Regex>>, words: &str, text: &str) -> Vec<String> {
    let found = pattern(cell, words).into_iter().flat_map(|pattern| pattern.find_iter(text));
    found.map(|found| found.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    #[test]
    fn addresses_and_bases_are_found() {
        let normal = |text: &str| normalize(text).text.into_owned();
        let addresses = |text: &str| addresses(text, &["さいたま市".to_owned()]);
        assert_eq!(addresses(&normal("新町２丁目に住む")), ["新町2丁目"]);
        assert_eq!(addresses(&normal("緑町三丁目4番5号の家")), ["緑町三丁目4番5号"]);
        assert_eq!(addresses(&normal("字大沢12番地の家")), ["字大沢12番地"]);
        assert_eq!(addresses(&normal("浜松市中区元城町103-2の家")), ["浜松市中区元城町103-2"]);
        assert_eq!(addresses(&normal("住所はさいたま市緑区3-5-12")), ["さいたま市緑区3-5-12"]);
        assert_eq!(bases("三沢基地で働く"), ["三沢基地"]);
    }

    #[test]
    fn what_is_like_them_is_not() {
        for text in [
            "2番目の窓口、1番の悩み、3丁",
            "基地の近く、米軍基地",
            "市内2-3か所、町内会2-3人、市町村3-4割、障害支援区分2-3の方",
        ] {
            assert_eq!([addresses(text, &[]), bases(text)].concat(), [""; 0], "{text}");
        }
    }
}
