//! The variables of all versions of a questionnaire as one list, so that answers of every version stay in tables and
//! exports. Each response is read by the variable as its own version asked it.

use super::answer::compact::CompactAnswers;
use super::composite::item_place;
use super::definition::Definition;
use super::edit::frozen;
use super::merge::merged;
use super::problem::Problem;
use super::question::{Question, file};
use super::reader::join;
use super::threads::{Known, threads};
use super::variable::{Variable, VariableKind, variables};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A published version.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// Its number, from 1.
    pub number: i32,
    /// What it asks.
    pub definition: &'a Definition,
    /// Whether its variables are wanted: it has answers, or it is the newest.
    pub is_counted: bool,
}

/// A variable over all versions.
#[derive(Debug, Clone)]
pub struct Joined {
    /// As it is shown: named and labelled by the newest version that has it, with the values of all versions.
    pub variable: Variable,
    /// As each version asks it, oldest first; None where it does not, or is not counted.
    pub own: Vec<Option<Variable>>,
    /// Every `kt:role` that a version gave its question.
    pub roles: BTreeSet<String>,
    /// `kt:id` of the question, or its name: what it is compared by between questionnaires.
    pub shared_id: String,
    /// Versions that are counted, oldest first.
    pub counted: Vec<usize>,
}

impl Joined {
    /// The variable as a version asks it.
    pub fn own(&self, version: usize) -> Option<&Variable> {
        self.own.get(version)?.as_ref()
    }

    /// Places of the versions that ask it.
    pub fn asked_in(&self) -> Vec<usize> {
        self.counted.iter().copied().filter(|version| self.own(*version).is_some()).collect()
    }

    /// Whether every counted version asks it.
    pub fn is_in_all(&self) -> bool {
        self.asked_in().len() == self.counted.len()
    }

    /// Whether a version asks it and offers this value.
    pub fn offers(&self, version: usize, value: &str) -> bool {
        self.own(version).is_some_and(|own| own.value_labels.iter().any(|(known, _)| known == value))
    }

    /// Places of the versions that ask it and offer this value.
    pub fn offering(&self, value: &str) -> Vec<usize> {
        self.asked_in().into_iter().filter(|version| self.offers(*version, value)).collect()
    }

    /// Other names that versions give it, each with the versions that do, oldest first.
    pub fn earlier_names(&self) -> Vec<(Vec<usize>, String)> {
        let mut found: Vec<(Vec<usize>, String)> = Vec::new();
        for version in self.asked_in() {
            let Some(own) = self.own(version).filter(|own| own.name != self.variable.name) else { continue };
            match found.iter_mut().find(|(_, name)| *name == own.name) {
                Some((versions, _)) => versions.push(version),
                None => found.push((vec![version], own.name.clone())),
            }
        }
        found
    }

    /// Labels that were other words before: the version, the value (None = the question), the words.
    pub fn earlier_labels(&self) -> Vec<(usize, Option<String>, String)> {
        let mut found = Vec::new();
        for version in self.asked_in() {
            let Some(own) = self.own(version) else { continue };
            if own.label != self.variable.label {
                found.push((version, None, own.label.clone()));
            }
            let now: HashMap<&str, &str> =
                self.variable.value_labels.iter().map(|(value, label)| (&**value, &**label)).collect();
            for (value, label) in &own.value_labels {
                if now.get(value.as_str()) != Some(&label.as_str()) {
                    found.push((version, Some(value.clone()), label.clone()));
                }
            }
        }
        found
    }
}

