//! Setting properties of a part from what a form sent.

use super::choices::{self, Shape};
use super::property::{Field, MARKS, Property, of_type, shown, turns_into};
use super::structure::gone;
use super::tree::{self, Kind, SURVEY};
use super::{Done, names, rename, text};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Number, Value};
use unicode_normalization::UnicodeNormalization;

/// Longest name that the editor gives, in characters.
const MAX_NAME: usize = 100;

/// Sets properties; see [`super::Edit::Set`].
pub fn set(draft: &Value, key: &str, values: &[(String, String)]) -> Result<Done, Problem> {
    let mut draft = draft.clone();
    let locale = locale_of(&draft);
    let spot = match key {
        SURVEY => None,
        key => Some(tree::find(&draft, key).ok_or_else(|| gone(key))?.spot),
    };
    let type_name = type_of(&draft, spot.as_deref());
    for property in of_type(&type_name) {
        let Some(typed) = sent(values, property.name) else { continue };
        match (property.field, &spot) {
            (Field::Name, Some(spot)) => give_name(&mut draft, spot, typed)?,
            _ => put(object_mut(&mut draft, spot.as_deref(), key)?, property, typed, &locale)?,
        }
    }
    mark(object_mut(&mut draft, spot.as_deref(), key)?, &type_name, values);
    let key = spot.and_then(|spot| tree::key_at(&draft, &spot)).unwrap_or_else(|| SURVEY.to_owned());
    Ok(Done { draft, key })
}

/// The language of a draft's plain texts.
pub fn locale_of(draft: &Value) -> String {
    let locale = draft.get("locale").and_then(Value::as_str).filter(|locale| !locale.is_empty());
    locale.unwrap_or("ja").to_owned()
}

fn type_of(draft: &Value, spot: Option<&[usize]>) -> String {
    let Some(spot) = spot else { return SURVEY.to_owned() };
    let node = tree::nodes(draft).into_iter().find(|node| node.spot == spot);
    node.map(|node| node.type_name).unwrap_or_default()
}

fn object_mut<'a>(
    draft: &'a mut Value,
    spot: Option<&[usize]>,
    key: &str,
) -> Result<&'a mut Map<String, Value>, Problem> {
    let object = match spot {
        None => draft.as_object_mut(),
        Some(spot) => tree::get_mut(draft, spot),
    };
    object.ok_or_else(|| gone(key))
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
    let typed = typed.replace("\r\n", "\n").replace('\r', "\n");
    let typed = typed.trim();
    // What comes back as it was shown stays to the letter, whatever notation it has.
    if typed == shown(object, property, locale).trim() {
        return Ok(());
    }
    match property.field {
        Field::Line => text::set(object, name, &typed.replace('\n', " "), locale),
        Field::Text | Field::Markup => text::set(object, name, typed, locale),
        Field::Flag => text::put(object, name, (typed == "true").then_some(Value::Bool(true))),
        Field::Count => text::put(object, name, count(typed, name)?),
        Field::Word => text::put(object, name, word(typed)),
        Field::Expression => {
            text::put(object, name, (!typed.is_empty()).then(|| Value::String(typed.to_owned())));
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
        Field::Lines(shape) => put_lines(object, name, typed, shape, locale),
        Field::Name => {}
    }
    Ok(())
}

fn put_lines(object: &mut Map<String, Value>, name: &str, typed: &str, shape: Shape, locale: &str) {
    let old = object.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut list = choices::list(typed, &old, shape, locale);
    let takes_many = matches!(object.get("type").and_then(Value::as_str), Some("checkbox" | "tagbox"));
    if takes_many && name == "choices" {
        choices::exclude_others(&mut list, &old);
    }
    text::put(object, name, (!list.is_empty()).then_some(Value::Array(list)));
}

/// A number from 0 in any width; nothing for an empty text.
fn count(typed: &str, name: &str) -> Result<Option<Value>, Problem> {
    let typed: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
    if typed.is_empty() {
        return Ok(None);
    }
    match typed.parse::<u32>() {
        Ok(number) => Ok(Some(Value::from(number))),
        Err(_) => Err(Problem::error("not-a-number", name)),
    }
}

/// A number where it is one, otherwise the text; nothing for an empty text.
fn word(typed: &str) -> Option<Value> {
    let folded: String = typed.nfkc().collect();
    let number = folded.parse::<i64>().ok().map(Number::from);
    let number = number.or_else(|| {
        let is_decimal = folded.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
        folded.parse::<f64>().ok().filter(|_| is_decimal).and_then(Number::from_f64)
    });
    match number {
        Some(number) => Some(Value::Number(number)),
        None => (!typed.is_empty()).then(|| Value::String(typed.to_owned())),
    }
}

/// Renames a part; whatever mentions a question follows.
fn give_name(draft: &mut Value, spot: &[usize], typed: &str) -> Result<(), Problem> {
    let new = typed.trim().to_owned();
    let Some(node) = tree::nodes(draft).into_iter().find(|node| node.spot == spot) else { return Ok(()) };
    if node.name == new {
        return Ok(());
    }
    check_name(draft, &new, node.kind)?;
    if let Some(object) = tree::get_mut(draft, spot) {
        object.insert("name".to_owned(), Value::String(new.clone()));
    }
    if node.kind == Kind::Question && !node.name.is_empty() {
        let (old, inner_old) = (node.name.clone(), format!("panel.{}", node.name));
        let inner_new = format!("panel.{new}");
        rename::in_value(draft, &|name| match name {
            name if name == old => Some(new.clone()),
            name if node.is_repeated && name == inner_old => Some(inner_new.clone()),
            _ => None,
        });
    }
    Ok(())
}

fn check_name(draft: &Value, name: &str, kind: Kind) -> Result<(), Problem> {
    if name.is_empty() {
        return Err(Problem::error("missing-name", "name"));
    }
    let is_odd = |c: char| c.is_control() || matches!(c, '{' | '}' | '[' | ']' | '\'' | '"' | '~');
    if name.chars().any(is_odd) || name.chars().count() > MAX_NAME {
        return Err(Problem::error("bad-name", "name").with("max", MAX_NAME));
    }
    // Pages and questions may share a name: pages have no answers.
    let mut others =
        tree::nodes(draft).into_iter().filter(|node| (node.kind == Kind::Page) == (kind == Kind::Page));
    let is_taken = others.any(|node| node.name == name)
        || (kind != Kind::Page && names::outside_pages(draft).contains(name));
    if is_taken {
        return Err(Problem::error("duplicate-name", "name").with("name", name));
    }
    Ok(())
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
