//! Choices of questions with one answer that are in an order: bands of numbers (1〜2人, 3〜5人, 6人以上), the ways that a number went
//! (増えた, 変わらない, 減った), and the scales of the library.

use super::edit::library::ready_made;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Words of bands that are open to one side, or as wide as their number says.
const OPEN: [&str; 14] = [
    "以上",
    "以下",
    "未満",
    "超",
    "まで",
    "代",
    "or more",
    "or less",
    "or fewer",
    "and over",
    "less than",
    "more than",
    "under",
    "over",
];
/// Stand between the ends of a band.
const BETWEEN: [&str; 8] = ["〜", "~", "-", "–", "—", "から", "to", "and"];
/// Stand before a number and say nothing of the order.
const ABOUT: [&str; 3] = ["約", "満", "およそ"];
/// Stand for 0.
const NONE: [&str; 4] = ["なし", "ない", "いない", "none"];

/// Ways that a number can have gone, from more to less.
const TREND: [&str; 3] = ["増えた", "変わらない", "減った"];

/// The scales of the library: codes with the words of their steps, and of what stands beside them.
static SCALES: LazyLock<Vec<BTreeMap<String, String>>> =
    LazyLock::new(|| ready_made().iter().filter_map(|item| steps_of(&item.element)).collect());

/// The steps of a ready-made question that is a table.
fn steps_of(element: &Value) -> Option<BTreeMap<String, String>> {
    let step = |column: &Value| {
        let text = column.get("text")?;
        let text = text.as_str().or_else(|| text.get("default")?.as_str())?;
        Some((column.get("value")?.as_str()?.to_owned(), text.to_owned()))
    };
    element.get("columns")?.as_array()?.iter().map(step).collect()
}

/// Whether choices (codes with their words in the questionnaire's own language, and nothing that stands beside an order, such as
/// わからない) are in an order that their codes follow.
pub fn are_ordered(choices: &BTreeMap<String, String>) -> bool {
    let is_of = |scale: &BTreeMap<String, String>| {
        choices.iter().all(|(code, words)| scale.get(code).is_some_and(|own| own == words))
    };
    if !choices.is_empty() && SCALES.iter().any(is_of) {
        return true;
    }
    let steps: Option<Vec<(f64, &str)>> =
        choices.iter().map(|(code, words)| Some((code.parse().ok()?, words.as_str()))).collect();
    let Some(mut steps) = steps else { return false };
    steps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut labels: Vec<&str> = steps.into_iter().map(|(_, words)| words).collect();
    if are_steps(&labels) {
        return true;
    }
    labels.reverse();
    are_steps(&labels)
}

/// Whether labels follow one another upwards, or as a trend does.
fn are_steps(labels: &[&str]) -> bool {
    are_bands(labels) || *labels == TREND
}

/// Whether labels are bands of one thing that follow one another. Numbers alone make none: 1号館, 2号館 and 3号館 are in no order.
fn are_bands(labels: &[&str]) -> bool {
    let bands: Option<Vec<Band>> = labels.iter().map(|label| Band::read(label)).collect();
    let Some(bands) = bands else { return false };
    let units: BTreeSet<&BTreeSet<char>> =
        bands.iter().map(|band| &band.unit).filter(|unit| !unit.is_empty()).collect();
    let rises = bands.windows(2).all(|pair| match pair {
        [one, next] => one.first <= next.first && one.last <= next.last && one.ends() != next.ends(),
        _ => true,
    });
    rises && units.len() <= 1 && bands.iter().any(|band| band.is_wide)
}

/// A label that begins with a number.
struct Band {
    first: f64,
    last: f64,
    /// Whether it says more than one number.
    is_wide: bool,
    /// The letters of what is counted.
    unit: BTreeSet<char>,
}

