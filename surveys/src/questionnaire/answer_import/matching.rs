//! Which column is which question: a proposal that a person can correct.

use super::platform::{Added, Platform};
use super::target::{ID, TIME, Target, Way, without_number};
use super::value::is_flag;
use super::{Table, folded};
use crate::questionnaire::question::input::contact::is_email;
use std::collections::{HashMap, HashSet};

/// How a column came to what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Found by its name.
    Found,
    /// Nothing in the questionnaire is called so.
    Unknown,
    /// Says who somebody is, and no question asks for that.
    Identifying,
    /// Added by the service, without an answer in it.
    Technical,
    /// Another column says the same.
    Repeated,
}

/// The proposal for one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Key of the target; None = the column is not taken.
    pub target: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// How many cells are looked at to tell what a column holds.
const LOOKED_AT: usize = 200;

/// Proposes a target for every column: by exact names first, then by the words of questions, then by the words of rows
/// alone. Every target is proposed once, equal names in the order of the questionnaire.
pub fn propose(table: &Table, targets: &[Target], platform: Platform) -> Vec<Match> {
    let mut finder = Finder::new(targets);
    let mut found: Vec<Option<usize>> = vec![None; table.columns.len()];
    for tier in 0..3 {
        for (at, column) in table.columns.iter().enumerate() {
            if found[at].is_none() {
                let fits = |target: &Target| fits(target, table, at);
                found[at] = finder.find(tier, &names(column, tier, platform), &fits);
            }
        }
    }
    let whole: HashSet<&str> = found
        .iter()
        .flatten()
        .filter_map(|at| targets.get(*at))
        .filter(|target| target.way == Way::Many)
        .map(|target| target.field.as_str())
        .collect();
    let columns = found.iter().enumerate();
    columns
        .map(|(at, found)| {
            let target = found.and_then(|found| targets.get(found));
            settle(table, at, target, &whole, platform)
        })
        .collect()
}

/// What becomes of a column after all were looked for.
fn settle(
    table: &Table,
    at: usize,
    target: Option<&Target>,
    whole: &HashSet<&str>,
    platform: Platform,
) -> Match {
    let added = table.columns.get(at).and_then(|column| platform.added(column));
    let left = |reason| Match { target: None, reason };
    let is_identifying = added == Some(Added::Identifying) || holds_addresses(table, at);
    match (target, added) {
        (Some(target), _) if is_identifying && !target.is_identifier => left(Reason::Identifying),
        (Some(target), _) if target.way == Way::Flag && whole.contains(target.field.as_str()) => {
            left(Reason::Repeated)
        }
        (Some(target), _) => Match { target: Some(target.key.clone()), reason: Reason::Found },
        (None, Some(Added::Id)) => Match { target: Some(ID.to_owned()), reason: Reason::Found },
        (None, Some(Added::Time)) => Match { target: Some(TIME.to_owned()), reason: Reason::Found },
        (None, _) if is_identifying => left(Reason::Identifying),
        (None, Some(_)) => left(Reason::Technical),
        (None, None) => left(Reason::Unknown),
    }
}

/// Whether most cells are mail addresses.
fn holds_addresses(table: &Table, at: usize) -> bool {
    let cells: Vec<&str> = table.column(at).take(LOOKED_AT).collect();
    let n_addresses = cells.iter().filter(|cell| is_email(cell)).count();
    n_addresses > 0 && n_addresses * 2 > cells.len()
}

/// Whether the cells of a column can be what a target takes. Only columns for one choice are told by their cells: the
/// text beside "other" has the same name.
fn fits(target: &Target, table: &Table, at: usize) -> bool {
    match target.offered.first().filter(|_| target.way == Way::Flag) {
        Some(choice) => table.column(at).take(LOOKED_AT).all(|cell| is_flag(choice, cell)),
        None => true,
    }
}

/// What a column may be called: as it stands, without its groups, and its words without their number.
fn names(column: &str, tier: usize, platform: Platform) -> Vec<String> {
    let whole = folded(column);
    let mut names = vec![whole.clone()];
    // "Code and text": `Q1[SQ001]. What is asked [the row]`.
    if let Some((code, words)) = column.split_once(". ").filter(|_| platform == Platform::Limesurvey) {
        names.extend([folded(code), folded(words)]);
    }
    let mut rest = whole.as_str();
    while let Some((_, inner)) = rest.split_once('/').filter(|_| platform != Platform::Google) {
        names.push(inner.to_owned());
        rest = inner;
    }
    if tier > 0 {
        names.extend(names.clone().iter().map(|name| without_number(name).to_owned()));
    }
    names
}

/// Targets by their names.
struct Finder<'a> {
    targets: &'a [Target],
    by_name: [HashMap<&'a str, Vec<usize>>; 3],
    taken: HashSet<usize>,
}

impl<'a> Finder<'a> {
    fn new(targets: &'a [Target]) -> Finder<'a> {
        let mut by_name: [HashMap<&str, Vec<usize>>; 3] = Default::default();
        for (at, target) in targets.iter().enumerate() {
            for (names, known) in target.names.iter().zip(&mut by_name) {
                for name in names {
                    known.entry(name).or_default().push(at);
                }
            }
        }
        Finder { targets, by_name, taken: HashSet::new() }
    }

    /// The first target of one of these names that no column has yet. A column for one choice comes before a text of the
    /// same name, because its cells fit.
    fn find(&mut self, tier: usize, names: &[String], fits: &dyn Fn(&Target) -> bool) -> Option<usize> {
        let known = self.by_name.get(tier)?;
        for name in names {
            let open = known.get(name.as_str()).into_iter().flatten().copied();
            let open = open.filter(|at| !self.taken.contains(at));
            let fitting: Vec<usize> = open.filter(|at| self.targets.get(*at).is_some_and(fits)).collect();
            let is_flag = |at: &&usize| self.targets.get(**at).is_some_and(|target| target.way == Way::Flag);
            if let Some(found) = fitting.iter().find(is_flag).or(fitting.first()).copied() {
                self.taken.insert(found);
                return Some(found);
            }
        }
        None
    }
}
