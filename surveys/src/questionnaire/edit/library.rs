//! Ready-made questions: those that ship, the usual scales, and those of earlier questionnaires.
//!
//! What is compared is compared by its id: `kt:id`, or the name where there is none. So an inserted question keeps its
//! name and its id wherever the draft has neither. If the draft has the id already, the new one is another question: it
//! gets a fresh name and no id. If only the name is taken, it gets a fresh name and keeps its id in `kt:id`. Numbers are
//! counted anew, a role that the draft has already is dropped, and so are conditions on questions that are not there.

use super::tree::{self, Kind};
use super::{Done, Place, names, path, structure, text};
use crate::questionnaire::expression::{parser, variables};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Scales and common last choices, as a questionnaire: a page is a section.
const READY_MADE: &str = include_str!("../../../questionnaires/library.json");

/// Page of the library whose questions are not inserted: their choices are added to a question.
pub const TAILS: &str = "tails";

/// A question that can be inserted.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its name, unique in what it comes from.
    pub name: String,
    /// Name of the page that it stands on.
    pub page: String,
    /// The element.
    pub element: Value,
}

/// What inserting did.
#[derive(Debug, Clone, PartialEq)]
pub struct Inserted {
    /// The draft after it.
    pub draft: Value,
    /// Key of the new question.
    pub key: String,
    /// It could not keep its name.
    pub was_renamed: bool,
    /// It had a condition on questions that are not in this draft.
    pub lost_condition: bool,
}

/// The scales and last choices that ship.
pub fn ready_made() -> Vec<Item> {
    serde_json::from_str(READY_MADE).map(|root| items(&root)).unwrap_or_default()
}

/// All questions of a questionnaire in order, those inside panels included; texts between questions are left out.
pub fn items(root: &Value) -> Vec<Item> {
    let nodes = tree::nodes(root);
    let page_name = |node: &tree::Node| {
        let page =
            nodes.iter().find(|page| page.kind == Kind::Page && page.spot.first() == node.spot.first());
        page.map(|page| page.name.clone()).unwrap_or_default()
    };
    let item = |node: &tree::Node| {
        let element = Value::Object(tree::get(root, &node.spot)?.clone());
        Some(Item { name: node.name.clone(), page: page_name(node), element })
    };
    let asks = |node: &&tree::Node| {
        node.kind == Kind::Question
            && !node.is_repeated
            && !node.name.is_empty()
            && !matches!(node.type_name.as_str(), "html" | "image" | "expression" | "")
    };
    nodes.iter().filter(asks).filter_map(item).collect()
}

/// Whether an item speaks of all words, whatever their width or case.
pub fn matches(item: &Item, words: &str) -> bool {
    let mut texts = item.name.clone();
    collect_texts(&item.element, &mut texts);
    let texts = folded(&texts);
    folded(words).split_whitespace().all(|word| texts.contains(word))
}

fn collect_texts(value: &Value, texts: &mut String) {
    match value {
        Value::String(text) => {
            texts.push(' ');
            texts.push_str(text);
        }
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Value::Object(object) => object.values().for_each(|value| collect_texts(value, texts)),
        _ => {}
    }
}

fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Inserts a question after the part with the key `after` (a page's key: at its end; anything else: at the very end).
///
/// # Errors
/// `edit-place` when there is no page to insert it on.
pub fn insert(draft: &Value, after: &str, element: &Value) -> Result<Inserted, Problem> {
    let Value::Object(mut object) = element.clone() else { return Err(Problem::error("edit-place", after)) };
    let was_renamed = rename(&mut object, draft);
    object.shift_remove("kt:number");
    if let Some(role) = object.get("kt:role").and_then(Value::as_str)
        && has_role(draft, role)
    {
        object.shift_remove("kt:role");
    }
    let lost_condition = drop_conditions(&mut object, draft);
    let place = match tree::find(draft, after) {
        Some(node) if node.kind == Kind::Page => Place::Inside(node.key),
        Some(node) => Place::After(node.key),
        None => Place::Inside(tree::SURVEY.to_owned()),
    };
    let Done { draft, key } = structure::put(draft, Value::Object(object), &place)?;
    Ok(Inserted { draft, key, was_renamed, lost_condition })
}

fn id_of(object: &Map<String, Value>) -> Option<&str> {
    let id = object.get("kt:id").or(object.get("name"))?;
    id.as_str().filter(|id| !id.is_empty())
}

/// Gives the question a name that is free; true if it is another one than before.
fn rename(object: &mut Map<String, Value>, draft: &Value) -> bool {
    let taken = names::taken(draft);
    let name = object.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let id = id_of(object).map(str::to_owned);
    let has_id = |node: &tree::Node| {
        let other = tree::get(draft, &node.spot).and_then(id_of);
        node.kind == Kind::Question && other.is_some() && other == id.as_deref()
    };
    let id_is_there = tree::nodes(draft).iter().any(has_id);
    if id_is_there {
        object.shift_remove("kt:id");
    }
    if !name.is_empty() && !taken.contains(&name) {
        return false;
    }
    let fresh = if name.is_empty() { names::fresh("text", &taken) } else { names::of_copy(&name, &taken) };
    object.insert("name".to_owned(), Value::String(fresh));
    if let (false, Some(id)) = (id_is_there, id) {
        object.insert("kt:id".to_owned(), Value::String(id));
    }
    true
}

fn has_role(draft: &Value, role: &str) -> bool {
    let nodes = tree::nodes(draft);
    let own = |node: &tree::Node| tree::get(draft, &node.spot)?.get("kt:role")?.as_str();
    nodes.iter().any(|node| own(node) == Some(role))
}

/// Takes away conditions that ask about something that the draft does not have; true if there was one.
fn drop_conditions(object: &mut Map<String, Value>, draft: &Value) -> bool {
    let taken = names::taken(draft);
    let mut lost = false;
    for property in ["visibleIf", "requiredIf", "enableIf", "setValueIf", "resetValueIf", "choicesVisibleIf"]
    {
        let Some(source) = object.get(property).and_then(Value::as_str) else { continue };
        let read = parser::parse(source, "").0;
        let is_known = |variable: &&str| {
            let name = variable.split(['.', '[']).next().unwrap_or(variable).trim_start_matches('#');
            name.starts_with('$') || name == "item" || taken.contains(name)
        };
        if read.is_none_or(|expression| !variables(&expression.root).iter().all(is_known)) {
            object.shift_remove(property);
            lost = true;
        }
    }
    lost
}

/// Adds choices (columns of a matrix) at the end of the question with a key; those whose value it has already are left
/// out. Returns the draft.
///
/// # Errors
/// `edit-gone` without such a question, `no-choices` when it has none to add to.
pub fn add_choices(draft: &Value, key: &str, more: &Value) -> Result<Value, Problem> {
    let node = tree::find(draft, key).ok_or_else(|| Problem::error("edit-gone", key))?;
    let mut draft = draft.clone();
    let own_path = path::of_spot(&draft, &node.spot).unwrap_or_default();
    let Some(object) = tree::get_mut(&mut draft, &node.spot) else {
        return Err(Problem::error("edit-gone", key));
    };
    let list = if node.type_name == "matrix" { "columns" } else { "choices" };
    let Some(Value::Array(choices)) = object.get_mut(list) else {
        return Err(Problem::error("no-choices", own_path));
    };
    let known: BTreeSet<String> = choices.iter().map(code).collect();
    let may_be_combined = matches!(node.type_name.as_str(), "checkbox" | "tagbox");
    for choice in more.as_array().into_iter().flatten().filter(|choice| !known.contains(&code(choice))) {
        let mut choice = choice.clone();
        if let (false, Value::Object(object)) = (may_be_combined, &mut choice) {
            object.shift_remove("kt:exclusive");
        }
        choices.push(choice);
    }
    Ok(draft)
}

/// The value of a choice.
fn code(choice: &Value) -> String {
    match choice {
        Value::Object(object) => object.get("value").map(text::scalar).unwrap_or_default(),
        Value::String(text) => text.split('|').next().unwrap_or_default().to_owned(),
        other => text::scalar(other),
    }
}

#[cfg(test)]
mod tests;
