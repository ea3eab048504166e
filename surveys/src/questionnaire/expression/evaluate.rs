//! Decides an expression, as SurveyJS does (survey-core 3.1; the surprising cases are tests below): texts compare
//! without case and outer spaces, a missing answer equals `''`, and so on.

use super::arithmetic::calculate;
use super::compare::{self, Sides, sides};
use super::functions::Arguments;
use super::scope::Scope;
use super::value::{Val, converted};
use super::{Binary, Expr, Expression, Unary};
use serde_json::Value;
use std::borrow::Cow;

/// Whether the condition holds. SurveyJS asks for "equals true", so `1` holds and `10` does not.
pub fn is_true(expression: &Expression, scope: &Scope<'_>) -> bool {
    holds(&value(&expression.root, scope))
}

/// Whether a value counts as true where a condition is asked for.
pub(super) fn holds(value: &Val<'_>) -> bool {
    match &*value.json() {
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() == Some(1.0),
        Value::String(text) => text.trim().parse::<f64>() == Ok(1.0),
        _ => false,
    }
}

/// The value of an expression as JSON; null for everything that has none. Dates are ISO texts, without time of day at
/// midnight.
pub fn evaluate(expr: &Expr, scope: &Scope<'_>) -> Value {
    value(expr, scope).into_json()
}

/// The value of an expression.
pub(super) fn value<'s>(expr: &'s Expr, scope: &'s Scope<'s>) -> Val<'s> {
    match expr {
        Expr::Text(text) => Val::text(text.as_str()),
        Expr::Number(number) => Val::number(*number),
        Expr::Bool(value) => Val::flag(*value),
        Expr::Null => Val::null(),
        Expr::Array(items) => {
            Val::owned(Value::Array(items.iter().map(|item| evaluate(item, scope)).collect()))
        }
        Expr::Variable(name) => variable(name, scope),
        Expr::Call(function, written) => (function.run)(&Arguments { written, scope }),
        Expr::Unary(Unary::Not, operand) => Val::flag(!value(operand, scope).is_truthy()),
        Expr::Unary(Unary::Empty, operand) => Val::flag(value(operand, scope).is_empty()),
        Expr::Unary(Unary::NotEmpty, operand) => Val::flag(!value(operand, scope).is_empty()),
        Expr::Binary(Binary::Or, left, right) => {
            let left = value(left, scope).or_nothing();
            if left.is_truthy() { left } else { value(right, scope).or_nothing() }
        }
        Expr::Binary(Binary::And, left, right) => {
            let left = value(left, scope).or_nothing();
            if left.is_truthy() { value(right, scope).or_nothing() } else { left }
        }
        Expr::Binary(operator, left, right) => binary(*operator, &value(left, scope), &value(right, scope)),
    }
}

/// A variable's value: texts that are numbers count as numbers unless the name begins with `#`.
fn variable<'s>(name: &str, scope: &'s Scope<'s>) -> Val<'s> {
    let (name, converts) = match name.strip_prefix('#') {
        Some(name) => (name, false),
        None => (name, true),
    };
    match scope.lookup(name) {
        Some(Value::String(text)) if converts => match converted(text) {
            Some(value) => Val::owned(value),
            None => Val::text(text.as_str()),
        },
        Some(value) => Val::Json(Cow::Borrowed(value)),
        None => name.strip_suffix(".length").map_or(Val::null(), |list| length(scope.lookup(list))),
    }
}

/// How many elements or characters there are; none if there is no answer.
fn length<'s>(value: Option<&Value>) -> Val<'s> {
    match value {
        None | Some(Value::Null) => Val::count(0),
        Some(Value::Array(items)) => Val::count(items.len()),
        Some(Value::String(text)) => Val::count(text.chars().count()),
        Some(_) => Val::null(),
    }
}

fn binary<'s>(operator: Binary, left: &Val<'_>, right: &Val<'_>) -> Val<'s> {
    let (left, right) = match (operator, sides(left, right)) {
        (_, Sides::Json(left, right)) => (left, right),
        (Binary::Equal, Sides::Dates(left, right)) => return Val::flag(left == right),
        (Binary::NotEqual, Sides::Dates(left, right)) => return Val::flag(left != right),
        (Binary::Less, Sides::Dates(left, right)) => return Val::flag(left < right),
        (Binary::LessOrEqual, Sides::Dates(left, right)) => return Val::flag(left <= right),
        (Binary::Greater, Sides::Dates(left, right)) => return Val::flag(left > right),
        (Binary::GreaterOrEqual, Sides::Dates(left, right)) => return Val::flag(left >= right),
        (Binary::NotEqual, Sides::Apart) => return Val::flag(true),
        (
            Binary::Equal | Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual,
            Sides::Apart,
        ) => return Val::flag(false),
        // Dates are added to texts as texts; anything else is calculated with milliseconds.
        (Binary::Add, _) => (left.json(), right.json()),
        _ => (left.milliseconds(), right.milliseconds()),
    };
    Val::flag(match operator {
        Binary::Equal => compare::is_equal(&left, &right),
        Binary::NotEqual => !compare::is_equal(&left, &right),
        Binary::Less => compare::is_less(&left, &right),
        Binary::Greater => compare::is_less(&right, &left),
        Binary::LessOrEqual => compare::is_equal(&left, &right) || compare::is_less(&left, &right),
        Binary::GreaterOrEqual => compare::is_equal(&left, &right) || compare::is_less(&right, &left),
        Binary::Contains => compare::contains(&left, &right),
        Binary::NotContains => compare::contains_not(&left, &right),
        Binary::AnyOf => compare::any_of(&left, &right),
        Binary::AllOf => compare::all_of(&left, &right),
        Binary::NoneOf => !compare::any_of(&left, &right),
        arithmetic => return Val::owned(calculate(arithmetic, &left, &right)),
    })
}

#[cfg(test)]
pub(super) mod tests;
#[cfg(test)]
mod traps;
