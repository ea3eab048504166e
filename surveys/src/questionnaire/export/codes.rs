//! Names and codes for formats that allow fewer characters than a definition.

use std::collections::{BTreeMap, BTreeSet};

/// Names given so far, by what they stand for.
#[derive(Debug, Default)]
pub struct Codes {
    given: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

/// What a name may be.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Most characters, all of them ASCII.
    pub max: usize,
    /// Whether `_` is allowed.
    pub has_underscore: bool,
    /// Whether only small letters are allowed.
    pub is_lower: bool,
    /// Put before a name that does not begin with a letter; empty if it may begin with a digit.
    pub prefix: &'static str,
}

impl Codes {
    /// A free name for something, made of a wanted one.
    pub fn give(&mut self, key: &str, wanted: &str, rule: Rule) -> String {
        let allowed = |c: &char| c.is_ascii_alphanumeric() || (rule.has_underscore && *c == '_');
        let mut name: String = wanted.chars().filter(allowed).take(rule.max).collect();
        if rule.is_lower {
            name = name.to_ascii_lowercase();
        }
        let begins_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if name.is_empty() || (!begins_well && !rule.prefix.is_empty()) {
            name = format!("{}{name}", if rule.prefix.is_empty() { "x" } else { rule.prefix });
            name.truncate(rule.max);
        }
        let numbered = (2..).map(|number: usize| {
            let number = number.to_string();
            let kept: String = name.chars().take(rule.max.saturating_sub(number.len())).collect();
            format!("{kept}{number}")
        });
        let is_free = |name: &String| !self.taken.contains(&name.to_ascii_lowercase());
        let free =
            std::iter::once(name.clone()).chain(numbered.take(100_000)).find(is_free).unwrap_or_default();
        self.taken.insert(free.to_ascii_lowercase());
        self.given.insert(key.to_owned(), free.clone());
        free
    }

    /// The name that something was given.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.given.get(key).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_their_own() {
        let rule = Rule { max: 5, has_underscore: false, is_lower: false, prefix: "q" };
        let mut codes = Codes::default();
        let mut give = |wanted: &str| codes.give(wanted, wanted, rule);
        assert_eq!(give("town"), "town");
        assert_eq!(give("Town"), "Town2");
        assert_eq!(give("to_wn"), "town3");
        assert_eq!(give("1b"), "q1b");
        assert_eq!(give("地域"), "q");
        assert_eq!(give("市"), "q2");
        assert_eq!(give("abcdefgh"), "abcde");
        assert_eq!(give("abcdefgi"), "abcd2");
        assert_eq!(codes.get("地域"), Some("q"));
        let answer = Rule { max: 5, has_underscore: false, is_lower: false, prefix: "" };
        assert_eq!(Codes::default().give("1", "1", answer), "1");
    }
}
