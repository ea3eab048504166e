//! Utterances (発言) in a section of a note: lines that say when, who (a letter in the place of a name) and what, as the sheet's
//! hint asks for them and as transcripts are brought. What a line does not say stays open; nothing is stored of it.

use super::span::Span;

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// Its line, and the lines that go on with it.
    pub span: Span,
    /// When, as it was typed, such as `00:12`; may be empty.
    pub time: String,
    /// The letter of the speaker, A to Z.
    pub speaker: Option<char>,
    /// What was said.
    pub words: String,
    /// The mark at the end of the line, one of [`super::sheet::MARKS`].
    pub mark: Option<&'static str>,
}

/// The marks as they are typed at the end of a line.
const TYPED_MARKS: [(&str, &str); 5] =
    [("課", "challenge"), ("取", "initiative"), ("好", "good_practice"), ("要", "request"), ("他", "other")];

/// The utterances of a section in their order. Understood are `00:12／A／words／課`, `00:12 A：words`, `[00:12] A words`,
/// `A 00:12 words` and `A：words`; lines below, up to a blank one, go on with the one above.
pub fn utterances(body: &str) -> Vec<Utterance> {
    let mut found: Vec<Utterance> = Vec::new();
    let mut start = 0;
    let mut goes_on = false;
    for line in body.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\r', '\n']).chars().count();
        let row = line.trim();
        if let Some((time, speaker, words)) = head(row) {
            let (words, mark) = without_mark(words);
            let (time, words) = (time.to_owned(), words.to_owned());
            found.push(Utterance { span: Span { start, end }, time, speaker, words, mark });
            goes_on = true;
        } else if row.is_empty() {
            goes_on = false;
        } else if goes_on && let Some(last) = found.last_mut() {
            last.words.push('\n');
            last.words.push_str(row);
            last.span.end = end;
        }
        start += line.chars().count();
    }
    found
}

/// Who says what stands at a code point.
pub fn speaker_at(utterances: &[Utterance], point: usize) -> Option<char> {
    let own = utterances.iter().find(|own| own.span.start <= point && point < own.span.end)?;
    own.speaker
}

/// Time, speaker and words of a line that has one of the first two.
fn head(row: &str) -> Option<(&str, Option<char>, &str)> {
    let (time, rest) = timed(row);
    if let Some(behind) = rest.strip_prefix(is_slash).filter(|_| !time.is_empty()) {
        let (who, words) = behind.split_once(is_slash).unwrap_or(("", behind));
        return match (who.trim(), letter(who.trim())) {
            ("", _) => Some((time, None, words.trim())),
            (_, Some((speaker, ""))) => Some((time, Some(speaker), words.trim())),
            // The gist stands where the speaker should.
            _ => Some((time, None, behind.trim())),
        };
    }
    if let Some((speaker, behind)) = letter(rest) {
        if let Some(words) = behind.strip_prefix(['：', ':']) {
            return Some((time, Some(speaker), words.trim()));
        }
        // A letter with a blank behind it may be anything (「A 型」), unless a time stands beside it.
        if behind.starts_with(char::is_whitespace) {
            let (later, words) = timed(behind.trim_start());
            if !time.is_empty() || !later.is_empty() {
                let words = words.trim_start_matches(['：', ':']).trim();
                return Some((if time.is_empty() { later } else { time }, Some(speaker), words));
            }
        }
    }
    (!time.is_empty()).then(|| (time, None, rest.trim()))
}

/// A time ahead of a line, perhaps in brackets, and what follows. No time where words go on behind it (「10:30に」).
fn timed(row: &str) -> (&str, &str) {
    let none = ("", row);
    let (inner, is_bracketed) = match row.strip_prefix(['[', '(', '［', '（']) {
        Some(inner) => (inner, true),
        None => (row, false),
    };
    let is_of_time = |c: char| digit(c) || matches!(c, ':' | '：' | '.');
    let behind = inner.trim_start_matches(is_of_time);
    let Some(time) = inner.strip_suffix(behind).filter(|time| is_time(time)) else { return none };
    let rest = match (is_bracketed, behind.strip_prefix([']', ')', '］', '）'])) {
        (true, Some(rest)) => rest,
        (true, None) => return none,
        (false, _) if behind.is_empty() || behind.starts_with(|c: char| c.is_whitespace() || is_slash(c)) => {
            behind
        }
        (false, _) => return none,
    };
    (time, rest.trim_start())
}

