//! Readings above hard words (ふりがな), as `<ruby>`, where somebody wishes them.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use tera::{Kwargs, State, TeraResult, Value};

/// Words and readings, tab between them; both in as many pieces, with this between them.
const PIECE: char = '|';
const WORDS: &str = include_str!("../../data/furigana.tsv");

/// All words as one automaton, with the HTML of each.
struct Readings {
    words: AhoCorasick,
    html: Vec<String>,
}

fn readings() -> Option<&'static Readings> {
    static READINGS: OnceLock<Option<Readings>> = OnceLock::new();
    let build = || {
        let lines = WORDS.lines().filter_map(line);
        let (words, html): (Vec<String>, Vec<String>) = lines.unzip();
        let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()?;
        Some(Readings { words, html })
    };
    READINGS.get_or_init(build).as_ref()
}

/// A word and its HTML from a line of the list.
fn line(line: &str) -> Option<(String, String)> {
    let (word, reading) = line.split_once('\t').filter(|_| !line.starts_with('#'))?;
    let pieces = word.split(PIECE).zip(reading.split(PIECE));
    let html = pieces.map(|(word, reading)| match reading {
        "" => word.to_owned(),
        reading => format!("<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"),
    });
    Some((word.replace(PIECE, ""), html.collect()))
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
        let (before, after) = (rest.get(..found.start()), rest.get(found.end()..));
        let word = known.html.get(found.pattern().as_usize());
        let (Some(before), Some(word), Some(after)) = (before, word, after) else { break };
        html.push_str(&escaped(before));
        html.push_str(word);
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
        let html = with_readings("難病相談支援センターと<就労>");
        let ruby = |word: &str, reading: &str| {
            format!("<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>")
        };
        let pieces = [ruby("難病", "なんびょう"), ruby("相談", "そうだん"), ruby("支援", "しえん")].concat();
        assert_eq!(html, format!("{pieces}センターと&lt;{}&gt;", ruby("就労", "しゅうろう")));
        assert_eq!(with_readings("ひらがな"), "ひらがな");
    }

    #[test]
    fn every_word_has_a_reading_in_as_many_pieces_and_stands_once() {
        let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
        let mut words = std::collections::BTreeSet::new();
        for line in lines {
            let (word, reading) = line.split_once('\t').expect(line);
            assert_eq!(word.split(PIECE).count(), reading.split(PIECE).count(), "{line}");
            assert!(!reading.is_empty() && words.insert(word.replace(PIECE, "")), "{line}");
        }
        assert_eq!(readings().unwrap().html.len(), words.len());
    }
}
