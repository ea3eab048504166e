//! Adding and the rest, as SurveyJS calculates (`expressions.ts`, `helpers.ts` of survey-core 3.1): a missing side is
//! nothing, sums keep as many decimals as their parts have, texts are joined.

use super::Binary;
use super::value::{from_f64, is_empty, number_of, numeric, text_of};
use serde_json::Value;

/// The result of an arithmetic operator; null without a finite result (`a / 0`, words) and for other operators.
pub fn calculate(operator: Binary, left: &Value, right: &Value) -> Value {
    if operator == Binary::Add {
        return add(left, right);
    }
    let number = |value: &Value| if is_empty(value) { Some(0.0) } else { number_of(value) };
    let (Some(left), Some(right)) = (number(left), number(right)) else { return Value::Null };
    from_f64(match operator {
        Binary::Subtract => with_decimals(left - right, decimals(left).max(decimals(right))),
        Binary::Multiply => with_decimals(left * right, decimals(left) + decimals(right)),
        Binary::Divide if right != 0.0 => left / right,
        Binary::Remainder if right != 0.0 => left % right,
        Binary::Power => left.powf(right),
        _ => f64::NAN,
    })
}

/// Numbers are added, arrays and texts joined; a missing side is 0 beside a number and nothing beside a text.
fn add(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (blank, other) if is_empty(blank) && !is_empty(other) => other_side(other),
        (other, blank) if is_empty(blank) && !is_empty(other) => other_side(other),
        (Value::String(_), Value::Object(_)) | (Value::Object(_), _) | (_, Value::Object(_)) => Value::Null,
        (Value::Array(left), Value::Array(right)) => {
            Value::Array(left.iter().chain(right).cloned().collect())
        }
        (Value::Array(items), Value::String(text)) => Value::String(listed(items) + text),
        (Value::String(text), Value::Array(items)) => Value::String(text.clone() + &listed(items)),
        (Value::Array(items), number) | (number, Value::Array(items)) => {
            let numbers = items.iter().filter_map(Value::as_f64);
            number.as_f64().map_or(Value::Null, |number| from_f64(numbers.fold(0.0, plus) + number))
        }
        (Value::String(_), _) | (_, Value::String(_)) => Value::String(text_of(left) + &text_of(right)),
        _ => match (number_of(left), number_of(right)) {
            (Some(left), Some(right)) => from_f64(plus(left, right)),
            _ if is_empty(left) && is_empty(right) => from_f64(0.0),
            _ => Value::Null,
        },
    }
}

/// What is left of a sum with a missing side.
fn other_side(value: &Value) -> Value {
    match value {
        Value::Bool(_) => number_of(value).map_or(Value::Null, from_f64),
        Value::Object(_) => Value::Null,
        other => other.clone(),
    }
}

fn listed(items: &[Value]) -> String {
    items.iter().map(text_of).collect::<Vec<String>>().join(", ")
}

/// A sum without the dust of binary fractions: 0.1 + 0.2 = 0.3.
pub fn plus(left: f64, right: f64) -> f64 {
    with_decimals(left + right, decimals(left).max(decimals(right)))
}

/// How many decimals a number has when it is written.
fn decimals(number: f64) -> usize {
    if number.fract() == 0.0 || !number.is_finite() {
        return 0;
    }
    number.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// A number rounded to decimals, if there are any (JavaScript knows up to 100).
fn with_decimals(number: f64, decimals: usize) -> f64 {
    if decimals == 0 || decimals > 100 || !number.is_finite() {
        return number;
    }
    format!("{number:.decimals$}").parse().unwrap_or(number)
}

/// The sum of numbers and of texts that are numbers; None if anything is neither.
pub fn sum(values: &[Value]) -> Option<f64> {
    values.iter().try_fold(0.0, |sum, value| {
        let number = if value.is_boolean() { number_of(value) } else { numeric(value) };
        Some(plus(sum, number?))
    })
}
