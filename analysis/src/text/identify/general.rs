//! What can be said more generally in place of a word that may tell who is meant: an age in a band of ten years, a day as its
//! month, as in data that leave for research (domain brief A5).

use super::every::{IdentifyingWord, WordKind};

/// A more general word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum General {
    /// The age is in the ten years that begin with this one.
    Decade(u32),
    /// The month, with its year where it is told.
    Month(String),
}

/// What an age or a day can be said as; None for everything else, and for children, who are named by a band that narrow.
pub fn general(word: &IdentifyingWord) -> Option<General> {
    match word.kind {
        WordKind::Age => {
            let digits: String = word.words.chars().take_while(char::is_ascii_digit).collect();
            let years: u32 = digits.parse().ok()?;
            (years >= 10).then_some(General::Decade(years / 10 * 10))
        }
        WordKind::Date => month(&word.words).map(General::Month),
        _ => None,
    }
}

fn month(date: &str) -> Option<String> {
    if let Some((before, _)) = date.split_once('月') {
        return Some(format!("{before}月"));
    }
    date.rsplit_once(['-', '/', '／']).map(|(month, _)| month.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: WordKind, words: &str) -> Option<General> {
        general(&IdentifyingWord { kind, words: words.to_owned() })
    }

    #[test]
    fn ages_become_bands_and_days_months() {
        assert_eq!(said(WordKind::Age, "42歳"), Some(General::Decade(40)));
        assert_eq!(said(WordKind::Age, "7才"), None);
        for (day, month) in [
            ("10月3日", "10月"),
            ("2026年4月1日", "2026年4月"),
            ("2026-04-01", "2026-04"),
            ("2026／4／1", "2026／4"),
        ] {
            assert_eq!(said(WordKind::Date, day), Some(General::Month(month.to_owned())));
        }
        assert_eq!(said(WordKind::Person, "田中さん"), None);
    }
}
