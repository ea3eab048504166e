//! Readings above hard words (ふりがな), as `<ruby>`, where somebody wishes them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, Match, MatchKind};
use tera::{Kwargs, State, TeraResult, Value};

/// Words and readings, tab between them; both in as many pieces, with this between them.
const PIECE: char = '|';
const WORDS: &str = include_str!("../../data/furigana.tsv");

/// All words as one automaton, with the HTML of each, and with its reading.
struct Readings {
    words: AhoCorasick,
    html: Vec<String>,
    read: Vec<String>,
}

fn readings() -> Option<&'static Readings> {
    static READINGS: OnceLock<Option<Readings>> = OnceLock::new();
    let build = || {
        let lines: Vec<[String; 3]> = WORDS.lines().filter_map(line).collect();
        let words = lines.iter().map(|[word, ..]| word);
        let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()?;
        let (html, read) = lines.into_iter().map(|[_, html, read]| (html, read)).unzip();
        Some(Readings { words, html, read })
    };
    READINGS.get_or_init(build).as_ref()
}

/// A word, its HTML, and its reading, from a line of the list.
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
    Some([word, html.collect(), whole])
}

/// A text with the reading of every hard word in brackets behind it, where the word is not among those that were `met` before: for
/// paper, where nothing can stand above. Words that follow one another are read together behind the last one, and one that goes on in
/// letters of which no reading is known is not read there: brackets inside a name would tear it apart.
pub fn in_brackets(text: &str, met: &mut BTreeSet<String>) -> String {
    let Some(known) = readings() else { return text.to_owned() };
    let mut whole = String::with_capacity(text.len() * 2);
    let mut end = 0;
    let mut all = known.words.find_iter(text).peekable();
    while let Some(first) = all.next() {
        whole.push_str(text.get(end..first.start()).unwrap_or_default());
        let mut run = vec![first];
        while let Some(next) = all.next_if(|next| run.last().is_some_and(|last| last.end() == next.start())) {
            run.push(next);
        }
        end = run.last().map_or(first.end(), Match::end);
        whole.push_str(text.get(first.start()..end).unwrap_or_default());
        if text.get(end..).unwrap_or_default().starts_with(is_han) {
            continue;
        }
        let n_met = met.len();
        met.extend(run.iter().map(|found| text.get(found.range()).unwrap_or_default().to_owned()));
        if met.len() > n_met {
            let read = run.iter().filter_map(|found| known.read.get(found.pattern().as_usize()));
            whole.push_str(&format!("（{}）", read.map(String::as_str).collect::<String>()));
        }
    }
    whole.push_str(text.get(end..).unwrap_or_default());
    whole
}

/// Whether it is a Chinese character, or the sign that repeats one.
fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '々')
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
    fn brackets_stand_behind_a_whole_name() {
        let read = |text: &str| in_brackets(text, &mut BTreeSet::new());
        assert_eq!(read("障害者の雇用"), "障害者（しょうがいしゃ）の雇用（こよう）");
        let centre = "地域障害者職業センター（ちいきしょうがいしゃしょくぎょうセンター）";
        assert_eq!(read("地域障害者職業センターで"), format!("{centre}で"));
        assert_eq!(read("難病患者は"), "難病患者（なんびょうかんじゃ）は");
        assert_eq!(read("就労先と就労"), "就労先と就労（しゅうろう）", "of 先 no reading is known");
        assert_eq!(read("県障害者"), "県障害者（しょうがいしゃ）");
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
