//! What changed in the properties of one part.

use super::{Change, items, rules};
use crate::questionnaire::edit::property::{Field, of_type};
use crate::questionnaire::edit::text::scalar;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Properties that are said in other ways: parts inside, name, type and what a question is compared by.
const ELSEWHERE: &[&str] = &["pages", "elements", "templateElements", "name", "type", "kt:id"];
/// Longest setting that is shown as it stands, in characters.
const LONGEST: usize = 300;

/// The changes between two states of a part: first what the editor has fields for, in their order, then the rest.
pub fn of(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    types: [&str; 2],
    locales: &[String; 2],
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut seen: BTreeSet<&str> = ELSEWHERE.iter().copied().collect();
    for property in types.into_iter().flat_map(of_type) {
        if !seen.insert(property.name) {
            continue;
        }
        let name = property.name;
        if before.get(name) == after.get(name) && locales[0] == locales[1] {
            continue;
        }
        match property.field {
            Field::Line | Field::Text | Field::Markup => changes.extend(
                rewordings(before.get(name), after.get(name), locales).map(|(lang, before, after)| {
                    Change::Reworded { property: name.to_owned(), lang, before, after }
                }),
            ),
            Field::Flag => changes.extend(switched(name, true, before.get(name), after.get(name))),
            Field::Not => changes.extend(switched(name, false, before.get(name), after.get(name))),
            Field::Condition | Field::Formula => {
                let [before, after] = [before, after].map(|object| brief(object.get(name)));
                if before.trim() != after.trim() {
                    changes.push(Change::Expression { property: name.to_owned(), before, after });
                }
            }
            Field::Lines(shape) => changes.extend(items::of(name, [before, after], shape, locales)),
            Field::Name | Field::Type => {}
            Field::Word
            | Field::Plain
            | Field::Number
            | Field::Count
            | Field::One(_)
            | Field::Question
            | Field::Names
            | Field::Mask => changes.extend(set(name, before, after)),
        }
    }
    let rest: BTreeSet<&str> = before.keys().chain(after.keys()).map(String::as_str).collect();
    for name in rest.into_iter().filter(|name| !seen.contains(name)) {
        match rules::is_list(name) {
            true => changes.extend(rules::of(name, before, after)),
            false => changes.extend(set(name, before, after)),
        }
    }
    changes
}

/// `yes` is the value that stands for the property's words.
fn switched(name: &str, yes: bool, before: Option<&Value>, after: Option<&Value>) -> Option<Change> {
    let [was, is] = [before, after].map(|value| value.and_then(Value::as_bool) == Some(yes));
    (was != is).then(|| Change::Switched { property: name.to_owned(), is_on: is })
}

fn set(name: &str, before: &Map<String, Value>, after: &Map<String, Value>) -> Option<Change> {
    let (before, after) = (before.get(name), after.get(name));
    if before == after {
        return None;
    }
    Some(Change::Set { property: name.to_owned(), before: brief(before), after: brief(after) })
}

/// What a list or a group of settings says, without its names and brackets.
fn collect(value: &Value, said: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, said)),
        Value::Object(entries) => {
            entries.iter().filter(|(name, _)| *name != "type").for_each(|(_, value)| collect(value, said));
        }
        Value::Null => {}
        one => said.push(scalar(one)),
    }
}

/// A setting as it stands, shortened.
fn brief(value: Option<&Value>) -> String {
    let text = match value {
        None | Some(Value::Null) => String::new(),
        Some(list @ (Value::Array(_) | Value::Object(_))) => {
            let mut said = Vec::new();
            collect(list, &mut said);
            said.join(" / ")
        }
        Some(one) => scalar(one),
    };
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// A text language by language; the definition's own language is "".
pub fn texts(value: Option<&Value>, locale: &str) -> BTreeMap<String, String> {
    match value {
        Some(Value::Object(by_lang)) => {
            let own = by_lang.get(locale).or(by_lang.get("default"));
            let others = by_lang.iter().filter(|(lang, _)| *lang != locale && *lang != "default");
            let others = others.map(|(lang, text)| (lang.clone(), scalar(text)));
            others.chain([(String::new(), own.map(scalar).unwrap_or_default())]).collect()
        }
        Some(value) => BTreeMap::from([(String::new(), scalar(value))]),
        None => BTreeMap::new(),
    }
}

/// The languages in which a text changed, with the text before and after.
pub fn rewordings(
    before: Option<&Value>,
    after: Option<&Value>,
    locales: &[String; 2],
) -> impl Iterator<Item = (String, String, String)> {
    let (mut old, mut new) = (texts(before, &locales[0]), texts(after, &locales[1]));
    let langs: BTreeSet<String> = old.keys().chain(new.keys()).cloned().collect();
    langs.into_iter().filter_map(move |lang| {
        let (before, after) = (old.remove(&lang).unwrap_or_default(), new.remove(&lang).unwrap_or_default());
        (before != after).then_some((lang, before, after))
    })
}
