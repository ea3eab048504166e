//! What the types with choices share: reading choices, the choice "other" with its text, labels, variables.

use super::{CarryMode, ChoicesFrom, Question, text};
use crate::questionnaire::answer::{Answers, Field, MAX_TEXT, field};
use crate::questionnaire::choice::{self, OTHER};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};

/// Properties of every type with choices.
pub const PROPERTIES: &[&str] = &[
    "choices",
    "choicesFromQuestion",
    "choicesFromQuestionMode",
    "showOtherItem",
    "otherText",
    "kt:choices",
];

/// Reads choices and the choice "other".
pub fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.choices = reader.choices(object, "choices", path);
    if reader.flag(object, "showOtherItem", path) {
        question.other_text = Some(reader.localized(object, "otherText", path));
    }
    question.choices_from = choices_from(reader, object, path);
    let list = reader.text(object, "kt:choices", path);
    let has_some = !question.choices.is_empty() || question.other_text.is_some();
    if !has_some && question.choices_from.is_none() && list.is_none() {
        reader.problems.push(Problem::error("no-choices", path));
    }
}

fn choices_from(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> Option<ChoicesFrom> {
    let question = reader.text(object, "choicesFromQuestion", path).filter(|name| !name.is_empty())?;
    let mode = match reader.text(object, "choicesFromQuestionMode", path).as_deref() {
        Some("selected") => CarryMode::Selected,
        Some("unselected") => CarryMode::Unselected,
        _ => CarryMode::All,
    };
    Some(ChoicesFrom { question, mode })
}

/// Reads one choice and the text beside "other". A text without any choice means "other".
pub fn read_single(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut chosen = field(form, &question.name).filter(|value| !value.is_empty());
    if chosen.is_some_and(|value| !is_offered(question, value)) {
        problems.push(Problem::error("unknown-choice", &question.name));
        chosen = None;
    }
    let has_comment = read_comment(question, form, answers);
    match chosen.or(has_comment.then_some(OTHER)) {
        Some(value) => answers.insert(question.name.clone(), Value::String(value.to_owned())),
        None => answers.shift_remove(&question.name),
    };
    problems
}

/// Reads the text beside "other"; true if there is one.
pub fn read_comment(question: &Question, form: &[Field], answers: &mut Answers) -> bool {
    let name = question.comment_name();
    let comment = field(form, &name).map(text::cleaned).unwrap_or_default();
    if question.other_text.is_none() || comment.is_empty() {
        answers.shift_remove(&name);
        return false;
    }
    answers.insert(name, Value::String(comment));
    true
}

/// The problem of a missing choice.
pub fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    if !is_required || answers.contains_key(&question.name) {
        return Vec::new();
    }
    vec![Problem::error("required", &question.name)]
}

/// Checks one stored choice.
pub fn check_single(question: &Question, answers: &Answers) -> Vec<Problem> {
    let chosen = match answers.get(&question.name) {
        None => return Vec::new(),
        Some(value) => scalar(value),
    };
    match chosen {
        Some(value) if is_offered(question, &value) => check_comment(question, value == OTHER, answers),
        Some(_) => vec![Problem::error("unknown-choice", &question.name)],
        None => vec![Problem::error("wrong-answer", &question.name)],
    }
}

/// Checks the text beside "other": there if and only if "other" is chosen, as in SurveyJS.
pub fn check_comment(question: &Question, is_other: bool, answers: &Answers) -> Vec<Problem> {
    if question.other_text.is_none() {
        return Vec::new();
    }
    let name = question.comment_name();
    match answers.get(&name) {
        None if is_other => vec![Problem::error("other-missing", name)],
        None => Vec::new(),
        Some(_) if !is_other => vec![Problem::error("other-not-selected", name)],
        Some(Value::String(comment)) => text::too_long(&name, comment, MAX_TEXT),
        Some(_) => vec![Problem::error("wrong-answer", name)],
    }
}

/// Whether a value is among the choices.
pub fn is_offered(question: &Question, value: &str) -> bool {
    choice::find(&question.choices, value).is_some() || (value == OTHER && question.other_text.is_some())
}

/// The label of a value; for "other" the text beside it where there is one; unknown values stay themselves.
pub fn label(question: &Question, value: &str, answers: &Answers, lang: &str) -> String {
    if let Some(choice) = choice::find(&question.choices, value) {
        return choice.text.get(lang).to_owned();
    }
    match (&question.other_text, answers.get(&question.comment_name())) {
        (Some(text), Some(Value::String(comment))) if value == OTHER => {
            format!("{}: {comment}", text.get(lang))
        }
        (Some(text), _) if value == OTHER => text.get(lang).to_owned(),
        _ => value.to_owned(),
    }
}

/// The label of the one choice.
pub fn display_single(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let Some(value) = answers.get(&question.name).and_then(scalar) else { return Vec::new() };
    vec![Line { row: None, texts: vec![label(question, &value, answers, lang)] }]
}

/// The variable of a question with one choice, and that of the text beside "other".
pub fn variables_single(question: &Question, lang: &str) -> Vec<Variable> {
    variables(question, VariableKind::Single, lang)
}

/// The variable of a question with choices, and that of the text beside "other".
pub fn variables(question: &Question, kind: VariableKind, lang: &str) -> Vec<Variable> {
    let labels = question
        .offered()
        .into_iter()
        .map(|choice| (choice.value.clone(), choice.text.get(lang).to_owned()))
        .collect();
    let mut variables = vec![Variable::of(question, kind, labels, lang)];
    if let Some(text) = &question.other_text {
        let own = Variable::of(question, VariableKind::Text, Vec::new(), lang);
        variables.push(Variable {
            name: format!("{}_{OTHER}", question.name),
            label: format!("{} – {}", own.label, text.get(lang)),
            is_comment: true,
            ..own
        });
    }
    variables
}

/// A stored scalar as text; definitions in the wild have numbers and booleans as choice values.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
