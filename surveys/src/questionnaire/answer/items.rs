//! Adding and removing panels and rows, and what a new one begins with.

use super::react::default_of;
use super::{Answers, Visibility, restore, visibility};
use crate::questionnaire::composite::{self, Composite, Shape, inner_place, item_place};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::expression::scope::Scope;
use crate::questionnaire::question::Question;
use chrono::NaiveDateTime;
use serde_json::Value;

/// Adds an empty item to the list at a place (`name`, `name[0].inner`), with the defaults of its questions. Returns
/// the new item's place; None if there is no such list, it is full, or the respondent cannot change it now.
pub fn add(
    definition: &Definition,
    place: &str,
    answers: &mut Answers,
    now: NaiveDateTime,
) -> Option<String> {
    let visible = visibility(definition, answers, now);
    if !visible.is_open(place) {
        return None;
    }
    let counted = visible.counted;
    let questions = definition.questions();
    let mut added = None;
    at_list(&questions, place, answers, &mut |question, composite, value| {
        let n = composite::n_items(composite, value.as_ref());
        if n >= composite.max || !composite.may_add {
            return;
        }
        let mut items = padded(composite, value.take());
        let scope = Scope::new(definition, &counted, now);
        items.push(Value::Object(new_item(composite, &scope)));
        added = Some(format!("{place}[{}]", items.len() - 1));
        *value = Some(Value::Array(items));
        debug_assert!(question.composite.is_some());
    });
    added
}

/// Removes the item at a place (`name[1]`). Returns the list's place; None if there is no such item, it must stay, or
/// the respondent cannot change the list now.
pub fn remove(
    definition: &Definition,
    place: &str,
    answers: &mut Answers,
    now: NaiveDateTime,
) -> Option<String> {
    let (list, index) = place.strip_suffix(']')?.rsplit_once('[')?;
    if !visibility(definition, answers, now).is_open(list) {
        return None;
    }
    let index: usize = index.parse().ok()?;
    let questions = definition.questions();
    let mut is_removed = false;
    at_list(&questions, list, answers, &mut |_, composite, value| {
        let mut items = padded(composite, value.take());
        if index < items.len() && items.len() > composite.min && composite.may_remove {
            items.remove(index);
            is_removed = true;
        }
        *value = Some(Value::Array(items));
    });
    is_removed.then(|| list.to_owned())
}

/// The items of a list, as many as are shown.
fn padded(composite: &Composite, value: Option<Value>) -> Vec<Value> {
    let n = composite::n_items(composite, value.as_ref());
    let mut items = match value {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    items.resize(n, Value::Object(Answers::new()));
    items
}

/// Calls `change` with the list at a place and its value.
fn at_list(
    questions: &[&Question],
    place: &str,
    answers: &mut Answers,
    change: &mut dyn FnMut(&Question, &Composite, &mut Option<Value>),
) {
    for question in questions {
        let Some(composite) = &question.composite else { continue };
        let Some(rest) = place.strip_prefix(&question.name) else { continue };
        if rest.is_empty() && composite.shape == Shape::List {
            let mut value = answers.get(&question.name).cloned();
            change(question, composite, &mut value);
            if let Some(value) = value {
                answers.insert(question.name.clone(), value);
            }
            return;
        }
        let empty = Answers::new();
        let stored = answers.get(&question.name).cloned();
        let inside = composite::items(question, stored.as_ref(), &empty).into_iter().find_map(|item| {
            let own = item_place("", item.index, item.row);
            Some((item, rest.strip_prefix(&own)?.strip_prefix('.')?))
        });
        let Some((item, inner)) = inside else { continue };
        let mut changed = item.answers.clone();
        at_list(&composite.questions(), inner, &mut changed, change);
        let mut items: Vec<Answers> = composite::items(question, stored.as_ref(), &empty)
            .into_iter()
            .map(|found| found.answers.clone())
            .collect();
        if let Some(slot) = items.get_mut(item.index) {
            *slot = changed;
        }
        if let Some(value) = composite::value_of(question, items, true) {
            answers.insert(question.name.clone(), value);
        }
        return;
    }
}

/// What a new item begins with.
fn new_item(composite: &Composite, scope: &Scope<'_>) -> Answers {
    let mut item = Answers::new();
    for question in composite.questions() {
        if let Some(value) = default_of(question, scope) {
            item.insert(question.name.clone(), value);
        }
    }
    item
}

/// A new list with the defaults of its questions; None if they have none.
pub fn with_defaults(question: &Question, scope: &Scope<'_>) -> Option<Value> {
    let composite = question.composite.as_ref()?;
    let item = new_item(composite, scope);
    if item.is_empty() {
        return None;
    }
    let n = match composite.shape {
        Shape::List => composite.count,
        Shape::Rows => question.rows.len(),
    };
    composite::value_of(question, vec![item; n], false)
}

/// Takes back what was sent for inner questions that cannot be changed; true if anything was.
pub fn keep_read_only(
    question: &Question,
    visible: &Visibility,
    before: &Answers,
    read: &mut Answers,
) -> bool {
    let Some(composite) = &question.composite else { return false };
    let empty = Answers::new();
    let stored = before.get(&question.name).cloned();
    let stored = composite::items(question, stored.as_ref(), &empty)
        .into_iter()
        .map(|item| item.answers.clone())
        .collect::<Vec<Answers>>();
    let sent = read.get(&question.name).cloned();
    let mut is_changed = false;
    let mut items = Vec::new();
    for item in composite::items(question, sent.as_ref(), &empty) {
        let place = item_place(&question.name, item.index, item.row);
        let mut own = item.answers.clone();
        for inner in composite.questions() {
            if visible.read_only.contains(&inner_place(&place, &inner.name)) {
                is_changed |= restore(&inner.name, stored.get(item.index).unwrap_or(&empty), &mut own);
            }
        }
        items.push(own);
    }
    if is_changed && let Some(value) = composite::value_of(question, items, true) {
        read.insert(question.name.clone(), value);
    }
    is_changed
}
