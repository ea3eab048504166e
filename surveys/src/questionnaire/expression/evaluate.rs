//! Decides an expression with answers, as SurveyJS does (survey-core 3.1, `conditions.ts`; the surprising cases are
//! tests below): texts compare without case and outer spaces, a missing answer equals `''`, and so on.

use super::{Binary, Expr, Expression, Unary};
use crate::questionnaire::answer::Answers;
use serde_json::{Number, Value};

/// Whether the condition holds. SurveyJS asks for "equals true", so `1` holds and `10` does not.
pub fn is_true(expression: &Expression, answers: &Answers) -> bool {
    match evaluate(&expression.root, answers) {
        Value::Bool(value) => value,
        Value::Number(number) => number.as_f64() == Some(1.0),
        Value::String(text) => number_of_text(&text) == Some(1.0),
        _ => false,
    }
}

/// The value of an expression; null for everything that has none.
pub fn evaluate(expr: &Expr, answers: &Answers) -> Value {
    match expr {
        Expr::Text(text) => Value::String(text.clone()),
        Expr::Number(number) => from_f64(*number),
        Expr::Bool(value) => Value::Bool(*value),
        Expr::Null => Value::Null,
        Expr::Array(items) => Value::Array(items.iter().map(|item| evaluate(item, answers)).collect()),
        Expr::Variable(name) => variable(name, answers),
        Expr::Unary(Unary::Not, operand) => Value::Bool(!is_truthy(&evaluate(operand, answers))),
        Expr::Unary(Unary::Empty, operand) => Value::Bool(is_empty(&evaluate(operand, answers))),
        Expr::Unary(Unary::NotEmpty, operand) => Value::Bool(!is_empty(&evaluate(operand, answers))),
        Expr::Binary(operator, left, right) => {
            binary(*operator, evaluate(left, answers), || evaluate(right, answers))
        }
    }
}

/// The stored value that a variable's name leads to: `name`, `name.row`, `name[0].x`, `name.length`.
/// Names match in any case of letters if none matches exactly.
pub fn lookup<'a>(name: &str, answers: &'a Answers) -> Option<&'a Value> {
    if let Some(value) = answers.get(name) {
        return Some(value);
    }
    let splits = name.char_indices().filter(|(_, c)| matches!(c, '.' | '[')).map(|(at, _)| at);
    for at in splits.collect::<Vec<usize>>().into_iter().rev() {
        let (Some(head), Some(tail)) = (name.get(..at), name.get(at..)) else { continue };
        if let Some(value) = answers.get(head) {
            return follow(value, tail);
        }
    }
    let folded = name.to_lowercase();
    answers.iter().find(|(key, _)| key.to_lowercase() == folded).map(|(_, value)| value)
}

/// Follows `.key` and `[index]` steps; a negative index counts from the end.
fn follow<'a>(value: &'a Value, steps: &str) -> Option<&'a Value> {
    let mut value = value;
    for step in steps.split(['.', '[']).skip(1) {
        value = match step.strip_suffix(']') {
            Some(index) => {
                let items = value.as_array()?;
                let index: i64 = index.trim().parse().ok()?;
                let length = i64::try_from(items.len()).ok()?;
                let index = if index < 0 { index.checked_add(length)? } else { index };
                items.get(usize::try_from(index).ok()?)?
            }
            None => {
                let object = value.as_object()?;
                let folded = step.to_lowercase();
                object.get(step).or_else(|| {
                    object.iter().find(|(key, _)| key.to_lowercase() == folded).map(|(_, value)| value)
                })?
            }
        };
    }
    Some(value)
}

/// A variable's value: texts that are numbers count as numbers unless the name begins with `#`.
fn variable(name: &str, answers: &Answers) -> Value {
    let (name, converts) = match name.strip_prefix('#') {
        Some(name) => (name, false),
        None => (name, true),
    };
    if let Some(list) = name.strip_suffix(".length").and_then(|list| lookup(list, answers)) {
        return match list {
            Value::Array(items) => Value::from(items.len()),
            Value::String(text) => Value::from(text.chars().count()),
            _ => Value::Null,
        };
    }
    match lookup(name, answers) {
        Some(Value::String(text)) if converts => match text.trim() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => converted(text),
        },
        Some(value) => value.clone(),
        None => Value::Null,
    }
}

/// A text as a number, except codes with leading zeros (`01100`).
fn converted(text: &str) -> Value {
    let digits = text.trim().trim_start_matches(['-', '+']);
    let is_code = digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0.");
    match number_of_text(text) {
        Some(number) if !is_code && !text.trim().is_empty() => from_f64(number),
        _ => Value::String(text.to_owned()),
    }
}

fn binary(operator: Binary, left: Value, right: impl FnOnce() -> Value) -> Value {
    match operator {
        Binary::Or if is_truthy(&left) => return left,
        Binary::And if !is_truthy(&left) => return left,
        _ => {}
    }
    let right = right();
    let holds = match operator {
        Binary::Or | Binary::And => return right,
        Binary::Add => return add(&left, &right),
        Binary::Subtract => return arithmetic(&left, &right, |a, b| a - b),
        Binary::Multiply => return arithmetic(&left, &right, |a, b| a * b),
        Binary::Divide => return arithmetic(&left, &right, |a, b| if b == 0.0 { f64::NAN } else { a / b }),
        Binary::Remainder => return arithmetic(&left, &right, |a, b| a % b),
        Binary::Power => return arithmetic(&left, &right, f64::powf),
        Binary::Equal => is_equal(&left, &right),
        Binary::NotEqual => !is_equal(&left, &right),
        Binary::Less => is_less(&left, &right),
        Binary::Greater => is_less(&right, &left),
        Binary::LessOrEqual => is_less(&left, &right) || is_equal(&left, &right),
        Binary::GreaterOrEqual => is_less(&right, &left) || is_equal(&left, &right),
        Binary::Contains => contains(&left, &right),
        Binary::NotContains => is_truthy(&right) && !contains(&left, &right),
        Binary::AnyOf => any_of(&left, &right),
        Binary::AllOf => all_of(&left, &right),
        Binary::NoneOf => !any_of(&left, &right),
    };
    Value::Bool(holds)
}