/// The union of the variables, in the order of the newest version; a variable that only older versions have stands after
/// its former neighbour. Versions come oldest first. A variable whose kind of values has changed stays two variables, the
/// older with its version behind its name.
pub fn union(versions: &[Version<'_>], lang: &str) -> Vec<Joined> {
    let threads = question_threads(versions);
    let marks = Marks::of(versions, &threads, lang);
    let mut found: HashMap<Key, Joined> = HashMap::new();
    let mut lists: Vec<Vec<Key>> = Vec::new();
    let counted: Vec<usize> = (0..versions.len()).filter(|at| versions[*at].is_counted).collect();
    for version in counted.iter().rev().copied() {
        let mut list = Vec::new();
        for variable in variables(versions[version].definition, lang) {
            let key = Key::of(&variable, &threads[version]);
            list.push(key.clone());
            let joined = found.entry(key).or_insert_with_key(|key| Joined {
                variable: Variable {
                    is_identifier: marks.is_identifying(key, &variable),
                    ..variable.clone()
                },
                own: vec![None; versions.len()],
                roles: key.thread.and_then(|thread| marks.roles.get(&thread)).cloned().unwrap_or_default(),
                shared_id: shared_id(versions[version].definition, &variable),
                counted: counted.clone(),
            });
            joined.own[version] = Some(variable);
        }
        lists.push(list);
    }
    let mut taken: HashSet<String> = HashSet::new();
    let mut all: Vec<Joined> = Vec::new();
    for key in in_order(&lists) {
        all.extend(found.remove(&key));
    }
    // Newer variables keep their names.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(all[*at].asked_in().last().copied()));
    for at in order {
        let joined = &mut all[at];
        let number = joined.asked_in().last().map_or(0, |version| versions[*version].number);
        while !taken.insert(joined.variable.name.clone()) {
            joined.variable.name.push_str(&format!("_v{number}"));
        }
        if joined.variable.kind != VariableKind::Number {
            joined.variable.value_labels = all_values(joined);
        }
    }
    all
}

/// Questions in their merged order, and within each its parts in theirs: rows of one question stay together.
fn in_order(lists: &[Vec<Key>]) -> Vec<Key> {
    let questions = |list: &Vec<Key>| list.iter().map(Key::question).collect::<Vec<_>>();
    let mut parts: HashMap<QuestionKey, Vec<Vec<Key>>> = HashMap::new();
    for list in lists {
        for part in list.chunk_by(|a, b| a.question() == b.question()) {
            let Some(first) = part.first() else { continue };
            parts.entry(first.question()).or_default().push(part.to_vec());
        }
    }
    let order = merged(&lists.iter().map(questions).collect::<Vec<_>>());
    order.into_iter().flat_map(|question| merged(&parts.remove(&question).unwrap_or_default())).collect()
}

/// The values of all versions with their newest labels. (Of a number the newest ends of its scale are enough.)
fn all_values(joined: &Joined) -> Vec<(String, String)> {
    let own: Vec<&Variable> = joined.own.iter().rev().flatten().collect();
    let lists: Vec<Vec<&String>> =
        own.iter().map(|own| own.value_labels.iter().map(|(value, _)| value).collect()).collect();
    let mut labels: HashMap<&String, &String> = HashMap::new();
    for (value, label) in own.iter().flat_map(|own| &own.value_labels) {
        labels.entry(value).or_insert(label);
    }
    let label = |value: &String| labels.get(value).map(|label| (value.clone(), (*label).clone()));
    merged(&lists).into_iter().filter_map(label).collect()
}

/// What was filled in, with the place of its version.
#[derive(Debug, Clone, Copy)]
pub struct Filled<'a> {
    /// Place of the version among all.
    pub version: usize,
    /// The answers.
    pub answers: &'a CompactAnswers,
    /// Places where something is written that cannot be read.
    pub unreadable: &'a BTreeSet<String>,
}

/// The joined variables without those of panels and rows that nobody has filled in. What cannot be read was filled in, too.
pub fn present<'a>(joined: Vec<Joined>, filled: impl Iterator<Item = Filled<'a>> + Clone) -> Vec<Joined> {
    let is_there = |joined: &Joined| {
        joined.variable.item.is_none_or(|item| {
            let reaches = |filled: Filled<'a>| {
                let Some(own) = joined.own(filled.version) else { return false };
                let n = filled.answers.get(&own.question).and_then(Value::as_array).map_or(0, Vec::len);
                let place = format!("{}.", item_place(&own.question, item, None));
                n > item || filled.unreadable.iter().any(|unreadable| unreadable.starts_with(&place))
            };
            filled.clone().any(reaches)
        })
    };
    joined.into_iter().filter(is_there).collect()
}

/// The questions of each version that any version marks as saying who a person is, by their names there.
pub fn identifying(versions: &[Version<'_>]) -> Vec<HashSet<String>> {
    let threads = question_threads(versions);
    let marked: HashSet<usize> = versions
        .iter()
        .zip(&threads)
        .flat_map(|(version, threads)| {
            let questions = version.definition.questions().into_iter().filter(|found| found.is_identifier);
            questions.filter_map(|found| threads.get(&found.name).copied())
        })
        .collect();
    let names = |threads: &HashMap<String, usize>| {
        threads.iter().filter(|(_, thread)| marked.contains(thread)).map(|(name, _)| name.clone()).collect()
    };
    threads.iter().map(names).collect()
}

/// What keeps a later version from being published after an earlier one: answers that have been given must stay
/// readable, whichever way the draft was changed.
pub fn check(earlier: &Definition, later: &Definition) -> Vec<Problem> {
    let problem = |question: &Question| {
        Problem::error("type-unreadable", join(&question.path, "type")).with("name", &question.name)
    };
    unreadable(earlier, later).into_iter().map(problem).collect()
}

/// The questions of a version that an earlier version asks in a way whose answers it could not read.
fn unreadable<'a>(earlier: &Definition, later: &'a Definition) -> Vec<&'a Question> {
    let (old, new) = (asked(earlier), asked(later));
    let parts = [&old, &new].map(|list| list.iter().map(|question| known(question)).collect());
    let found = threads(&parts, &|_, _| true);
    let by_thread: HashMap<usize, &Question> = found[0].iter().copied().zip(old).collect();
    let is_unreadable = |(question, thread): &(&Question, &usize)| {
        let was = by_thread.get(thread);
        was.is_some_and(|was| !frozen::stays_readable(was.kind.name, question.kind.name))
    };
    new.into_iter().zip(&found[1]).filter(is_unreadable).map(|(question, _)| question).collect()
}

