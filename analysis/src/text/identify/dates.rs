//! Days of a month, with their year where it is told, and months of a year, as people write them (令和7年四月, 2023.5.12, 5/12の面談).

use std::sync::OnceLock;

use regex::Regex;

use super::letters::{letter_before, letter_behind};
use super::pattern;

/// A year in four digits or of an era; a month, and a day unless there is a year; or all three in digits, of an era by its letter, too.
const DATE: &str = r"(?x)
    (?: [0-9]{4} | [一二三四五六七八九〇]{4}
      | (?:令和|平成|昭和) (?: [0-9]{1,2} | [一二三四五六七八九十]{1,3} | 元) ) 年
    (?: [0-9]{1,2} | [一二三四五六七八九十]{1,2} ) 月
    (?: (?: [0-9]{1,2} | [一二三四五六七八九十]{1,3} ) 日 )?
  | (?: [0-9]{1,2} | [一二三四五六七八九十]{1,2} ) 月 (?: [0-9]{1,2} | [一二三四五六七八九十]{1,3} ) 日
  | [0-9]{4} [-/／] [0-9]{1,2} [-/／] [0-9]{1,2}
  | [RHST] [0-9]{1,2} [.．] [0-9]{1,2} [.．] [0-9]{1,2}";

/// A year and a month by a stroke, or a day by dots.
const YEAR_FIRST: &str = r"(?x)
    (?: 19 | 20 ) [0-9]{2} (?: [.．] (?: 1[0-2] | 0?[1-9] ) [.．] [0-9]{1,2} | [/／] (?: 1[0-2] | 0?[1-9] ) )";

/// A month and a day by a stroke, which are a part of something as often: where what happened then stands behind them.
const STROKE: &str = r"(?x)
    ( (?: 1[0-2] | 0?[1-9] ) [/／] (?: 3[01] | [12][0-9] | 0?[1-9] ) )
    (?: （ [月火水木金土日] (?:曜日?)? ）
      | (?: の | に | 付 (?:け)? (?:で|の)? | 、 | \u{3000} )? (?: 面談 | 相談 | 面接 | 受診 | 通院 | 入院 | 退院 | 手術 | 検査 | 解雇 | 退職 | 入社 | 入職 | 就職
        | 採用 | 休職 | 復職 | 来所 | 来院 | 訪問 | 電話 | 会議 | 受付 | 連絡 | 発症 | 診断 | 死亡 | 逝去 ) )";

/// The dates in a text in normal width, as they stand there.
pub(super) fn dates(text: &str) -> Vec<String> {
    static DATES: OnceLock<Option<Regex>> = OnceLock::new();
    static YEARS: OnceLock<Option<Regex>> = OnceLock::new();
    static STROKES: OnceLock<Option<Regex>> = OnceLock::new();
    let dates = pattern(&DATES, DATE).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let years = pattern(&YEARS, YEAR_FIRST).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let years = years.filter(|date| is_apart(text, date));
    let strokes = pattern(&STROKES, STROKE).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let strokes = strokes.filter_map(|parts| parts.get(1)).filter(|date| is_apart(text, date));
    dates.chain(years).chain(strokes).map(|date| date.as_str().to_owned()).collect()
}

/// Whether no other number goes on beside it.
fn is_apart(text: &str, date: &regex::Match<'_>) -> bool {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || "/／.．-％".contains(c);
    !letter_before(text, date.start()).is_some_and(goes_on)
        && !letter_behind(text, date.end()).is_some_and(goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    fn found(text: &str) -> Vec<String> {
        dates(&normalize(text).text)
    }

    #[test]
    fn days_and_months_are_found_in_any_writing() {
        for (text, date) in [
            ("2025年4月に入った", "2025年4月"),
            ("令和七年四月から", "令和七年四月"),
            ("令和５年５月１２日付で退職", "令和5年5月12日"),
            ("12月24日の朝", "12月24日"),
            ("R5.5.12に解雇", "R5.5.12"),
            ("2023.5.12に入院", "2023.5.12"),
            ("2023/5に入社した", "2023/5"),
            ("2023/5/12に入社した", "2023/5/12"),
            ("5/12の面談で", "5/12"),
            ("５／１２（月）に来所", "5／12"),
        ] {
            assert_eq!(found(text), [date], "{text}");
        }
    }

    #[test]
    fn parts_and_years_are_no_days() {
        for text in [
            "5/10の確率。1/3の人が辞めた。2/3以上。10/10で満点。1/2の職場",
            "2023年に入社した。R5年度。2023/2024年度。3-5日休む。1.2.3の順。5.12％。2023.5点",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
