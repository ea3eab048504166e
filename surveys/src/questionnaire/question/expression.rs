//! `expression`: a value that follows from answers; shown, stored, never typed.

use super::{Question, QuestionType, text};
use crate::questionnaire::answer::{Answers, Field};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Number, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "expression",
    properties: &[&[
        "expression",
        "displayStyle",
        "displayFormat",
        "format",
        "currency",
        "precision",
        "maximumFractionDigits",
        "minimumFractionDigits",
    ]],
    has_answer: true,
    parse,
    read,
    missing,
    check,
    display,
    variables,
};

/// How a computed value is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// `displayStyle`: `decimal`, `percent`, `currency`, `date`; empty or `none` = as it is.
    pub style: String,
    /// `displayFormat`: text with `{0}` for the value; may be empty.
    pub format: super::Localized,
    /// `currency`, ISO 4217.
    pub currency: String,
    /// Digits behind the point of a stored number; None = as computed.
    pub precision: Option<usize>,
    /// Most digits behind the point that are shown.
    pub max_digits: Option<usize>,
}

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.value_expression = reader.expression(object, "expression", path);
    let format = reader.localized(object, "displayFormat", path);
    question.shown = Shown {
        style: reader.text(object, "displayStyle", path).unwrap_or_default(),
        format: if format.is_empty() { reader.localized(object, "format", path) } else { format },
        currency: reader.text(object, "currency", path).unwrap_or_default(),
        precision: reader.count(object, "precision", path),
        max_digits: reader.count(object, "maximumFractionDigits", path),
    };
}

/// What a form says of it is ignored: the value follows from the other answers.
fn read(_: &Question, _: &[Field], _: &mut Answers) -> Vec<Problem> {
    Vec::new()
}

fn missing(_: &Question, _: &Answers, _: bool) -> Vec<Problem> {
    Vec::new()
}

fn check(_: &Question, _: &Answers) -> Vec<Problem> {
    Vec::new()
}

/// The computed value with the question's precision; None for null.
pub fn rounded(question: &Question, value: Value) -> Option<Value> {
    match (value, question.shown.precision) {
        (Value::Null, _) => None,
        (Value::Number(number), Some(precision)) => {
            let text = format!("{:.1$}", number.as_f64()?, precision.min(15));
            text.parse::<f64>().ok().and_then(whole).map(Value::Number)
        }
        (value, _) => Some(plain_number(value)),
    }
}

/// A computed value as it is stored: whole numbers without a fraction.
pub fn plain_number(value: Value) -> Value {
    match value.as_f64().and_then(whole) {
        Some(number) => Value::Number(number),
        None => value,
    }
}

/// Whole numbers without a fraction, so that 3.0 is stored as 3.
fn whole(number: f64) -> Option<Number> {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "within the exact range of f64")]
        return Some(Number::from(number as i64));
    }
    Number::from_f64(number)
}

fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let Some(value) = answers.get(&question.name) else { return Vec::new() };
    vec![Line { row: None, texts: vec![words(&question.shown, value, lang)] }]
}

/// A computed value as people read it.
pub fn words(shown: &Shown, value: &Value, lang: &str) -> String {
    let text = match (value, shown.style.as_str()) {
        (Value::Number(number), "percent") => {
            let percent = number.as_f64().unwrap_or_default() * 100.0;
            format!("{}%", grouped(percent, shown.max_digits.or(shown.precision).unwrap_or(0)))
        }
        (Value::Number(number), "currency") => {
            let amount = number.as_f64().unwrap_or_default();
            match shown.currency.as_str() {
                "" | "JPY" => format!("¥{}", grouped(amount, 0)),
                code => format!("{} {code}", grouped(amount, shown.max_digits.unwrap_or(2))),
            }
        }
        (Value::Number(number), "decimal") => {
            grouped(number.as_f64().unwrap_or_default(), shown.max_digits.or(shown.precision).unwrap_or(3))
        }
        (Value::String(text), _) => text.clone(),
        (Value::Array(items), _) => items.iter().map(text::plain).collect::<Vec<String>>().join("、"),
        (other, _) => text::plain(other),
    };
    let format = shown.format.get(lang);
    if format.contains("{0}") { format.replace("{0}", &text) } else { text }
}

/// A number with thousands separators and at most so many digits behind the point.
fn grouped(number: f64, digits: usize) -> String {
    let text = format!("{:.1$}", number.abs(), digits.min(15));
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let n = whole.chars().count();
    let mut out = String::from(if number < 0.0 { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (n - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { out } else { format!("{out}.{fraction}") }
}

/// A number where it is shown as one, otherwise a text.
fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let is_number = matches!(question.shown.style.as_str(), "decimal" | "percent" | "currency")
        || question.shown.precision.is_some();
    let kind = if is_number { VariableKind::Number } else { VariableKind::Text };
    vec![Variable::of(question, kind, Vec::new(), lang)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_shown_with_separators_and_words() {
        let shown = |style: &str, format: &str| Shown {
            style: style.to_owned(),
            format: super::super::Localized::plain(format),
            ..Shown::default()
        };
        assert_eq!(words(&shown("decimal", ""), &json!(1234567.5), "ja"), "1,234,567.5");
        assert_eq!(words(&shown("percent", ""), &json!(0.25), "ja"), "25%");
        assert_eq!(words(&shown("currency", "合計 {0}"), &json!(-1200), "ja"), "合計 ¥-1,200");
        assert_eq!(words(&shown("", "{0}人"), &json!(3), "ja"), "3人");
    }
}
