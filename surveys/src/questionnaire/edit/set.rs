//! Setting properties of a part from what a form sent.

use super::choices::{self, Shape};
use super::property::{Field, MARKS, Property, of_type, shown, turns_into, type_of};
use super::structure::gone;
use super::{Done, mask, member, naming, text, tree};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::question::input;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Longest text of one property, in characters.
const MAX_TEXT: usize = 20_000;
/// Longest text of one line, in characters.
const MAX_LINE: usize = 2_000;
/// Most choices, rows or columns of one list.
const MAX_LINES: usize = 2_000;

/// Sets properties; see [`super::Edit::Set`]. `published` are the values that published versions have in the part's lists, by
/// property.
pub fn set(
    draft: &Value,
    key: &str,
    values: &[(String, String)],
    published: &BTreeMap<String, BTreeSet<String>>,
) -> Result<Done, Problem> {
    let mut draft = draft.clone();
    let mut key = key.to_owned();
    let locale = locale_of(&draft);
    let object = tree::object(&draft, &key).ok_or_else(|| gone(&key))?;
    let type_name = type_of(&object, &key).to_owned();
    for property in of_type(&type_name) {
        let Some(typed) = sent(values, property.name) else { continue };
        if property.field == Field::Name {
            key = naming::give(&mut draft, &key, typed)?;
        } else {
            let object = member::object_mut(&mut draft, &key).ok_or_else(|| gone(&key))?;
            match property.field {
                Field::Lines(shape) => {
                    let published = published.get(property.name).cloned().unwrap_or_default();
                    put_lines(object, property, typed, shape, &locale, &published)?;
                }
                _ => put(object, property, typed, &locale)?,
            }
        }
    }
    mark(member::object_mut(&mut draft, &key).ok_or_else(|| gone(&key))?, &type_name, values);
    Ok(Done { draft, key })
}

/// The language of a draft's plain texts.
pub fn locale_of(draft: &Value) -> String {
    let locale = draft.get("locale").and_then(Value::as_str).filter(|locale| !locale.is_empty());
    locale.unwrap_or("ja").to_owned()
}

/// The last value sent under a name.
fn sent<'a>(values: &'a [(String, String)], name: &str) -> Option<&'a str> {
    values.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn put(
    object: &mut Map<String, Value>,
    property: &Property,
    typed: &str,
    locale: &str,
) -> Result<(), Problem> {
    let name = property.name;
    let Some(typed) = changed(object, property, typed, locale) else { return Ok(()) };
    let typed = typed.as_str();
    match property.field {
        _ if typed.chars().count() > limit(property.field) => {
            let problem = Problem::error("too-long", name).with("max", limit(property.field));
            return Err(problem.with("length", typed.chars().count()));
        }
        Field::Line => text::set(object, name, &typed.replace('\n', " "), locale),
        Field::Text | Field::Markup => text::set(object, name, typed, locale),
        Field::Flag => text::put(object, name, (typed == "true").then_some(Value::Bool(true))),
        Field::Not => text::put(object, name, (typed == "true").then_some(Value::Bool(false))),
        Field::Count => text::put(object, name, count(typed, name)?),
        Field::Number => text::put(object, name, number(typed, name)?),
        Field::Word => text::put(object, name, word(typed)),
        Field::Condition | Field::Formula | Field::Plain | Field::Question => {
            text::put(object, name, (!typed.is_empty()).then(|| Value::String(typed.to_owned())));
        }
        Field::Names => put_names(object, name, typed),
        Field::Mask => {
            let settings = mask::settings(typed, object.get(name));
            text::put(object, name, settings);
        }
        Field::One(values) => match values.iter().find(|value| **value == typed) {
            Some(value) => text::put(object, name, Some(Value::String((*value).to_owned()))),
            None if typed.is_empty() => text::put(object, name, None),
            // A value from elsewhere that the list does not offer stays as it is.
            None => {}
        },
        Field::Type => {
            let current = text::get(object, name, locale);
            if turns_into(&current).contains(&typed) {
                text::put(object, name, Some(Value::String(typed.to_owned())));
            }
        }
        // These have ways of their own.
        Field::Lines(_) | Field::Name => {}
    }
    Ok(())
}

/// What was typed, trimmed; None where it comes back as it was shown: that stays to the letter, whatever notation it has.
fn changed(object: &Map<String, Value>, property: &Property, typed: &str, locale: &str) -> Option<String> {
    let typed = typed.replace("\r\n", "\n").replace('\r', "\n");
    let typed = typed.trim();
    (typed != shown(object, property, locale).trim()).then(|| typed.to_owned())
}