/// Null, `""`, `[]` and `{}` are empty; 0 and false are not.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// JavaScript's truth.
fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64().is_some_and(|number| number != 0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// Loose equality: texts without case and outer spaces, arrays in any order, `"5"` = 5, missing = `""`.
pub fn is_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Null, other) | (other, Value::Null) => {
            matches!(other, Value::String(text) if text.is_empty() || text == "undefined")
        }
        (Value::String(left), Value::String(right)) => folded(left) == folded(right),
        (Value::Array(left), Value::Array(right)) => is_same_set(left, right),
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| is_equal(value, other)))
        }
        (Value::Bool(flag), Value::String(text)) | (Value::String(text), Value::Bool(flag)) => {
            folded(text) == flag.to_string()
        }
        (Value::String(text), Value::Number(_)) | (Value::Number(_), Value::String(text))
            if text.is_empty() =>
        {
            false
        }
        (Value::Array(_) | Value::Object(_), _) | (_, Value::Array(_) | Value::Object(_)) => false,
        _ => matches!((number_of(left), number_of(right)), (Some(a), Some(b)) if a == b),
    }
}

/// Every element has its own partner on the other side.
fn is_same_set(left: &[Value], right: &[Value]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut free: Vec<&Value> = right.iter().collect();
    left.iter().all(|value| {
        let partner = free.iter().position(|other| is_equal(value, other));
        partner.map(|at| free.swap_remove(at)).is_some()
    })
}

/// A missing side is never smaller; two texts compare by their characters, anything else as numbers. An array counts
/// as the text of its elements, as in JavaScript.
fn is_less(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Array(_), _) => is_less(&Value::String(text_of(left)), right),
        (_, Value::Array(_)) => is_less(left, &Value::String(text_of(right))),
        (Value::Null, _) | (_, Value::Null) => false,
        (Value::String(left), Value::String(right)) => left < right,
        _ => matches!((number_of(left), number_of(right)), (Some(a), Some(b)) if a < b),
    }
}

/// In an array: membership (of all, if several are asked for). In a text: a part of it, without case.
fn contains(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (left, _) if is_empty(left) => false,
        (left, Value::Array(wanted)) => wanted.iter().all(|one| contains(left, one)),
        (Value::Array(items), one) => !is_empty(one) && has(items, one),
        (_, one) if !is_truthy(one) => false,
        (left, one) => text_of(left).to_lowercase().contains(&text_of(one).to_lowercase()),
    }
}

/// With one value on the right, that value contains the left one, as in SurveyJS.
fn any_of(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (_, right) if is_empty(right) => true,
        (left, _) if !is_truthy(left) || is_empty(left) => false,
        (Value::Array(items), Value::Array(wanted)) => wanted.iter().any(|one| has(items, one)),
        (Value::Array(items), one) => has(items, one),
        (one, Value::Array(wanted)) => has(wanted, one),
        (left, right) => contains(right, left),
    }
}

fn all_of(left: &Value, right: &Value) -> bool {
    match right {
        Value::Array(wanted) if wanted.is_empty() => true,
        right => contains(left, right),
    }
}

fn has(items: &[Value], wanted: &Value) -> bool {
    items.iter().any(|item| is_equal(item, wanted))
}

fn add(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::String(_), _) | (_, Value::String(_)) if !(is_blank(left) || is_blank(right)) => {
            Value::String(text_of(left) + &text_of(right))
        }
        (Value::String(text), blank) | (blank, Value::String(text))
            if !text.is_empty() && is_blank(blank) =>
        {
            Value::String(text.clone())
        }
        _ => arithmetic(left, right, |a, b| a + b),
    }
}

fn is_blank(value: &Value) -> bool {
    matches!(value, Value::Null) || matches!(value, Value::String(text) if text.is_empty())
}

/// A missing side is 0; without a finite result (`a / 0`, words) the value is null.
fn arithmetic(left: &Value, right: &Value, operation: fn(f64, f64) -> f64) -> Value {
    let number = |value: &Value| if is_blank(value) { Some(0.0) } else { number_of(value) };
    match (number(left), number(right)) {
        (Some(left), Some(right)) => from_f64(operation(left, right)),
        _ => Value::Null,
    }
}

fn from_f64(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::String(text) => number_of_text(text),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The number that a text is, blank = 0 as in JavaScript. Words such as `inf` and `nan` are no numbers.
fn number_of_text(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() {
        return Some(0.0);
    }
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    text.parse::<f64>().ok().filter(|number| is_plain && number.is_finite())
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(number) => number.to_string(),
            None => number.to_string(),
        },
        Value::Bool(value) => value.to_string(),
        Value::Null => String::new(),
        Value::Array(items) => items.iter().map(text_of).collect::<Vec<String>>().join(","),
        Value::Object(_) => String::new(),
    }
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests;
