//! Patterns (regular expressions) as questionnaires write them for JavaScript, run by the `regex` crate: time grows with
//! the length of the text, whatever the pattern, and memory is bounded. Look-around and back references, which cannot
//! be run that way, are problems.

use regex::{Regex, RegexBuilder};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Most characters of a pattern.
pub const MAX_CHARS: usize = 1_000;
/// Most bytes of a compiled pattern.
const MAX_BYTES: usize = 512 * 1024;
/// Most patterns that are kept compiled.
const MAX_KEPT: usize = 200;

/// A pattern that can be used.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// Whether the pattern is found anywhere in the text; `^…$` asks for the whole text.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// Why a pattern cannot be used: the code of the problem.
pub type PatternError = &'static str;

/// Longer than `MAX_CHARS`, or so complicated that it would take too much memory.
const TOO_LARGE: PatternError = "regex-too-large";
/// Looks ahead or behind, or refers to what was found before.
const UNSUPPORTED: PatternError = "regex-look-around";
/// Not a pattern.
const INVALID: PatternError = "regex-invalid";

thread_local! {
    // Deciding the same condition again and again must not compile its pattern again and again.
    static KEPT: RefCell<BTreeMap<(String, bool), Result<Pattern, PatternError>>> = const { RefCell::new(BTreeMap::new()) };
}

/// The pattern that a text is, with or without regard to case.
///
/// # Errors
/// Why it cannot be used.
pub fn compile(source: &str, is_folded: bool) -> Result<Pattern, PatternError> {
    if source.chars().count() > MAX_CHARS {
        return Err(TOO_LARGE);
    }
    let key = (source.to_owned(), is_folded);
    if let Some(known) = KEPT.with_borrow(|kept| kept.get(&key).cloned()) {
        return known;
    }
    let compiled = compile_anew(source, is_folded);
    KEPT.with_borrow_mut(|kept| {
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(key, compiled.clone());
    });
    compiled
}

fn compile_anew(source: &str, is_folded: bool) -> Result<Pattern, PatternError> {
    let translated = translate(source)?;
    let built = RegexBuilder::new(&translated)
        .case_insensitive(is_folded)
        .size_limit(MAX_BYTES)
        .dfa_size_limit(MAX_BYTES)
        .nest_limit(50)
        .build();
    built.map(Pattern).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => TOO_LARGE,
        _ => INVALID,
    })
}

/// The pattern in the crate's spelling. In JavaScript `\d`, `\w` and `\b` know ASCII only, and inside `[…]` neither
/// `[` nor `&&` has a meaning.
fn translate(source: &str) -> Result<String, PatternError> {
    let mut translated = String::with_capacity(source.len() + 16);
    let mut chars = source.chars().peekable();
    let mut is_in_class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let escaped = chars.next().ok_or(INVALID)?;
                escape(escaped, is_in_class, &mut translated)?;
            }
            '[' if is_in_class => translated.push_str("\\["),
            '&' | '~' if is_in_class => translated.extend(['\\', c]),
            '[' => {
                is_in_class = true;
                translated.push('[');
                if chars.next_if_eq(&'^').is_some() {
                    translated.push('^');
                }
                // `[]` and `[^]` are whole classes in JavaScript: nothing, and anything.
                if chars.peek() == Some(&']') {
                    return Err(UNSUPPORTED);
                }
            }
            ']' if is_in_class => {
                is_in_class = false;
                translated.push(']');
            }
            '(' if !is_in_class => {
                translated.push('(');
                group(&mut chars, &mut translated)?;
            }
            _ => translated.push(c),
        }
    }
    Ok(translated)
}

