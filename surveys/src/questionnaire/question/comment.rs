//! `comment`: text of several lines.

use super::input::{self, Input};
use super::{Question, QuestionType, text};
use crate::questionnaire::answer::{Answers, Field, field};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "comment",
    properties: &[&["rows", "maxLength", "autoGrow", "placeholder", "autocomplete"]],
    has_answer: true,
    parse,
    read,
    missing: text::missing,
    check,
    display: text::display,
    variables,
};

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.input = Input {
        max_length: reader.count(object, "maxLength", path),
        rows: reader.count(object, "rows", path).unwrap_or(0),
        grows: reader.flag(object, "autoGrow", path),
        placeholder: reader.localized(object, "placeholder", path),
        autocomplete: reader.text(object, "autocomplete", path).unwrap_or_default(),
        ..Input::default()
    };
}

fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let typed = field(form, &question.name).map(input::cleaned).unwrap_or_default();
    text::store(question, Value::String(typed), answers);
    Vec::new()
}

fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    match answers.get(&question.name) {
        None => Vec::new(),
        Some(Value::String(text)) => question.input.too_long(&question.name, text).into_iter().collect(),
        Some(_) => vec![Problem::error("wrong-answer", &question.name)],
    }
}

fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    vec![Variable::of(question, VariableKind::Text, Vec::new(), lang)]
}
