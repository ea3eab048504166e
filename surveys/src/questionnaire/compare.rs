//! What differs between two versions of a questionnaire, as a list of plain changes. The words are the server's.
//!
//! Both are compared as JSON, so that nothing that changed is left out: what Kikitori does not know is named as it
//! stands. Questions are found again by `kt:id`, then by name (`threads`), pages and panels by name.

use super::definition::{Definition, Element};
use super::edit::set::locale_of;
use super::edit::tree::{self, Kind, Node};
use super::edit::{opened, text};
use super::merge::merged;
use super::parse::parse;
use follow::Names;
use matching::{Matched, matched};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

mod follow;
mod items;
mod matching;
mod properties;
mod rules;
mod sequence;

/// Most changes that are listed; what is beyond is counted.
pub const MOST: usize = 1_000;

/// One of the two versions.
#[derive(Debug)]
pub struct Side {
    /// The definition as Kikitori reads it, to say its conditions in words.
    pub definition: Definition,
    draft: Value,
    nodes: Vec<Node>,
    numbers: HashMap<String, String>,
}

impl Side {
    /// Reads a stored definition; None if it is none.
    pub fn read(json: &str) -> Option<Side> {
        let draft = opened(json).ok()?;
        let definition = parse(&draft.to_string()).0?;
        let mut numbers = HashMap::new();
        definition.pages.iter().for_each(|page| collect_numbers(&page.elements, &mut numbers));
        Some(Side { nodes: tree::nodes(&draft), definition, draft, numbers })
    }

    fn object(&self, at: usize) -> Option<&Map<String, Value>> {
        tree::get(&self.draft, &self.nodes.get(at)?.spot)
    }

    fn locale(&self) -> String {
        locale_of(&self.draft)
    }

    fn part(&self, at: usize) -> Part {
        let Some(node) = self.nodes.get(at) else { return Part::default() };
        let object = self.object(at);
        let title =
            |key: &str| object.map(|object| text::get(object, key, &self.locale())).unwrap_or_default();
        let path = tree::path(&self.draft, &node.spot);
        Part {
            kind: Some(node.kind),
            type_name: node.type_name.clone(),
            name: node.name.clone(),
            number: self.numbers.get(&path).cloned().unwrap_or_default(),
            title: if node.type_name == "html" { title("html") } else { title("title") },
        }
    }
}

fn collect_numbers(elements: &[Element], found: &mut HashMap<String, String>) {
    for element in elements {
        match element {
            Element::Question(question) => {
                found.insert(question.path.clone(), question.number.clone());
            }
            Element::Panel(panel) => collect_numbers(&panel.elements, found),
        }
    }
}

/// A part as it is named to people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// What it is; None = the questionnaire itself.
    pub kind: Option<Kind>,
    /// SurveyJS `type`; `page` for pages.
    pub type_name: String,
    /// Its name.
    pub name: String,
    /// Number as printed; may be empty.
    pub number: String,
    /// Title in the definition's own language; HTML for a text between questions.
    pub title: String,
}

/// A part with everything that changed about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChanges {
    /// As the later version has it; as the earlier one had it if it is gone.
    pub part: Part,
    /// What changed, never nothing.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is new; with the page or panel that it is in.
    Added(Part),
    /// It is gone; with the page or panel that it was in.
    Removed(Part),
    /// It stands in another page or panel.
    Moved {
        /// Where it was.
        from: Part,
        /// Where it is.
        to: Part,
    },
    /// It stands elsewhere among the parts of its page or panel: now after this one, or first.
    Reordered(Option<Part>),
    /// Its name, the column of exported data, changed.
    Renamed {
        /// The earlier name.
        from: String,
        /// The later name.
        to: String,
    },
    /// Its type changed.
    Retyped {
        /// The earlier SurveyJS `type`.
        from: String,
        /// The later one.
        to: String,
    },
    /// A text changed.
    Reworded {
        /// Name of the property.
        property: String,
        /// Its language; empty for the definition's own.
        lang: String,
        /// The earlier text.
        before: String,
        /// The later text.
        after: String,
    },
    /// Yes or no.
    Switched {
        /// Name of the property.
        property: String,
        /// Whether it is yes now.
        is_on: bool,
    },
    /// A condition or calculation.
    Expression {
        /// Name of the property.
        property: String,
        /// The earlier source; empty = none.
        before: String,
        /// The later source; empty = none.
        after: String,
    },
    /// Another setting.
    Set {
        /// Name of the property.
        property: String,
        /// As it stood in JSON, shortened; empty = none.
        before: String,
        /// As it stands in JSON, shortened; empty = none.
        after: String,
    },
    /// A rule: a validator, trigger, calculated value, or closing words with a condition.
    Rule {
        /// Name of the property that holds the list.
        list: String,
        /// As it was; None = it is new.
        before: Option<Map<String, Value>>,
        /// As it is; None = it is gone.
        after: Option<Map<String, Value>>,
    },
    /// Something about a choice, row, column or item.
    Item {
        /// Name of the property that holds the list.
        list: String,
        /// The stored value.
        value: String,
        /// Its words, the later ones where there are some.
        label: String,
        /// What changed.
        change: ItemChange,
    },
    /// The items of a list are in another order.
    ItemsReordered {
        /// Name of the property that holds the list.
        list: String,
    },
}

