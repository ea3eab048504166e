//! `kt-personname`: family and given name, each with its reading (姓名とふりがな). Always an identifier. A required name
//! needs one part at least, and asks for readings without insisting.
//!
//! Readings are folded to hiragana, or to katakana with `"kt:kana": "katakana"`, so that lists sort; `"kt:kana":
//! "none"` asks for no reading. HTML knows no autocomplete token for readings, so they have none.

use super::default_text::default_text;
use super::input::Input;
use super::{Question, QuestionType, multipletext, text};
use crate::questionnaire::answer::{Answers, Field};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "kt-personname",
    properties: &[&["kt:kana"]],
    has_answer: true,
    parse,
    read: multipletext::read,
    missing,
    check: multipletext::check,
    display,
    variables: multipletext::variables,
};

/// A part of a name that is written in hiragana.
const HIRAGANA: QuestionType = QuestionType { read: read_hiragana, check: check_kana, ..text::TYPE };
/// A part of a name that is written in katakana.
const KATAKANA: QuestionType = QuestionType { read: read_katakana, check: check_kana, ..text::TYPE };
/// Most characters of a part.
const MAX_LENGTH: usize = 50;

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.is_identifier = true;
    question.items.push(item(&text::TYPE, "sei", "sei", "family-name"));
    question.items.push(item(&text::TYPE, "mei", "mei", "given-name"));
    let (kind, script) = match reader.text(object, "kt:kana", path).as_deref() {
        Some("none") => return,
        Some("katakana") => (&KATAKANA, "katakana"),
        _ => (&HIRAGANA, "hiragana"),
    };
    question.items.push(item(kind, "sei_kana", &format!("sei_{script}"), ""));
    question.items.push(item(kind, "mei_kana", &format!("mei_{script}"), ""));
}

fn item(kind: &'static QuestionType, name: &str, words: &str, autocomplete: &str) -> Question {
    Question {
        kind,
        name: name.to_owned(),
        title: default_text(words),
        input: Input {
            input_type: "text".to_owned(),
            autocomplete: autocomplete.to_owned(),
            max_length: Some(MAX_LENGTH),
            ..Input::default()
        },
        ..Question::default()
    }
}

/// Small and long kana between hiragana `ぁ`–`ゖ` and katakana `ァ`–`ヶ` are this far apart in Unicode.
const DISTANCE: u32 = 0x60;

/// Kana of any width in hiragana; everything else stays.
pub fn hiragana(text: &str) -> String {
    let fold = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - DISTANCE).unwrap_or(c),
        _ => c,
    };
    text.nfkc().map(fold).collect()
}

/// Kana of any width in katakana; everything else stays.
fn katakana(text: &str) -> String {
    let fold = |c: char| match c {
        'ぁ'..='ゖ' => char::from_u32(u32::from(c) + DISTANCE).unwrap_or(c),
        _ => c,
    };
    text.nfkc().map(fold).collect()
}

fn read_hiragana(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    read_folded(question, form, answers, hiragana)
}

fn read_katakana(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    read_folded(question, form, answers, katakana)
}

fn read_folded(
    question: &Question,
    form: &[Field],
    answers: &mut Answers,
    fold: fn(&str) -> String,
) -> Vec<Problem> {
    let problems = text::read(question, form, answers);
    if let Some(Value::String(text)) = answers.get_mut(&question.name) {
        *text = fold(text);
    }
    problems
}

/// Kana, the long mark, the middle dot and spaces.
fn check_kana(question: &Question, answers: &Answers) -> Vec<Problem> {
    let is_kana =
        |c: char| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヶ' | 'ー' | '・' | ' ' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ');
    let text = answers.get(&question.name).and_then(Value::as_str).unwrap_or_default();
    let mut problems = text::check(question, answers);
    if problems.is_empty() && !text.chars().all(is_kana) {
        problems.push(Problem::error("not-kana", &question.name));
    }
    problems
}

/// A name is there when one part of it is: not everybody has a family and a given name. A reading is asked for once, as
/// advice, and only of the parts that are written: not every name has one in kana.
fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    if !is_required {
        return Vec::new();
    }
    let inner = answers.get(&question.name).and_then(Value::as_object);
    let has = |part: &str| inner.is_some_and(|inner| inner.contains_key(part));
    if !has("sei") && !has("mei") {
        return vec![Problem::error("required-text", format!("{}.sei", question.name))];
    }
    let unread = |item: &&Question| {
        let written = item.name.strip_suffix("_kana");
        written.is_some_and(|written| has(written) && !has(&item.name))
    };
    let problem =
        |item: &Question| Problem::warning("reading-missing", format!("{}.{}", question.name, item.name));
    question.items.iter().filter(unread).map(problem).collect()
}

/// The name, and its reading in brackets.
fn display(question: &Question, answers: &Answers, _lang: &str) -> Vec<Line> {
    let Some(inner) = answers.get(&question.name).and_then(Value::as_object) else { return Vec::new() };
    let pair = |names: [&str; 2]| -> String {
        let parts: Vec<&str> = names.iter().filter_map(|name| inner.get(*name)?.as_str()).collect();
        parts.join(" ")
    };
    let (name, kana) = (pair(["sei", "mei"]), pair(["sei_kana", "mei_kana"]));
    let text = if kana.is_empty() { name } else { format!("{name}（{kana}）") };
    vec![Line { row: None, texts: vec![text] }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_folded_to_one_script() {
        assert_eq!(hiragana("ヤマダ"), "やまだ");
        assert_eq!(hiragana("ﾔﾏﾀﾞ ﾊﾅｺ"), "やまだ はなこ");
        assert_eq!(hiragana("ヴァンーヶ"), "ゔぁんーゖ");
        assert_eq!(katakana("やまだ ﾊﾅｺゔ"), "ヤマダ ハナコヴ");
        assert_eq!(hiragana("山田A"), "山田A");
    }
}
