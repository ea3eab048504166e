//! Things in a list of a part that have a form of their own: validators, columns and items, choices; triggers,
//! calculated values and closing words of the whole questionnaire. The key of a member is that of its owner, the list
//! and its place in it: `question:age~validators~0`, `survey~triggers~2`.

use super::structure::gone;
use super::tree::{self, SURVEY};
use super::{Done, Place, choices, text};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::join;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A list of a part.
#[derive(Debug, PartialEq, Eq)]
pub struct List {
    /// Its property in SurveyJS JSON.
    pub name: &'static str,
    /// Types of parts and members that have it; `question` for all that ask something.
    pub owners: &'static [&'static str],
    /// What it holds, under the names of SurveyJS' classes.
    pub kinds: &'static [&'static str],
    /// What its members' kinds end with, where `type` says the kind (`numeric` is a `numericvalidator`).
    suffix: &'static str,
    /// The property with the name that a new member gets, and what it begins with; empty for members without.
    stem: &'static str,
    /// Members are added and removed here; otherwise as lines of the owner's form.
    pub is_open: bool,
}

/// Rules for an answer.
pub const VALIDATORS: &[&str] = &[
    "numericvalidator",
    "textvalidator",
    "answercountvalidator",
    "regexvalidator",
    "emailvalidator",
    "expressionvalidator",
];

/// What happens by itself.
pub const TRIGGERS: &[&str] = &[
    "setvaluetrigger",
    "copyvaluetrigger",
    "runexpressiontrigger",
    "skiptrigger",
    "completetrigger",
    "visibletrigger",
];

/// All lists, in the order of the forms.
pub const LISTS: &[List] = &[
    List {
        name: "columns",
        owners: &["matrixdropdown", "matrixdynamic"],
        kinds: &["matrixdropdowncolumn"],
        suffix: "",
        stem: "c",
        is_open: true,
    },
    List {
        name: "items",
        owners: &["multipletext"],
        kinds: &["multipletextitem"],
        suffix: "",
        stem: "c",
        is_open: true,
    },
    List {
        name: "choices",
        owners: &["radiogroup", "checkbox", "dropdown", "tagbox", "ranking", "imagepicker", "kt-seat"],
        kinds: &["choiceitem"],
        suffix: "",
        stem: "",
        is_open: false,
    },
    List {
        name: "validators",
        owners: &["question", "matrixdropdowncolumn", "multipletextitem"],
        kinds: VALIDATORS,
        suffix: "validator",
        stem: "",
        is_open: true,
    },
    List {
        name: "calculatedValues",
        owners: &[SURVEY],
        kinds: &["calculatedvalue"],
        suffix: "",
        stem: "value",
        is_open: true,
    },
    List { name: "triggers", owners: &[SURVEY], kinds: TRIGGERS, suffix: "trigger", stem: "", is_open: true },
    List {
        name: "completedHtmlOnCondition",
        owners: &[SURVEY],
        kinds: &["htmlconditionitem"],
        suffix: "",
        stem: "",
        is_open: true,
    },
];

/// Whether a type is a kind of member.
pub fn is_kind(type_name: &str) -> bool {
    list_of(type_name).is_some()
}

/// The list that holds a kind.
pub fn list_of(kind: &str) -> Option<&'static List> {
    LISTS.iter().find(|list| list.kinds.contains(&kind))
}

/// What kinds of one sort have in common, for their words: `validator`, `trigger`; otherwise the kind itself.
pub fn family(kind: &str) -> &str {
    list_of(kind).map(|list| list.suffix).filter(|suffix| !suffix.is_empty()).unwrap_or(kind)
}

/// The lists of a type of part or member.
pub fn lists_of(type_name: &str) -> impl Iterator<Item = &'static List> {
    let is_other = matches!(type_name, SURVEY | "page" | "panel" | "html" | "image" | "expression");
    let is_question = !is_other && !is_kind(type_name);
    LISTS.iter().filter(move |list| {
        list.owners.contains(&type_name) || (is_question && list.owners.contains(&"question"))
    })
}