/// What changed about an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemChange {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its words changed.
    Reworded {
        /// Their language; empty for the definition's own.
        lang: String,
        /// The earlier words.
        before: String,
        /// The later words.
        after: String,
    },
    /// These properties of it changed.
    Set(Vec<String>),
}

/// The whole comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The questionnaire itself, then pages, panels and questions in the order of the later version; what is gone stands
    /// after its former neighbour.
    pub parts: Vec<PartChanges>,
    /// Changes that are not listed because there are too many.
    pub n_left_out: usize,
}

/// What the later version changed. Linear in the size of both, but for sorting.
pub fn compare(before: &Side, after: &Side) -> Comparison {
    let Matched { before: old_threads, after: new_threads } = matched(before, after);
    let old: HashMap<usize, usize> =
        old_threads.iter().enumerate().map(|(at, thread)| (*thread, at)).collect();
    let new: HashMap<usize, usize> =
        new_threads.iter().enumerate().map(|(at, thread)| (*thread, at)).collect();
    let (old_parents, new_parents) = (parents(&before.nodes), parents(&after.nodes));
    let moved = reordered((&old_threads, &old_parents), (&new_threads, &new_parents));
    let names = Names::of((before, &old_threads), (after, &new_threads));
    let own = (before.draft.as_object(), after.draft.as_object());
    let mut parts = Vec::new();
    if let (Some(one), Some(other)) = own {
        let locales = [before.locale(), after.locale()];
        let changes = properties::of(&names.followed(one, other), other, [tree::SURVEY; 2], &locales);
        parts.push(PartChanges {
            part: Part { type_name: tree::SURVEY.to_owned(), ..Part::default() },
            changes,
        });
    }
    for thread in merged(&[new_threads.clone(), old_threads.clone()]) {
        let place = |side: &Side, parents: &[Option<usize>], at: usize| {
            parents.get(at).copied().flatten().map(|parent| side.part(parent)).unwrap_or_default()
        };
        let part = match (old.get(&thread), new.get(&thread)) {
            (Some(was), Some(is)) => {
                let mut changes = Vec::new();
                let threads_of = |threads: &[usize], parents: &[Option<usize>], at: usize| {
                    parents.get(at).copied().flatten().and_then(|parent| threads.get(parent).copied())
                };
                let parent = threads_of(&new_threads, &new_parents, *is);
                if threads_of(&old_threads, &old_parents, *was) != parent {
                    let from = place(before, &old_parents, *was);
                    changes.push(Change::Moved { from, to: place(after, &new_parents, *is) });
                } else if let Some(previous) = moved.get(&thread) {
                    changes.push(Change::Reordered(previous.map(|previous| after.part(previous))));
                }
                changes.extend(of_part(before, *was, after, *is, &names));
                PartChanges { part: after.part(*is), changes }
            }
            (None, Some(is)) => PartChanges {
                part: after.part(*is),
                changes: vec![Change::Added(place(after, &new_parents, *is))],
            },
            (Some(was), None) => PartChanges {
                part: before.part(*was),
                changes: vec![Change::Removed(place(before, &old_parents, *was))],
            },
            (None, None) => continue,
        };
        parts.push(part);
    }
    bounded(parts)
}

