//! What changed in a list of rules: validators, triggers, calculated values, closing words with a condition.

use super::Change;
use crate::questionnaire::edit::member;
use serde_json::{Map, Value};

/// Whether a property is such a list.
pub fn is_list(name: &str) -> bool {
    matches!(name, "validators" | "triggers" | "calculatedValues" | "completedHtmlOnCondition")
}

/// The changes of one list. Rules that both states have are left out, wherever they stand; of the others those with the
/// same name, or else the same kind, are one rule that changed.
pub fn of(name: &str, before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Change> {
    if before.get(name) == after.get(name) {
        return Vec::new();
    }
    let read = |object: &Map<String, Value>| {
        let list = object.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        list.iter().map(member::object_of).collect::<Vec<Map<String, Value>>>()
    };
    let (mut old, mut new) = (read(before), read(after));
    new.retain(|rule| match old.iter().position(|other| other == rule) {
        Some(at) => {
            old.remove(at);
            false
        }
        None => true,
    });
    let change = |before, after| Change::Rule { list: name.to_owned(), before, after };
    let mut changes = Vec::new();
    for rule in new {
        let was = old.iter().position(|other| is_same(other, &rule)).map(|at| old.remove(at));
        changes.push(change(was, Some(rule)));
    }
    changes.extend(old.into_iter().map(|rule| change(Some(rule), None)));
    changes
}

fn is_same(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    match (one.get("name"), other.get("name")) {
        (None, None) => one.get("type") == other.get("type"),
        (one, other) => one == other,
    }
}
