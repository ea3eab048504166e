//! Disclosure control of degrees. The counts of a group (who answered, who is close, who is not) are a cross table. A mean tells the
//! sum of the degrees besides. It is given of groups whose size is printed, and where counts of the group are withheld only if they
//! could be one more or one fewer by that sum, so that what the cross table leaves open stays open. It is withheld where the sum
//! would give away how few chose one of the degrees, and as sums add up, the one or other mean more.
//! (`docs/decisions/0036-a-mean-degree-beside-withheld-counts.md`)

mod together;

use super::network::{Number, complete};
use super::private::{Rule, Suppress};
use super::{ALL, CELL, raw};
use crate::table::degrees::{CLOSE, DegreeRow, Degrees, HIGHEST};

/// What somebody who reads counts and mean of a group knows of it.
#[derive(Debug, Clone, Copy)]
struct Known {
    close: usize,
    /// Those who are not close.
    apart: usize,
    sum: usize,
}

impl Known {
    fn of(row: &DegreeRow) -> Known {
        let (n, close) = (raw(row.n), raw(row.n_close));
        Known { close, apart: n.saturating_sub(close), sum: row.sum }
    }

    /// The least and the most that the sum can be by the counts.
    fn bounds(self) -> (usize, usize) {
        let least = CLOSE * self.close;
        (least, HIGHEST * self.close + (CLOSE - 1) * self.apart)
    }

    /// How many may have chosen each degree, from the highest: the least and the most.
    ///
    /// What the sum is over its least is made of one for each 4 and 1, and two for each 2.
    fn possible(self) -> [(usize, usize); 5] {
        let Known { close, apart, sum } = self;
        let over = sum.saturating_sub(self.bounds().0);
        let fours = (over.saturating_sub(2 * apart), over.min(close));
        // What is left for those who are not close.
        let (least, most) = (over.saturating_sub(fours.1), over.saturating_sub(fours.0));
        let twos = (least.saturating_sub(apart), most / 2);
        let ones_of = |left: usize| left.min((2 * apart).saturating_sub(left));
        let fewest_ones = if least == most { least % 2 } else { 0 };
        let ones = (fewest_ones, ones_of(apart.clamp(least, most)));
        let nones = (apart.saturating_sub(most), apart.saturating_sub(least.div_ceil(2)));
        [fours, (close.saturating_sub(fours.1), close.saturating_sub(fours.0)), twos, ones, nones]
    }

    fn is_possible(self) -> bool {
        let (least, most) = self.bounds();
        (least..=most).contains(&self.sum)
    }

    /// The same sum with one fewer, and one more, who is close; `None` where one of them cannot be.
    fn neighbours(self) -> Option<[Known; 2]> {
        let Known { close, apart, sum } = self;
        let fewer = Known { close: close.checked_sub(1)?, apart: apart + 1, sum };
        let more = Known { close: close + 1, apart: apart.checked_sub(1)?, sum };
        (fewer.is_possible() && more.is_possible()).then_some([fewer, more])
    }

    /// Whether the mean tells how many are close although that is withheld, or how many chose some degree and these are few.
    fn tells_few(self, is_close_hidden: bool, rule: Rule) -> bool {
        let is_told = |(least, most): (usize, usize)| least == most && rule.is_small(least);
        if !is_close_hidden {
            return self.possible().into_iter().any(is_told);
        }
        let Some(others) = self.neighbours() else { return true };
        let either = |other: Known| {
            let both = self.possible().into_iter().zip(other.possible());
            both.map(|(one, other)| (one.0.min(other.0), one.1.max(other.1))).any(is_told)
        };
        others.into_iter().any(either)
    }
}

/// How far the sums of all groups without a mean must be from the least and the most that they can be, so that counts and sizes in
/// them may change by one: an agency that is close can have 4.
const SLACK: usize = HIGHEST;

