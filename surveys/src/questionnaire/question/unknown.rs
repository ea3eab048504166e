//! Elements of a type that Kikitori does not know: kept, shown as a notice, never answered.

use super::{Question, QuestionType};
use crate::questionnaire::answer::{Answers, Field};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::Variable;
use serde_json::{Map, Value};

/// The type. It is not in `TYPES`: no definition can name it.
pub const TYPE: QuestionType = QuestionType {
    name: "unknown",
    properties: &[],
    has_answer: false,
    parse,
    read,
    missing,
    check,
    display,
    variables,
};

fn parse(_: &mut Reader, _: &Map<String, Value>, _: &str, _: &mut Question) {}

fn read(_: &Question, _: &[Field], _: &mut Answers) -> Vec<Problem> {
    Vec::new()
}

fn missing(_: &Question, _: &Answers, _: bool) -> Vec<Problem> {
    Vec::new()
}

fn check(_: &Question, _: &Answers) -> Vec<Problem> {
    Vec::new()
}

fn display(_: &Question, _: &Answers, _: &str) -> Vec<Line> {
    Vec::new()
}

fn variables(_: &Question, _: &str) -> Vec<Variable> {
    Vec::new()
}
