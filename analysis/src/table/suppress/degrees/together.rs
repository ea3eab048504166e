//! What a table of degrees tells beside the table of how often each degree was given. By sizes, means and these totals it may follow how
//! many of a group gave a degree, although no table prints it: where nobody gave a 2 or more, a mean is the number of those who gave 1.
//!
//! A number is open while answers could be otherwise and all that is printed stays: some people of one group give other degrees, and as
//! many of another group theirs. Such exchanges of up to two people a degree are tried; where there is none, means go until there is one.

use super::super::private::Rule;
use crate::table::degrees::{CLOSE, DegreeRow, Degrees, HIGHEST};

/// A number for each degree.
type ByDegree<T> = [T; HIGHEST + 1];

/// Most people who come to a degree in an exchange, or leave it.
const MOST: i32 = 2;

/// What is printed of a group besides its size.
#[derive(Clone, Copy)]
struct Told {
    mean: bool,
    close: bool,
}

impl Told {
    fn of(row: &DegreeRow) -> Told {
        Told { mean: row.mean.is_some(), close: !row.n_close.is_hidden() }
    }

    /// Whether a change of degrees leaves what is printed.
    fn stays(self, change: &ByDegree<i32>) -> bool {
        let sum: i32 = (0..).zip(change).map(|(degree, n)| degree * n).sum();
        let close: i32 = change.iter().skip(CLOSE).sum();
        (!self.mean || sum == 0) && (!self.close || close == 0)
    }
}

/// Withholds share and mean of groups until no small number follows: of the group itself first, then of the smallest other one, last of all.
pub(super) fn guard(table: &mut Degrees, rule: Rule) {
    let changes = changes();
    while let Some(group) = first_told(table, rule, &changes) {
        let has = |row: &DegreeRow| row.mean.is_some() || !row.n_close.is_hidden();
        let size =
            |place: &usize| table.by_degree.get(*place).map_or(0, |counts| counts.iter().sum::<usize>());
        let others = (0..table.rows.len()).filter(|place| table.rows.get(*place).is_some_and(has));
        let next = others.min_by_key(|place| (*place != group, size(place)));
        let row = match next {
            Some(place) => table.rows.get_mut(place),
            None => Some(&mut table.all).filter(|all| has(all)),
        };
        // Sizes and the totals of degrees are told by other tables, too.
        let Some(row) = row else { return };
        row.withhold();
        table.has_hidden = true;
    }
}

/// A group of which it can be told how few gave a degree, or how few are close or are not where that is withheld.
fn first_told(table: &Degrees, rule: Rule, changes: &[ByDegree<i32>]) -> Option<usize> {
    let told: Vec<Told> = table.rows.iter().map(Told::of).collect();
    let tells = |group: usize, degrees: &[usize]| {
        let Some(counts) = table.by_degree.get(group) else { return false };
        let n: usize = degrees.iter().filter_map(|degree| counts.get(*degree)).sum();
        rule.is_small(n) && !is_open(table, &told, (group, degrees), changes)
    };
    let (apart, close): (Vec<usize>, Vec<usize>) = (0..=HIGHEST).partition(|degree| *degree < CLOSE);
    (0..table.rows.len()).find(|&group| {
        let is_side_hidden = told.get(group).is_some_and(|told| !told.close);
        (0..=HIGHEST).any(|degree| tells(group, &[degree]))
            || is_side_hidden && (tells(group, &apart) || tells(group, &close))
    })
}

/// Whether another number of the group could have given one of these degrees.
fn is_open(
    table: &Degrees,
    told: &[Told],
    (group, degrees): (usize, &[usize]),
    changes: &[ByDegree<i32>],
) -> bool {
    let matters =
        |change: &&ByDegree<i32>| degrees.iter().filter_map(|degree| change.get(*degree)).sum::<i32>() != 0;
    let may = |place: usize, change: &ByDegree<i32>| {
        let fits = table.by_degree.get(place).is_some_and(|counts| is_possible(counts, change));
        fits && told.get(place).is_some_and(|told| told.stays(change))
    };
    let all = Told::of(&table.all);
    changes.iter().filter(matters).filter(|change| may(group, change)).any(|change| {
        let is_unprinted = change.iter().zip(table.detail.printed).all(|(n, printed)| *n == 0 || !printed);
        let back = change.map(|n| -n);
        is_unprinted && all.stays(change) || (0..told.len()).any(|other| other != group && may(other, &back))
    })
}

/// Whether nobody is taken from a degree that too few gave.
fn is_possible(counts: &ByDegree<usize>, change: &ByDegree<i32>) -> bool {
    counts.iter().zip(change).all(|(n, change)| *n >= usize::try_from(-change).unwrap_or(0))
}

