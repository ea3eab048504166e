//! Which part of one version is which part of the other.

use super::Side;
use crate::questionnaire::edit::tree::{Kind, Node};
use crate::questionnaire::threads::{Known, threads};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The thread of each part, place by place; a part that the other version has too has the same thread there.
pub struct Matched {
    /// Of the earlier version.
    pub before: Vec<usize>,
    /// Of the later version.
    pub after: Vec<usize>,
}

/// Finds the parts of one version in the other.
pub fn matched(before: &Side, after: &Side) -> Matched {
    let mut found = Matched { before: vec![0; before.nodes.len()], after: vec![0; after.nodes.len()] };
    let mut next = 0;
    for kind in [Kind::Question, Kind::Panel, Kind::Page] {
        let sides = [before, after].map(|side| named(side, kind));
        let known = sides.each_ref().map(|parts| {
            parts.iter().map(|part| Known { id: part.id.as_deref(), name: &part.name }).collect::<Vec<_>>()
        });
        let own = threads(&known, &|_, _| true);
        let most = own.iter().flatten().max().map_or(0, |most| most + 1);
        for (parts, (own, threads)) in
            sides.iter().zip(own.into_iter().zip([&mut found.before, &mut found.after]))
        {
            for (part, thread) in parts.iter().zip(own) {
                threads[part.at] = next + thread;
            }
        }
        next += most;
    }
    rename_pages(before, after, &mut found);
    found
}

struct Named {
    at: usize,
    id: Option<String>,
    name: String,
}

/// The parts of a kind. Those without a name (texts between questions) are told apart by their count.
fn named(side: &Side, kind: Kind) -> Vec<Named> {
    let mut n_unnamed: HashMap<&str, usize> = HashMap::new();
    let parts = side.nodes.iter().enumerate().filter(|(_, node)| node.kind == kind);
    let named = |(at, node): (usize, &'_ Node)| {
        let id = side.object(at).and_then(|object| object.get("kt:id")).and_then(|id| id.as_str());
        let id = id.filter(|id| !id.is_empty() && kind == Kind::Question).map(str::to_owned);
        (at, id, node.name.clone())
    };
    let mut found: Vec<Named> = parts.map(named).map(|(at, id, name)| Named { at, id, name }).collect();
    for part in found.iter_mut().filter(|part| part.name.is_empty()) {
        let kind = side.nodes.get(part.at).map_or("", |node| node.type_name.as_str());
        let n = n_unnamed.entry(kind).or_default();
        *n += 1;
        part.name = format!("\0{kind}{n}");
    }
    found
}

/// A page of another name that has most questions of a page that is gone is that page.
fn rename_pages(before: &Side, after: &Side, found: &mut Matched) {
    let (was, is): (HashSet<usize>, HashSet<usize>) =
        (found.before.iter().copied().collect(), found.after.iter().copied().collect());
    let old_page: HashMap<usize, usize> =
        questions(before, &found.before).filter(|(_, page)| !is.contains(page)).collect();
    let mut shared: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    for (question, page) in questions(after, &found.after).filter(|(_, page)| !was.contains(page)) {
        if let Some(old) = old_page.get(&question) {
            *shared.entry(page).or_default().entry(*old).or_default() += 1;
        }
    }
    let mut taken: HashSet<usize> = HashSet::new();
    for (page, olds) in shared {
        let best = olds.into_iter().filter(|(old, _)| !taken.contains(old)).max_by_key(|(_, n)| *n);
        let Some((old, _)) = best else { continue };
        taken.insert(old);
        found.after.iter_mut().filter(|thread| **thread == page).for_each(|thread| *thread = old);
    }
}

/// Threads of questions with the thread of their page.
fn questions<'a>(side: &'a Side, threads: &'a [usize]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let mut page = None;
    side.nodes.iter().zip(threads).filter_map(move |(node, thread)| {
        if node.kind == Kind::Page {
            page = Some(*thread);
        }
        (node.kind == Kind::Question).then_some((*thread, page?))
    })
}