impl Suppress for Degrees {
    fn suppress(&mut self, rule: Rule) {
        let known: Vec<Known> = self.rows.iter().chain([&self.all]).map(Known::of).collect();
        self.counts.suppress(rule);
        self.read_counts();
        let is_count_hidden = self.hidden_counts();
        let is_size_hidden = self.rows.iter().chain([&self.all]).map(|row| row.n.is_hidden());
        let withheld: Vec<bool> = known
            .iter()
            .zip(is_size_hidden.zip(is_count_hidden))
            .map(|(known, (is_size_hidden, is_any_hidden))| {
                is_size_hidden || known.tells_few(is_any_hidden, rule)
            })
            .collect();
        let withheld = complete_means(&known, withheld, rule);
        self.has_hidden = self.counts.has_hidden;
        for (row, is_hidden) in self.rows.iter_mut().chain([&mut self.all]).zip(withheld) {
            if is_hidden {
                self.has_hidden |= row.mean.is_some();
                row.mean = None;
            }
            row.sum = 0;
        }
        if self.detail.has_hidden {
            guard_detail(self, &known);
        }
        together::guard(self, rule);
        self.by_degree.clear();
    }
}

/// Withholds share and mean of all, and of as many groups as it takes that neither follows from the rest: the table of the degrees counts
/// the same people, and they would be one equation more for what it withholds. A person who moves from one degree to another changes
/// the number of those who are close by one at most, and the sum by [`SLACK`].
fn guard_detail(table: &mut Degrees, known: &[Known]) {
    table.has_hidden = true;
    table.all.withhold();
    let is_told = |row: &DegreeRow| !row.n_close.is_hidden() || row.mean.is_some();
    let room = |known: &Known| {
        let (least, most) = known.bounds();
        [known.close, known.apart, known.sum.saturating_sub(least), most.saturating_sub(known.sum)]
    };
    let mut left = [1, 1, SLACK, SLACK];
    let mut take = |known: &Known| {
        left.iter_mut().zip(room(known)).for_each(|(left, room)| *left = left.saturating_sub(room));
        left == [0; 4]
    };
    let mut is_enough = false;
    let mut told: Vec<(usize, &mut DegreeRow, &Known)> = Vec::new();
    for (row, known) in table.rows.iter_mut().zip(known) {
        if is_told(row) {
            told.push((known.close + known.apart, row, known));
        } else {
            is_enough = take(known);
        }
    }
    // The smallest groups first; of nobody there is nothing to withhold.
    told.sort_by_key(|(n, _, _)| *n);
    for (_, row, known) in told.into_iter().filter(|(n, _, _)| *n > 0) {
        if is_enough {
            break;
        }
        row.withhold();
        is_enough = take(known);
    }
}

