//! `matrix`: one choice among the same columns for each row. Form fields are `name.row`.

use super::{Question, QuestionType, select};
use crate::questionnaire::answer::{Answers, Field, field};
use crate::questionnaire::choice;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "matrix",
    properties: &["rows", "columns", "eachRowRequired"],
    has_answer: true,
    parse,
    read,
    missing,
    check,
    display,
    variables,
};

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.rows = reader.choices(object, "rows", path);
    question.columns = reader.choices(object, "columns", path);
    question.each_row_required = reader.flag(object, "eachRowRequired", path);
    if question.rows.is_empty() || question.columns.is_empty() {
        reader.problems.push(Problem::error("no-choices", path));
    }
}

fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let mut cells = Map::new();
    let mut problems = Vec::new();
    for row in &question.rows {
        let place = cell(question, &row.value);
        match field(form, &place).filter(|value| !value.is_empty()) {
            None => {}
            Some(value) if choice::find(&question.columns, value).is_some() => {
                cells.insert(row.value.clone(), Value::String(value.to_owned()));
            }
            Some(_) => problems.push(Problem::error("unknown-choice", place)),
        }
    }
    if cells.is_empty() {
        answers.shift_remove(&question.name);
    } else {
        answers.insert(question.name.clone(), Value::Object(cells));
    }
    problems
}

fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let Some(value) = answers.get(&question.name) else { return Vec::new() };
    let Some(cells) = value.as_object() else { return vec![Problem::error("wrong-answer", &question.name)] };
    let mut problems = Vec::new();
    if cells.keys().any(|row| choice::find(&question.rows, row).is_none()) {
        problems.push(Problem::error("wrong-answer", &question.name));
    }
    for row in &question.rows {
        match cells.get(&row.value).map(select::scalar) {
            None => {}
            Some(Some(value)) if choice::find(&question.columns, &value).is_some() => {}
            Some(_) => problems.push(Problem::error("unknown-choice", cell(question, &row.value))),
        }
    }
    problems
}

/// One problem if nothing is answered, otherwise one for each row.
fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    if !answers.contains_key(&question.name) {
        let is_needed = is_required || question.each_row_required;
        return is_needed.then(|| Problem::error("required", &question.name)).into_iter().collect();
    }
    if !question.each_row_required {
        return Vec::new();
    }
    let rows = unanswered_rows(question, answers).into_iter();
    rows.map(|row| Problem::error("required-row", cell(question, &row))).collect()
}

/// The form field of a row.
pub fn cell(question: &Question, row: &str) -> String {
    format!("{}.{row}", question.name)
}

/// Rows without an answer.
pub fn unanswered_rows(question: &Question, answers: &Answers) -> Vec<String> {
    let cells = answers.get(&question.name).and_then(Value::as_object);
    let is_answered = |row: &str| cells.is_some_and(|cells| cells.contains_key(row));
    question.rows.iter().filter(|row| !is_answered(&row.value)).map(|row| row.value.clone()).collect()
}

fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let Some(cells) = answers.get(&question.name).and_then(Value::as_object) else { return Vec::new() };
    let label = |value: String| match choice::find(&question.columns, &value) {
        Some(column) => column.text.get(lang).to_owned(),
        None => value,
    };
    let line = |row: &choice::Choice| Line {
        row: Some(row.text.get(lang).to_owned()),
        texts: cells.get(&row.value).and_then(select::scalar).map(label).into_iter().collect(),
    };
    question.rows.iter().map(line).collect()
}

fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let labels: Vec<(String, String)> = question
        .columns
        .iter()
        .map(|column| (column.value.clone(), column.text.get(lang).to_owned()))
        .collect();
    let variable = |row: &choice::Choice| {
        let own = Variable::of(question, VariableKind::Single, labels.clone(), lang);
        Variable {
            name: format!("{}_{}", question.name, row.value),
            label: format!("{} – {}", own.label, row.text.get(lang)),
            row: Some(row.value.clone()),
            row_label: Some(row.text.get(lang).to_owned()),
            ..own
        }
    };
    question.rows.iter().map(variable).collect()
}
