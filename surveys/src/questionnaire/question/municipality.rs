//! `kt-municipality`: a municipality by its code (JIS X 0402, five digits stored). Within few prefectures
//! (`kt:prefectures`) it is a list to choose from; otherwise a code or a name is typed and found on the server.

use super::{Question, QuestionType, select, text};
use crate::place::municipality::{self as codes, Unfound, find};
use crate::questionnaire::answer::{Answers, Field, field};
use crate::questionnaire::choice::Choice;
use crate::questionnaire::localized::Localized;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::{Reader, join};
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "kt-municipality",
    properties: &[&["kt:prefectures", "placeholder"]],
    has_answer: true,
    parse,
    read,
    missing,
    check,
    display,
    variables,
};

/// Most choices of a list; a page with all municipalities would be too heavy for a phone.
const MAX_CHOICES: usize = 300;
/// Most names in a message.
const MAX_NAMES: usize = 6;
/// The role of the answer unless the definition gives another: it narrows down who answered.
const ROLE: &str = "municipality";

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.role.get_or_insert_with(|| ROLE.to_owned());
    question.input.placeholder = reader.localized(object, "placeholder", path);
    for (at, code) in reader.texts(object, "kt:prefectures", path).into_iter().enumerate() {
        if codes::is_prefecture(&code) {
            question.prefectures.push(code);
        } else {
            let place = format!("{}[{at}]", join(path, "kt:prefectures"));
            reader.problems.push(Problem::warning("unknown-prefecture", place).with("found", code));
        }
    }
    let inside = codes::all().iter().filter(|one| one.is_in(&question.prefectures));
    let choice = |one: &codes::Municipality| {
        let is_one_prefecture = question.prefectures.len() == 1;
        let name = if is_one_prefecture { one.name.to_owned() } else { one.full_name() };
        Choice::plain(one.code, Localized::plain(name))
    };
    let choices: Vec<Choice> = inside.take(MAX_CHOICES + 1).map(choice).collect();
    if choices.len() <= MAX_CHOICES {
        question.choices = choices;
    }
}

/// What is not found stays as typed.
fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let typed = super::input::cleaned(field(form, &question.name).unwrap_or_default());
    let value = find(&typed, &question.prefectures).map_or(typed, |one| one.code.to_owned());
    text::store(question, Value::String(value), answers);
    Vec::new()
}

fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    let missing = if question.choices.is_empty() { text::missing } else { select::missing };
    missing(question, answers, is_required)
}

fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let name = &question.name;
    let Some(value) = answers.get(name) else { return Vec::new() };
    let Some(text) = value.as_str() else { return vec![Problem::error("wrong-answer", name)] };
    let problem = match find(text, &question.prefectures) {
        Ok(_) => return Vec::new(),
        Err(Unfound::Unknown) => Problem::error("municipality-unknown", name),
        Err(Unfound::CheckDigit) => Problem::error("municipality-check-digit", name),
        Err(Unfound::Outside(found)) => Problem::error("municipality-outside", name).with("found", found),
        Err(Unfound::Ambiguous(names)) => {
            let names: Vec<String> = names.into_iter().take(MAX_NAMES).collect();
            Problem::error("municipality-ambiguous", name).with("found", names.join("、"))
        }
    };
    vec![problem]
}

/// What stands in the field: the full name, or what was typed.
pub fn shown(value: &str) -> String {
    codes::by_code(value).map_or_else(|| value.to_owned(), codes::Municipality::full_name)
}

fn display(question: &Question, answers: &Answers, _lang: &str) -> Vec<Line> {
    let Some(Value::String(value)) = answers.get(&question.name) else { return Vec::new() };
    vec![Line { row: None, texts: vec![shown(value)] }]
}

/// Codes with their names where there is a list.
fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let kind = if question.choices.is_empty() { VariableKind::Text } else { VariableKind::Single };
    vec![Variable::of(question, kind, select::value_labels(question, lang), lang)]
}
