//! The functions of expressions: lists of plain structs, one file a group. SurveyJS's own (`functionsfactory.ts` of
//! survey-core 3.1) and ours, whose names begin with `kt_`.

use super::Expr;
use super::evaluate::value;
use super::scope::Scope;
use super::value::{Val, numeric};
use serde_json::Value;

pub mod dates;
pub mod logic;
pub mod numbers;
pub mod questions;
pub mod rows;
pub mod texts;

/// A function.
#[derive(Debug)]
pub struct Function {
    /// Name, exactly as it must be written.
    pub name: &'static str,
    /// Fewest arguments.
    pub least: usize,
    /// Most arguments.
    pub most: usize,
    /// What it gives.
    pub run: for<'s> fn(&Arguments<'s>) -> Val<'s>,
    /// What it does, in one line.
    pub doc: &'static str,
    /// Whether the first argument is the name of a question, as a text.
    pub names_question: bool,
    /// Whether the third and fourth arguments are decided for each row of the first.
    pub walks_rows: bool,
}

/// What most functions are.
pub const PLAIN: Function = Function {
    name: "",
    least: 0,
    most: 0,
    run: |_| Val::null(),
    doc: "",
    names_question: false,
    walks_rows: false,
};

impl PartialEq for Function {
    fn eq(&self, other: &Function) -> bool {
        self.name == other.name
    }
}

/// As many arguments as one likes.
pub const ANY: usize = usize::MAX;

/// All functions by group.
pub const GROUPS: &[&[Function]] = &[
    logic::FUNCTIONS,
    numbers::FUNCTIONS,
    dates::FUNCTIONS,
    rows::FUNCTIONS,
    texts::FUNCTIONS,
    questions::FUNCTIONS,
];

/// All functions in the order of the groups.
pub fn all() -> impl Iterator<Item = &'static Function> {
    GROUPS.iter().copied().flatten()
}

/// The function with this name.
pub fn find(name: &str) -> Option<&'static Function> {
    all().find(|function| function.name == name)
}

/// The arguments of a call. They are decided when a function asks for them, so `iif` leaves the other branch alone.
#[derive(Debug, Clone, Copy)]
pub struct Arguments<'s> {
    /// As they are written.
    pub written: &'s [Expr],
    /// What they see.
    pub scope: &'s Scope<'s>,
}

impl<'s> Arguments<'s> {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.written.len()
    }

    /// The value of an argument, from 0; nothing if it is not there.
    pub fn value(&self, at: usize) -> Val<'s> {
        self.written.get(at).map_or(Val::null(), |expr| value(expr, self.scope))
    }

    /// An argument as text, if it is one.
    pub fn text(&self, at: usize) -> Option<String> {
        self.value(at).json().as_str().map(str::to_owned)
    }

    /// An argument as number, if it is one or a text that is one.
    pub fn number(&self, at: usize) -> Option<f64> {
        numeric(&self.value(at).json())
    }

    /// All arguments, those inside arrays on their own, without missing ones; texts that are numbers are numbers.
    pub fn flat(&self) -> Vec<Value> {
        let mut found = Vec::new();
        (0..self.count()).for_each(|at| flatten(&self.value(at).json(), &mut found));
        found
    }
}

fn flatten(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter().for_each(|item| flatten(item, found)),
        other => found.push(numeric(other).map_or_else(|| other.clone(), super::value::from_f64)),
    }
}

#[cfg(test)]
mod tests;
