//! Functions that walk through the rows of an answer: `[{…}]` of dynamic panels and matrices, `{row: {…}}` of others.
//!
//! `sumInArray({rows}, 'column', condition)`: the condition is decided for each row and sees its columns before the
//! answers. `maxInArray({rows}, 'column', 'other column', condition)` gives the other column of the best row.

use super::{Arguments, Function, PLAIN};
use crate::questionnaire::expression::evaluate::{holds, value};
use crate::questionnaire::expression::scope::Scope;
use crate::questionnaire::expression::value::{Val, is_empty, numeric};
use crate::questionnaire::expression::{Expr, arithmetic, parser};
use serde_json::{Map, Value};

/// `sumInArray` to `maxInArray`.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "sumInArray",
        least: 2,
        most: 4,
        run: sum,
        doc: "the sum of a column",
        walks_rows: true,
        ..PLAIN
    },
    Function {
        name: "countInArray",
        least: 2,
        most: 4,
        run: count,
        doc: "how many rows have the column",
        walks_rows: true,
        ..PLAIN
    },
    Function {
        name: "avgInArray",
        least: 2,
        most: 4,
        run: avg,
        doc: "the mean of a column; 0 without values",
        walks_rows: true,
        ..PLAIN
    },
    Function {
        name: "minInArray",
        least: 2,
        most: 4,
        run: min,
        doc: "the smallest value of a column",
        walks_rows: true,
        ..PLAIN
    },
    Function {
        name: "maxInArray",
        least: 2,
        most: 4,
        run: max,
        doc: "the largest value of a column",
        walks_rows: true,
        ..PLAIN
    },
];

/// A row that counts: its value in the column, and the whole row.
type Row = (Value, Map<String, Value>);

/// The column's name and the rows that have it and meet the condition.
fn rows(call: &Arguments<'_>) -> Vec<Row> {
    let Some(column) = call.text(1) else { return Vec::new() };
    let condition = condition(call);
    let data = call.value(0);
    let data = data.json();
    let items: Vec<&Value> = match &*data {
        Value::Array(items) => items.iter().collect(),
        Value::Object(entries) => entries.values().collect(),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for row in items.into_iter().filter_map(Value::as_object) {
        let Some(value) = row.get(&column).filter(|value| !is_empty(value)) else { continue };
        if condition.as_ref().is_none_or(|condition| is_met(condition, row, call.scope)) {
            found.push((value.clone(), row.clone()));
        }
    }
    found
}

/// Conditions inside conditions are not decided, so that the work stays in proportion to the rows.
fn is_met(condition: &Expr, row: &Map<String, Value>, scope: &Scope<'_>) -> bool {
    match scope.in_row(row) {
        Some(inside) => holds(&value(condition, &inside)),
        None => false,
    }
}

/// The condition: the third argument, or the fourth if the third is a column's name. A text with signs of an
/// expression is read as one.
fn condition(call: &Arguments<'_>) -> Option<Expr> {
    let at = if other_column(call).is_some() { 3 } else { 2 };
    match call.written.get(at)? {
        Expr::Text(source) => parser::parse(source, "").0.map(|found| found.root),
        written => Some(written.clone()),
    }
}

/// The third argument, if it is the name of a column.
fn other_column<'s>(call: &Arguments<'s>) -> Option<&'s str> {
    match call.written.get(2)? {
        Expr::Text(text) if !text.contains(['{', '}', '>', '<', '=', '!']) => Some(text),
        _ => None,
    }
}

fn numbers(rows: &[Row]) -> Vec<f64> {
    rows.iter().filter_map(|(value, _)| numeric(value)).collect()
}

fn sum<'s>(call: &Arguments<'s>) -> Val<'s> {
    Val::number(numbers(&rows(call)).into_iter().fold(0.0, arithmetic::plus))
}

fn count<'s>(call: &Arguments<'s>) -> Val<'s> {
    Val::count(rows(call).len())
}

fn avg<'s>(call: &Arguments<'s>) -> Val<'s> {
    let rows = rows(call);
    let sum = numbers(&rows).into_iter().fold(0.0, arithmetic::plus);
    Val::number(if rows.is_empty() { 0.0 } else { sum / rows.len() as f64 })
}

fn min<'s>(call: &Arguments<'s>) -> Val<'s> {
    best(call, |value, best| value < best)
}

fn max<'s>(call: &Arguments<'s>) -> Val<'s> {
    best(call, |value, best| value > best)
}

fn best<'s>(call: &Arguments<'s>, is_better: fn(f64, f64) -> bool) -> Val<'s> {
    let rows = rows(call);
    let mut best: Option<(f64, &Row)> = None;
    for row in &rows {
        let Some(number) = numeric(&row.0) else { continue };
        if best.is_none_or(|(known, _)| is_better(number, known)) {
            best = Some((number, row));
        }
    }
    match (best, other_column(call)) {
        (Some((_, row)), Some(other)) if call.text(1).as_deref() != Some(other) => {
            Val::owned(row.1.get(other).cloned().unwrap_or(Value::Null))
        }
        (Some((number, _)), _) => Val::number(number),
        (None, _) => Val::null(),
    }
}