/// Keeps the first changes and counts the others.
fn bounded(parts: Vec<PartChanges>) -> Comparison {
    let mut comparison = Comparison::default();
    let mut room = MOST;
    for mut part in parts.into_iter().filter(|part| !part.changes.is_empty()) {
        comparison.n_left_out += part.changes.len().saturating_sub(room);
        part.changes.truncate(room);
        room -= part.changes.len();
        if !part.changes.is_empty() {
            comparison.parts.push(part);
        }
    }
    comparison
}

fn of_part(before: &Side, was: usize, after: &Side, is: usize, names: &Names) -> Vec<Change> {
    let (Some(old), Some(new)) = (before.nodes.get(was), after.nodes.get(is)) else { return Vec::new() };
    let (Some(one), Some(other)) = (before.object(was), after.object(is)) else { return Vec::new() };
    let mut changes = Vec::new();
    if old.name != new.name {
        changes.push(Change::Renamed { from: old.name.clone(), to: new.name.clone() });
    }
    if old.type_name != new.type_name {
        changes.push(Change::Retyped { from: old.type_name.clone(), to: new.type_name.clone() });
    }
    let [was_compared, is_compared] = [one, other].map(|object| shared_id(object).to_owned());
    if old.kind == Kind::Question && was_compared != is_compared {
        changes.push(Change::Set { property: "kt:id".to_owned(), before: was_compared, after: is_compared });
    }
    let locales = [before.locale(), after.locale()];
    changes.extend(properties::of(
        &names.followed(one, other),
        other,
        [&old.type_name, &new.type_name],
        &locales,
    ));
    changes
}

/// What a question is compared by.
fn shared_id(object: &Map<String, Value>) -> &str {
    let named = |key: &str| object.get(key).and_then(Value::as_str).filter(|id| !id.is_empty());
    named("kt:id").or_else(|| named("name")).unwrap_or_default()
}

/// The page or panel of each part, as places in the list.
fn parents(nodes: &[Node]) -> Vec<Option<usize>> {
    let by_spot: HashMap<&[usize], usize> =
        nodes.iter().enumerate().map(|(at, node)| (node.spot.as_slice(), at)).collect();
    let parent = |node: &Node| {
        let (_, above) = node.spot.split_last()?;
        by_spot.get(above).copied()
    };
    nodes.iter().map(parent).collect()
}

/// Threads of parts that stand elsewhere among those beside them that both versions have, each with the place (in the
/// later version) of the part that it follows now.
fn reordered(
    (old_threads, old_parents): (&[usize], &[Option<usize>]),
    (new_threads, new_parents): (&[usize], &[Option<usize>]),
) -> BTreeMap<usize, Option<usize>> {
    let thread = |threads: &[usize], at: Option<usize>| at.and_then(|at| threads.get(at).copied());
    let mut was: HashMap<usize, (Option<usize>, usize)> = HashMap::new();
    for (at, (own, parent)) in old_threads.iter().zip(old_parents).enumerate() {
        was.insert(*own, (thread(old_threads, *parent), at));
    }
    // Children of each parent in the later version: (place, thread, place in the earlier version).
    let mut beside: BTreeMap<Option<usize>, Vec<(usize, usize, usize)>> = BTreeMap::new();
    let mut previous: HashMap<usize, Option<usize>> = HashMap::new();
    let mut last: HashMap<Option<usize>, usize> = HashMap::new();
    for (at, (own, parent)) in new_threads.iter().zip(new_parents).enumerate() {
        previous.insert(*own, last.insert(*parent, at));
        if let Some((old_parent, old_at)) = was.get(own)
            && *old_parent == thread(new_threads, *parent)
        {
            beside.entry(*parent).or_default().push((at, *own, *old_at));
        }
    }
    let mut found = BTreeMap::new();
    for children in beside.values() {
        let order: Vec<usize> = children.iter().map(|(_, _, was)| *was).collect();
        for at in sequence::out_of_order(&order) {
            if let Some((_, own, _)) = children.get(at) {
                found.insert(*own, previous.get(own).copied().flatten());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
