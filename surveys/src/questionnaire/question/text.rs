//! `text`: one line, also for numbers, dates, telephone numbers and e-mail addresses.
//!
//! Input is taken leniently (full-width digits, spaces, the many dashes of Japanese keyboards) because people type
//! with Japanese input methods on; what cannot be understood stays as typed.

use super::{Input, Question, QuestionType};
use crate::questionnaire::answer::{Answers, Field, MAX_TEXT, field};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use chrono::NaiveDate;
use serde_json::{Map, Number, Value};
use unicode_normalization::UnicodeNormalization;

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "text",
    properties: &["inputType", "min", "max", "maxLength", "placeholder", "autocomplete"],
    has_answer: true,
    parse,
    read,
    missing,
    check,
    display,
    variables,
};

/// Input types that are understood; others are taken as plain text.
const INPUT_TYPES: &[&str] = &["text", "number", "email", "tel", "date"];

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    let input_type = reader.text(object, "inputType", path).unwrap_or_else(|| "text".to_owned());
    if !INPUT_TYPES.contains(&input_type.as_str()) {
        let problem = Problem::warning("unknown-input-type", path).with("type", &input_type);
        reader.problems.push(problem);
    }
    question.input = Input {
        input_type,
        min: reader.scalar(object, "min", path),
        max: reader.scalar(object, "max", path),
        max_length: reader.count(object, "maxLength", path),
        rows: 0,
        placeholder: reader.localized(object, "placeholder", path),
        autocomplete: reader.text(object, "autocomplete", path).unwrap_or_default(),
    };
}

fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let typed =
        field(form, &question.name).map(|typed| cleaned(typed).replace('\n', " ")).unwrap_or_default();
    let understood = match question.input.input_type.as_str() {
        "number" => number(&typed).map(Value::Number),
        "date" => date(&typed).map(|date| Value::String(date.to_string())),
        "tel" => Some(Value::String(telephone(&typed))),
        "email" => Some(Value::String(folded(&typed))),
        _ => None,
    };
    store(question, understood.unwrap_or(Value::String(typed)), answers);
    Vec::new()
}

/// Stores a text, or forgets the answer if it is blank.
pub fn store(question: &Question, value: Value, answers: &mut Answers) {
    if value == Value::String(String::new()) {
        answers.shift_remove(&question.name);
    } else {
        answers.insert(question.name.clone(), value);
    }
}

/// A text without outer spaces and control characters, lines ended by `\n`.
pub fn cleaned(typed: &str) -> String {
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = lines.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    text.trim().to_owned()
}

/// Half-width forms, without spaces.
fn folded(typed: &str) -> String {
    typed.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// A telephone number in half-width characters with plain hyphens.
fn telephone(typed: &str) -> String {
    let dash = |c: char| {
        if matches!(c, '‐' | '‑' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ') { '-' } else { c }
    };
    folded(typed).chars().map(dash).collect()
}

/// A number in any width, with or without thousands separators.
fn number(typed: &str) -> Option<Number> {
    let text: String = folded(typed).chars().filter(|c| *c != ',').collect();
    let text = text.replace(['−', 'ー'], "-");
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    if !is_plain {
        return None;
    }
    text.parse::<i64>().ok().map(Number::from).or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
}

/// The number that somebody typed, in any width.
pub fn number_typed(typed: &str) -> Option<f64> {
    number(typed).and_then(|number| number.as_f64())
}

/// A stored value as plain text.
pub fn plain(value: &Value) -> String {
    super::select::scalar(value).unwrap_or_default()
}

/// Eras with the year before their first one.
const ERAS: &[(&str, i32)] =
    &[("令和", 2018), ("平成", 1988), ("昭和", 1925), ("R", 2018), ("H", 1988), ("S", 1925)];

/// A date written year first with any of `-/.年月日` between, the year in four digits or in an era (`令和8`, `R8`).
fn date(typed: &str) -> Option<NaiveDate> {
    let text = folded(typed);
    let parts: Vec<&str> = text.trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    NaiveDate::from_ymd_opt(western_year(year)?, month.parse().ok()?, day.parse().ok()?)
}

fn western_year(year: &str) -> Option<i32> {
    for (era, before) in ERAS {
        if let Some(year) = year.strip_prefix(era) {
            let year: i32 = if year == "元" { 1 } else { year.parse().ok()? };
            return (1..=99).contains(&year).then_some(before + year);
        }
    }
    if year.len() == 4 { year.parse().ok() } else { None }
}

/// The problem of a missing text; for comments too.
pub fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    if !is_required || answers.contains_key(&question.name) {
        return Vec::new();
    }
    vec![Problem::error("required-text", &question.name)]
}

fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let Some(value) = answers.get(&question.name) else { return Vec::new() };
    if question.input.input_type == "number" {
        return check_number(question, value);
    }
    let Some(text) = value.as_str() else { return vec![Problem::error("wrong-answer", &question.name)] };
    let mut problems = check_length(question, text);
    let code = match question.input.input_type.as_str() {
        "email" if !is_email(text) => Some("not-an-email"),
        "tel" if !is_telephone(text) => Some("not-a-phone"),
        "date" if date(text).is_none() => Some("not-a-date"),
        _ => None,
    };
    problems.extend(code.map(|code| Problem::error(code, &question.name)));
    if question.input.input_type == "date" && problems.is_empty() {
        problems.extend(check_date(question, text));
    }
    problems
}

