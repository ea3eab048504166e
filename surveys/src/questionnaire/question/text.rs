//! `text`: one line, also for numbers, dates, telephone numbers, e-mail addresses and the like (see `input`).

use super::{Question, QuestionType, input};
use crate::questionnaire::answer::{Answers, Field, field};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "text",
    properties: &[input::PROPERTIES],
    has_answer: true,
    parse,
    read,
    missing,
    check,
    display,
    variables,
};

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.input = input::parse(reader, object, path);
}

/// Reads one line; for other types with one field too.
pub fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let value = question.input.value(field(form, &question.name).unwrap_or_default());
    store(question, value, answers);
    Vec::new()
}

/// Stores a text, or forgets the answer if it is blank.
pub fn store(question: &Question, value: Value, answers: &mut Answers) {
    if value == Value::String(String::new()) {
        answers.shift_remove(&question.name);
    } else {
        answers.insert(question.name.clone(), value);
    }
}

/// A stored value as plain text.
pub fn plain(value: &Value) -> String {
    super::select::scalar(value).unwrap_or_default()
}

/// The problem of a missing text; for comments too.
pub fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    if !is_required || answers.contains_key(&question.name) {
        return Vec::new();
    }
    vec![Problem::error("required-text", &question.name)]
}

/// Checks the form and the range of what is stored.
pub fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let value = answers.get(&question.name);
    value.map(|value| question.input.problems(&question.name, value)).unwrap_or_default()
}

/// The text as it is, for comments too; a password is not shown.
pub fn display(question: &Question, answers: &Answers, _lang: &str) -> Vec<Line> {
    let text = match answers.get(&question.name) {
        Some(Value::String(_)) if question.input.input_type == "password" => "••••••••".to_owned(),
        Some(Value::String(text)) => question.input.shown(text),
        Some(Value::Number(number)) => number.to_string(),
        _ => return Vec::new(),
    };
    vec![Line { row: None, texts: vec![text] }]
}

/// One column: a number, a date or a text.
pub fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let kind = match question.input.input_type.as_str() {
        _ if question.input.is_number() => VariableKind::Number,
        "date" | "datetime-local" | "month" => VariableKind::Date,
        _ => VariableKind::Text,
    };
    vec![Variable::of(question, kind, Vec::new(), lang)]
}