/// Longest text of a field, in characters. Lists are limited by their lines.
fn limit(field: Field) -> usize {
    match field {
        Field::Text | Field::Markup | Field::Condition | Field::Formula | Field::Names => MAX_TEXT,
        _ => MAX_LINE,
    }
}

fn put_names(object: &mut Map<String, Value>, name: &str, typed: &str) {
    let names = typed.lines().map(str::trim).filter(|name| !name.is_empty());
    let names: Vec<Value> = names.map(|name| Value::String(name.to_owned())).collect();
    text::put(object, name, (!names.is_empty()).then_some(Value::Array(names)));
}

fn put_lines(
    object: &mut Map<String, Value>,
    property: &Property,
    typed: &str,
    shape: Shape,
    locale: &str,
    published: &BTreeSet<String>,
) -> Result<(), Problem> {
    let name = property.name;
    let Some(typed) = changed(object, property, typed, locale) else { return Ok(()) };
    let lines = typed.lines().filter(|line| !line.trim().is_empty());
    if lines.clone().count() > MAX_LINES {
        return Err(Problem::error("too-many-lines", name).with("max", MAX_LINES));
    }
    if let Some(at) = lines.clone().position(|line| line.chars().count() > MAX_LINE) {
        return Err(Problem::error("line-too-long", name).with("max", MAX_LINE).with("line", at + 1));
    }
    let old = object.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut list = choices::list(&typed, &old, shape, locale, published);
    let takes_many = matches!(object.get("type").and_then(Value::as_str), Some("checkbox" | "tagbox"));
    if takes_many && name == "choices" {
        choices::exclude_others(&mut list, &old);
    }
    text::put(object, name, (!list.is_empty()).then_some(Value::Array(list)));
    Ok(())
}

/// A number, in any width; nothing for an empty text.
fn number(typed: &str, name: &str) -> Result<Option<Value>, Problem> {
    only(input::number(typed).map(Value::Number), typed, name)
}

/// A number from 0 in any width; nothing for an empty text.
fn count(typed: &str, name: &str) -> Result<Option<Value>, Problem> {
    only(input::count_typed(typed).map(Value::from), typed, name)
}

/// What was read, where anything else than nothing had to be read.
fn only(number: Option<Value>, typed: &str, name: &str) -> Result<Option<Value>, Problem> {
    match number {
        None if !typed.is_empty() => Err(Problem::error("not-a-number", name)),
        number => Ok(number),
    }
}

/// A number where it is one, otherwise the text; nothing for an empty text. With a comma or a blank within it may be several.
pub(super) fn word(typed: &str) -> Option<Value> {
    let is_one = !typed.contains(|c: char| c.is_whitespace() || matches!(c, ',' | '，'));
    match input::number(typed).filter(|_| is_one) {
        Some(number) => Some(Value::Number(number)),
        None => (!typed.is_empty()).then(|| Value::String(typed.to_owned())),
    }
}

/// Sets the marks of single choices: `mark.kt:exclusive.97` = `true`, `mark.kt:consent.1` = `aggregate`.
fn mark(object: &mut Map<String, Value>, type_name: &str, values: &[(String, String)]) {
    let Some(Value::Array(list)) = object.get_mut("choices") else { return };
    for (name, value) in values {
        let Some((property, choice)) = name.strip_prefix("mark.").and_then(|rest| rest.split_once('.'))
        else {
            continue;
        };
        let is_known = MARKS.iter().any(|(mark, types)| *mark == property && types.contains(&type_name));
        let item = list.iter_mut().find(|item| choices::parts(item, Shape::Choice, "").0 == choice);
        if let (true, Some(item)) = (is_known, item) {
            mark_one(item, property, value);
        }
    }
}

fn mark_one(item: &mut Value, property: &str, typed: &str) {
    let value = match typed {
        "" => None,
        "true" => Some(Value::Bool(true)),
        word => Some(Value::String(word.to_owned())),
    };
    if let (Some(_), false) = (&value, item.is_object()) {
        let (own, label) = choices::parts(item, Shape::Choice, "");
        *item = serde_json::json!({ "value": own, "text": label });
    }
    if let Value::Object(object) = item {
        text::put(object, property, value);
    }
}
