//! A condition as rows of a form: a question, how its answer is compared, and with what. Rows are joined by all or any
//! in groups, and the groups once more. An expression that fits opens as rows; anything else stays text.

use super::subject::{Shape, Subject};
use crate::questionnaire::expression::condition::{Comparison, Test, comparison, constant_text};
use crate::questionnaire::expression::{Binary, Expr, Unary};
use crate::questionnaire::question::input::number_typed;

/// How parts are joined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Join {
    /// All must hold.
    #[default]
    All,
    /// At least one must hold.
    Any,
}

/// One comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The variable: a question's name, or `name.row` for a row of a matrix.
    pub variable: String,
    /// How it is compared, one of `Shape::tests` of the variable; None = not chosen yet.
    pub test: Option<Test>,
    /// What it is compared with.
    pub values: Vec<String>,
}

/// Rows with one join.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// How the rows are joined.
    pub join: Join,
    /// At least one.
    pub rows: Vec<Row>,
}

/// A whole condition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// How the groups are joined.
    pub join: Join,
    /// In order.
    pub groups: Vec<Group>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No question is chosen, or one that is not there.
    Question,
    /// No test is chosen, or one that this question does not have.
    Test,
    /// A value is missing, is not among the choices, or is no number.
    Value,
}

impl Rows {
    /// The rows of an expression; None if it does not fit into rows.
    pub fn of(expr: &Expr, subjects: &[Subject]) -> Option<Rows> {
        let (join, parts) = flat(expr);
        let mut rows = Rows { join, groups: Vec::new() };
        let mut is_plain_open = false;
        for part in parts {
            if let Some(row) = row(part, subjects) {
                match rows.groups.last_mut().filter(|_| is_plain_open) {
                    Some(group) => group.rows.push(row),
                    None => rows.groups.push(Group { join, rows: vec![row] }),
                }
                is_plain_open = true;
                continue;
            }
            let (join, inner) = flat(part);
            if inner.len() < 2 {
                return None;
            }
            let inner = inner.into_iter().map(|part| row(part, subjects)).collect::<Option<Vec<Row>>>()?;
            rows.groups.push(Group { join, rows: inner });
            is_plain_open = false;
        }
        // With one group its own join says it all.
        if rows.groups.len() < 2 {
            rows.join = Join::All;
        }
        Some(rows)
    }

    /// The expression of the rows; None without any row. Otherwise every fault, with its group and row.
    ///
    /// # Errors
    /// The rows that say nothing yet.
    pub fn expression(&self, subjects: &[Subject]) -> Result<Option<Expr>, Vec<(usize, usize, Fault)>> {
        let mut faults = Vec::new();
        let mut groups = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            let mut parts = Vec::new();
            for (place, row) in group.rows.iter().enumerate() {
                match row.expression(subjects) {
                    Ok(part) => parts.push(part),
                    Err(fault) => faults.push((at, place, fault)),
                }
            }
            groups.extend(joined(group.join, parts));
        }
        if faults.is_empty() { Ok(joined(self.join, groups)) } else { Err(faults) }
    }
}

/// The parts of a chain of `and` or `or`, in order.
fn flat(expr: &Expr) -> (Join, Vec<&Expr>) {
    let (join, operator) = match expr {
        Expr::Binary(Binary::Or, _, _) => (Join::Any, Binary::Or),
        _ => (Join::All, Binary::And),
    };
    let mut parts = Vec::new();
    collect(expr, operator, &mut parts);
    (join, parts)
}

fn collect<'a>(expr: &'a Expr, chain: Binary, parts: &mut Vec<&'a Expr>) {
    match expr {
        Expr::Binary(operator, left, right) if *operator == chain => {
            collect(left, chain, parts);
            collect(right, chain, parts);
        }
        other => parts.push(other),
    }
}

fn joined(join: Join, parts: Vec<Expr>) -> Option<Expr> {
    let operator = match join {
        Join::All => Binary::And,
        Join::Any => Binary::Or,
    };
    parts.into_iter().reduce(|left, right| binary(operator, left, right))
}

fn binary(operator: Binary, left: Expr, right: Expr) -> Expr {
    Expr::Binary(operator, Box::new(left), Box::new(right))
}

