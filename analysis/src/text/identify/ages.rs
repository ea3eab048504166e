//! Ages to the year, in digits or as people count (四十二歳); bands of ten years (40代) are none.

use std::sync::OnceLock;

use regex::Regex;

use super::pattern;

const AGE: &str =
    r"(?:[0-9]{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九〇]{1,2})[歳才]";

/// The ages in a text in normal width, as they stand there.
pub(super) fn ages(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, AGE).into_iter().flat_map(|pattern| pattern.find_iter(text));
    found.map(|found| found.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_found_and_bands_of_them_are_not() {
        for (text, age) in [("42歳の方", "42歳"), ("四十二歳の方", "四十二歳"), ("十八才で入社", "十八才")]
        {
            assert_eq!(ages(text), [age], "{text}");
        }
        for text in ["40代の方もいた。", "百歳体操に行く。", "天才"] {
            assert!(ages(text).is_empty(), "{text}");
        }
    }
}
