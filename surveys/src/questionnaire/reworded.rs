//! Whether the words of a choice were put in another way, or are those of something else.

use similar::TextDiff;
use unicode_normalization::UnicodeNormalization;

/// Words that share less than this part of their characters are other words.
const ALIKE: f32 = 0.5;
/// How much of the words is compared, in characters.
const COMPARED: usize = 200;

/// Whether words share so little with the earlier ones that they hardly mean the same. Width, case and punctuation do not
/// count; words that were only added or taken away leave it the same.
pub fn is_another(before: &str, after: &str) -> bool {
    let [before, after] = [before, after].map(folded);
    if before.is_empty() || after.is_empty() || before.contains(&after) || after.contains(&before) {
        return false;
    }
    TextDiff::from_chars(before.as_str(), after.as_str()).ratio() < ALIKE
}

fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).take(COMPARED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_are_told_from_the_same_put_in_another_way() {
        for (before, after) in [("医療", "行政"), ("はい", "いいえ"), ("Yes", "No"), ("増えた", "減った")]
        {
            assert!(is_another(before, after), "{before} {after}");
        }
        for (before, after) in [
            ("医療", "医療機関や診療所"),
            ("その他（具体的に）", "その他"),
            ("月１回 以上", "月1回以上、または毎週"),
            ("Medical care", "MEDICAL CARE."),
            ("社会福祉協議会", "社会福祉法人"),
            ("", "行政"),
            ("🦊", "行政"),
        ] {
            assert!(!is_another(before, after), "{before} {after}");
        }
    }
}
