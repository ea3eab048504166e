//! `multipletext`: several short texts under one question. Each item is a `text` question of its own (see `part`);
//! form fields are `name.item`, the answer is an object by item.

use super::{Question, QuestionType, part};
use crate::questionnaire::answer::{Answers, Field};
use crate::questionnaire::composite::inner_place;
use crate::questionnaire::parse::read_part;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::{Reader, join};
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::Variable;
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "multipletext",
    properties: &[&["items", "colCount", "inputSize", "itemTitleWidth"]],
    has_answer: true,
    parse,
    read,
    missing,
    check,
    display,
    variables,
};

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    for (at, item) in reader.list(object, "items", path).iter().enumerate() {
        let place = format!("{}[{at}]", join(path, "items"));
        let Value::Object(item) = item else {
            reader.problems.push(Problem::error("wrong-type", place).with("expected", "object"));
            continue;
        };
        let item = read_part(reader, item, "text", &place);
        if item.name.is_empty() {
            reader.problems.push(Problem::error("missing-name", place));
        } else if question.items.iter().any(|known| known.name == item.name) {
            reader.problems.push(Problem::error("duplicate-name", place).with("name", &item.name));
        } else {
            question.items.push(item);
        }
    }
    if question.items.is_empty() {
        reader.problems.push(Problem::error("no-choices", path));
    }
}

/// Reads every item; for other types with items, too.
pub fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let inner_form = part::inside(&question.name, form);
    let mut inner = Answers::new();
    let mut problems = Vec::new();
    for item in &question.items {
        problems.extend(part::placed(&question.name, item.read(&inner_form, &mut inner)));
    }
    if inner.is_empty() {
        answers.shift_remove(&question.name);
    } else {
        answers.insert(question.name.clone(), Value::Object(inner));
    }
    problems
}

/// One problem if nothing is there although something is needed, otherwise one for each item that is needed.
fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    let nothing = Answers::new();
    let inner = answers.get(&question.name).and_then(Value::as_object).unwrap_or(&nothing);
    let mut problems = Vec::new();
    for item in &question.items {
        problems.extend(part::placed(&question.name, item.missing(inner, item.is_required)));
    }
    if problems.is_empty() && is_required && inner.is_empty() {
        problems.push(Problem::error("required-text", &question.name));
    }
    problems
}

/// Checks every item.
pub fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let Some(value) = answers.get(&question.name) else { return Vec::new() };
    let is_known = |name: &String| question.items.iter().any(|item| item.name == *name);
    let Some(inner) = value.as_object().filter(|inner| inner.keys().all(is_known)) else {
        return vec![Problem::error("wrong-answer", &question.name)];
    };
    let check = |item: &Question| part::placed(&question.name, item.check(inner)).collect::<Vec<_>>();
    question.items.iter().flat_map(check).collect()
}

/// One line an item.
fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let Some(inner) = answers.get(&question.name).and_then(Value::as_object) else { return Vec::new() };
    let line = |item: &Question| Line {
        row: Some(item.title.get(lang).to_owned()),
        texts: item.display(inner, lang).into_iter().flat_map(|line| line.texts).collect(),
    };
    question.items.iter().map(line).collect()
}

/// One column an item.
pub fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let mut variables = Vec::new();
    for item in &question.items {
        for inner in item.variables(lang) {
            let whole = Variable::of(question, inner.kind, inner.value_labels.clone(), lang);
            let mut part = whole.part(&item.name, item.title.get(lang));
            part.is_identifier |= item.is_identifier;
            part.places = inner.places.iter().map(|place| inner_place(&question.name, place)).collect();
            variables.push(part);
        }
    }
    variables
}
