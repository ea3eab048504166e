//! Codes that refer to codes: only to those above them, as KH Coder reads its files.

use std::collections::HashMap;

use super::Code;
use super::atom::Atom;
use super::problem::{ProblemKind, RuleProblem, report};

/// Reports codes that do not exist, stand further down, or go round in a circle.
pub(super) fn check(codes: &[Code], problems: &mut Vec<RuleProblem>) {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for (number, code) in codes.iter().enumerate() {
        numbers.entry(&code.name).or_insert(number);
    }
    let mut edges = Vec::new();
    for (number, code) in codes.iter().enumerate() {
        for found in code.rule.iter().flat_map(|rule| rule.atoms()) {
            let Atom::Code(name) = found.atom else { continue };
            match numbers.get(name.as_str()) {
                None => report(problems, ProblemKind::UnknownCode, found.place, name.clone()),
                Some(&target) => edges.push((number, target, found.place)),
            }
        }
    }
    let pairs: Vec<(usize, usize)> = edges.iter().map(|(source, target, _)| (*source, *target)).collect();
    let is_circular = circular(codes.len(), &pairs);
    for (source, target, place) in edges {
        if target < source {
            continue;
        }
        let kind = if is_circular[source] && is_circular[target] {
            ProblemKind::CircularCode
        } else {
            ProblemKind::LaterCode
        };
        report(problems, kind, place, codes[target].name.clone());
    }
}

/// Which of `n` things are left when those that refer to nothing left, or that nothing left refers to, are taken away
/// one after the other: the circles, and what lies between two of them.
fn circular(n: usize, edges: &[(usize, usize)]) -> Vec<bool> {
    let mut is_left = vec![true; n];
    for is_turned in [false, true] {
        let turned = |&(source, target): &(usize, usize)| {
            if is_turned { (target, source) } else { (source, target) }
        };
        let mut referring: Vec<Vec<usize>> = vec![Vec::new(); n];
        let mut n_references = vec![0_usize; n];
        for (source, target) in edges.iter().map(turned) {
            if is_left[source] && is_left[target] {
                referring[target].push(source);
                n_references[source] += 1;
            }
        }
        let mut free: Vec<usize> = (0..n).filter(|&at| is_left[at] && n_references[at] == 0).collect();
        while let Some(at) = free.pop() {
            is_left[at] = false;
            for &source in &referring[at] {
                n_references[source] -= 1;
                if n_references[source] == 0 {
                    free.push(source);
                }
            }
        }
    }
    is_left
}
