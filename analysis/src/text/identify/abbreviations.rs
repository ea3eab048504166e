//! Abbreviations of diseases that mean other things, too, and are for that in no list: they count beside Japanese, not beside other
//! Latin letters (MS Word) nor as the name of a typeface (MS明朝).

use super::letters::{letter_before, letter_behind};

/// Multiple sclerosis, Parkinson's disease, ulcerative colitis, myelopathy by HTLV-1.
const NAMES: &[&str] = &["MS", "PD", "UC", "HAM"];

/// What follows them where they are no disease.
const OTHER: &[&str] = &["明朝", "ゴシック"];

/// Those that stand in a text in normal width.
pub(super) fn abbreviated_diseases(text: &str) -> impl Iterator<Item = &'static str> {
    NAMES
        .iter()
        .copied()
        .filter(move |name| text.match_indices(*name).any(|(at, _)| is_disease(text, at, name)))
}

fn is_disease(text: &str, at: usize, name: &str) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let end = at + name.len();
    let rest = text.get(end..).unwrap_or_default();
    let beside = rest.trim_start_matches('\u{3000}').chars().next();
    let before = text.get(..at).unwrap_or_default().trim_end_matches('\u{3000}').chars().next_back();
    let touches = is_latin(letter_before(text, at)) || is_latin(letter_behind(text, end));
    let is_other = OTHER.iter().any(|word| rest.starts_with(word));
    // 「MS」 alone tells nothing: a word for it stands beside.
    let is_alone = before.is_none() && beside.is_none();
    !touches && !is_latin(beside) && !is_latin(before) && !is_other && !is_alone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    #[test]
    fn they_are_diseases_beside_japanese_only() {
        let found = |text: &str| -> Vec<&str> { abbreviated_diseases(&normalize(text).text).collect() };
        for (text, name) in [
            ("ＭＳの方", "MS"),
            ("持病はMSです", "MS"),
            ("PDと診断された", "PD"),
            ("UCの患者", "UC"),
            ("浜松のHAMの方", "HAM"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
        for text in [
            "MS Wordを使う",
            "MSWに聞いた",
            "MS明朝",
            "PDFを送る",
            "PDCAを回す",
            "CMSの更新",
            "HAMLETを読む",
            "UCLAの研究",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