/// The row of one comparison, in the words that its question's shape has.
fn row(expr: &Expr, subjects: &[Subject]) -> Option<Row> {
    let Comparison { variable, test, constants } = comparison(expr)?;
    let subject = subjects.iter().find(|subject| subject.variable == variable)?;
    let test = match (subject.shape, test) {
        (Shape::One | Shape::Scale | Shape::YesNo, Test::Is) | (Shape::Many, Test::Contains) => Test::AnyOf,
        (Shape::One | Shape::Scale | Shape::YesNo, Test::IsNot) | (Shape::Many, Test::ContainsNot) => {
            Test::NoneOf
        }
        (_, test) => test,
    };
    // `contains ['a', 'b']` asks for both, and without either it is false.
    let asks_for_all =
        constants.len() > 1 && comparison(expr).is_some_and(|found| found.test == Test::Contains);
    let test = if asks_for_all { Test::AllOf } else { test };
    let is_negated_list = constants.len() > 1
        && comparison(expr)
            .is_some_and(|found| matches!(found.test, Test::ContainsNot | Test::Is | Test::IsNot));
    if is_negated_list || !subject.shape.tests().contains(&test) {
        return None;
    }
    let values: Vec<String> = constants.into_iter().map(constant_text).collect::<Option<_>>()?;
    if values.is_empty() != matches!(test, Test::Answered | Test::NotAnswered) {
        return None;
    }
    let row = Row { variable: variable.to_owned(), test: Some(test), values };
    row.expression(subjects).is_ok().then_some(row)
}

impl Row {
    fn expression(&self, subjects: &[Subject]) -> Result<Expr, Fault> {
        let subject =
            subjects.iter().find(|subject| subject.variable == self.variable).ok_or(Fault::Question)?;
        let test = self.test.filter(|test| subject.shape.tests().contains(test)).ok_or(Fault::Test)?;
        let variable = Expr::Variable(self.variable.clone());
        match test {
            Test::Answered => return Ok(Expr::Unary(Unary::NotEmpty, Box::new(variable))),
            Test::NotAnswered => return Ok(Expr::Unary(Unary::Empty, Box::new(variable))),
            _ => {}
        }
        let mut constants = Vec::new();
        for value in &self.values {
            constants.push(constant(subject, test, value).ok_or(Fault::Value)?);
        }
        let single = constants.len() == 1;
        let operator = operator(subject.shape, test, single);
        match (constants.pop(), single) {
            (None, _) => Err(Fault::Value),
            (Some(only), true) => Ok(binary(operator, variable, only)),
            (Some(_), false) if !matches!(test, Test::AnyOf | Test::NoneOf | Test::AllOf) => {
                Err(Fault::Value)
            }
            (Some(last), false) => {
                constants.push(last);
                Ok(binary(operator, variable, Expr::Array(constants)))
            }
        }
    }
}

/// A value as a constant; None if the question cannot have it.
fn constant(subject: &Subject, test: Test, value: &str) -> Option<Expr> {
    if value.is_empty() || value.ends_with('\\') {
        return None;
    }
    let number = || number_typed(value).map(Expr::Number);
    let is_offered = || subject.values.iter().any(|known| known.value == value);
    match subject.shape {
        Shape::YesNo => is_offered().then(|| match value {
            "true" => Expr::Bool(true),
            "false" => Expr::Bool(false),
            other => Expr::Text(other.to_owned()),
        }),
        Shape::Number => number(),
        Shape::Scale if !matches!(test, Test::AnyOf | Test::NoneOf) => number(),
        Shape::One | Shape::Many | Shape::Scale => is_offered().then(|| Expr::Text(value.to_owned())),
        Shape::Date | Shape::Text | Shape::Presence => Some(Expr::Text(value.to_owned())),
    }
}

fn operator(shape: Shape, test: Test, single: bool) -> Binary {
    match (test, shape, single) {
        (Test::AnyOf | Test::AllOf, Shape::Many, true) | (Test::Contains, _, _) => Binary::Contains,
        (Test::NoneOf, Shape::Many, true) | (Test::ContainsNot, _, _) => Binary::NotContains,
        (Test::NoneOf | Test::IsNot, _, true) => Binary::NotEqual,
        (Test::AnyOf, _, false) => Binary::AnyOf,
        (Test::NoneOf, _, false) => Binary::NoneOf,
        (Test::AllOf, _, _) => Binary::AllOf,
        (Test::Less, _, _) => Binary::Less,
        (Test::LessOrEqual, _, _) => Binary::LessOrEqual,
        (Test::Greater, _, _) => Binary::Greater,
        (Test::GreaterOrEqual, _, _) => Binary::GreaterOrEqual,
        _ => Binary::Equal,
    }
}

#[cfg(test)]
mod tests;