impl Band {
    fn read(label: &str) -> Option<Band> {
        let mut text: String = label.nfkc().flat_map(char::to_lowercase).filter(|c| *c != ',').collect();
        if NONE.contains(&text.trim()) {
            return Some(Band { first: 0.0, last: 0.0, is_wide: false, unit: BTreeSet::new() });
        }
        let is_open = OPEN.iter().any(|word| text.contains(*word));
        for word in OPEN.iter().chain(&BETWEEN).chain(&ABOUT) {
            text = text.replace(*word, " ");
        }
        let text = text.trim();
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let is_number = |c: char| c.is_ascii_digit() || c == '.';
        let numbers: Vec<f64> =
            text.split(|c: char| !is_number(c)).filter_map(|number| number.parse().ok()).collect();
        let unit = text.chars().filter(|c| !is_number(*c) && !c.is_whitespace()).collect();
        let (first, last) = (*numbers.first()?, *numbers.last()?);
        Some(Band { first, last, is_wide: is_open || numbers.len() > 1, unit })
    }

    /// Both ends, to be compared bit by bit.
    fn ends(&self) -> (u64, u64) {
        (self.first.to_bits(), self.last.to_bits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_of_numbers_are_in_an_order() {
        for labels in [
            &["1〜2人", "3〜5人", "6〜10人", "11〜20人", "21人以上"][..],
            &["1年未満", "1〜3年", "4〜9年", "10年以上"],
            &["１０人以下", "１１～２０人", "２１人以上"],
            &["1年未満", "1年以上3年未満", "3年以上"],
            &["0", "1〜2", "3〜5", "6以上"],
            &["なし", "1〜2件", "3件以上"],
            &["20代", "30代", "40代"],
            &["Under 20 people", "20-49 people", "1,000 people or more"],
        ] {
            assert!(are_bands(labels), "{labels:?}");
        }
    }

    #[test]
    fn names_with_numbers_are_in_none() {
        for labels in [
            &["1. はい", "2. いいえ", "3. わからない"][..],
            &["1号館", "2号館", "3号館"],
            &["第1会場", "第2会場以上", "第3会場"],
            &["増えた", "変わらない", "減った"],
            &["3人以上", "1〜2人", "なし"],
            &["1〜2人", "1〜2人", "3人以上"],
            &["1〜2人", "3〜5件", "6件以上"],
            &[],
        ] {
            assert!(!are_bands(labels), "{labels:?}");
        }
    }

    fn ordered(choices: &[(&str, &str)]) -> bool {
        are_ordered(&choices.iter().map(|(code, words)| ((*code).to_owned(), (*words).to_owned())).collect())
    }

    #[test]
    fn codes_follow_the_order_upwards_or_downwards() {
        assert!(ordered(&[("1", "1年未満"), ("2", "1〜3年"), ("10", "4年以上")]));
        assert!(ordered(&[("3", "1年未満"), ("2", "1〜3年"), ("1", "4年以上")]));
        assert!(!ordered(&[("2", "1年未満"), ("1", "1〜3年"), ("3", "4年以上")]));
        assert!(
            !ordered(&[("a", "1年未満"), ("b", "1〜3年"), ("c", "4年以上")]),
            "their codes have no heights"
        );
    }

    #[test]
    fn more_the_same_and_less_are_in_an_order() {
        assert!(ordered(&[("1", "増えた"), ("2", "変わらない"), ("3", "減った")]));
        assert!(ordered(&[("3", "増えた"), ("2", "変わらない"), ("1", "減った")]));
        assert!(!ordered(&[("1", "増えた"), ("2", "減った"), ("3", "変わらない")]), "not by their codes");
        assert!(!ordered(&[("1", "増えた"), ("2", "変わらない"), ("3", "変わった")]));
    }

    #[test]
    fn scales_of_the_library_are_in_an_order_and_other_words_are_not() {
        assert!(ordered(&[("3", "どちらともいえない"), ("2", "やや不満"), ("1", "とても不満")]));
        assert!(ordered(&[("0", "知らない"), ("1", "名前は知る"), ("2", "連絡したことがある")]));
        assert!(!ordered(&[("3", "とても満足"), ("2", "やや不満"), ("1", "とても不満")]), "other codes");
        assert!(!ordered(&[("1", "会場"), ("2", "オンライン"), ("3", "参加しない")]));
        assert!(!ordered(&[]));
    }
}
