//! What mentions a question that got another name is no change: the earlier state is read with the later names.

use super::{Side, rules};
use crate::questionnaire::edit::rename;
use crate::questionnaire::edit::tree::Kind;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// How expressions call a question of the item that they stand in.
const NEAR: &[&str] = &["panel", "row"];

/// The later names of questions by their earlier ones, where they differ.
pub struct Names(HashMap<String, String>);

impl Names {
    /// By the threads of both versions.
    pub fn of((before, old): (&Side, &[usize]), (after, new): (&Side, &[usize])) -> Names {
        let named = |side: &Side, threads: &[usize]| {
            let parts = side.nodes.iter().zip(threads).filter(|(node, _)| node.kind == Kind::Question);
            parts.map(|(node, thread)| (*thread, node.name.clone())).collect::<Vec<(usize, String)>>()
        };
        let later: HashMap<usize, String> = named(after, new).into_iter().collect();
        let renamed = named(before, old).into_iter().filter_map(|(thread, name)| {
            let now = later.get(&thread).filter(|now| **now != name && !name.is_empty())?;
            Some((name, now.clone()))
        });
        Names(renamed.collect())
    }

    /// The earlier state of a part, with the later names where it then says what the later state says. Whatever differs
    /// keeps its own names: its words are those of its own version.
    pub fn followed(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> Map<String, Value> {
        let mut followed = before.clone();
        if self.0.is_empty() {
            return followed;
        }
        for (key, value) in &mut followed {
            let Some(later) = after.get(key).filter(|later| *later != value) else { continue };
            let renamed = self.renamed(key, value);
            match (value, later) {
                (value, later) if renamed == *later => *value = renamed,
                (Value::Array(items), Value::Array(later)) => {
                    let is_rules = rules::is_list(key);
                    let later = Later::of(later);
                    items.iter_mut().for_each(|item| self.follow_item(key, item, &later, is_rules));
                }
                _ => {}
            }
        }
        followed
    }

    /// One of a list: whole where the later list has it, else property by property.
    fn follow_item(&self, key: &str, item: &mut Value, later: &Later, is_rule: bool) {
        let renamed = self.renamed(key, item);
        if later.whole.contains(&renamed.to_string()) {
            *item = renamed;
        } else if let (false, Value::Object(object)) = (is_rule, &*item)
            && let Some(same) = later.by_id.get(&id(object))
        {
            *item = Value::Object(self.followed(object, same));
        }
    }

    fn renamed(&self, key: &str, value: &Value) -> Value {
        let mut whole = Value::Object(Map::from_iter([(key.to_owned(), value.clone())]));
        rename::in_value(&mut whole, &|name| self.later(name));
        whole.get_mut(key).map(Value::take).unwrap_or_default()
    }

    fn later(&self, name: &str) -> Option<String> {
        if let Some(now) = self.0.get(name) {
            return Some(now.clone());
        }
        let (near, inner) = name.split_once('.').filter(|(near, _)| NEAR.contains(near))?;
        self.0.get(inner).map(|now| format!("{near}.{now}"))
    }
}

/// A later list, so that each item of the earlier one is found in it without looking at all.
struct Later<'l> {
    whole: HashSet<String>,
    by_id: HashMap<String, &'l Map<String, Value>>,
}

impl<'l> Later<'l> {
    fn of(items: &'l [Value]) -> Later<'l> {
        let objects = items.iter().filter_map(Value::as_object);
        let mut by_id = HashMap::new();
        for object in objects {
            by_id.entry(id(object)).or_insert(object);
        }
        Later { whole: items.iter().map(Value::to_string).collect(), by_id }
    }
}

/// What an item of a list is known by.
fn id(object: &Map<String, Value>) -> String {
    object.get("value").or_else(|| object.get("name")).map(Value::to_string).unwrap_or_default()
}
