//! Readings above hard words (ふりがな), as `<ruby>`, where somebody wishes them.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use tera::{Kwargs, State, TeraResult, Value};

/// Words and readings, tab between them.
const WORDS: &str = include_str!("../../data/furigana.tsv");

/// All words as one automaton, with the reading of each.
struct Readings {
    words: AhoCorasick,
    readings: Vec<&'static str>,
}

fn readings() -> Option<&'static Readings> {
    static READINGS: OnceLock<Option<Readings>> = OnceLock::new();
    let build = || {
        let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
        let (words, readings): (Vec<&str>, Vec<&str>) =
            lines.filter_map(|line| line.split_once('\t')).unzip();
        let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()?;
        Some(Readings { words, readings })
    };
    READINGS.get_or_init(build).as_ref()
}

/// `text | furigana(on=furigana)`: the text as HTML, escaped, with readings if `on`.
///
/// # Errors
/// When `on` is missing.
pub fn filter(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let is_on = kwargs.must_get::<bool>("on")?;
    Ok(Value::safe_string(&if is_on { with_readings(text) } else { escaped(text) }))
}

fn escaped(text: &str) -> String {
    let mut html = Vec::with_capacity(text.len());
    // Writing into memory does not fail.
    let _ = tera::escape_html(text, &mut html);
    String::from_utf8(html).unwrap_or_default()
}

/// HTML of a text with the reading of every hard word above it; browsers without `<ruby>` show it in brackets.
fn with_readings(text: &str) -> String {
    let Some(known) = readings() else { return escaped(text) };
    let mut html = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(found) = known.words.find(rest) {
        let parts = (rest.get(..found.start()), rest.get(found.range()), rest.get(found.end()..));
        let (Some(before), Some(word), Some(after)) = parts else { break };
        let reading = known.readings.get(found.pattern().as_usize()).copied().unwrap_or_default();
        html.push_str(&escaped(before));
        html.push_str(&format!("<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"));
        rest = after;
    }
    html.push_str(&escaped(rest));
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_gets_one_reading() {
        let html = with_readings("就労移行支援と<就労>");
        assert_eq!(
            html,
            "<ruby>就労移行支援<rp>（</rp><rt>しゅうろういこうしえん</rt><rp>）</rp></ruby>と&lt;\
             <ruby>就労<rp>（</rp><rt>しゅうろう</rt><rp>）</rp></ruby>&gt;"
        );
        assert_eq!(with_readings("ひらがな"), "ひらがな");
    }

    #[test]
    fn every_word_has_a_reading_and_stands_once() {
        let lines: Vec<&str> = WORDS.lines().filter(|line| !line.starts_with('#')).collect();
        let known = readings().unwrap();
        assert_eq!(known.readings.len(), lines.len(), "a line without a tab");
        let words: std::collections::BTreeSet<&str> =
            lines.iter().map(|line| line.split('\t').next().unwrap()).collect();
        assert_eq!(words.len(), lines.len());
        assert!(known.readings.iter().all(|reading| !reading.is_empty()));
    }
}
