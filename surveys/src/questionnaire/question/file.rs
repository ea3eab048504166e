//! `file`: files that respondents send (添付). Always an identifier: a photograph or a letter says who somebody is, so that
//! files are for internal work only, and exported data say no more than how many there are (`name-files`).
//!
//! The answer is SurveyJS's: `[{name, type, content}]`. `content` is a reference to the stored bytes (`kt-file:<key>`), never
//! the bytes themselves, and only the service writes it (`attach`); a form can only take files away. Fields:
//! `name.remove` repeated with keys.

use super::{Question, QuestionType};
use crate::file::kind;
use crate::questionnaire::answer::{Answers, Field, fields};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::{Reader, join};
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::{Variable, VariableKind};
use serde_json::{Map, Value, json};

/// The type. `storeDataAsText` changes nothing: bytes are never stored among the answers.
pub const TYPE: QuestionType = QuestionType {
    name: "file",
    properties: &[&["acceptedTypes", "maxSize", "allowMultiple", "storeDataAsText"]],
    has_answer: true,
    parse,
    read,
    missing,
    check,
    display,
    variables,
};

/// Most files of one question.
pub const MAX_FILES: usize = 10;
/// What a reference to stored bytes begins with.
pub const REFERENCE: &str = "kt-file:";
/// What follows a question's name for the number of its files.
pub const COUNT: &str = "-files";

/// What a file question takes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Upload {
    /// `acceptedTypes`: endings and media types as in HTML's `accept`; empty = every kind that is taken at all.
    pub accepted: Vec<String>,
    /// `maxSize`: most bytes of one file; None = as the service says.
    pub max_size: Option<usize>,
    /// `allowMultiple`: several files; otherwise a new one takes the place of the last.
    pub takes_many: bool,
}

/// A file whose bytes are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What its bytes are found by.
    pub key: String,
    /// Its cleaned name.
    pub name: String,
    /// Its media type, as found in its bytes.
    pub media_type: String,
}

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    let accepted = reader.text(object, "acceptedTypes", path).unwrap_or_default();
    question.upload = Upload {
        accepted: accepted
            .split(',')
            .map(|one| one.trim().to_lowercase())
            .filter(|one| !one.is_empty())
            .collect(),
        max_size: reader.count(object, "maxSize", path).filter(|size| *size > 0),
        takes_many: reader.flag(object, "allowMultiple", path),
    };
    question.is_identifier = true;
    if kind::accepted(&question.upload.accepted).is_empty() {
        let place = join(path, "acceptedTypes");
        reader.problems.push(Problem::error("file-kinds-refused", place).with("found", accepted));
    }
}

/// The name of the field with the keys of files to take away.
pub fn remove_field(name: &str) -> String {
    format!("{name}.remove")
}

/// Takes away what is ticked; what is not on the form stays.
fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let removed = fields(form, &remove_field(&question.name));
    let kept: Vec<Value> = files(answers.get(&question.name))
        .filter(|file| !key_of(file).is_some_and(|key| removed.contains(&key)))
        .cloned()
        .collect();
    store(question, kept, answers);
    Vec::new()
}

fn store(question: &Question, files: Vec<Value>, answers: &mut Answers) {
    if files.is_empty() {
        answers.shift_remove(&question.name);
    } else {
        answers.insert(question.name.clone(), Value::Array(files));
    }
}

/// Adds a stored file to the answer, or puts it in the place of the one before. A file that is there already changes
/// nothing, so that a form that is sent again adds nothing.
pub fn attach(question: &Question, file: &Attached, answers: &mut Answers) {
    let mut all: Vec<Value> = files(answers.get(&question.name)).cloned().collect();
    if all.iter().any(|known| key_of(known) == Some(&file.key)) {
        return;
    }
    if !question.upload.takes_many {
        all.clear();
    }
    all.push(json!({
        "name": file.name, "type": file.media_type, "content": format!("{REFERENCE}{}", file.key),
    }));
    store(question, all, answers);
}

/// The files of an answer.
fn files(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// The key of a file in an answer.
pub fn key_of(file: &Value) -> Option<&str> {
    file.get("content")?.as_str()?.strip_prefix(REFERENCE)
}

/// The files of an answer in its order.
pub fn attached(value: Option<&Value>) -> Vec<Attached> {
    let text = |file: &Value, key: &str| file.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let one = |file: &Value| {
        let key = key_of(file)?.to_owned();
        Some(Attached { key, name: text(file, "name"), media_type: text(file, "type") })
    };
    files(value).filter_map(one).collect()
}

/// The keys of all files that answers speak of, wherever they stand.
pub fn keys(answers: &Answers) -> Vec<String> {
    let mut found = Vec::new();
    answers.values().for_each(|value| collect_keys(value, &mut found));
    found
}

fn collect_keys(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_keys(item, found)),
        Value::Object(object) => {
            found.extend(key_of(value).map(str::to_owned));
            object.values().for_each(|inner| collect_keys(inner, found));
        }
        _ => {}
    }
}

fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    if !is_required || answers.contains_key(&question.name) {
        return Vec::new();
    }
    vec![Problem::error("required-file", &question.name)]
}

/// Only references, with a name and a kind that the question takes, and not too many.
fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let Some(value) = answers.get(&question.name) else { return Vec::new() };
    let place = &question.name;
    let is_right = |file: &Value| {
        let media_type = file.get("type").and_then(Value::as_str).unwrap_or_default();
        key_of(file).is_some()
            && file.get("name").is_some_and(Value::is_string)
            && kind::accepted(&question.upload.accepted).iter().any(|kind| kind.media_type == media_type)
    };
    let Some(all) = value.as_array().filter(|all| all.iter().all(is_right)) else {
        return vec![Problem::error("wrong-answer", place)];
    };
    let max = if question.upload.takes_many { MAX_FILES } else { 1 };
    if all.len() > max {
        return vec![Problem::error("too-many-files", place).with("max", max).with("given", all.len())];
    }
    Vec::new()
}

/// The names of the files.
fn display(question: &Question, answers: &Answers, _lang: &str) -> Vec<Line> {
    let texts: Vec<String> =
        attached(answers.get(&question.name)).into_iter().map(|file| file.name).collect();
    if texts.is_empty() { Vec::new() } else { vec![Line { row: None, texts }] }
}

/// How many there are; the files themselves never leave the house.
fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let own = Variable::of(question, VariableKind::Number, Vec::new(), lang);
    vec![Variable {
        name: format!("{}_files", question.name),
        source: Some(format!("{}{COUNT}", question.name)),
        is_identifier: false,
        ..own
    }]
}

#[cfg(test)]
mod tests;
