//! When somebody was born: a year with 生まれ behind it (S60.4.1生まれ, 平成2年の生まれ), or a day behind 生年月日.

use std::sync::OnceLock;

use regex::Regex;

use super::letters::{is_kanji, letter_before, letter_behind};

const NUMBER: &str = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|元)";

/// The births in a text in normal width, as they stand there.
pub(super) fn births(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let compiled = PATTERN.get_or_init(|| Regex::new(&words()).ok()).as_ref();
    let found = compiled.into_iter().flat_map(|pattern| pattern.find_iter(text));
    let is_one = |found: &regex::Match<'_>| {
        let goes_on = |c: char| c.is_ascii_alphanumeric();
        // 2020年生産 is no birth.
        let is_other = found.as_str().ends_with('生')
            && letter_behind(text, found.end()).is_some_and(|c| is_kanji(c) || c == 'き' || c == 'か');
        !letter_before(text, found.start()).is_some_and(goes_on) && !is_other
    };
    found.filter(is_one).map(|found| found.as_str().to_owned()).collect()
}

fn words() -> String {
    let era = r"(?:明治|大正|昭和|平成|令和|[MTSHR]|[昭平令])\u{3000}?";
    let rest =
        format!(r"(?:年(?:{NUMBER}月(?:{NUMBER}日)?)?|[.．/／-][0-9]{{1,2}}(?:[.．/／-][0-9]{{1,2}})?)");
    let full = "(?:[0-9]{4}|[一二三四五六七八九〇]{4})";
    let born = "(?:生まれ|生れ|うまれ|産まれ)";
    let day = format!(r"(?:[0-9]{{8}}|[0-9]{{6}}|(?:{era}{NUMBER}|{full}|[0-9]{{2}}){rest})");
    // 2年生 is a class at school, so of a year without an era more has to be said.
    format!(
        r"生年月日[はがの：:\u{{3000}}（]{{0,3}}{day}|{era}{NUMBER}{rest}(?:[のに]?{born}|生)|{full}{rest}(?:の?{born}|生)|[0-9]{{2}}年の?{born}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    fn found(text: &str) -> Vec<String> {
        births(&normalize(text).text)
    }

    #[test]
    fn births_are_found_in_any_writing() {
        for (text, birth) in [
            ("生年月日は19900401です", "生年月日は19900401"),
            ("生年月日：1990年4月1日", "生年月日：1990年4月1日"),
            ("S60.4.1生まれです", "S60.4.1生まれ"),
            ("H2年生まれの方", "H2年生まれ"),
            ("平成2年の生まれで", "平成2年の生まれ"),
            ("昭和５５年生まれの方", "昭和55年生まれ"),
            ("昭和55年4月に生まれた", "昭和55年4月に生まれ"),
            ("1980年生まれの方", "1980年生まれ"),
            ("昭和六十年生の方", "昭和六十年生"),
            ("90年生まれの方", "90年生まれ"),
        ] {
            assert_eq!(found(text), [birth], "{text}");
        }
    }

    #[test]
    fn other_years_are_no_births() {
        for text in [
            "高校2年生のとき。東大2年生。",
            "2020年生産。令和2年生活が変わった。2026年度。",
            "生まれつきの病気。2年前に生まれた",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
