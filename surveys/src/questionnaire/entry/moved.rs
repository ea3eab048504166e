//! Places of what cannot be read, when items of a list move: those that were left empty are dropped, and those after them
//! move up.

use crate::questionnaire::answer::Answers;
use crate::questionnaire::composite::{Shape, item_place};
use crate::questionnaire::question::Question;
use serde_json::Value;

/// Where a place inside an item of this question is among the items that stay. `typed` are the answers before items were
/// dropped. An item in which nothing can be read stands behind all others, and has no answers.
pub fn moved(question: &Question, typed: &Answers, place: &str) -> String {
    within(question, typed, place).unwrap_or_else(|| place.to_owned())
}

fn within(question: &Question, typed: &Answers, place: &str) -> Option<String> {
    question.composite.as_ref().filter(|composite| composite.shape == Shape::List)?;
    let (index, rest) = place.strip_prefix(&question.name)?.strip_prefix('[')?.split_once(']')?;
    let index: usize = index.parse().ok()?;
    let items = typed.get(&question.name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let is_filled = |item: &&Value| item.as_object().is_some_and(|item| !item.is_empty());
    let n_before = items.iter().take(index).filter(is_filled).count();
    let now = match items.get(index).filter(is_filled) {
        Some(_) => n_before,
        None => items.iter().filter(is_filled).count() + index - n_before,
    };
    Some(format!("{}{rest}", item_place(&question.name, now, None)))
}
