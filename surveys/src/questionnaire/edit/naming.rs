//! Giving a part or member another name; whatever mentions it follows.

use super::structure::gone;
use super::tree::{self, Kind, SURVEY};
use super::{member, names, rename, text};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

/// Longest name that the editor gives, in characters.
const MAX_NAME: usize = 100;

/// Gives a name and returns the key that follows from it. Full-width letters become usual ones.
pub fn give(draft: &mut Value, key: &str, typed: &str) -> Result<String, Problem> {
    let object = tree::object(draft, key).ok_or_else(|| gone(key))?;
    let old = object.get("name").map(text::scalar).unwrap_or_default();
    let typed = typed.trim();
    if typed == old {
        return Ok(key.to_owned());
    }
    let new: String = typed.nfkc().collect();
    check_letters(&new)?;
    match member::split(key) {
        Some((owner, list, _)) => {
            check_member(draft, (key, owner), list, &new)?;
            put(draft, key, &new)?;
            follow_member(draft, (owner, list), &old, &new);
            Ok(key.to_owned())
        }
        None => give_part(draft, key, &old, &new),
    }
}

fn put(draft: &mut Value, key: &str, name: &str) -> Result<(), Problem> {
    let object = member::object_mut(draft, key).ok_or_else(|| gone(key))?;
    object.insert("name".to_owned(), Value::String(name.to_owned()));
    Ok(())
}

fn check_letters(name: &str) -> Result<(), Problem> {
    if name.is_empty() {
        return Err(Problem::error("missing-name", "name"));
    }
    let is_odd =
        |c: char| c.is_control() || matches!(c, '{' | '}' | '[' | ']' | '\'' | '"' | '~' | '<' | '>');
    if name.chars().any(is_odd) || name.chars().count() > MAX_NAME {
        return Err(Problem::error("bad-name", "name").with("max", MAX_NAME));
    }
    Ok(())
}

/// Names that differ in the width of their letters only are the same to other programs.
fn is_same(a: &str, b: &str) -> bool {
    a == b || a.nfkc().eq(b.nfkc())
}

fn taken(name: &str) -> Problem {
    Problem::error("duplicate-name", "name").with("name", name)
}

fn give_part(draft: &mut Value, key: &str, old: &str, new: &str) -> Result<String, Problem> {
    let node = tree::find(draft, key).ok_or_else(|| gone(key))?;
    // Pages and questions may share a name: pages have no answers.
    let is_page = node.kind == Kind::Page;
    let mut others = tree::nodes(draft)
        .into_iter()
        .filter(|other| (other.kind == Kind::Page) == is_page && other.spot != node.spot);
    let outside = names::outside_pages(draft);
    if others.any(|other| is_same(&other.name, new))
        || (!is_page && outside.iter().any(|other| is_same(other, new)))
    {
        return Err(taken(new));
    }
    put(draft, key, new)?;
    if node.kind == Kind::Question && !old.is_empty() {
        let (inner_old, inner_new) = (format!("panel.{old}"), format!("panel.{new}"));
        rename::in_value(draft, &|name| match name {
            name if name == old => Some(new.to_owned()),
            name if node.is_repeated && name == inner_old => Some(inner_new.clone()),
            _ => None,
        });
    }
    tree::key_at(draft, &node.spot).ok_or_else(|| gone(key))
}

fn check_member(
    draft: &Value,
    (key, owner): (&str, &str),
    list: &member::List,
    new: &str,
) -> Result<(), Problem> {
    let object = tree::object(draft, owner).ok_or_else(|| gone(owner))?;
    let own = member::split(key).map(|(_, _, at)| at);
    let mut others = member::members(&object, list).iter().enumerate().filter(|(at, _)| Some(*at) != own);
    let is_taken =
        others.any(|(_, item)| item.get("name").map(text::scalar).is_some_and(|name| is_same(&name, new)));
    let is_question = owner == SURVEY
        && tree::nodes(draft).iter().any(|node| node.kind != Kind::Page && is_same(&node.name, new));
    if is_taken || is_question { Err(taken(new)) } else { Ok(()) }
}

/// What mentions a calculated value, an item (`{question.item}`) or a column (`{row.column}`, `{question[0].column}`,
/// `{question.row.column}`).
fn follow_member(draft: &mut Value, (owner, list): (&str, &member::List), old: &str, new: &str) {
    if old.is_empty() {
        return;
    }
    if owner == SURVEY {
        return rename::in_value(draft, &|name| (name == old).then(|| new.to_owned()));
    }
    let question = tree::object(draft, owner).and_then(|object| object.get("name").map(text::scalar));
    let question = question.unwrap_or_default();
    let in_question = |name: &str| {
        let rest = name.strip_prefix(&question).filter(|_| !question.is_empty())?;
        let outer = rest.strip_suffix(old)?.strip_suffix('.')?;
        let is_own = match list.name {
            "items" => outer.is_empty(),
            _ => outer.starts_with(['.', '[']),
        };
        is_own.then(|| format!("{question}{outer}.{new}"))
    };
    rename::in_value(draft, &in_question);
    let row = format!("row.{old}");
    if let Some(object) = member::object_mut(draft, owner) {
        follow_inside(object, &row, old, new);
    }
}

fn follow_inside(object: &mut Map<String, Value>, row: &str, old: &str, new: &str) {
    if object.get("keyName").and_then(Value::as_str) == Some(old) {
        object.insert("keyName".to_owned(), Value::String(new.to_owned()));
    }
    for value in object.values_mut() {
        rename::in_value(value, &|name| (name == row).then(|| format!("row.{new}")));
    }
}
