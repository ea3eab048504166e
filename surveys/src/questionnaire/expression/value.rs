//! Values while an expression is decided, and what JavaScript makes of them (`helpers.ts` of survey-core 3.1).

use chrono::NaiveDateTime;
use serde_json::{Number, Value};
use std::borrow::Cow;

use super::date;

/// A value: JSON, or a time in Tokyo as functions give it.
#[derive(Debug, Clone, PartialEq)]
pub enum Val<'v> {
    /// An answer, a constant or a result.
    Json(Cow<'v, Value>),
    /// A date with time of day.
    Date(NaiveDateTime),
}

impl<'v> Val<'v> {
    /// No value.
    pub fn null() -> Val<'v> {
        Val::Json(Cow::Owned(Value::Null))
    }

    /// A number; no value if it is not finite.
    pub fn number(number: f64) -> Val<'v> {
        Val::Json(Cow::Owned(from_f64(number)))
    }

    /// A whole number.
    pub fn count(count: usize) -> Val<'v> {
        Val::number(count as f64)
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Val<'v> {
        Val::Json(Cow::Owned(Value::String(text.into())))
    }

    /// True or false.
    pub fn flag(flag: bool) -> Val<'v> {
        Val::Json(Cow::Owned(Value::Bool(flag)))
    }

    /// A value owned by nobody else.
    pub fn owned(value: Value) -> Val<'v> {
        Val::Json(Cow::Owned(value))
    }

    /// A date if there is one, else no value.
    pub fn date(date: Option<NaiveDateTime>) -> Val<'v> {
        date.map_or(Val::null(), Val::Date)
    }

    /// The value as JSON; a date as ISO text, without time of day at midnight.
    pub fn json(&self) -> Cow<'_, Value> {
        match self {
            Val::Json(value) => Cow::Borrowed(value),
            Val::Date(date) => Cow::Owned(Value::String(date::iso(*date))),
        }
    }

    /// The value as JSON, given away.
    pub fn into_json(self) -> Value {
        match self {
            Val::Json(value) => value.into_owned(),
            Val::Date(date) => Value::String(date::iso(date)),
        }
    }

    /// The value, or null if it is empty: `and` and `or` take an empty list for nothing.
    pub fn or_nothing(self) -> Val<'v> {
        if self.is_empty() { Val::null() } else { self }
    }

    /// The value as JSON; a date as milliseconds since 1970 (UTC), as JavaScript calculates with it.
    pub fn milliseconds(&self) -> Cow<'_, Value> {
        match self {
            Val::Json(value) => Cow::Borrowed(value),
            Val::Date(date) => Cow::Owned(from_f64(date::milliseconds(*date))),
        }
    }

    /// JavaScript's truth: not null, not false, not 0, not `""`.
    pub fn is_truthy(&self) -> bool {
        match self {
            Val::Json(value) => is_truthy(value),
            Val::Date(_) => true,
        }
    }

    /// Whether it is nothing, `""`, or holds nothing but such.
    pub fn is_empty(&self) -> bool {
        matches!(self, Val::Json(value) if is_empty(value))
    }
}

/// Null, `""`, `[]`, `{}` and objects of nothing but such are empty; 0 and false are not.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// JavaScript's truth.
pub fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64().is_some_and(|number| number != 0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// A number as JSON; null if it is not finite.
pub fn from_f64(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// The number that a value is, as JavaScript's `Number` sees it (blank text = 0); words such as `inf` are none.
pub fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::String(text) if text.trim().is_empty() => Some(0.0),
        Value::String(text) => plain_number(text.trim()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The number that an answer is meant to be (`Helpers.getNumber`): one comma may stand for the point; blanks, long
/// rows of digits (telephone and card numbers) and everything else are none.
pub fn numeric(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => numeric_text(text.trim()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn numeric_text(text: &str) -> Option<f64> {
    let is_row_of_digits = text.len() > 15 && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() || is_row_of_digits {
        return None;
    }
    match text.matches(',').count() {
        0 => plain_number(text),
        1 => plain_number(&text.replace(',', ".")),
        _ => None,
    }
}

fn plain_number(text: &str) -> Option<f64> {
    if let Some(digits) = text.strip_prefix("0x") {
        return u64::from_str_radix(digits, 16).ok().map(|number| number as f64);
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b".-+eE".contains(&byte));
    text.parse::<f64>().ok().filter(|number| is_plain && number.is_finite())
}

/// What an answer means in an expression: the words true and false, numbers, else the text. Codes with leading zeros
/// (`01100`) stay texts.
pub fn converted(text: &str) -> Option<Value> {
    if text.eq_ignore_ascii_case("true") {
        return Some(Value::Bool(true));
    }
    if text.eq_ignore_ascii_case("false") {
        return Some(Value::Bool(false));
    }
    let mut inner = text.chars();
    if let (Some('\'' | '"'), Some('\'' | '"')) = (inner.next(), inner.next_back()) {
        return Some(Value::String(inner.collect()));
    }
    let is_fraction = text.len() > 2 && (text.starts_with("0.") || text.starts_with("0,"));
    let is_code = text.len() > 1 && text.starts_with('0') && !text.starts_with("0x") && !is_fraction;
    if is_code { None } else { numeric_text(text.trim()).map(from_f64) }
}

/// A value as JavaScript writes it; null as nothing.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().map_or(number.to_string(), |number| number.to_string()),
        Value::Bool(value) => value.to_string(),
        Value::Null | Value::Object(_) => String::new(),
        Value::Array(items) => items.iter().map(text_of).collect::<Vec<String>>().join(","),
    }
}

/// A text as it is compared: without case and outer spaces.
pub fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}
