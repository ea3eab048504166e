//! Comparing values as SurveyJS does (`expressions.ts`, `helpers.ts` of survey-core 3.1): loosely.

use super::date;
use super::value::{Val, folded, is_empty, is_truthy, number_of, text_of};
use chrono::NaiveDateTime;
use serde_json::Value;
use std::borrow::Cow;

/// Both sides for a comparison: if one is a date, a text on the other side is read as one.
pub enum Sides<'v> {
    /// No date.
    Json(Cow<'v, Value>, Cow<'v, Value>),
    /// Two dates.
    Dates(NaiveDateTime, NaiveDateTime),
    /// A date and something that is none.
    Apart,
}

/// A text on the left is taken without its time of day if the date on the right has none; a date on the left is taken
/// as exactly as the text on the right is written.
pub fn sides<'v>(left: &'v Val<'_>, right: &'v Val<'_>) -> Sides<'v> {
    match (left, right) {
        (Val::Json(left), Val::Json(right)) => Sides::Json(Cow::Borrowed(left), Cow::Borrowed(right)),
        (Val::Date(left), Val::Date(right)) => Sides::Dates(*left, *right),
        (Val::Json(text), Val::Date(right)) => match text.as_str().and_then(date::parse) {
            Some(left) if date::is_midnight(*right) => Sides::Dates(date::midnight(left), *right),
            Some(left) => Sides::Dates(left, *right),
            None => Sides::Apart,
        },
        (Val::Date(left), Val::Json(text)) => {
            match text.as_str().and_then(|text| Some((text, date::parse(text)?))) {
                Some((text, right)) => {
                    let left = date::as_exact_as(*left, text);
                    let right = if date::is_midnight(left) { date::midnight(right) } else { right };
                    Sides::Dates(left, right)
                }
                None => Sides::Apart,
            }
        }
    }
}

/// Loose equality: texts without case and outer spaces, arrays in any order, `"5"` = 5, missing = `""`.
pub fn is_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Null, other) | (other, Value::Null) => match other {
            Value::String(text) => text.is_empty() || text == "undefined",
            Value::Array(items) => items.is_empty(),
            _ => false,
        },
        (Value::String(left), Value::String(right)) => folded(left) == folded(right),
        (Value::Array(left), Value::Array(right)) => is_same_in_any_order(left, right),
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| is_equal(value, other)))
        }
        (Value::Bool(flag), Value::String(text)) | (Value::String(text), Value::Bool(flag)) => {
            text.to_lowercase() == flag.to_string()
        }
        (Value::String(text), Value::Number(_)) | (Value::Number(_), Value::String(text))
            if text.trim().is_empty() =>
        {
            false
        }
        (Value::Array(_) | Value::Object(_), _) | (_, Value::Array(_) | Value::Object(_)) => false,
        _ => matches!((number_of(left), number_of(right)), (Some(a), Some(b)) if a == b),
    }
}

/// Both sides sorted by their texts, then pair by pair.
fn is_same_in_any_order(left: &[Value], right: &[Value]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let sorted = |items: &[Value]| {
        let mut keyed: Vec<(String, Value)> =
            items.iter().map(|item| (folded(&text_of(item)), item.clone())).collect();
        keyed.sort_by(|left, right| left.0.cmp(&right.0));
        keyed
    };
    sorted(left).iter().zip(&sorted(right)).all(|((_, left), (_, right))| is_equal(left, right))
}

/// A missing side is never smaller; two texts compare by their characters, anything else as numbers. An array counts
/// as the text of its elements, as in JavaScript.
pub fn is_less(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => false,
        (Value::Array(_), _) => is_less(&Value::String(text_of(left)), right),
        (_, Value::Array(_)) => is_less(left, &Value::String(text_of(right))),
        (Value::String(left), Value::String(right)) => left < right,
        _ => matches!((number_of(left), number_of(right)), (Some(a), Some(b)) if a < b),
    }
}

/// In an array: membership (of all, if several are asked for). In anything else: a part of its text, without case.
/// None if nothing can be said, which makes both `contains` and `notcontains` false.
fn holds(left: &Value, right: &Value) -> Option<bool> {
    match left {
        Value::Array(items) if items.is_empty() => Some(false),
        Value::Array(items) => Some(match right {
            Value::Array(wanted) => wanted.iter().all(|one| has(items, one)),
            one => has(items, one),
        }),
        left if is_truthy(left) || matches!(left, Value::Number(_) | Value::Bool(_)) => {
            if !is_truthy(right) {
                return None;
            }
            Some(text_of(left).to_lowercase().contains(&text_of(right).to_lowercase()))
        }
        _ => None,
    }
}

/// Whether the left side contains the right one.
pub fn contains(left: &Value, right: &Value) -> bool {
    holds(left, right) == Some(true)
}

/// Whether the left side does not contain the right one; a missing left side contains nothing.
pub fn contains_not(left: &Value, right: &Value) -> bool {
    (!is_truthy(left) && !is_empty(right)) || holds(left, right) == Some(false)
}

/// Whether they have anything in common; true if nothing is asked for. With one value on the left, the right side
/// contains it.
pub fn any_of(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (left, right) if is_empty(left) => is_empty(right),
        (_, right) if is_empty(right) => true,
        (Value::Array(items), Value::Array(wanted)) => wanted.iter().any(|one| has(items, one)),
        (Value::Array(items), one) => has(items, one),
        (one, right) => contains(right, one),
    }
}

/// Whether the left side contains every value asked for; true if nothing is asked for.
pub fn all_of(left: &Value, right: &Value) -> bool {
    match right {
        right if !is_truthy(left) && !is_empty(right) => false,
        Value::Array(wanted) => wanted.iter().all(|one| contains(left, one)),
        one => contains(left, one),
    }
}

fn has(items: &[Value], wanted: &Value) -> bool {
    items.iter().any(|item| is_equal(item, wanted))
}