/// Owner, list and place of a member; None for the key of a part.
pub fn split(key: &str) -> Option<(&str, &'static List, usize)> {
    let (rest, at) = key.rsplit_once('~')?;
    let (owner, name) = rest.rsplit_once('~')?;
    Some((owner, LISTS.iter().find(|list| list.name == name)?, at.parse().ok()?))
}

/// The key of a member.
pub fn key_of(owner: &str, list: &List, at: usize) -> String {
    format!("{owner}~{}~{at}", list.name)
}

/// The part that a member belongs to, through all lists.
pub fn part_of(key: &str) -> &str {
    let mut key = key;
    while let Some((owner, _, _)) = split(key) {
        key = owner;
    }
    key
}

/// The kind of a member.
pub fn kind_of(list: &'static List, object: &Map<String, Value>) -> &'static str {
    let stem = object.get("type").and_then(Value::as_str).unwrap_or_default();
    let stem = stem.strip_suffix(list.suffix).unwrap_or(stem);
    let is_own = |kind: &&&str| kind.strip_suffix(list.suffix) == Some(stem);
    match list.kinds {
        [only] => only,
        kinds => kinds.iter().find(is_own).copied().unwrap_or_default(),
    }
}

/// The members of a list.
pub fn members<'a>(owner: &'a Map<String, Value>, list: &List) -> &'a [Value] {
    owner.get(list.name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A member as an object; a choice may be written as a bare value.
pub fn object_of(item: &Value) -> Map<String, Value> {
    match item {
        Value::Object(object) => object.clone(),
        bare => {
            let (value, label) = choices::parts(bare, choices::Shape::Choice, "");
            Map::from_iter([("value".to_owned(), json!(value)), ("text".to_owned(), json!(label))])
        }
    }
}

/// The JSON of a part or member, to change it.
pub fn object_mut<'a>(draft: &'a mut Value, key: &str) -> Option<&'a mut Map<String, Value>> {
    let Some((owner, list, at)) = split(key) else {
        return match key {
            SURVEY => draft.as_object_mut(),
            key => {
                let spot = tree::find(draft, key)?.spot;
                tree::get_mut(draft, &spot)
            }
        };
    };
    let item = object_mut(draft, owner)?.get_mut(list.name)?.as_array_mut()?.get_mut(at)?;
    if !item.is_object() {
        *item = Value::Object(object_of(item));
    }
    item.as_object_mut()
}

/// The JSON path of a part or member, as problems name it.
pub fn path_of(draft: &Value, key: &str) -> Option<String> {
    match (split(key), key) {
        (Some((owner, list, at)), _) => Some(format!("{}[{at}]", join(&path_of(draft, owner)?, list.name))),
        (None, SURVEY) => Some(String::new()),
        (None, key) => Some(tree::path(draft, &tree::find(draft, key)?.spot)),
    }
}

/// Adds a member of a kind at the end of its list. `published` are names that published versions have in the lists of the
/// owner, by list.
pub fn add(
    draft: &Value,
    list: &'static List,
    kind: &str,
    place: &Place,
    published: &BTreeMap<String, BTreeSet<String>>,
) -> Result<Done, Problem> {
    let (Place::Before(owner) | Place::After(owner) | Place::Inside(owner)) = place;
    let mut draft = draft.clone();
    let object = object_mut(&mut draft, owner).ok_or_else(|| gone(owner))?;
    let type_name = super::property::type_of(object, owner).to_owned();
    if !lists_of(&type_name).any(|own| own == list) {
        return Err(Problem::error("edit-place", owner));
    }
    let mut member = Map::new();
    if list.kinds.len() > 1 {
        member.insert("type".to_owned(), json!(kind.strip_suffix(list.suffix).unwrap_or(kind)));
    }
    if !list.stem.is_empty() {
        member.insert("name".to_owned(), json!(fresh(members(object, list), list, published)));
    }
    let items = object.entry(list.name).or_insert_with(|| json!([]));
    let items = items.as_array_mut().ok_or_else(|| gone(owner))?;
    items.push(Value::Object(member));
    let key = key_of(owner, list, items.len() - 1);
    Ok(Done { draft, key })
}

