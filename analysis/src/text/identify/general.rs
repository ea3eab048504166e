//! What can be said more generally in place of a word that may tell who is meant: an age in a band of ten years, a day as its
//! month or, where the year is told, a day or month as its year. None of these is found again.

use super::every::{IdentifyingWord, WordKind};

/// A more general word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum General {
    /// The age is in the ten years that begin with this one.
    Decade(u32),
    /// The year, or the month of a day without one.
    Period(String),
}

/// What an age or a day can be said as; None for everything else, and for children, who are named by a band that narrow.
pub fn general(word: &IdentifyingWord) -> Option<General> {
    match word.kind {
        WordKind::Age => {
            let years = number(word.words.trim_end_matches(['歳', '才']))?;
            (years >= 10).then_some(General::Decade(years / 10 * 10))
        }
        // Of a year of birth no part is said.
        WordKind::Date if word.words.contains('生') || word.words.ends_with("まれ") => None,
        WordKind::Date => period(&word.words).map(General::Period),
        _ => None,
    }
}

fn period(date: &str) -> Option<String> {
    if let Some((year, _)) = date.split_once('年') {
        return Some(format!("{year}年"));
    }
    if let Some((month, _)) = date.split_once('月') {
        return Some(format!("{month}月"));
    }
    // A year has four digits; an era by its letter is not said, and of a day without its year the month is.
    let (first, _) = date.split_once(['-', '/', '／', '.', '．'])?;
    let is_number = first.chars().all(|c| c.is_ascii_digit());
    let unit = if first.len() == 4 { '年' } else { '月' };
    is_number.then(|| format!("{first}{unit}"))
}

/// A number below a hundred in digits, as people count (四十二), or digit by digit (四二).
fn number(text: &str) -> Option<u32> {
    let digit = |c: char| {
        let place = "〇一二三四五六七八九".chars().position(|own| own == c);
        place.and_then(|place| u32::try_from(place).ok()).or_else(|| c.to_digit(10))
    };
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = tens.chars().next().map_or(Some(1), digit)?;
        return Some(tens * 10 + ones.chars().next().map_or(Some(0), digit)?);
    }
    let more = |sum: u32, c: char| sum.checked_mul(10)?.checked_add(digit(c)?);
    text.chars().try_fold(0, more).filter(|_| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: WordKind, words: &str) -> Option<General> {
        general(&IdentifyingWord { kind, words: words.to_owned() })
    }

    #[test]
    fn ages_become_bands_and_days_months_or_years() {
        assert_eq!(said(WordKind::Age, "42歳"), Some(General::Decade(40)));
        for (age, decade) in [("四十二歳", 40), ("十歳", 10), ("十九才", 10), ("六十歳", 60), ("三五歳", 30)]
        {
            assert_eq!(said(WordKind::Age, age), Some(General::Decade(decade)), "{age}");
        }
        for child in ["7才", "七歳"] {
            assert_eq!(said(WordKind::Age, child), None);
        }
        for (date, period) in [
            ("10月3日", "10月"),
            ("2026年4月1日", "2026年"),
            ("令和七年四月", "令和七年"),
            ("2026-04-01", "2026年"),
            ("2026／4／1", "2026年"),
            ("2026.4.1", "2026年"),
            ("2026/4", "2026年"),
            ("5/12", "5月"),
        ] {
            assert_eq!(said(WordKind::Date, date), Some(General::Period(period.to_owned())));
        }
        assert_eq!(said(WordKind::Date, "R5.5.12"), None);
        for birth in ["昭和55年生まれ", "生年月日は1990年4月1日", "昭和60年生"] {
            assert_eq!(said(WordKind::Date, birth), None, "{birth}");
        }
        assert_eq!(said(WordKind::Person, "田中さん"), None);
    }
}
