//! Words of parts that a definition may leave without words: "other", yes and no, the parts of a name.
//!
//! They belong to the format, not to a page: exports and codebooks need them as labels, too. SurveyJS has such
//! words of its own for the same parts.

use crate::questionnaire::localized::Localized;
use crate::questionnaire::reader::localized_value;
use serde_json::{Map, Value};
use std::sync::OnceLock;

const JSON: &str = include_str!("default_texts.json");

/// The words for a part (a key of `default_texts.json`); empty for others.
pub fn default_text(key: &str) -> Localized {
    static TEXTS: OnceLock<Map<String, Value>> = OnceLock::new();
    let texts = TEXTS.get_or_init(|| serde_json::from_str(JSON).unwrap_or_default());
    texts.get(key).and_then(localized_value).unwrap_or_default()
}

/// The definition's words if there are any, otherwise those for the part.
pub fn or_default(own: Localized, key: &str) -> Localized {
    if own.is_empty() { default_text(key) } else { own }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_words_in_both_languages() {
        let texts: Map<String, Value> = serde_json::from_str(JSON).unwrap();
        assert!(texts.len() > 10);
        for key in texts.keys() {
            let text = default_text(key);
            assert!(!text.get("ja").is_empty() && text.get("ja") != text.get("en"), "{key}");
        }
        assert!(default_text("nothing").is_empty());
    }
}
