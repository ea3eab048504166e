//! `checkbox`: any number of choices.

use super::{Question, QuestionType, select};
use crate::questionnaire::answer::{Answers, Field, fields};
use crate::questionnaire::choice::OTHER;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "checkbox",
    properties: &[
        "choices",
        "choicesFromQuestion",
        "choicesFromQuestionMode",
        "showOtherItem",
        "otherText",
        "kt:choices",
        "minSelectedChoices",
        "maxSelectedChoices",
    ],
    has_answer: true,
    parse,
    read,
    missing: select::missing,
    check,
    display,
    variables,
};

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    select::parse(reader, object, path, question);
    question.min_selected = reader.count(object, "minSelectedChoices", path).unwrap_or(0);
    question.max_selected = reader.count(object, "maxSelectedChoices", path).unwrap_or(0);
    question.is_required |= question.choices.iter().any(|choice| choice.is_required);
}

/// Choices are stored in the order of the definition, each once, so that equal answers are equal bytes.
fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let sent: Vec<&str> =
        fields(form, &question.name).into_iter().filter(|value| !value.is_empty()).collect();
    let has_comment = select::read_comment(question, form, answers);
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

fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
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
    if chosen.len() > 1 && question.choices.iter().any(|choice| choice.is_exclusive && has(&choice.value)) {
        problems.push(Problem::error("exclusive-choice", name));
    }
    if question.max_selected > 0 && chosen.len() > question.max_selected {
        let problem = Problem::error("too-many-choices", name).with("max", question.max_selected);
        problems.push(problem.with("selected", chosen.len()));
    }
    if chosen.len() < question.min_selected {
        let problem = Problem::error("too-few-choices", name).with("min", question.min_selected);
        problems.push(problem.with("selected", chosen.len()));
    }
    problems.extend(select::check_comment(question, has(OTHER), answers));
    problems
}

fn chosen(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(select::scalar).collect()
}

fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let Some(chosen) = answers.get(&question.name).and_then(chosen) else { return Vec::new() };
    if chosen.is_empty() {
        return Vec::new();
    }
    let texts = chosen.iter().map(|value| select::label(question, value, answers, lang)).collect();
    vec![Line { row: None, texts }]
}

fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    select::variables(question, VariableKind::Multiple, lang)
}