/// What may follow `(`: `?:` and names; `?=`, `?!`, `?<=`, `?<!` look around.
fn group(
    chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
    translated: &mut String,
) -> Result<(), PatternError> {
    if chars.next_if_eq(&'?').is_none() {
        return Ok(());
    }
    translated.push('?');
    match chars.next() {
        Some(':') => translated.push(':'),
        Some('<') if !matches!(chars.peek(), Some('=' | '!')) => translated.push('<'),
        Some('=' | '!' | '<') => return Err(UNSUPPORTED),
        _ => return Err(INVALID),
    }
    Ok(())
}

fn escape(escaped: char, is_in_class: bool, translated: &mut String) -> Result<(), PatternError> {
    let class = match escaped {
        'd' => "0-9",
        'w' => "0-9A-Za-z_",
        'D' => "^0-9",
        'W' => "^0-9A-Za-z_",
        'b' if is_in_class => "\\x08",
        'b' => {
            translated.push_str("(?-u:\\b)");
            return Ok(());
        }
        '/' | '-' if !is_in_class => {
            translated.push(escaped);
            return Ok(());
        }
        '1'..='9' | 'k' => return Err(UNSUPPORTED),
        '0' => "\\x00",
        other => {
            translated.extend(['\\', other]);
            return Ok(());
        }
    };
    match (is_in_class, escaped.is_ascii_uppercase()) {
        (true, false) => translated.push_str(class),
        _ if escaped == '0' => translated.push_str(class),
        _ => translated.extend(["[", class, "]"]),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    fn found(pattern: &str, text: &str) -> bool {
        compile(pattern, false).unwrap_or_else(|error| panic!("{pattern}: {error:?}")).is_match(text)
    }

    #[test]
    fn patterns_mean_what_they_mean_in_javascript() {
        for (pattern, text, expected) in [
            (r"^\d{3}-\d{4}$", "123-4567", true),
            (r"^\d{3}-\d{4}$", "１２３-４５６７", false),
            (r"^\d{3}-\d{4}$", "123-4567\n", false),
            (r"^[\d\-]+$", "12-3", true),
            (r"\w", "男", false),
            (r"\W", "男", true),
            (r"^[^\d]+$", "男女", true),
            (r"^[\D]+$", "1", false),
            (r"\bcat\b", "a cat.", true),
            (r"^[ァ-ヶー]+$", "カタカナ", true),
            (r"^https?:\/\/", "https://example.jp/", true),
            (r"[[]", "[", true),
            (r"^[a&&b]+$", "&", true),
            (r"(?<year>\d{4})年", "2026年", true),
            (r"^\u3042$", "あ", true),
            ("", "", true),
        ] {
            assert_eq!(found(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn what_cannot_be_run_is_named() {
        for (pattern, error) in [
            (r"(?=x)", UNSUPPORTED),
            (r"(?<!x)y", UNSUPPORTED),
            (r"(a)\1", UNSUPPORTED),
            ("(", INVALID),
            ("[a", INVALID),
            ("\\", INVALID),
            ("*", INVALID),
            (r"((((\w{100}){100}){100}){100})", TOO_LARGE),
        ] {
            assert_eq!(compile(pattern, false).err(), Some(error), "{pattern}");
        }
        assert_eq!(compile(&"a".repeat(MAX_CHARS + 1), false).err(), Some(TOO_LARGE));
        assert!(compile(&"(".repeat(MAX_CHARS), false).is_err());
    }

    #[test]
    fn patterns_that_hang_others_are_done_at_once() {
        let began = Instant::now();
        let text = "a".repeat(10_000);
        for pattern in ["^(a+)+$", "^(a|a)*b$", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a{0,50}){0,50}b"] {
            if let Ok(pattern) = compile(pattern, false) {
                pattern.is_match(&text);
            }
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    }

    proptest! {
        #[test]
        fn no_pattern_panics(source in "(\\\\.|[\\[\\]()?*+|^$.{}a-z0-9&<=!:,\\-]){0,20}", text in "\\PC{0,20}") {
            if let Ok(pattern) = compile(&source, false) {
                pattern.is_match(&text);
            }
        }
    }
}
