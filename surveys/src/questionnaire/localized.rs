//! A text in several languages, as SurveyJS writes it: a string, or an object with a key for each language.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text with translations. An empty `default` without translations means that there is no text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Localized {
    /// The text in the definition's own language.
    pub default: String,
    /// Further languages by code (`ja`, `en`, …).
    pub by_lang: BTreeMap<String, String>,
}

impl Localized {
    /// A text without translations.
    pub fn plain(text: impl Into<String>) -> Localized {
        Localized { default: text.into(), by_lang: BTreeMap::new() }
    }

    /// The text in `lang` (`ja-easy`), otherwise in its language (`ja`), otherwise the default one, otherwise the first
    /// translation.
    pub fn get(&self, lang: &str) -> &str {
        let wider = lang.split_once('-').map(|(language, _)| language);
        for lang in [Some(lang), wider].into_iter().flatten() {
            if let Some(text) = self.by_lang.get(lang).filter(|text| !text.is_empty()) {
                return text;
            }
        }
        if !self.default.is_empty() {
            return &self.default;
        }
        self.by_lang.values().find(|text| !text.is_empty()).map_or("", String::as_str)
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.get("").is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_back_to_the_default_and_then_to_any_language() {
        let mut text = Localized::plain("地域");
        text.by_lang.insert("en".into(), "Region".into());
        assert_eq!(text.get("en"), "Region");
        assert_eq!(text.get("ja"), "地域");
        assert_eq!(text.get("en-easy"), "Region");
        text.by_lang.insert("ja-easy".into(), "ばしょ".into());
        assert_eq!(text.get("ja-easy"), "ばしょ");
        assert_eq!(text.get("ja"), "地域");
        text.default.clear();
        assert_eq!(text.get("fr"), "Region");
        assert!(!text.is_empty());
        assert!(Localized::default().is_empty());
    }
}