/// `c1`, `c2`, … as far as it is not taken, now or in a published version.
fn fresh(members: &[Value], list: &List, published: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut names: BTreeSet<&str> =
        members.iter().filter_map(|item| item.get("name").and_then(Value::as_str)).collect();
    names.extend(published.get(list.name).into_iter().flatten().map(String::as_str));
    let mut names_from_one = (1..).map(|n| format!("{}{n}", list.stem));
    names_from_one.find(|name| !names.contains(name.as_str())).unwrap_or_default()
}

/// The same again right after it.
pub fn copy(
    draft: &Value,
    key: &str,
    published: &BTreeMap<String, BTreeSet<String>>,
) -> Result<Done, Problem> {
    in_list(draft, key, |items, list, at| {
        let mut member = object_of(items.get(at)?);
        if !list.stem.is_empty() {
            member.insert("name".to_owned(), json!(fresh(items, list, published)));
        }
        items.insert(at + 1, Value::Object(member));
        Some(at + 1)
    })
}

/// One step up or down within its list.
pub fn step(draft: &Value, key: &str, is_down: bool) -> Result<Done, Problem> {
    in_list(draft, key, |items, _, at| {
        let to = if is_down { (at + 1).min(items.len().checked_sub(1)?) } else { at.saturating_sub(1) };
        items.get(at)?;
        items.swap(at, to);
        Some(to)
    })
}

/// Takes a member away and goes on with its owner.
pub fn remove(draft: &Value, key: &str) -> Result<Done, Problem> {
    let (owner, list, at) = split(key).ok_or_else(|| gone(key))?;
    let mut draft = draft.clone();
    let object = object_mut(&mut draft, owner).ok_or_else(|| gone(owner))?;
    let items = object.get_mut(list.name).and_then(Value::as_array_mut).ok_or_else(|| gone(key))?;
    if at >= items.len() {
        return Err(gone(key));
    }
    items.remove(at);
    if items.is_empty() {
        object.shift_remove(list.name);
    }
    Ok(Done { draft, key: owner.to_owned() })
}

fn in_list(
    draft: &Value,
    key: &str,
    change: impl FnOnce(&mut Vec<Value>, &List, usize) -> Option<usize>,
) -> Result<Done, Problem> {
    let (owner, list, at) = split(key).ok_or_else(|| gone(key))?;
    let mut draft = draft.clone();
    let items = object_mut(&mut draft, owner).and_then(|object| object.get_mut(list.name)?.as_array_mut());
    let at = items.and_then(|items| change(items, list, at)).ok_or_else(|| gone(key))?;
    Ok(Done { draft, key: key_of(owner, list, at) })
}

/// The key of the same part or member in a newer draft, in which others may have moved it; None if it cannot be told.
pub fn followed(base: &Value, newest: &Value, key: &str) -> Option<String> {
    let Some((owner, list, at)) = split(key) else { return Some(key.to_owned()) };
    let now_owner = followed(base, newest, owner)?;
    let (before, now) = (tree::object(base, owner)?, tree::object(newest, &now_owner)?);
    let (before, now) = (members(&before, list), members(&now, list));
    let own = before.get(at)?;
    let name = |item: &Value| item.get("name").map(text::scalar).filter(|name| !name.is_empty());
    let is_same = |item: &&Value| match name(own) {
        Some(own) => name(item) == Some(own),
        None => **item == *own,
    };
    // Unchanged where it was, or elsewhere; or changed, while the list is as long as before.
    let is_here = now.get(at).is_some_and(|item| is_same(&item));
    let found = if is_here { Some(at) } else { now.iter().position(|item| is_same(&item)) };
    let at = found.or((before.len() == now.len() && name(own).is_none()).then_some(at))?;
    Some(key_of(&now_owner, list, at))
}

/// All members of a part or member with their keys, each before its own.
pub fn inside<'a>(object: &'a Map<String, Value>, key: &str) -> Vec<(String, &'a Map<String, Value>)> {
    let mut found = Vec::new();
    for list in lists_of(super::property::type_of(object, key)) {
        for (at, item) in members(object, list).iter().enumerate() {
            let Value::Object(member) = item else { continue };
            let key = key_of(key, list, at);
            let own = inside(member, &key);
            found.push((key, member));
            found.extend(own);
        }
    }
    found
}

#[cfg(test)]
mod tests;
