//! What a list is narrowed down to, as it stands in an address.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A text as part of an address.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Names with their values, each pair followed by `&`; empty values are left out.
pub fn written(pairs: &[(&str, &str)]) -> String {
    let given = pairs.iter().filter(|(_, value)| !value.is_empty());
    given.map(|(name, value)| format!("{name}={}&", encode(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_whole_and_empty_ones_are_left_out() {
        let pairs = [("word", "相談 & 支援"), ("kind", ""), ("of", "q:ties.20")];
        let written = written(&pairs);
        assert_eq!(written, "word=%E7%9B%B8%E8%AB%87%20%26%20%E6%94%AF%E6%8F%B4&of=q%3Aties%2E20&");
    }
}
