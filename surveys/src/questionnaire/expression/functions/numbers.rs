//! Functions of numbers. Arrays count as their elements; missing values are left out.

use super::{ANY, Arguments, Function, PLAIN};
use crate::questionnaire::expression::arithmetic;
use crate::questionnaire::expression::compare::is_less;
use crate::questionnaire::expression::value::{Val, numeric};
use serde_json::Value;

/// `sum`, `min`, `max`, `avg`, `count`, `round`, `trunc`.
pub const FUNCTIONS: &[Function] = &[
    Function { name: "sum", least: 0, most: ANY, run: sum, doc: "the sum of all values", ..PLAIN },
    Function { name: "min", least: 0, most: ANY, run: min, doc: "the smallest value", ..PLAIN },
    Function { name: "max", least: 0, most: ANY, run: max, doc: "the largest value", ..PLAIN },
    Function { name: "avg", least: 0, most: ANY, run: avg, doc: "the mean; 0 without values", ..PLAIN },
    Function { name: "count", least: 0, most: ANY, run: count, doc: "how many values there are", ..PLAIN },
    Function { name: "round", least: 1, most: 2, run: round, doc: "round(number, decimals)", ..PLAIN },
    Function {
        name: "trunc",
        least: 1,
        most: 2,
        run: trunc,
        doc: "trunc(number, decimals): cut off, not rounded",
        ..PLAIN
    },
];

fn sum<'s>(call: &Arguments<'s>) -> Val<'s> {
    arithmetic::sum(&call.flat()).map_or(Val::null(), Val::number)
}

fn min<'s>(call: &Arguments<'s>) -> Val<'s> {
    extreme(call.flat(), is_less)
}

fn max<'s>(call: &Arguments<'s>) -> Val<'s> {
    extreme(call.flat(), |value, best| is_less(best, value))
}

fn extreme<'s>(values: Vec<Value>, is_better: fn(&Value, &Value) -> bool) -> Val<'s> {
    let best = values.into_iter().reduce(|best, value| if is_better(&value, &best) { value } else { best });
    best.map_or(Val::null(), Val::owned)
}

fn avg<'s>(call: &Arguments<'s>) -> Val<'s> {
    let values = call.flat();
    if values.is_empty() {
        return Val::number(0.0);
    }
    arithmetic::sum(&values).map_or(Val::null(), |sum| Val::number(sum / values.len() as f64))
}

fn count<'s>(call: &Arguments<'s>) -> Val<'s> {
    Val::count(call.flat().len())
}

/// Halves are rounded away from zero, and 1.005 is a half although its binary fraction is a little less.
fn round<'s>(call: &Arguments<'s>) -> Val<'s> {
    let Some((number, precision)) = number_and_precision(call) else { return Val::null() };
    let power = 10_f64.powf(precision);
    let scaled = number * power * (1.0 + f64::EPSILON);
    Val::number((scaled + 0.5).floor() / power)
}

/// Cuts the written number, so that 1.15 keeps its decimals.
fn trunc<'s>(call: &Arguments<'s>) -> Val<'s> {
    let Some((number, precision)) = number_and_precision(call) else { return Val::null() };
    let written = number.to_string();
    let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
    let kept: String = decimals.chars().take(precision.max(0.0) as usize).collect();
    format!("{whole}.{kept}0").parse().map_or(Val::null(), Val::number)
}

fn number_and_precision(call: &Arguments<'_>) -> Option<(f64, f64)> {
    let values = call.flat();
    let precision = values.get(1).map_or(Some(0.0), numeric)?;
    Some((values.first().and_then(numeric)?, precision))
}
