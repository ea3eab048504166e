//! What readers could subtract from the numbers of those who wrote twice. How many of them have a thing before, after and at all stands
//! beside what other pages tell of the same thing in groups of texts: in all, by area, kind, wave and answers, and of those who wrote in
//! another two questionnaires. Where one of two sets of texts lies within the other, what is left between them is told, too.
//!
//! This is done with care and not with precision: whatever another page would tell, it is taken for told here.

use std::collections::{BTreeMap, BTreeSet};

use surveys::privacy::consent::Purpose;

use super::Couple;
use super::written::{Kind, Thing, Written};
use crate::dataset::Dataset;
use crate::dataset::writings::Writing;
use crate::pages::explore::attribute::all_values;
use crate::pages::explore::groups::{Grouping, Groups, parted};
use crate::pages::explore::lookup::told::{Told, told, told_of_codes, told_of_rules};

/// What is beside the numbers of those who wrote twice.
pub(super) struct Beside {
    /// Sets of texts of which readers could know how many have a thing.
    rests: Vec<Vec<u32>>,
    /// For each thing whether the table by wave tells how many have it in both waves.
    are_waves_told: Vec<bool>,
}

impl Beside {
    /// For the texts before and after of each person; `others` are the texts, before or after, of those who wrote in two other
    /// questionnaires. Within internal work there is nothing to protect.
    ///
    /// # Errors
    /// When the table library refuses.
    pub fn of(
        dataset: &Dataset,
        texts: &Written,
        (couple, own): (&Couple<'_>, &[[u32; 2]]),
        others: Vec<Vec<u32>>,
    ) -> anyhow::Result<Beside> {
        if dataset.purpose == Purpose::Internal {
            return Ok(Beside { rests: Vec::new(), are_waves_told: vec![true; texts.things.len()] });
        }
        let waves = parted(dataset, &texts.writings, Grouping::Wave);
        let of_waves = [&couple.before.wave, &couple.after.wave];
        let is_told = waves_told(dataset, texts, &waves, of_waves)?;
        let mut sets: Vec<Vec<u32>> = others;
        sets.iter_mut().for_each(|set| set.sort_unstable());
        let sides = sides(own);
        let whole = of_waves.map(|wave| waves.of(wave));
        // How many of a whole wave have a thing is told by the table by wave, and nothing is new.
        let is_whole = [0, 1].map(|time| sides[time] == whole[time]);
        let told = [is_whole[0], is_whole[1], is_whole == [true, true]];
        let new: Vec<Vec<u32>> =
            sides.into_iter().zip(told).filter(|(_, is_told)| !is_told).map(|(side, _)| side).collect();
        let rests = rests(&texts.writings, &new, &all_values(dataset, &texts.writings), &sets);
        Ok(Beside { rests, are_waves_told: is_told })
    }

    /// How many have a thing and how many do not, of each set of texts that is left; for
    /// [`analysis::table::changes::Changes::with_beside`]. `place` is that of the thing.
    pub fn rests(&self, place: usize, thing: &Thing) -> Vec<usize> {
        let of_set = |set: &Vec<u32>| {
            let n = set.iter().filter(|text| thing.texts.binary_search(text).is_ok()).count();
            [n, set.len() - n]
        };
        let mut rests: Vec<usize> = self.rests.iter().flat_map(of_set).collect();
        if self.are_waves_told.get(place) != Some(&true) {
            rests.push(WITHHELD);
        }
        rests
    }
}

/// Stands for a number that another table withholds: one person is few whatever the threshold is.
const WITHHELD: usize = 1;

/// For each thing whether the table by wave tells how many have it in both waves.
fn waves_told(
    dataset: &Dataset,
    texts: &Written,
    waves: &Groups,
    of: [&String; 2],
) -> anyhow::Result<Vec<bool>> {
    let hits: Vec<&[u32]> = texts.things.iter().map(|thing| thing.texts.as_slice()).collect();
    let told: Told = match texts.kind {
        Kind::Words => told(dataset, waves, &hits)?,
        Kind::Themes => told_of_codes(dataset, waves, &hits)?,
        Kind::Rules => told_of_rules(dataset, waves, &hits)?,
    };
    let places = of.map(|wave| waves.labels.iter().position(|label| label.value == *wave));
    let is_told =
        |thing: usize| places.iter().all(|place| place.is_some_and(|wave| told.has_cell(thing, wave)));
    Ok((0..hits.len()).map(is_told).collect())
}

/// The texts before, after, and both.
fn sides(own: &[[u32; 2]]) -> [Vec<u32>; 3] {
    let of = |time: usize| {
        let mut texts: Vec<u32> = own.iter().map(|texts| texts[time]).collect();
        texts.sort_unstable();
        texts
    };
    let (before, after) = (of(0), of(1));
    let mut both = [before.as_slice(), &after].concat();
    both.sort_unstable();
    [before, after, both]
}

/// What is left between each of `own` and the sets of texts that other pages tell of. All lists are ascending.
fn rests(
    writings: &[Writing],
    own: &[Vec<u32>],
    partitions: &[Vec<Option<String>>],
    others: &[Vec<u32>],
) -> Vec<Vec<u32>> {
    let everybody: Vec<u32> = (0..writings.len() as u32).collect();
    let mut found: BTreeSet<Vec<u32>> = BTreeSet::new();
    for own in own {
        found.insert(without(&everybody, own));
        for values in partitions {
            beside_groups(own, values, &mut found);
        }
        for other in others {
            found.extend(between(own, other));
        }
    }
    found.into_iter().filter(|rest| !rest.is_empty()).collect()
}

/// What is left between a set of texts and groups of all texts. Those of no group are one, too: they are what the others leave.
fn beside_groups(own: &[u32], values: &[Option<String>], found: &mut BTreeSet<Vec<u32>>) {
    let mut groups: BTreeMap<Option<&str>, Vec<u32>> = BTreeMap::new();
    for (place, value) in (0..).zip(values) {
        groups.entry(value.as_deref()).or_default().push(place);
    }
    let is_own = |text: &u32| own.binary_search(text).is_ok();
    let is_touched = |group: &&Vec<u32>| group.iter().any(is_own);
    let is_inside = |group: &&Vec<u32>| group.iter().all(is_own);
    let inside = union(groups.values().filter(is_inside));
    found.insert(without(&union(groups.values().filter(is_touched)), own));
    found.insert(without(own, &inside));
    let any = union(groups.iter().filter(|(value, _)| value.is_some()).map(|(_, group)| group));
    found.extend(between(own, &any));
    if inside != own {
        // A group that is withheld is known as far as the rest of the set is small.
        let rest = without(own, &inside);
        found.extend(groups.values().filter(is_inside).map(|group| union([&rest, group].into_iter())));
    } else if any != own {
        // The set is a sum of groups that no table tells: with it any of them may follow from the others.
        found.extend(groups.into_values());
    }
}

/// What is left where one of two sets lies within the other.
fn between(one: &[u32], other: &[u32]) -> Option<Vec<u32>> {
    let (left, right) = (without(one, other), without(other, one));
    match (left.is_empty(), right.is_empty()) {
        (true, _) => Some(right),
        (_, true) => Some(left),
        (false, false) => None,
    }
}

fn without(all: &[u32], some: &[u32]) -> Vec<u32> {
    all.iter().copied().filter(|text| some.binary_search(text).is_err()).collect()
}

fn union<'g>(groups: impl Iterator<Item = &'g Vec<u32>>) -> Vec<u32> {
    let mut texts: Vec<u32> = groups.flatten().copied().collect();
    texts.sort_unstable();
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(own: &[u32], values: &[Option<&str>]) -> Vec<Vec<u32>> {
        let values: Vec<Option<String>> = values.iter().map(|value| value.map(str::to_owned)).collect();
        let mut found = BTreeSet::new();
        beside_groups(own, &values, &mut found);
        found.into_iter().filter(|rest| !rest.is_empty()).collect()
    }

    #[test]
    fn who_is_of_the_same_groups_is_left() {
        let (a, b) = (Some("a"), Some("b"));
        // The set lies within the first group.
        assert!(left(&[0, 1], &[a, a, a, b]).contains(&vec![2]));
        // A group lies within the set: the last one of the set is left.
        assert!(left(&[0, 1, 2], &[a, a, b, b]).contains(&vec![2]));
        // The whole set is within those who are of some group.
        assert!(left(&[0, 2], &[a, a, b, b, None]).contains(&vec![1, 3]));
    }

    #[test]
    fn a_sum_of_some_groups_tells_each_of_them() {
        let (a, b, c) = (Some("a"), Some("b"), Some("c"));
        let found = left(&[0, 1, 2], &[a, a, b, c]);
        for group in [vec![0, 1], vec![2], vec![3]] {
            assert!(found.contains(&group), "{group:?}: {found:?}");
        }
        // The sum of all is what their own table tells.
        assert!(left(&[0, 1], &[a, b, None]).is_empty());
    }

    #[test]
    fn sets_that_only_overlap_leave_nothing() {
        assert_eq!(between(&[0, 1], &[1, 2]), None);
        assert_eq!(between(&[0, 1, 2], &[1]), Some(vec![0, 2]));
        assert_eq!(between(&[1], &[0, 1]), Some(vec![0]));
    }
}
