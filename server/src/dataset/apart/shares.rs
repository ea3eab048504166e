//! Leaves people out of numbers, so that neither a table of one use less the same table of the other nor a number of all less those of
//! the areas is what few of them said.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lot, REGION, RESEARCH, n_of};
use crate::dataset::kind_of;
use crate::dataset::microdata::who::group_code;

/// What tables and data part people by: their area; their kind, where those of several are a group; each of their kinds; the group of
/// kinds that data have; what they were asked, since all less those who were asked something are who were not (decision 55).
const GROUPINGS: [for<'l> fn(&'l Lot<'_>) -> Vec<&'l str>; 5] = [
    |lot| lot.who.region.as_deref().into_iter().collect(),
    |lot| kind_of(&lot.who.kinds).into_iter().collect(),
    |lot| lot.who.kinds.iter().map(String::as_str).collect(),
    |lot| Some(group_code(&lot.who.kinds)).filter(|code| !code.is_empty()).into_iter().collect(),
    |lot| vec![lot.asked.as_str()],
];

/// A part of a table that can be set against the same part of the other use's table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Share<'p> {
    /// An area or kind that both tell.
    Told(&'p str),
    /// All others together: what those leave of the total.
    Rest,
    /// Those of no area or kind: what the total by area or kind leaves of all.
    Nowhere,
}

/// What decides who is left out.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    /// Fewer are few.
    pub min_cell: usize,
    /// A use that counts fewer has no table.
    pub least: usize,
    /// Whether few of no area are counted all the same.
    pub counts_placeless: bool,
}

/// Leaves whoever is among few that only one use counts, in a table of all these or in a share of it, out of that number, and whoever is
/// among few of no area out of both; leaving somebody out may leave few in another share, so that it is looked at until nothing changes.
/// Research gives up whom it can first.
pub(super) fn leave_out(lots: &mut [Lot<'_>], rule: Rule) {
    let Rule { min_cell, least, counts_placeless } = rule;
    loop {
        let n = n_of(lots);
        for lot in lots.iter_mut() {
            for of in [REGION, RESEARCH] {
                lot.is_counted[of] &= n[of] >= least;
            }
        }
        if !counts_placeless && leave_placeless_out(lots, min_cell) {
            continue;
        }
        let in_research = few(lots, RESEARCH, min_cell);
        let (of, found) = match in_research.is_empty() {
            true => (REGION, few(lots, REGION, min_cell)),
            false => (RESEARCH, in_research),
        };
        if found.is_empty() {
            return;
        }
        for place in found {
            lots[place].is_counted[of] = false;
        }
    }
}

/// Leaves those of no area out of what a use counts where they are few beside others: they would be all less those of the areas. A table
/// that withheld this alone would still tell by its signs what they said. Says whether there were any.
fn leave_placeless_out(lots: &mut [Lot<'_>], min_cell: usize) -> bool {
    let mut is_any = false;
    for of in [REGION, RESEARCH] {
        let is_placeless = |lot: &Lot<'_>| lot.is_counted[of] && lot.who.region.is_none();
        let n: usize = lots.iter().filter(|lot| is_placeless(lot)).map(|lot| lot.n).sum();
        if (1..min_cell).contains(&n) && n < n_of(lots)[of] {
            lots.iter_mut().filter(|lot| is_placeless(lot)).for_each(|lot| lot.is_counted[of] = false);
            is_any = true;
        }
    }
    is_any
}

/// The lots that only this use counts, and that are few together in a share of the table. Nothing can be taken from a table that only
/// one use has.
fn few(lots: &[Lot<'_>], of: usize, min_cell: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    if n_of(lots).contains(&0) || !lots.iter().any(|lot| lot.is_alone(of)) {
        return found;
    }
    for share in shares(lots, min_cell) {
        let alone: Vec<usize> = share.into_iter().filter(|place| lots[*place].is_alone(of)).collect();
        let n: usize = alone.iter().map(|place| lots[*place].n).sum();
        if (1..min_cell).contains(&n) {
            found.extend(alone);
        }
    }
    found
}

/// The whole table, and its shares by area, kind and what was asked.
fn shares(lots: &[Lot<'_>], min_cell: usize) -> Vec<Vec<usize>> {
    let mut shares = vec![(0..lots.len()).collect()];
    for labels in GROUPINGS {
        let mut n: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
        for lot in lots {
            for label in labels(lot) {
                let own = n.entry(label).or_default();
                for of in [REGION, RESEARCH] {
                    own[of] += if lot.is_counted[of] { lot.n } else { 0 };
                }
            }
        }
        let is_told = |label: &&str| n.get(*label).is_some_and(|n| n.iter().all(|n| *n >= min_cell));
        let mut parts: BTreeMap<Share<'_>, Vec<usize>> = BTreeMap::new();
        for (place, lot) in lots.iter().enumerate() {
            let own = labels(lot);
            let told: Vec<Share<'_>> = own.iter().copied().filter(is_told).map(Share::Told).collect();
            let own = match (own.is_empty(), told.is_empty()) {
                (true, _) => vec![Share::Nowhere],
                (false, true) => vec![Share::Rest],
                (false, false) => told,
            };
            for share in own {
                parts.entry(share).or_default().push(place);
            }
        }
        shares.extend(parts.into_values());
    }
    shares
}

impl Lot<'_> {
    /// Whether this use counts them, and the other one does not.
    fn is_alone(&self, of: usize) -> bool {
        self.is_counted[of] && !self.is_counted[1 - of]
    }
}
