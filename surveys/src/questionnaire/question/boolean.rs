//! `boolean`: yes or no. Yes and no are two choices on the page; as a checkbox (`displayMode`) there is one box, and
//! leaving it empty is no answer.

use super::default_text::or_default;
use super::{Question, QuestionType, select};
use crate::questionnaire::answer::{Answers, Field, field};
use crate::questionnaire::choice::{self, Choice};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "boolean",
    properties: &[&["labelTrue", "labelFalse", "valueTrue", "valueFalse", "displayMode", "renderAs"]],
    has_answer: true,
    parse,
    read,
    missing: select::missing,
    check: select::check_single,
    display: select::display_single,
    variables: select::variables_single,
};

/// What a boolean stores.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Toggle {
    /// Stored for yes: `true`, or `valueTrue`.
    pub yes: Value,
    /// Stored for no: `false`, or `valueFalse`.
    pub no: Value,
    /// One box to tick instead of two choices.
    pub is_checkbox: bool,
}

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    let yes = own_value(reader, object, "valueTrue", path).unwrap_or(Value::Bool(true));
    let no = own_value(reader, object, "valueFalse", path).unwrap_or(Value::Bool(false));
    let mode = reader.text(object, "displayMode", path).or_else(|| reader.text(object, "renderAs", path));
    let is_checkbox = mode.as_deref() == Some("checkbox");
    let label_true = or_default(reader.localized(object, "labelTrue", path), "true");
    let label_false = or_default(reader.localized(object, "labelFalse", path), "false");
    let choice = |value: &Value, label| Choice::plain(select::scalar(value).unwrap_or_default(), label);
    question.choices.push(choice(&yes, label_true));
    let no_choice = choice(&no, label_false);
    if choice::find(&question.choices, &no_choice.value).is_some() {
        reader.problems.push(Problem::error("duplicate-choice", path).with("value", &no_choice.value));
    }
    question.choices.push(no_choice);
    question.toggle = Toggle { yes, no, is_checkbox };
}

fn own_value(reader: &mut Reader, object: &Map<String, Value>, key: &str, path: &str) -> Option<Value> {
    reader.scalar(object, key, path)?;
    object.get(key).cloned()
}

fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let sent = field(form, &question.name).filter(|value| !value.is_empty());
    let stored = [&question.toggle.yes, &question.toggle.no]
        .into_iter()
        .find(|stored| select::scalar(stored).as_deref() == sent);
    match stored {
        Some(stored) => answers.insert(question.name.clone(), stored.clone()),
        None => answers.shift_remove(&question.name),
    };
    if sent.is_some() && stored.is_none() {
        return vec![Problem::error("unknown-choice", &question.name)];
    }
    Vec::new()
}
