//! `matrix`: the same columns for each row, one of them a row or any number (`cellType: checkbox`). Form fields are
//! `name.row`, the answer is an object by row.

use super::{Question, QuestionType, select};
use crate::questionnaire::answer::{Answers, Field, fields};
use crate::questionnaire::choice::{self, Choice};
use crate::questionnaire::expression::Expression;
use crate::questionnaire::localized::Localized;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::{Reader, join, localized_value};
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "matrix",
    properties: &[&[
        "rows",
        "columns",
        "cells",
        "eachRowRequired",
        "eachRowUnique",
        "rowsVisibleIf",
        "columnsVisibleIf",
        "cellType",
        "displayMode",
    ]],
    has_answer: true,
    parse,
    read,
    missing,
    check,
    display,
    variables,
};

/// How a matrix is answered and shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Each row must be answered.
    pub each_row_required: bool,
    /// No column may be taken in two rows.
    pub each_row_unique: bool,
    /// Any number of columns can be taken in a row.
    pub takes_many: bool,
    /// Shown as a list of rows on wide screens, too.
    pub is_list: bool,
    /// Condition with `{item}` for every row.
    pub rows_visible_if: Option<Expression>,
    /// Condition with `{item}` for every column.
    pub columns_visible_if: Option<Expression>,
    /// Words of single cells, by row and column.
    pub cells: BTreeMap<(String, String), Localized>,
}

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.rows = reader.choices(object, "rows", path);
    question.columns = reader.choices(object, "columns", path);
    question.grid = Grid {
        each_row_required: reader.flag(object, "eachRowRequired", path),
        each_row_unique: reader.flag(object, "eachRowUnique", path),
        takes_many: reader.text(object, "cellType", path).as_deref() == Some("checkbox"),
        is_list: reader.text(object, "displayMode", path).as_deref() == Some("list"),
        rows_visible_if: reader.expression(object, "rowsVisibleIf", path),
        columns_visible_if: reader.expression(object, "columnsVisibleIf", path),
        cells: cells(reader, object, path),
    };
    if question.rows.is_empty() || question.columns.is_empty() {
        reader.problems.push(Problem::error("no-choices", path));
    }
}

/// `cells: { row: { column: text } }`
fn cells(
    reader: &mut Reader,
    object: &Map<String, Value>,
    path: &str,
) -> BTreeMap<(String, String), Localized> {
    let mut cells = BTreeMap::new();
    let rows = match object.get("cells") {
        None | Some(Value::Null) => return cells,
        Some(Value::Object(rows)) => rows,
        Some(_) => {
            let place = join(path, "cells");
            reader.problems.push(Problem::error("wrong-type", place).with("expected", "object"));
            return cells;
        }
    };
    for (row, columns) in rows {
        for (column, text) in columns.as_object().into_iter().flatten() {
            if let Some(text) = localized_value(text).filter(|text| !text.is_empty()) {
                cells.insert((row.clone(), column.clone()), text);
            }
        }
    }
    cells
}

/// The words of a cell: its own, or those of its column.
pub fn cell_text<'a>(question: &'a Question, row: &Choice, column: &'a Choice) -> &'a Localized {
    question.grid.cells.get(&(row.value.clone(), column.value.clone())).unwrap_or(&column.text)
}

fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let mut cells = Map::new();
    let mut problems = Vec::new();
    for row in &question.rows {
        let place = cell(question, &row.value);
        let sent: Vec<&str> = fields(form, &place).into_iter().filter(|value| !value.is_empty()).collect();
        let mut taken = question.columns.iter().filter(|column| sent.contains(&column.value.as_str()));
        if sent.iter().any(|value| choice::find(&question.columns, value).is_none()) {
            problems.push(Problem::error("unknown-choice", place));
        }
        if question.grid.takes_many {
            let values: Vec<Value> = taken.map(|column| Value::String(column.value.clone())).collect();
            if !values.is_empty() {
                cells.insert(row.value.clone(), Value::Array(values));
            }
        } else if let Some(column) = taken.next() {
            cells.insert(row.value.clone(), Value::String(column.value.clone()));
        }
    }
    if cells.is_empty() {
        answers.shift_remove(&question.name);
    } else {
        answers.insert(question.name.clone(), Value::Object(cells));
    }
    problems
}

/// The columns taken in a row; None if the stored value is none of them.
fn taken(question: &Question, value: &Value) -> Option<Vec<String>> {
    let values =
        if question.grid.takes_many { value.as_array()?.as_slice() } else { std::slice::from_ref(value) };
    let values: Option<Vec<String>> = values.iter().map(select::scalar).collect();
    values.filter(|values| values.iter().all(|value| choice::find(&question.columns, value).is_some()))
}

fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let Some(value) = answers.get(&question.name) else { return Vec::new() };
    let Some(cells) = value.as_object() else { return vec![Problem::error("wrong-answer", &question.name)] };
    let mut problems = Vec::new();
    if cells.keys().any(|row| choice::find(&question.rows, row).is_none()) {
        problems.push(Problem::error("wrong-answer", &question.name));
    }
    let mut seen: Vec<String> = Vec::new();
    for row in &question.rows {
        let place = || cell(question, &row.value);
        let Some(value) = cells.get(&row.value) else { continue };
        let Some(columns) = taken(question, value) else {
            problems.push(Problem::error("unknown-choice", place()));
            continue;
        };
        if question.grid.each_row_unique && columns.iter().any(|column| seen.contains(column)) {
            problems.push(Problem::error("row-twice", place()));
        }
        seen.extend(columns);
    }
    problems
}

/// One problem if nothing is answered, otherwise one for each row.
fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    let each_row_required = question.grid.each_row_required;
    if !answers.contains_key(&question.name) {
        let is_needed = is_required || each_row_required;
        return is_needed.then(|| Problem::error("required", &question.name)).into_iter().collect();
    }
    if !each_row_required {
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
fn unanswered_rows(question: &Question, answers: &Answers) -> Vec<String> {
    let cells = answers.get(&question.name).and_then(Value::as_object);
    let is_answered = |row: &str| cells.is_some_and(|cells| cells.contains_key(row));
    question.rows.iter().filter(|row| !is_answered(&row.value)).map(|row| row.value.clone()).collect()
}

fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let Some(cells) = answers.get(&question.name).and_then(Value::as_object) else { return Vec::new() };
    let label = |row: &Choice, value: String| match choice::find(&question.columns, &value) {
        Some(column) => cell_text(question, row, column).get(lang).to_owned(),
        None => value,
    };
    let values = |row: &Choice| -> Vec<String> {
        match cells.get(&row.value) {
            Some(Value::Array(values)) => values.iter().filter_map(select::scalar).collect(),
            other => other.and_then(select::scalar).into_iter().collect(),
        }
    };
    let line = |row: &Choice| Line {
        row: Some(row.text.get(lang).to_owned()),
        texts: values(row).into_iter().map(|value| label(row, value)).collect(),
    };
    question.rows.iter().map(line).collect()
}

fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let kind = if question.grid.takes_many { VariableKind::Multiple } else { VariableKind::Single };
    let variable = |row: &Choice| {
        let label =
            |column: &Choice| (column.value.clone(), cell_text(question, row, column).get(lang).to_owned());
        let labels = question.columns.iter().map(label).collect();
        Variable::of(question, kind, labels, lang).part(&row.value, row.text.get(lang))
    };
    question.rows.iter().map(variable).collect()
}