/// All changes that leave the number of people: as many come to degrees as leave others.
fn changes() -> Vec<ByDegree<i32>> {
    let mut all = vec![[0; HIGHEST + 1]];
    for degree in 0..=HIGHEST {
        let with = |change: &ByDegree<i32>| {
            let change = *change;
            (-MOST..=MOST).map(move |n| {
                let mut one = change;
                one.iter_mut().skip(degree).take(1).for_each(|own| *own = n);
                one
            })
        };
        all = all.iter().flat_map(with).collect();
    }
    all.retain(|change| change.iter().sum::<i32>() == 0 && change.iter().any(|n| *n != 0));
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::table::ValueLabel;
    use crate::table::crosstab::NotAsked;
    use crate::table::degrees::{Degrees, Detail, degrees};
    use crate::table::suppress::{Disclosure, protect};

    const FEW: usize = 3;

    /// Groups of these sizes with how many gave each degree, beside a table of degrees that prints every total.
    fn table(groups: &[[usize; 5]]) -> Degrees {
        let name = |place: usize| format!("群{place}");
        let labels = (0..groups.len()).map(|place| ValueLabel { value: name(place), label: name(place) });
        let given = groups.iter().enumerate().flat_map(|(place, counts)| {
            let times = move |(degree, n): (usize, &usize)| std::iter::repeat_n((name(place), degree), *n);
            counts.iter().enumerate().flat_map(times).collect::<Vec<_>>()
        });
        let (labels, given): (Vec<ValueLabel>, Vec<(String, usize)>) = (labels.collect(), given.collect());
        let found = degrees(&labels, &given, &NotAsked::default()).unwrap();
        let found = found.with_detail(Detail { has_hidden: false, printed: [true; 5] });
        let disclosure = Disclosure::Protected { min_cell: FEW, hide_zeros: false };
        protect(found, disclosure).table().clone()
    }

    /// Of eight and of seven people two gave 1 and all others 0; two more groups have one such person together.
    #[test]
    fn where_nobody_gave_more_than_one_a_mean_is_a_count() {
        let groups = [[6, 2, 0, 0, 0], [5, 2, 0, 0, 0], [5, 0, 0, 0, 0], [4, 1, 0, 0, 0]];
        let found = table(&groups);
        assert!(found.rows.iter().all(|row| row.mean.is_none_or(|mean| mean == 0.0)), "{found:#?}");
        assert!(found.has_hidden);
    }

    #[test]
    fn where_degrees_are_mixed_means_stay() {
        let found = table(&[[3, 4, 3, 4, 3], [4, 3, 4, 3, 4]]);
        assert!(found.rows.iter().all(|row| row.mean.is_some()), "{found:#?}");
    }

    /// Every way to give so many people degrees from 0 to 2.
    fn ways(n: usize) -> Vec<[usize; 5]> {
        (0..=n).flat_map(|ones| (0..=n - ones).map(move |twos| [n - ones - twos, ones, twos, 0, 0])).collect()
    }

    fn sum(way: &[usize; 5]) -> usize {
        way.iter().enumerate().map(|(degree, n)| degree * n).sum()
    }

    /// All that two groups may have said by sizes, means and the totals of degrees, tried: of no degree it is known how few gave it.
    #[test]
    fn totals_of_degrees_and_means_tell_no_small_number() {
        let all = [ways(6), ways(5)];
        for (one, other) in all[0].iter().flat_map(|one| all[1].iter().map(move |other| (one, other))) {
            let found = table(&[*one, *other]);
            let total =
                |a: &[usize; 5], b: &[usize; 5]| -> [usize; 5] { std::array::from_fn(|at| a[at] + b[at]) };
            let agrees = |group: usize, way: &[usize; 5], truth: &[usize; 5]| {
                found.rows[group].mean.is_none() || sum(way) == sum(truth)
            };
            let alike: Vec<(&[usize; 5], &[usize; 5])> = all[0]
                .iter()
                .flat_map(|a| all[1].iter().map(move |b| (a, b)))
                .filter(|(a, b)| total(a, b) == total(one, other))
                .filter(|(a, b)| agrees(0, a, one) && agrees(1, b, other))
                .collect();
            let is_any_mean_told = found.rows.iter().any(|row| row.mean.is_some());
            for degree in 0..3 {
                let first: BTreeSet<usize> = alike.iter().map(|(a, _)| a[degree]).collect();
                let second: BTreeSet<usize> = alike.iter().map(|(_, b)| b[degree]).collect();
                for values in [first, second] {
                    let is_told = values.len() == 1 && values.iter().all(|n| (1..FEW).contains(n));
                    assert!(!(is_told && is_any_mean_told), "{one:?} {other:?}: {found:#?}");
                }
            }
        }
    }
}
