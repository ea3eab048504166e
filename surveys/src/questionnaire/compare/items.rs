//! What changed in a list of choices, rows, columns or items.

use super::properties::rewordings;
use super::sequence::out_of_order;
use super::{Change, ItemChange};
use crate::questionnaire::edit::choices::{Shape, parts};
use crate::questionnaire::merge::merged;
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};

/// The changes in the list `name` of a part before and after. Items are found again by their value.
pub fn of(
    name: &str,
    [before, after]: [&Map<String, Value>; 2],
    shape: Shape,
    locales: &[String; 2],
) -> Vec<Change> {
    let read = |object: &Map<String, Value>, locale: &str| {
        let list = object.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        list.iter().map(|item| Item::read(item, shape, locale)).collect::<Vec<Item>>()
    };
    let (old, new) = (read(before, &locales[0]), read(after, &locales[1]));
    let places = |items: &[Item]| -> HashMap<String, usize> {
        items.iter().enumerate().rev().map(|(at, item)| (item.value.clone(), at)).collect()
    };
    let (was, is) = (places(&old), places(&new));
    let values = |items: &[Item]| items.iter().map(|item| item.value.clone()).collect::<Vec<String>>();
    let mut changes = Vec::new();
    for value in merged(&[values(&new), values(&old)]) {
        let old = was.get(&value).and_then(|at| old.get(*at));
        let new = is.get(&value).and_then(|at| new.get(*at));
        let change = |label: &str, change| Change::Item {
            list: name.to_owned(),
            value: value.clone(),
            label: label.to_owned(),
            change,
        };
        match (old, new) {
            (None, Some(new)) => changes.push(change(&new.label, ItemChange::Added)),
            (Some(old), None) => changes.push(change(&old.label, ItemChange::Removed)),
            (Some(old), Some(new)) => {
                let words = rewordings(Some(&old.text), Some(&new.text), locales);
                changes.extend(words.map(|(lang, before, after)| {
                    change(&new.label, ItemChange::Reworded { lang, before, after })
                }));
                let others = old.other_than(new);
                if !others.is_empty() {
                    changes.push(change(&new.label, ItemChange::Set(others)));
                }
            }
            (None, None) => {}
        }
    }
    let order: Vec<usize> = new.iter().filter_map(|item| was.get(&item.value).copied()).collect();
    if !out_of_order(&order).is_empty() {
        changes.push(Change::ItemsReordered { list: name.to_owned() });
    }
    changes
}

struct Item {
    value: String,
    label: String,
    text: Value,
    others: Map<String, Value>,
}

impl Item {
    fn read(item: &Value, shape: Shape, locale: &str) -> Item {
        let (value, label) = parts(item, shape, locale);
        let mut others = item.as_object().cloned().unwrap_or_default();
        let text = ["text", "title"].into_iter().find_map(|key| others.get(key).cloned());
        ["value", "text", "name", "title"].into_iter().for_each(|key| {
            others.shift_remove(key);
        });
        Item { text: text.unwrap_or_else(|| json!(label)), value, label, others }
    }

    /// Names of the further properties that differ.
    fn other_than(&self, other: &Item) -> Vec<String> {
        let names: BTreeSet<&String> = self.others.keys().chain(other.others.keys()).collect();
        names.into_iter().filter(|name| self.others.get(*name) != other.others.get(*name)).cloned().collect()
    }
}
