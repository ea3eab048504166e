//! Numbers that follow from answers, as far as they can be said in words: 「問1と問2の合計」「問3で選んだ数」.

use super::super::functions::Function;
use super::super::{Binary, Expr};
use super::Test;
use serde::Serialize;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The sum of the answers.
    Sum,
    /// Their mean.
    Average,
    /// The smallest of them.
    Smallest,
    /// The largest of them.
    Largest,
    /// How many were given or chosen.
    Count,
    /// Years since a date.
    Age,
    /// How many characters were written.
    Characters,
}

/// A measure compared with a constant.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured<'a> {
    /// What is measured.
    pub measure: Measure,
    /// Names of the variables that are measured.
    pub variables: Vec<&'a str>,
    /// How it is compared, as if it stood on the left.
    pub test: Test,
    /// What it is compared with.
    pub constant: &'a Expr,
}

/// An expression as a measure compared with a constant; None if it is anything else.
pub fn measured(expr: &Expr) -> Option<Measured<'_>> {
    let Expr::Binary(operator, left, right) = expr else { return None };
    if let (Some((measure, variables)), Some(test)) = (measure(left), super::test(*operator)) {
        return Some(Measured { measure, variables, test, constant: right });
    }
    let (measure, variables) = measure(right)?;
    Some(Measured { measure, variables, test: super::mirrored(*operator)?, constant: left })
}

fn measure(expr: &Expr) -> Option<(Measure, Vec<&str>)> {
    match expr {
        Expr::Variable(name) => Some((Measure::Count, vec![name.strip_suffix(".length")?])),
        Expr::Binary(Binary::Add, ..) => Some((Measure::Sum, summands(expr)?)),
        Expr::Call(function, arguments) => {
            let measure = of_function(function)?;
            // The unit of an age.
            let is_years = |unit: &Expr| matches!(unit, Expr::Text(unit) if unit == "years");
            let measured = match (measure, arguments.as_slice()) {
                (Measure::Age, [date, unit]) if is_years(unit) => std::slice::from_ref(date),
                (Measure::Age, [_, _]) => return None,
                (_, arguments) => arguments,
            };
            let names: Option<Vec<&str>> = measured.iter().map(variable).collect();
            names.filter(|names| !names.is_empty()).map(|names| (measure, names))
        }
        _ => None,
    }
}

fn of_function(function: &Function) -> Option<Measure> {
    match function.name {
        "sum" => Some(Measure::Sum),
        "avg" => Some(Measure::Average),
        "min" => Some(Measure::Smallest),
        "max" => Some(Measure::Largest),
        "count" => Some(Measure::Count),
        "age" => Some(Measure::Age),
        "kt_strlen" => Some(Measure::Characters),
        _ => None,
    }
}

/// The variables of `{a} + {b} + {c}`.
fn summands(expr: &Expr) -> Option<Vec<&str>> {
    match expr {
        Expr::Binary(Binary::Add, left, right) => {
            let mut found = summands(left)?;
            found.push(variable(right)?);
            Some(found)
        }
        other => Some(vec![variable(other)?]),
    }
}

fn variable(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Variable(name) => Some(name),
        _ => None,
    }
}
