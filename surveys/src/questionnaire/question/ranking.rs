//! `ranking`: choices in order. Each choice gets a number (form field `name.choice`, 1 = first); the answer is the
//! list of choices, first to last.
//!
//! Numbers that make no order (one twice, one left out) are kept as an object by choice until they are put right, so
//! that the page can show them again; such an answer never passes the check.

use super::{Question, QuestionType, checkbox, select};
use crate::questionnaire::answer::{Answers, Field, field};
use crate::questionnaire::choice::Choice;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "ranking",
    properties: &[select::PROPERTIES, checkbox::LIMITS, &["selectToRankEnabled"]],
    has_answer: true,
    parse,
    read,
    missing: select::missing,
    check,
    display,
    variables,
};

/// "Other" and the like have no place in an order.
fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    select::parse(reader, object, path, question);
    checkbox::limits(reader, object, path, question);
    question.other_text = None;
    question.select.special.clear();
    question.select.takes_many = reader.flag(object, "selectToRankEnabled", path);
}

/// The form field of a choice.
pub fn place(question: &Question, choice: &Choice) -> String {
    format!("{}.{}", question.name, choice.value)
}

fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let mut typed = Map::new();
    for choice in &question.choices {
        let text = super::input::folded(field(form, &place(question, choice)).unwrap_or_default());
        if !text.is_empty() {
            typed.insert(choice.value.clone(), Value::String(text));
        }
    }
    let value = match order(question, &typed) {
        Some(order) => Value::Array(order.into_iter().map(Value::String).collect()),
        None => Value::Object(typed),
    };
    if value.as_array().is_some_and(Vec::is_empty) {
        answers.shift_remove(&question.name);
    } else {
        answers.insert(question.name.clone(), value);
    }
    Vec::new()
}

/// The choices by their numbers; None if these make no order.
fn order(question: &Question, typed: &Map<String, Value>) -> Option<Vec<String>> {
    if typed.is_empty() {
        return Some(Vec::new());
    }
    if !typed_problems(question, typed).is_empty() {
        return None;
    }
    let mut ranked: Vec<(usize, &String)> =
        typed.iter().filter_map(|(value, rank)| Some((number(rank)?, value))).collect();
    ranked.sort_unstable();
    Some(ranked.into_iter().map(|(_, value)| value.clone()).collect())
}

fn number(rank: &Value) -> Option<usize> {
    rank.as_str()?.parse().ok()
}

/// The number that a choice has so far; empty if it has none.
pub fn rank(question: &Question, choice: &Choice, answers: &Answers) -> String {
    match answers.get(&question.name) {
        Some(Value::Array(order)) => {
            let at = order.iter().position(|value| value.as_str() == Some(&choice.value));
            at.map(|at| (at + 1).to_string()).unwrap_or_default()
        }
        Some(Value::Object(typed)) => {
            typed.get(&choice.value).and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    }
}

/// Each number once, from 1, and none left out where all choices are to be ranked.
fn typed_problems(question: &Question, typed: &Map<String, Value>) -> Vec<Problem> {
    let n_choices = question.choices.len();
    let mut problems = Vec::new();
    for choice in &question.choices {
        let place = place(question, choice);
        let Some(rank) = typed.get(&choice.value) else {
            if !question.select.takes_many {
                problems.push(Problem::error("rank-missing", place));
            }
            continue;
        };
        match number(rank).filter(|number| (1..=n_choices).contains(number)) {
            None => problems.push(Problem::error("rank-number", place).with("max", n_choices)),
            Some(number) => {
                let n_same = typed.values().filter(|other| self::number(other) == Some(number)).count();
                if n_same > 1 {
                    problems.push(Problem::error("rank-twice", place).with("rank", number));
                }
            }
        }
    }
    problems
}

fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let name = &question.name;
    let order = match answers.get(name) {
        None => return Vec::new(),
        Some(Value::Object(typed)) => {
            let problems = typed_problems(question, typed);
            let nothing_wrong = || vec![Problem::error("wrong-answer", name)];
            return if problems.is_empty() { nothing_wrong() } else { problems };
        }
        Some(value) => checkbox::chosen(value),
    };
    let Some(order) = order else { return vec![Problem::error("wrong-answer", name)] };
    let is_twice =
        order.iter().enumerate().any(|(at, value)| order.iter().skip(at + 1).any(|other| other == value));
    if is_twice {
        return vec![Problem::error("wrong-answer", name)];
    }
    if order.iter().any(|value| !select::is_offered(question, value)) {
        return vec![Problem::error("unknown-choice", name)];
    }
    if !question.select.takes_many && order.len() < question.choices.len() {
        let left = question.choices.iter().filter(|choice| !order.contains(&choice.value));
        return left.map(|choice| Problem::error("rank-missing", place(question, choice))).collect();
    }
    checkbox::wrong_number(question, order.len()).into_iter().collect()
}

/// One line a rank.
fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let Some(order) = answers.get(&question.name).and_then(checkbox::chosen) else { return Vec::new() };
    let line = |(at, value): (usize, &String)| Line {
        row: Some((at + 1).to_string()),
        texts: vec![select::label(question, value, answers, lang)],
    };
    order.iter().enumerate().map(line).collect()
}

/// One column a rank: which choice stands there.
fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let labels = select::value_labels(question, lang);
    let most = question.select.max_selected;
    let n_ranks = if most > 0 { most.min(question.choices.len()) } else { question.choices.len() };
    let variable = |at: usize| {
        let rank = (at + 1).to_string();
        let whole = Variable::of(question, VariableKind::Single, labels.clone(), lang);
        // Whose rank cannot be read may stand anywhere.
        let places = question.choices.iter().map(|choice| place(question, choice)).collect();
        Variable { row: Some(at.to_string()), places, ..whole.part(&rank, &rank) }
    };
    (0..n_ranks).map(variable).collect()
}