fn asked(definition: &Definition) -> Vec<&Question> {
    definition.questions().into_iter().filter(|question| question.has_answer()).collect()
}

fn known(question: &Question) -> Known<'_> {
    Known { id: question.id.as_deref(), name: &question.name }
}

/// The thread of each question of each version, by its name.
fn question_threads(versions: &[Version<'_>]) -> Vec<HashMap<String, usize>> {
    let asked: Vec<Vec<&Question>> = versions.iter().map(|version| asked(version.definition)).collect();
    let parts: Vec<Vec<Known<'_>>> =
        asked.iter().map(|list| list.iter().map(|question| known(question)).collect()).collect();
    let may_join = |newer: (usize, usize), older: (usize, usize)| {
        frozen::stays_readable(asked[older.0][older.1].kind.name, asked[newer.0][newer.1].kind.name)
    };
    let found = threads(&parts, &may_join);
    let named = |(list, threads): (&Vec<&Question>, Vec<usize>)| {
        list.iter().map(|question| question.name.clone()).zip(threads).collect()
    };
    asked.iter().zip(found).map(named).collect()
}

fn shared_id(definition: &Definition, variable: &Variable) -> String {
    let question = definition.question(&variable.question);
    question.map_or(variable.question.as_str(), |question| question.shared_id()).to_owned()
}

/// A question by its thread, or a calculated value by its name.
type QuestionKey = (Option<usize>, Option<String>);

/// What makes variables of several versions one variable.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    /// Thread of the question; None for calculated values, which have their name instead.
    thread: Option<usize>,
    name: Option<String>,
    part: (Option<usize>, Vec<String>, Option<String>),
    is_comment: bool,
    is_total: bool,
    kind: VariableKind,
}

impl Key {
    fn of(variable: &Variable, threads: &HashMap<String, usize>) -> Key {
        let thread = threads.get(&variable.question).copied();
        Key {
            thread,
            name: thread.is_none().then(|| variable.name.clone()),
            part: (variable.item, variable.path.clone(), variable.row.clone()),
            is_comment: variable.is_comment,
            is_total: variable.source.is_some(),
            kind: variable.kind,
        }
    }

    /// The question it belongs to.
    fn question(&self) -> QuestionKey {
        (self.thread, self.name.clone())
    }

    /// The same for values of any kind.
    fn of_any_kind(&self) -> Key {
        Key { kind: VariableKind::Text, ..self.clone() }
    }
}

/// What any version says about a question, counted or not: who identifies a person once stays unnamed for good.
struct Marks {
    whole: HashSet<usize>,
    parts: HashSet<Key>,
    roles: HashMap<usize, BTreeSet<String>>,
}

impl Marks {
    fn of(versions: &[Version<'_>], threads: &[HashMap<String, usize>], lang: &str) -> Marks {
        let mut marks = Marks { whole: HashSet::new(), parts: HashSet::new(), roles: HashMap::new() };
        for (version, threads) in versions.iter().zip(threads) {
            for question in version.definition.questions() {
                let Some(thread) = threads.get(&question.name).copied() else { continue };
                // How many files came tells nobody: only the files themselves identify, and no variable holds them.
                if question.is_identifier && question.kind.name != file::TYPE.name {
                    marks.whole.insert(thread);
                }
                marks.roles.entry(thread).or_default().extend(question.role.clone());
            }
            let own = variables(version.definition, lang).into_iter();
            let own = own.filter(|own| own.is_identifier);
            marks.parts.extend(own.map(|own| Key::of(&own, threads).of_any_kind()));
        }
        marks
    }

    fn is_identifying(&self, key: &Key, variable: &Variable) -> bool {
        variable.is_identifier
            || self.parts.contains(&key.of_any_kind())
            // What is counted of a question, such as how many files were sent, has a mark of its own.
            || (!key.is_total && key.thread.is_some_and(|thread| self.whole.contains(&thread)))
    }
}

#[cfg(test)]
mod tests;