/// Withholds more means until no sum can be told; the last is that of all groups.
fn complete_means(known: &[Known], withheld: Vec<bool>, rule: Rule) -> Vec<bool> {
    let last = known.len().saturating_sub(1);
    let number = |(place, (known, is_hidden)): (usize, (&Known, bool))| {
        let (weight, from, to) = if place == last { (ALL, 1, 0) } else { (CELL, 0, 1) };
        let (lowest, highest) = known.bounds();
        let cost = Some(weight.saturating_add(known.sum as u64));
        Number { is_hidden, lowest, highest, cost, ..rule.number(known.sum, weight, from, to) }
    };
    let mut sums: Vec<Number> = known.iter().zip(withheld).enumerate().map(number).collect();
    complete(2, &mut sums);
    let mut withheld: Vec<bool> = sums.iter().map(|sum| sum.is_hidden).collect();
    let groups = || sums.iter().take(last).filter(|sum| sum.is_hidden);
    // By the mean of all, what the groups without a mean sum to is known.
    let below: usize = groups().map(|sum| sum.value.saturating_sub(sum.lowest)).sum();
    let above: usize = groups().map(|sum| sum.highest.saturating_sub(sum.value)).sum();
    if let Some(all) = withheld.last_mut() {
        *all |= groups().next().is_some() && (below < SLACK || above < SLACK);
    }
    withheld
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::table::crosstab::NotAsked;
    use crate::table::degrees::{Detail, degrees};
    use crate::table::suppress::{Disclosure, Protected, protect};
    use crate::table::{Count, ValueLabel};

    /// Groups with how many of them chose each degree from 0 to 4.
    fn of(groups: &[(&str, [usize; 5])], disclosure: Disclosure) -> Protected<Degrees> {
        let labels: Vec<ValueLabel> = groups
            .iter()
            .map(|(group, _)| ValueLabel { value: (*group).to_string(), label: (*group).to_string() })
            .collect();
        let given = groups.iter().flat_map(|(group, counts)| {
            let times = |(degree, n): (usize, &usize)| std::iter::repeat_n((group.to_string(), degree), *n);
            counts.iter().enumerate().flat_map(times).collect::<Vec<_>>()
        });
        let given: Vec<(String, usize)> = given.collect();
        protect(degrees(&labels, &given, &NotAsked::default()).unwrap(), disclosure)
    }

    fn means(table: &Degrees) -> Vec<Option<f64>> {
        table.rows.iter().chain([&table.all]).map(|row| row.mean).collect()
    }

    #[test]
    fn what_many_gave_is_told() {
        let table = of(&[("甲", [0, 6, 0, 0, 6]), ("乙", [0, 0, 7, 5, 0])], Disclosure::PROTECTED);
        let table = table.table();
        assert_eq!(means(table), [Some(2.5), Some(29.0 / 12.0), Some(59.0 / 24.0)]);
        assert_eq!((table.rows[1].n_close, table.rows[1].close_share), (Count::Shown(5), Some(5.0 / 12.0)));
        assert!(!table.has_hidden);
    }

    #[test]
    fn of_few_nothing_is_told_and_nothing_can_be_worked_out() {
        let groups = [("甲", [0, 6, 0, 0, 6]), ("乙", [0, 0, 7, 5, 0]), ("丙", [0, 0, 1, 0, 1])];
        let table = of(&groups, Disclosure::PROTECTED);
        let table = table.table();
        let few = table.rows[2];
        assert_eq!(
            (few.n, few.n_close, few.mean, few.close_share),
            (Count::Hidden, Count::Hidden, None, None)
        );
        let n_hidden = means(table).iter().filter(|mean| mean.is_none()).count();
        assert!(n_hidden >= 2 && table.has_hidden, "{table:?}");
        let counts = table.rows.iter().chain([&table.all]).filter(|row| row.n.is_hidden()).count();
        assert!(counts >= 2, "{table:?}");
        let inside = of(&groups, Disclosure::Internal);
        assert_eq!(inside.table().rows[2].mean, Some(3.0));
        assert!(!inside.table().has_hidden);
    }

    /// All twelve are close, which is told; a sum of 37 would tell that one of them said 4. The mean of the others goes, too: with
    /// that of all it would give the sum.
    #[test]
    fn a_mean_that_tells_of_one_person_is_withheld_with_another_one() {
        let table = of(&[("甲", [0, 0, 0, 11, 1]), ("乙", [0, 6, 0, 0, 6])], Disclosure::PROTECTED);
        let table = table.table();
        assert_eq!((table.rows[0].n, table.rows[0].n_close), (Count::Shown(12), Count::Shown(12)));
        assert_eq!(means(table), [None, None, Some(67.0 / 24.0)]);
        assert!(table.has_hidden);
        assert_eq!(table.rows[1].close_share, Some(0.5));
    }

    /// Share and mean of all would tell what a table of the degrees withholds, and so would those of both groups.
    #[test]
    fn what_a_table_of_the_degrees_withholds_is_not_told_by_sums() {
        let row = |group: &str, value: usize, n: usize| std::iter::repeat_n((group.to_string(), value), n);
        let given: Vec<(String, usize)> =
            row("甲", 1, 6).chain(row("甲", 4, 6)).chain(row("乙", 2, 7)).chain(row("乙", 3, 5)).collect();
        let table = degrees(&[], &given, &NotAsked::default())
            .unwrap()
            .with_detail(Detail { has_hidden: true, printed: [false; 5] });
        let table = protect(table, Disclosure::PROTECTED);
        let table = table.table();
        assert_eq!((table.all.n, table.all.n_close, table.all.mean), (Count::Shown(24), Count::Hidden, None));
        let n_told = table.rows.iter().filter(|row| row.mean.is_some() && row.close_share.is_some()).count();
        assert_eq!(n_told, 1, "{table:?}");
        assert!(table.rows.iter().all(|row| row.n == Count::Shown(12)) && table.has_hidden);
    }

    #[test]
    fn one_answer_is_withheld_and_none_is_not() {
        let one = of(&[("甲", [0, 0, 0, 0, 1])], Disclosure::PROTECTED);
        let one = one.table();
        assert_eq!((one.rows[0].n, one.all.n, one.all.mean), (Count::Hidden, Count::Hidden, None));
        let none = of(&[("甲", [0; 5])], Disclosure::PROTECTED);
        assert!(none.table().rows[0].is_empty() && !none.table().has_hidden);
    }

    /// Every way to give `n` people degrees.
    fn ways(n: usize) -> Vec<[usize; 5]> {
        let mut ways = Vec::new();
        for nones in 0..=n {
            for ones in 0..=n - nones {
                for twos in 0..=n - nones - ones {
                    for threes in 0..=n - nones - ones - twos {
                        ways.push([nones, ones, twos, threes, n - nones - ones - twos - threes]);
                    }
                }
            }
        }
        ways
    }

    fn known(way: &[usize; 5]) -> Known {
        let sum = way.iter().enumerate().map(|(degree, n)| degree * n).sum();
        Known { close: way[3] + way[4], apart: way[0] + way[1] + way[2], sum }
    }

    /// Every way to share out few people, tried: what can be told from counts and sum is what `possible` says.
    #[test]
    fn what_a_sum_tells_is_what_all_ways_to_reach_it_have_in_common() {
        for n in 0..9 {
            let all = ways(n);
            for one in all.iter().map(known) {
                let alike = all.iter().filter(|way| {
                    let other = known(way);
                    (other.close, other.sum) == (one.close, one.sum)
                });
                let alike: Vec<&[usize; 5]> = alike.collect();
                for (place, found) in one.possible().into_iter().enumerate() {
                    let counts = || alike.iter().map(|way| way[4 - place]);
                    assert_eq!(Some(found.0), counts().min(), "{one:?}: {place}");
                    assert_eq!(Some(found.1), counts().max(), "{one:?}: {place}");
                }
            }
        }
    }

    /// What is printed of a group, or of all.
    fn agrees(row: &DegreeRow, known: Known) -> bool {
        let n = known.close + known.apart;
        row.n.shown().is_none_or(|shown| shown == n)
            && row.n_close.shown().is_none_or(|shown| shown == known.close)
            && row.mean.is_none_or(|mean| n > 0 && (mean * n as f64 - known.sum as f64).abs() < 1e-6)
    }

    /// All that two groups may have said by what is printed, tried: of a withheld count there are always two values, and no degree is
    /// known to have been chosen by few.
    #[test]
    fn nothing_withheld_can_be_told_from_all_that_is_printed() {
        let three = Disclosure::Protected { min_cell: 3, hide_zeros: false };
        let sizes = [5usize, 4];
        let true_ways = sizes.map(ways);
        let possible = sizes.map(|n| (n - 1..=n + 1).flat_map(ways).collect::<Vec<_>>());
        for place in (0..true_ways[0].len() * true_ways[1].len()).step_by(263) {
            let (one, other) = (place % true_ways[0].len(), place / true_ways[0].len());
            let table = of(&[("甲", true_ways[0][one]), ("乙", true_ways[1][other])], three);
            let table = table.table();
            let fitting = [0, 1].map(|group: usize| {
                let fits = |way: &&[usize; 5]| agrees(&table.rows[group], known(way));
                possible[group].iter().filter(fits).collect::<Vec<_>>()
            });
            let with = |way: &[usize; 5], others: &[&[usize; 5]]| {
                let own = known(way);
                others.iter().map(|other| known(other)).any(|other| {
                    let (close, apart) = (own.close + other.close, own.apart + other.apart);
                    agrees(&table.all, Known { close, apart, sum: own.sum + other.sum })
                })
            };
            for group in [0, 1] {
                let left: Vec<&&[usize; 5]> =
                    fitting[group].iter().filter(|way| with(way, &fitting[1 - group])).collect();
                let values = |degrees: &[usize]| -> BTreeSet<usize> {
                    left.iter().map(|way| degrees.iter().map(|degree| way[*degree]).sum()).collect()
                };
                assert!(!table.rows[group].n_close.is_hidden() || values(&[3, 4]).len() > 1, "{table:?}");
                for found in (0..5).map(|degree| values(&[degree])) {
                    let is_told = found.len() == 1 && found.iter().all(|n| *n > 0 && *n < 3);
                    assert!(!is_told, "{table:?}");
                }
            }
        }
    }
}
