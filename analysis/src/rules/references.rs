//! Codes that refer to codes: only to those above them, as KH Coder reads its files.

use std::collections::{HashMap, HashSet, VecDeque};

use super::Code;
use super::atom::Atom;
use super::problem::{MAX_PROBLEMS, ProblemKind, RuleProblem, report};

/// Codes of a ring that are named; of a longer one the others are left out.
const MOST_NAMED: usize = 10;

/// Reports codes that do not exist, stand further down, or go round in a ring, which is told once.
pub(super) fn check(codes: &[Code], problems: &mut Vec<RuleProblem>) {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for (number, code) in codes.iter().enumerate() {
        numbers.entry(&code.name).or_insert(number);
    }
    let mut edges = Vec::new();
    let mut targets: Vec<Vec<usize>> = vec![Vec::new(); codes.len()];
    for (number, code) in codes.iter().enumerate() {
        for found in code.rule.iter().flat_map(|rule| rule.atoms()) {
            let Atom::Code(name) = found.atom else { continue };
            match numbers.get(name.as_str()) {
                None => report(problems, ProblemKind::UnknownCode, found.place, name.clone()),
                Some(&target) => {
                    targets[number].push(target);
                    edges.push((number, target, found.place));
                }
            }
        }
    }
    let mut told: HashSet<(usize, usize)> = HashSet::new();
    let mut n_reported = 0;
    for (source, target, place) in edges {
        if target < source || told.contains(&(source, target)) {
            continue;
        }
        // More would not be listed, and each is looked for among all codes.
        if n_reported == MAX_PROBLEMS {
            return;
        }
        n_reported += 1;
        match ring(&targets, source, target) {
            Some(ring) => {
                report(problems, ProblemKind::CircularCode, place, named(codes, &ring));
                let next = ring.iter().skip(1).chain([&source]);
                told.extend(ring.iter().copied().zip(next.copied()));
            }
            None => report(problems, ProblemKind::LaterCode, place, codes[target].name.clone()),
        }
    }
}

/// The shortest way round from a code over one that it refers to: each once, itself first. `None` when nothing leads back.
fn ring(targets: &[Vec<usize>], source: usize, target: usize) -> Option<Vec<usize>> {
    let mut before: Vec<Option<usize>> = vec![None; targets.len()];
    before[target] = Some(source);
    let mut waiting = VecDeque::from([target]);
    while let Some(at) = waiting.pop_front() {
        if at == source {
            break;
        }
        for &next in &targets[at] {
            if before[next].is_none() {
                before[next] = Some(at);
                waiting.push_back(next);
            }
        }
    }
    let mut way = Vec::new();
    let mut at = before[source]?;
    while at != source {
        way.push(at);
        at = before[at]?;
    }
    way.push(source);
    way.reverse();
    Some(way)
}

/// The names of a ring, the first one again at its end.
fn named(codes: &[Code], ring: &[usize]) -> String {
    let mut names: Vec<&str> = ring.iter().take(MOST_NAMED).map(|&code| codes[code].name.as_str()).collect();
    if ring.len() > MOST_NAMED {
        names.push("…");
    }
    let first = names.first().copied();
    names.extend(first);
    names.join("→")
}
