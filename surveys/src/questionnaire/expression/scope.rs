//! What an expression can see: answers, the time, and what lies closest (a row, a panel, a choice).

use crate::questionnaire::answer::Answers;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::names::COMMENT;
use crate::questionnaire::question::Question;
use chrono::NaiveDateTime;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Everything that an expression can see.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    /// The questionnaire.
    pub definition: &'a Definition,
    /// Answers that count, by key.
    pub answers: &'a Answers,
    /// Time of day in Asia/Tokyo.
    pub now: NaiveDateTime,
    /// Language of labels.
    pub lang: &'a str,
    locals: Vec<(&'a str, Cow<'a, Value>)>,
    /// The row that a function is looking at.
    row: Option<&'a Map<String, Value>>,
    /// Whether a function is looking into a container.
    is_inside: bool,
}

impl<'a> Scope<'a> {
    /// A scope with nothing close by.
    pub fn new(definition: &'a Definition, answers: &'a Answers, now: NaiveDateTime) -> Scope<'a> {
        let lang = &definition.locale;
        Scope { definition, answers, now, lang, locals: Vec::new(), row: None, is_inside: false }
    }

    /// The same scope with a value close by, which hides answers of the same name: `row`, `prevRow`, `nextRow`, `panel`
    /// (objects by name), `rowIndex` (from 1), `panelIndex` (from 0), `item`, `choice` (a choice's value), `$item`,
    /// `$self` (the object of the definition with all its properties).
    pub fn with(mut self, name: &'a str, value: Cow<'a, Value>) -> Scope<'a> {
        self.locals.insert(0, (name, value));
        self
    }

    /// The same scope with the columns of a row before all else; None inside another row.
    pub(super) fn in_row<'s>(&'s self, row: &'s Map<String, Value>) -> Option<Scope<'s>> {
        let inside: Scope<'s> = self.clone();
        if self.row.is_some() { None } else { Some(Scope { row: Some(row), ..inside }) }
    }

    /// The same scope, once.
    pub(super) fn once_inside(&self) -> Option<Scope<'a>> {
        if self.is_inside { None } else { Some(Scope { is_inside: true, ..self.clone() }) }
    }

    /// The question with this name, in any case of letters if none matches exactly.
    pub fn question(&self, name: &str) -> Option<&'a Question> {
        self.definition.question_at(self.definition.names.get(name)?.spot.as_ref()?)
    }

    /// The question that a name leads to, inner ones too (`g[0].q`, `g.row.q`, `panel.q`), with the answers that it stands
    /// among.
    pub fn question_among(&self, name: &str) -> Option<(&'a Question, Cow<'a, Answers>)> {
        if let Some(question) = self.question(name) {
            return Some((question, Cow::Borrowed(self.answers)));
        }
        let (item, inner) = name.rsplit_once('.')?;
        let answers = self.lookup(item).and_then(Value::as_object).cloned().unwrap_or_default();
        let is_near = self.local(item).is_some();
        let (named, _) = self.definition.names.resolve(item).unzip();
        let questions = match named.and_then(|named| named.spot.as_ref()) {
            Some(spot) if !is_near => self.definition.question_at(spot).into_iter().collect(),
            _ => self.definition.questions(),
        };
        let composites = questions.into_iter().filter_map(|question| question.composite.as_ref());
        let question =
            composites.flat_map(|one| one.questions()).find(|one| is_same_name(&one.name, inner))?;
        Some((question, Cow::Owned(answers)))
    }

    /// A property of a question as the definition has it.
    pub fn property(&self, question: &Question, property: &str) -> Option<&'a Value> {
        let pointer = question.path.replace(['.', '['], "/").replace(']', "");
        self.definition.raw.pointer(&format!("/{pointer}"))?.get(property)
    }

    /// The stored value that a variable's name leads to: `name`, `name.row`, `name[0].x`, `$name.property`. Names match
    /// in any case of letters if none matches exactly.
    pub fn lookup(&self, name: &str) -> Option<&Value> {
        if let Some(found) = self.local(name) {
            return found;
        }
        if let Some(found) = self.row.and_then(|row| follow_key(row, name)) {
            return Some(found);
        }
        if let Some((name, property)) = name.strip_prefix('$').and_then(|rest| rest.split_once('.')) {
            return self.question(name).and_then(|question| self.property(question, property));
        }
        self.answer(name)
    }

    /// The value of a local, if the name begins with one.
    fn local(&self, name: &str) -> Option<Option<&Value>> {
        if self.locals.is_empty() {
            return None;
        }
        let (head, steps) = name.split_at(name.find(['.', '[']).unwrap_or(name.len()));
        let (_, value) = self.locals.iter().find(|(local, _)| is_same_name(local, head))?;
        Some(follow(value, steps))
    }

    fn answer(&self, name: &str) -> Option<&Value> {
        if let Some(value) = self.answers.get(name) {
            return Some(value);
        }
        let (named, rest) = self.definition.names.resolve(name)?;
        if rest == COMMENT {
            return self.answers.get(&format!("{}{COMMENT}", named.key));
        }
        let value = self.answers.get(&named.key)?;
        if rest.is_empty() {
            return Some(value);
        }
        let steps = name.get(name.len() - rest.len()..)?;
        if steps.starts_with('[') { follow(value, steps) } else { follow(value, &format!(".{steps}")) }
    }
}

fn is_same_name(left: &str, right: &str) -> bool {
    left == right || left.to_lowercase() == right.to_lowercase()
}

/// Follows `.key` and `[index]` steps; a negative index counts from the end. Keys may contain dots: the longest that
/// is there wins.
fn follow<'v>(value: &'v Value, steps: &str) -> Option<&'v Value> {
    if steps.is_empty() {
        return Some(value);
    }
    if let Some(rest) = steps.strip_prefix('[') {
        let (index, rest) = rest.split_once(']')?;
        return follow(at_index(value, index)?, rest);
    }
    follow_key(value.as_object()?, steps.strip_prefix('.')?)
}

fn follow_key<'v>(object: &'v Map<String, Value>, key: &str) -> Option<&'v Value> {
    let ends = key.char_indices().rev().filter(|(_, c)| matches!(c, '.' | '[')).map(|(at, _)| at);
    for end in std::iter::once(key.len()).chain(ends) {
        let (Some(own), Some(rest)) = (key.get(..end), key.get(end..)) else { continue };
        let any_case = || object.iter().find(|(known, _)| is_same_name(known, own)).map(|(_, value)| value);
        if let Some(found) = object.get(own).or_else(any_case) {
            return follow(found, rest);
        }
    }
    None
}

fn at_index<'v>(value: &'v Value, index: &str) -> Option<&'v Value> {
    let items = value.as_array()?;
    let index: i64 = index.trim().parse().ok()?;
    let length = i64::try_from(items.len()).ok()?;
    let index = if index < 0 { index.checked_add(length)? } else { index };
    items.get(usize::try_from(index).ok()?)
}