/// Two or three numbers of at most two digits, perhaps with parts of a second.
fn is_time(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    let parts: Vec<&str> = whole.split([':', '：']).collect();
    let is_part = |part: &&str| (1..=2).contains(&part.chars().count()) && part.chars().all(digit);
    (2..=3).contains(&parts.len()) && parts.iter().all(is_part)
}

/// A capital letter ahead of a text, of any width, and what follows.
fn letter(text: &str) -> Option<(char, &str)> {
    let text = text.trim();
    let first = text.chars().next()?;
    let speaker = match first {
        'A'..='Z' => first,
        'Ａ'..='Ｚ' => char::from_u32(u32::from(first) - u32::from('Ａ') + u32::from('A'))?,
        _ => return None,
    };
    Some((speaker, text.strip_prefix(first)?))
}

/// The words without the mark behind them.
fn without_mark(words: &str) -> (&str, Option<&'static str>) {
    let Some((before, typed)) = words.rsplit_once(is_slash) else { return (words, None) };
    let mark = TYPED_MARKS.iter().find(|(own, _)| *own == typed.trim());
    mark.map_or((words, None), |(_, code)| (before.trim_end(), Some(code)))
}

fn is_slash(c: char) -> bool {
    matches!(c, '／' | '/')
}

fn digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hearing::sheet::{MARKS, has_code};
    use crate::hearing::span::slice;

    fn told(body: &str) -> Vec<(String, Option<char>, String)> {
        utterances(body).into_iter().map(|own| (own.time, own.speaker, own.words)).collect()
    }

    fn one(line: &str) -> Option<(String, Option<char>, String)> {
        told(line).pop()
    }

    #[test]
    fn lines_say_when_who_and_what_in_the_ways_that_people_type_them() {
        let said =
            |time: &str, speaker: Option<char>| Some((time.to_owned(), speaker, "通院が課題。".to_owned()));
        assert_eq!(one("00:01:05／A／通院が課題。"), said("00:01:05", Some('A')));
        assert_eq!(one("00:01:05／／通院が課題。"), said("00:01:05", None));
        assert_eq!(one("00:12 A：通院が課題。"), said("00:12", Some('A')));
        assert_eq!(one("[00:12] B 通院が課題。"), said("00:12", Some('B')));
        assert_eq!(one("Ｃ　００：１２　通院が課題。"), said("００：１２", Some('C')));
        assert_eq!(one("A:通院が課題。"), said("", Some('A')));
        assert_eq!(one("12:05 通院が課題。"), said("12:05", None));
        assert_eq!(one("00:12／通院が課題。"), said("00:12", None));
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for line in [
            "A型事業所では通院が課題。",
            "A 型の事業所",
            "10:30に開始。",
            "(2)通院",
            "ABC：略語",
            "3.5／5",
            "",
        ] {
            assert_eq!(one(line), None, "{line}");
        }
    }

    #[test]
    fn lines_below_go_on_until_a_blank_one_and_spans_cover_them() {
        let body = "はじめに。\r\nA 00:12 😀通院が\r\n課題。\r\n\r\n覚え書き。\r\nB：はい。／好";
        let found = utterances(body);
        assert_eq!(found[0].words, "😀通院が\n課題。");
        assert_eq!(slice(body, found[0].span), Some("A 00:12 😀通院が\r\n課題。"));
        assert_eq!(slice(body, found[1].span), Some("B：はい。／好"));
        assert_eq!(
            (found[1].words.as_str(), found[1].mark, found.len()),
            ("はい。", Some("good_practice"), 2)
        );
        let at = |words: &str| body.split(words).next().unwrap().chars().count();
        assert_eq!(speaker_at(&found, at("課題")), Some('A'));
        assert_eq!(speaker_at(&found, at("はい")), Some('B'));
        assert_eq!(speaker_at(&found, at("覚え書き")), None);
    }

    #[test]
    fn typed_marks_are_those_of_the_sheet() {
        assert!(TYPED_MARKS.iter().all(|(_, code)| has_code(MARKS, code)));
    }

    proptest! {
        #[test]
        fn spans_follow_each_other_inside_the_text(body in "[AＢ0-2:：／/ \r\n😀課。\\[\\]]{0,60}") {
            let found = utterances(&body);
            prop_assert!(found.iter().all(|own| own.span.start <= own.span.end));
            prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            prop_assert!(found.last().is_none_or(|last| last.span.end <= body.chars().count()));
        }
    }
}
