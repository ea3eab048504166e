//! Readings above hard words (ふりがな), as `<ruby>`, where somebody wishes them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use tera::{Kwargs, State, TeraResult, Value};

/// Words and readings, tab between them; both in as many pieces, with this between them.
const PIECE: char = '|';
const WORDS: &str = include_str!("../../data/furigana.tsv");

/// All words as one automaton, with the HTML of each, and with the reading in brackets.
struct Readings {
    words: AhoCorasick,
    html: Vec<String>,
    bracketed: Vec<String>,
}

fn readings() -> Option<&'static Readings> {
    static READINGS: OnceLock<Option<Readings>> = OnceLock::new();
    let build = || {
        let lines: Vec<[String; 3]> = WORDS.lines().filter_map(line).collect();
        let words = lines.iter().map(|[word, ..]| word);
        let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()?;
        let (html, bracketed) = lines.into_iter().map(|[_, html, bracketed]| (html, bracketed)).unzip();
        Some(Readings { words, html, bracketed })
    };
    READINGS.get_or_init(build).as_ref()
}

/// A word, its HTML, and itself with its reading in brackets, from a line of the list.
fn line(line: &str) -> Option<[String; 3]> {
    let (word, reading) = line.split_once('\t').filter(|_| !line.starts_with('#'))?;
    let pieces = || word.split(PIECE).zip(reading.split(PIECE));
    let whole: String =
        pieces().map(|(word, reading)| if reading.is_empty() { word } else { reading }).collect();
    let html = pieces().map(|(word, reading)| match reading {
        "" => word.to_owned(),
        reading => format!("<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"),
    });
    let word = word.replace(PIECE, "");
    let bracketed = format!("{word}（{whole}）");
    Some([word, html.collect(), bracketed])
}

/// A text with the reading of every hard word in brackets behind it, where the word is not among those that were `met` before: for
/// paper, where nothing can stand above.
pub fn in_brackets(text: &str, met: &mut BTreeSet<String>) -> String {
    let Some(known) = readings() else { return text.to_owned() };
    let mut whole = String::with_capacity(text.len() * 2);
    let mut end = 0;
    for found in known.words.find_iter(text) {
        let word = text.get(found.range()).unwrap_or_default();
        whole.push_str(text.get(end..found.start()).unwrap_or_default());
        let bracketed = known.bracketed.get(found.pattern().as_usize()).filter(|_| !met.contains(word));
        whole.push_str(bracketed.map_or(word, String::as_str));
        met.insert(word.to_owned());
        end = found.end();
    }
    whole.push_str(text.get(end..).unwrap_or_default());
    whole
}

/// `text | furigana(on=furigana)`: the text as HTML, escaped, with readings if `on`.
///
/// # Errors
/// When `on` is missing.
pub fn filter(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let is_on = kwargs.must_get::<bool>("on")?;
    Ok(Value::safe_string(&if is_on { with_readings(text) } else { escaped(text) }))
}

/// `html | furigana_html(on=furigana)`: HTML that was sanitised, with readings in its texts if `on`; nothing else may be given
/// to it, as it is inserted as it is.
///
/// # Errors
/// When `on` is missing.
pub fn html_filter(html: &str, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let is_on = kwargs.must_get::<bool>("on")?;
    Ok(if is_on { Value::safe_string(&in_html(html)) } else { Value::safe_string(html) })
}

fn escaped(text: &str) -> String {
    let mut html = Vec::with_capacity(text.len());
    // Writing into memory does not fail.
    let _ = tera::escape_html(text, &mut html);
    String::from_utf8(html).unwrap_or_default()
}

/// HTML of a text with the reading of every hard word above it; browsers without `<ruby>` show it in brackets.
fn with_readings(text: &str) -> String {
    annotated(text, escaped)
}

/// HTML with readings in its texts, as far as its author gave none.
fn in_html(html: &str) -> String {
    if html.contains("<ruby") {
        return html.to_owned();
    }
    let mut whole = String::with_capacity(html.len() * 2);
    let (mut start, mut is_tag, mut is_quoted) = (0, false, false);
    for (at, c) in html.char_indices() {
        match c {
            '<' if !is_tag => {
                whole.push_str(&annotated(html.get(start..at).unwrap_or_default(), str::to_owned));
                (start, is_tag) = (at, true);
            }
            '"' if is_tag => is_quoted = !is_quoted,
            '>' if is_tag && !is_quoted => {
                whole.push_str(html.get(start..=at).unwrap_or_default());
                (start, is_tag) = (at + 1, false);
            }
            _ => {}
        }
    }
    let rest = html.get(start..).unwrap_or_default();
    if is_tag {
        whole.push_str(rest);
    } else {
        whole.push_str(&annotated(rest, str::to_owned));
    }
    whole
}

/// HTML of a text with readings; `escape` makes HTML of what is between them.
fn annotated(text: &str, escape: fn(&str) -> String) -> String {
    let Some(known) = readings() else { return escape(text) };
    let mut html = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(found) = known.words.find(rest) {
        let (before, after) = (rest.get(..found.start()), rest.get(found.end()..));
        let word = known.html.get(found.pattern().as_usize());
        let (Some(before), Some(word), Some(after)) = (before, word, after) else { break };
        html.push_str(&escape(before));
        html.push_str(word);
        rest = after;
    }
    html.push_str(&escape(rest));
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
    fn on_paper_a_word_is_read_once() {
        let mut met = BTreeSet::new();
        assert_eq!(in_brackets("難病の人。難病。", &mut met), "難病（なんびょう）の人。難病。");
        let centre = "難病相談支援センター（なんびょうそうだんしえんセンター）";
        assert_eq!(in_brackets("難病相談支援センター", &mut met), centre);
        assert_eq!(in_brackets("難病", &mut met), "難病");
    }

    #[test]
    fn in_html_texts_get_readings_and_tags_none() {
        let html = "<p title=\"難病 > 支援\">A&amp;B<br>難病</p>支援";
        let ruby = |word: &str, reading: &str| {
            format!("<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>")
        };
        let (illness, support) = (ruby("難病", "なんびょう"), ruby("支援", "しえん"));
        let expected = format!("<p title=\"難病 > 支援\">A&amp;B<br>{illness}</p>{support}");
        assert_eq!(in_html(html), expected);
        assert_eq!(in_html(&expected), expected, "an author's readings are left alone");
    }

    #[test]
    fn every_word_has_a_reading_in_as_many_pieces_and_stands_once() {
        let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
        let mut words = BTreeSet::new();
        for line in lines {
            let (word, reading) = line.split_once('\t').expect(line);
            assert_eq!(word.split(PIECE).count(), reading.split(PIECE).count(), "{line}");
            assert!(!reading.is_empty() && words.insert(word.replace(PIECE, "")), "{line}");
        }
        assert_eq!(readings().unwrap().html.len(), words.len());
    }
}