/// A text is too long if it has more code points than allowed.
pub fn check_length(question: &Question, text: &str) -> Vec<Problem> {
    let max = question.input.max_length.unwrap_or(MAX_TEXT).min(MAX_TEXT);
    too_long(&question.name, text, max)
}

/// The problem of a text with more than `max` code points.
pub fn too_long(place: &str, text: &str, max: usize) -> Vec<Problem> {
    let length = text.chars().count();
    if length <= max {
        return Vec::new();
    }
    vec![Problem::error("too-long", place).with("max", max).with("length", length)]
}

fn check_number(question: &Question, value: &Value) -> Vec<Problem> {
    let number =
        value.as_f64().or_else(|| value.as_str().and_then(number).and_then(|number| number.as_f64()));
    let Some(number) = number else { return vec![Problem::error("not-a-number", &question.name)] };
    let limit = |limit: &Option<String>| limit.as_ref().and_then(|limit| limit.parse::<f64>().ok());
    match (limit(&question.input.min), limit(&question.input.max)) {
        (Some(min), _) if number < min => {
            vec![Problem::error("number-too-small", &question.name).with("min", min)]
        }
        (_, Some(max)) if number > max => {
            vec![Problem::error("number-too-large", &question.name).with("max", max)]
        }
        _ => Vec::new(),
    }
}

/// Dates are ISO texts by now, so their order is that of the texts.
fn check_date(question: &Question, text: &str) -> Vec<Problem> {
    match (&question.input.min, &question.input.max) {
        (Some(min), _) if text < min.as_str() => {
            vec![Problem::error("date-too-early", &question.name).with("min", min)]
        }
        (_, Some(max)) if text > max.as_str() => {
            vec![Problem::error("date-too-late", &question.name).with("max", max)]
        }
        _ => Vec::new(),
    }
}

/// Whether mail could be sent there: one `@`, a domain with a dot, 254 characters at most (RFC 5321).
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let labels_are_fine = domain.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    });
    let local_is_fine =
        !local.is_empty() && local.chars().all(|c| c.is_ascii_graphic() && !"<>()[],;:\\\"".contains(c));
    text.len() <= 254 && local_is_fine && domain.contains('.') && labels_are_fine
}

/// Whether it could be dialled: 10 or 11 digits in Japan, up to 15 with `+` (ITU-T E.164).
fn is_telephone(text: &str) -> bool {
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    let range = if text.starts_with('+') { 8..=15 } else { 10..=11 };
    range.contains(&n_digits) && text.chars().all(|c| c.is_ascii_digit() || "+-()".contains(c))
}

/// The text as it is; for comments too.
pub fn display(question: &Question, answers: &Answers, _lang: &str) -> Vec<Line> {
    let text = match answers.get(&question.name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => return Vec::new(),
    };
    vec![Line { row: None, texts: vec![text] }]
}

fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let kind = match question.input.input_type.as_str() {
        "number" => VariableKind::Number,
        "date" => VariableKind::Date,
        _ => VariableKind::Text,
    };
    vec![Variable::of(question, kind, Vec::new(), lang)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_any_width() {
        for (typed, expected) in
            [("１，２３４", "1234"), (" 12 ", "12"), ("3.5", "3.5"), ("−2", "-2"), ("+7", "7")]
        {
            assert_eq!(number(typed).map(|number| number.to_string()).as_deref(), Some(expected), "{typed}");
        }
        for typed in ["", "約10", "1e5", "十", "1.2.3", "inf", "-"] {
            assert_eq!(number(typed), None, "{typed}");
        }
    }

    #[test]
    fn telephone_numbers_and_mail_addresses_are_read_leniently() {
        assert_eq!(telephone("０４８ー１２３−４５６７"), "048-123-4567");
        assert!(
            is_telephone("048-123-4567") && is_telephone("09012345678") && is_telephone("+81-48-123-4567")
        );
        assert!(!is_telephone("123-4567") && !is_telephone("048-123-456a") && !is_telephone(""));
        assert_eq!(folded(" ａ＠example．jp "), "a@example.jp");
        assert!(is_email("a.b+c@example.co.jp"));
        for text in ["", "a", "a@", "@b.jp", "a@b", "a@b..jp", "a@b@c.jp", "あ@b.jp", "a b@c.jp", "a@-b.jp"]
        {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn dates_are_read_year_first() {
        for typed in
            ["2026-02-01", "2026/2/1", "２０２６年２月１日", "2026.02.01", "令和８年２月１日", "R8.2.1"]
        {
            assert_eq!(date(typed).map(|date| date.to_string()).as_deref(), Some("2026-02-01"), "{typed}");
        }
        assert_eq!(date("平成元年1月8日").map(|date| date.to_string()).as_deref(), Some("1989-01-08"));
        for typed in ["2026-02-30", "26/2/1", "2026-02", "来月", ""] {
            assert_eq!(date(typed), None, "{typed}");
        }
    }

    #[test]
    fn lines_and_control_characters_are_cleaned() {
        assert_eq!(cleaned("\u{3000}一行目\r\n二行目\r三\u{0}行目 \n"), "一行目\n二行目\n三行目");
    }
}
