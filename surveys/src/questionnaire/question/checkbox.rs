//! `checkbox`: any number of choices.

use super::default_text::or_default;
use super::select::Select;
use super::{Question, QuestionType, select};
use crate::questionnaire::answer::{Answers, Field, fields};
use crate::questionnaire::choice::{self, OTHER};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "checkbox",
    properties: &[select::PROPERTIES, LIMITS, &["showSelectAllItem", "selectAllText"]],
    has_answer: true,
    parse,
    read,
    missing: select::missing,
    check,
    display,
    variables,
};

/// Properties that say how many choices may be taken.
pub const LIMITS: &[&str] = &["minSelectedChoices", "maxSelectedChoices"];

/// What the box "all of these" sends.
pub const ALL: &str = "all";

/// Reads choices and how many may be taken; for other types with many answers too.
pub fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    select::parse(reader, object, path, question);
    limits(reader, object, path, question);
    question.is_required |= question.choices.iter().any(|choice| choice.is_required);
    // A choice of the same name would be taken for the box.
    if reader.flag(object, "showSelectAllItem", path) && choice::find(&question.choices, ALL).is_none() {
        question.select.all_text = Some(or_default(reader.localized(object, "selectAllText", path), ALL));
    }
}

/// Reads how many choices may be taken.
pub fn limits(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.select.min_selected = reader.count(object, "minSelectedChoices", path).unwrap_or(0);
    question.select.max_selected = reader.count(object, "maxSelectedChoices", path).unwrap_or(0);
}

/// What "all of these" stands for: every choice that can be taken together with others.
fn all(question: &Question) -> impl Iterator<Item = &str> {
    question.choices.iter().filter(|choice| !choice.is_exclusive).map(|choice| choice.value.as_str())
}

/// Whether the stored answer has everything that "all of these" stands for.
pub fn has_all(question: &Question, answers: &Answers) -> bool {
    let chosen = answers.get(&question.name).and_then(chosen).unwrap_or_default();
    question.select.all_text.is_some() && all(question).all(|value| chosen.iter().any(|found| found == value))
}

/// Choices are stored in the order of the definition, each once, so that equal answers are equal bytes.
pub fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let mut sent: Vec<&str> =
        fields(form, &question.name).into_iter().filter(|value| !value.is_empty()).collect();
    if question.select.all_text.is_some() && sent.contains(&ALL) {
        sent.retain(|value| *value != ALL);
        // The box was ticked already when somebody takes one choice out again.
        if !has_all(question, answers) {
            sent.extend(all(question));
        }
    }
    // "Other" is offered with a text of its own; a text beside the whole answer says nothing about it.
    let has_comment = question.other_text.is_some() && select::read_comment(question, form, answers);
    let chosen: Vec<Value> = question
        .offered()
        .into_iter()
        .filter(|choice| sent.contains(&choice.value.as_str()) || (has_comment && choice.value == OTHER))
        .map(|choice| Value::String(choice.value))
        .collect();
    if chosen.is_empty() {
        answers.shift_remove(&question.name);
    } else {
        answers.insert(question.name.clone(), Value::Array(chosen));
    }
    if sent.iter().all(|value| select::is_offered(question, value)) {
        return Vec::new();
    }
    vec![Problem::error("unknown-choice", &question.name)]
}

/// Checks the stored choices and the text beside "other".
pub fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let name = &question.name;
    let Some(value) = answers.get(name) else { return Vec::new() };
    let Some(chosen) = chosen(value) else { return vec![Problem::error("wrong-answer", name)] };
    if chosen.iter().any(|value| !select::is_offered(question, value)) {
        return vec![Problem::error("unknown-choice", name)];
    }
    let has = |value: &str| chosen.iter().any(|found| found == value);
    let mut problems = Vec::new();
    if question.choices.iter().any(|choice| choice.is_required && !has(&choice.value)) {
        problems.push(Problem::error("required-choice", name));
    }
    let has_exclusive = question.offered().iter().any(|choice| choice.is_exclusive && has(&choice.value));
    if chosen.len() > 1 && has_exclusive {
        problems.push(Problem::error("exclusive-choice", name));
    }
    if !has_exclusive {
        problems.extend(wrong_number(question, chosen.len()));
    }
    if question.other_text.is_some() {
        problems.extend(select::check_comment(question, has(OTHER), answers));
    }
    problems
}

/// The problem of too many or too few choices.
pub fn wrong_number(question: &Question, n_chosen: usize) -> Option<Problem> {
    let Select { min_selected, max_selected, .. } = question.select;
    let problem = if max_selected > 0 && n_chosen > max_selected {
        Problem::error("too-many-choices", &question.name).with("max", max_selected)
    } else if n_chosen < min_selected {
        Problem::error("too-few-choices", &question.name).with("min", min_selected)
    } else {
        return None;
    };
    Some(problem.with("selected", n_chosen))
}

/// The stored choices; None if the answer is no list of them.
pub fn chosen(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(select::scalar).collect()
}

/// The labels of the chosen choices.
pub fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let Some(chosen) = answers.get(&question.name).and_then(chosen) else { return Vec::new() };
    if chosen.is_empty() {
        return Vec::new();
    }
    let texts = chosen.iter().map(|value| select::label(question, value, answers, lang)).collect();
    vec![Line { row: None, texts }]
}

/// One variable with any number of values, and that of the text beside "other".
pub fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    select::variables(question, VariableKind::Multiple, lang)
}
