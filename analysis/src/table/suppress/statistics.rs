//! Disclosure control of statistics of people that stand in no cross table: changes of the same people, sets of items, and
//! numbers that people gave. A statistic goes with the counts that it follows from: where one of them is withheld, it is, too.

use super::network::complete;
use super::private::{Rule, Suppress};
use super::{ALL, CELL, Disclosure, hidden_coverage, hide_if, raw};
use crate::table::Count;
use crate::table::changes::{ChangeKind, Changes};
use crate::table::items::ItemSet;
use crate::table::joint::squares;
use crate::table::summary::Summary;
use crate::table::tested::Outcome;

/// Which counts of a list are withheld beside one another, and last whether their sum is.
fn withheld(rule: Rule, counts: &[usize]) -> Vec<bool> {
    let total: usize = counts.iter().sum();
    let make = if rule.is_small_group(total) { Rule::of_small_group } else { Rule::sensitive };
    let mut numbers: Vec<_> = counts.iter().map(|&count| make(rule, count, CELL, 0, 1)).collect();
    numbers.push(rule.sensitive(total, ALL, 1, 0));
    complete(2, &mut numbers);
    numbers.into_iter().map(|number| number.is_hidden).collect()
}

fn is_any_withheld(rule: Rule, counts: &[usize]) -> bool {
    withheld(rule, counts).contains(&true)
}

/// Whether a cross table with these cells would withhold any of them. A small margin is one of small cells.
fn is_square_withheld(rule: Rule, cells: &[usize]) -> bool {
    cells.iter().any(|n| rule.is_small(*n))
}

/// Whether the cross table of any two columns would withhold a cell from these readers, so that no sum of its cells can be told beside
/// it. One row a person, one value a column; who gave one of two is not in their table.
pub fn is_any_two_withheld<T: Copy + PartialEq>(rows: &[Vec<Option<T>>], disclosure: Disclosure) -> bool {
    let Some(rule) = Rule::of(disclosure) else { return false };
    squares(rows).iter().any(|cells| is_square_withheld(rule, cells))
}

impl Suppress for Count {
    fn suppress(&mut self, rule: Rule) {
        hide_if(self, rule.is_small(raw(*self)));
    }
}

impl Suppress for Changes {
    /// The parts are printed alone: how far people moved is finer and would give away withheld parts. The test follows from
    /// the finer counts, so that it is given only where all of those could be printed. Yes and no before are two parts each, and a mean
    /// change is a difference of sums: where few people are in no pair, what these said would be what is left of everybody's answers.
    /// Where nobody or few are, everybody's answers are a margin of the square of before and after. The parts are sums of its cells, and
    /// one more equation may be all that is missing: they are printed where the square would be, cell by cell.
    fn suppress(&mut self, rule: Rule) {
        let parts: Vec<usize> = self.parts.iter().map(|part| raw(*part)).collect();
        let mut hidden = withheld(rule, &parts);
        let has_few_beside = self.beside.iter().any(|n| rule.is_small_rest(*n));
        let is_square_withheld = is_square_withheld(rule, &self.square);
        let mut rests = self.beside.iter().chain(&self.unpaired);
        let is_margin_told = rests.any(|n| *n == 0 || rule.is_small_rest(*n));
        if has_few_beside && self.kind == ChangeKind::YesNo || is_margin_told && is_square_withheld {
            hidden.iter_mut().take(parts.len()).for_each(|is_hidden| *is_hidden = true);
        }
        for (part, is_hidden) in self.parts.iter_mut().zip(&hidden) {
            hide_if(part, *is_hidden);
        }
        hide_if(&mut self.pairs, hidden.last().copied().unwrap_or(true));
        self.has_hidden = hidden.contains(&true);
        if self.has_hidden || has_few_beside || is_any_withheld(rule, &self.detail) {
            self.test = Outcome::Withheld;
            self.mean_change = None;
            self.heights = None;
        }
        // The mean and spread of two people say what both of them said, and those of all may say how many are of a step, as a margin does.
        if is_square_withheld || self.heights_tell.iter().any(|n| rule.is_small_rest(*n)) {
            self.heights = None;
        }
        self.detail.clear();
        self.square.clear();
        self.beside.clear();
        self.unpaired.clear();
        self.heights_tell.clear();
    }
}

impl Suppress for ItemSet {
    /// Of two items α tells how they go together, which is one equation more than their cross table has margins. It is of those who gave
    /// all items: what few others said would be what these leave of an item's own table.
    fn suppress(&mut self, rule: Rule) {
        let n = raw(self.n);
        let has_few_beside = self.beside.iter().any(|n| rule.is_small_rest(*n));
        let is_hidden = self.has_hidden_items || has_few_beside || rule.is_small_group(n);
        if is_hidden || self.squares.iter().any(|cells| is_square_withheld(rule, cells)) {
            self.alpha = Outcome::Withheld;
            self.n = Count::Hidden;
        }
        self.squares.clear();
        self.beside.clear();
    }
}

/// Whether figures of ascending numbers tell what few of them are. Where there are few different numbers, how often each is there follows
/// from mean, spread, median and ends (try all ways: of 15 numbers with mean 2.0, spread 0.9, median 2 and lowest number 1 there is one),
/// so that each must be there often enough, as with a scale. Many different ones leave many ways.
fn tell_few(values: &[f64], rule: Rule) -> bool {
    let sizes: Vec<usize> = values.chunk_by(|a, b| a == b).map(<[f64]>::len).collect();
    sizes.len() < 2 * rule.min_cell && sizes.iter().any(|n| rule.is_small(*n))
}

/// Whether one of these amounts can be told from their sum to within a tenth by whoever has the second largest (p % rule; A. Hundepool
/// et al., Statistical Disclosure Control, 2012, section 4.2.2).
fn is_dominated(amounts: impl Iterator<Item = f64>) -> bool {
    let mut amounts: Vec<f64> = amounts.map(f64::abs).collect();
    amounts.sort_by(|a, b| b.total_cmp(a));
    let rest: f64 = amounts.iter().skip(2).sum();
    amounts.first().is_some_and(|largest| rest < largest / 10.0)
}

impl Suppress for Summary {
    /// Who gave a number and who did not is a table like a coverage. Figures are of at least as many people as the threshold says, and of
    /// numbers that do not follow from them; mean and spread of none that is nearly all of the sum, or of the sum of squared
    /// distances. The smallest and the largest number are somebody's own answer, so that they are told where that many gave them; the
    /// median where that many lie on either side of it. With hidden zeros nothing else changes: no figure is a count of nobody.
    fn suppress(&mut self, rule: Rule) {
        let n = raw(self.n);
        let [is_n_hidden, is_no_answer_hidden, is_rest_hidden] =
            hidden_coverage(rule, n, raw(self.no_answer), self.n_not_asked);
        hide_if(&mut self.n, is_n_hidden);
        hide_if(&mut self.no_answer, is_no_answer_hidden);
        let is_few = |n: usize| n < rule.min_cell;
        let values = std::mem::take(&mut self.values);
        let is_shown = !is_n_hidden && !is_few(n) && !tell_few(&values, rule);
        let mut keep = |figure: &mut Option<f64>, is_told: bool| {
            if !(is_shown && is_told) {
                self.has_hidden |= figure.is_some();
                *figure = None;
            }
        };
        let mean = self.mean.unwrap_or(0.0);
        let is_mean_told = !is_dominated(values.iter().copied());
        let is_spread_told = is_mean_told && !is_dominated(values.iter().map(|value| (value - mean).powi(2)));
        let n_at = |end: Option<&f64>| values.iter().filter(|value| Some(*value) == end).count();
        keep(&mut self.mean, is_mean_told);
        keep(&mut self.sd, is_spread_told);
        keep(&mut self.median, !is_few(n / 2));
        keep(&mut self.low, !is_few(n_at(values.first())));
        keep(&mut self.high, !is_few(n_at(values.last())));
        self.has_hidden |= is_n_hidden || is_no_answer_hidden || is_rest_hidden;
        self.n_not_asked = 0;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use crate::statistics::NotTested;
    use crate::table::Count;
    use crate::table::changes::{Changes, scale_changes, yes_no_changes};
    use crate::table::items::{ItemSet, item_set};
    use crate::table::summary::{Summary, summary};
    use crate::table::suppress::{Disclosure, is_any_two_withheld, protect};
    use crate::table::tested::Outcome;

    /// `n` pairs of each kind.
    fn pairs<T: Copy>(kinds: &[(usize, (T, T))]) -> Vec<(T, T)> {
        kinds.iter().flat_map(|(n, pair)| std::iter::repeat_n(*pair, *n)).collect()
    }

    fn printed(changes: &Changes) -> Vec<Option<usize>> {
        changes.parts.iter().chain([&changes.pairs]).map(|count| count.shown()).collect()
    }

    #[test]
    fn a_number_of_few_is_withheld() {
        let told = |n: usize, hide_zeros| {
            *protect(Count::Shown(n), Disclosure::Protected { min_cell: 5, hide_zeros }).table()
        };
        assert_eq!([1, 4, 5].map(|n| told(n, false)), [Count::Hidden, Count::Hidden, Count::Shown(5)]);
        assert_eq!((told(0, false), told(0, true)), (Count::Shown(0), Count::Hidden));
        assert_eq!(*protect(Count::Shown(1), Disclosure::Internal).table(), Count::Shown(1));
    }

    #[test]
    fn a_change_of_few_is_withheld_with_its_test() {
        let changes = |lost: usize| {
            yes_no_changes(&pairs(&[
                (20, (true, true)),
                (lost, (true, false)),
                (9, (false, true)),
                (12, (false, false)),
            ]))
        };
        let open = protect(changes(6), Disclosure::PROTECTED);
        assert_eq!(printed(open.table()), [Some(20), Some(6), Some(9), Some(12), Some(47)]);
        assert!(open.table().test.found().is_some());
        let few = protect(changes(2), Disclosure::PROTECTED);
        let few = few.table();
        assert_eq!(printed(few), [Some(20), None, None, Some(12), Some(43)]);
        assert_eq!(few.test, Outcome::Withheld);
        assert!(protect(changes(2), Disclosure::Internal).table().test.found().is_some());
    }

    /// One person is in no pair: everybody's answers less those of the pairs would be this person's.
    #[test]
    fn what_few_people_outside_of_the_pairs_said_is_not_what_they_leave() {
        let answers = pairs(&[(8, (true, false)), (9, (false, true))]);
        let told = |beside: &[usize]| {
            protect(yes_no_changes(&answers).with_beside(beside.to_vec()), Disclosure::PROTECTED)
        };
        assert!(told(&[0, 6, 5, 0]).table().test.found().is_some());
        let few = told(&[1, 6, 0, 0]);
        assert_eq!(printed(few.table()), [None, None, None, None, Some(17)]);
        assert_eq!((few.table().has_hidden, &few.table().test), (true, &Outcome::Withheld));
        let steps = scale_changes(&pairs(&[(8, (4.0, 3.0)), (9, (2.0, 3.0))]));
        assert!(protect(steps.clone(), Disclosure::PROTECTED).table().mean_change.is_some());
        let heights = |beside: &[usize]| {
            let told = protect(steps.clone().with_heights_beside(beside.to_vec()), Disclosure::PROTECTED);
            (told.table().heights.is_some(), told.table().test.found().is_some())
        };
        assert_eq!(heights(&[0, 6]), (true, true));
        assert_eq!(heights(&[2, 6]), (false, true), "two are left of one of the tables of all");
        let moved = scale_changes(&pairs(&[(5, (4.0, 3.0)), (2, (3.0, 2.0)), (9, (2.0, 3.0))]));
        let told = protect(moved, Disclosure::PROTECTED);
        assert!(told.table().test.found().is_some() && told.table().heights.is_none(), "two are of a step");
        let few = protect(steps.with_beside(vec![2]), Disclosure::PROTECTED);
        assert_eq!(printed(few.table()), [Some(8), Some(0), Some(9), Some(17)], "no sums follow from these");
        assert_eq!((few.table().mean_change, &few.table().test), (None, &Outcome::Withheld));
        assert_eq!(few.table().heights, None);
    }

    /// Thirty people, all in pairs: 18 said yes before and 19 after, which both own tables print. With 17 who said it twice, one took it
    /// back and two newly said it.
    #[test]
    fn beside_a_margin_no_part_is_told_of_a_square_with_few() {
        let told = |parts: [usize; 4], beside: &[usize]| {
            let kinds = [(true, true), (true, false), (false, true), (false, false)];
            let found: Vec<(usize, (bool, bool))> = parts.into_iter().zip(kinds).collect();
            let changes = yes_no_changes(&pairs(&found)).with_beside(beside.to_vec());
            protect(changes, Disclosure::PROTECTED).table().clone()
        };
        let few = [17, 1, 2, 10];
        for beside in [vec![0, 0, 0, 0], vec![0, 0, 7, 6], vec![7, 6, 0, 0], vec![0, 0]] {
            let found = told(few, &beside);
            assert_eq!(printed(&found), [None, None, None, None, Some(30)], "{beside:?}");
            assert_eq!((found.has_hidden, &found.test), (true, &Outcome::Withheld));
        }
        assert_eq!(printed(&told(few, &[7, 6, 5, 8])), [Some(17), None, None, None, Some(30)]);
        let many = told([17, 6, 7, 10], &[0, 0, 0, 0]);
        assert_eq!(printed(&many), [Some(17), Some(6), Some(7), Some(10), Some(40)]);
        assert!(many.test.found().is_some());
    }

    /// Of three steps: 7 fell, 12 stayed, 6 rose, each by one, and one of these came from the lowest step.
    #[test]
    fn parts_and_margins_together_tell_no_cell_of_the_square() {
        let one =
            pairs(&[(7, (3.0, 2.0)), (6, (1.0, 1.0)), (6, (3.0, 3.0)), (1, (1.0, 2.0)), (5, (2.0, 3.0))]);
        let told = |unpaired: &[usize]| {
            let changes = scale_changes(&one).with_unpaired(unpaired.to_vec());
            protect(changes, Disclosure::PROTECTED).table().clone()
        };
        for unpaired in [[0, 0], [0, 9], [9, 0], [9, 3]] {
            let found = told(&unpaired);
            assert_eq!(printed(&found), [None, None, None, Some(25)], "{unpaired:?}");
            assert_eq!((found.mean_change, &found.heights, &found.test), (None, &None, &Outcome::Withheld));
        }
        let beside_many = told(&[9, 9]);
        assert_eq!(printed(&beside_many), [Some(7), Some(12), Some(6), Some(25)]);
        assert!(beside_many.mean_change.is_some() && beside_many.heights.is_none(), "heights tell margins");
        let open = scale_changes(&pairs(&[(7, (3.0, 2.0)), (6, (1.0, 1.0)), (6, (2.0, 3.0))]));
        let open = protect(open.with_unpaired(vec![0, 0]), Disclosure::PROTECTED);
        assert_eq!(printed(open.table()), [Some(7), Some(6), Some(6), Some(19)]);
        assert!(open.table().heights.is_some());
    }

    #[test]
    fn of_a_handful_of_pairs_nothing_is_told() {
        let few = yes_no_changes(&pairs(&[(3, (true, true))]));
        assert_eq!(printed(protect(few, Disclosure::PROTECTED).table()), [None; 5]);
    }

    /// 6 fell by one and 2 by two: that 8 fell may be told, but not what follows from how far.
    #[test]
    fn a_test_that_follows_from_finer_counts_goes_with_them() {
        let moved = pairs(&[(6, (4.0, 3.0)), (2, (4.0, 2.0)), (10, (3.0, 3.0)), (9, (2.0, 3.0))]);
        let changes = protect(scale_changes(&moved), Disclosure::PROTECTED);
        let changes = changes.table();
        assert_eq!(printed(changes), [Some(8), Some(10), Some(9), Some(27)]);
        assert_eq!((&changes.test, changes.mean_change), (&Outcome::Withheld, None));
    }

    #[test]
    fn alpha_goes_with_the_answers_that_it_follows_from() {
        let rows = |n: usize| -> Vec<Vec<Option<f64>>> {
            let row = |at: usize| {
                let high = if at.is_multiple_of(2) { 4.0 } else { 1.0 };
                vec![Some(high), Some(if at < n { high } else { 4.0 })]
            };
            (0..20).map(row).collect()
        };
        let alpha = |set: ItemSet| protect(set, Disclosure::PROTECTED).table().alpha.clone();
        assert!(alpha(item_set(vec!["a".to_string(), "b".to_string()], &rows(20), false)).found().is_some());
        // Of the second item 1 is chosen by four people only.
        assert_eq!(alpha(item_set(Vec::new(), &rows(8), false)), Outcome::Withheld);
        assert_eq!(alpha(item_set(Vec::new(), &rows(20), true)), Outcome::Withheld);
        // Both steps of both items are those of ten, and 2 gave 1 and 4, as α with the four tens tells.
        let crossed = |n: usize| {
            let kinds = [(10 - n, (1.0, 1.0)), (n, (1.0, 4.0)), (n, (4.0, 1.0)), (10 - n, (4.0, 4.0))];
            let rows = pairs(&kinds).into_iter().map(|(one, other)| vec![Some(one), Some(other)]);
            alpha(item_set(Vec::new(), &rows.collect::<Vec<_>>(), false))
        };
        assert_eq!(crossed(2), Outcome::Withheld);
        assert_ne!(crossed(5), Outcome::Withheld);
        // One gave no second step: what this one gave first is what those with α leave of all.
        let lone = |n: usize| {
            let mut rows = rows(20);
            rows.extend(vec![vec![Some(4.0), None]; n]);
            alpha(item_set(Vec::new(), &rows, false))
        };
        assert_eq!((lone(1), lone(4)), (Outcome::Withheld, Outcome::Withheld));
        assert_ne!(lone(5), Outcome::Withheld);
        let none = protect(item_set(Vec::new(), &[], false), Disclosure::Internal);
        assert_eq!(none.table().alpha, Outcome::NotTested(NotTested::TooFew));
        assert_eq!(none.table().n, Count::Shown(0));
    }

    #[test]
    fn two_columns_of_which_few_give_two_values_are_withheld_outside() {
        let rows = |few: usize| -> Vec<Vec<Option<&str>>> {
            let kinds = [(9, ("a", "a")), (few, ("a", "b")), (9, ("b", "b"))];
            pairs(&kinds).into_iter().map(|(one, other)| vec![Some(one), None, Some(other)]).collect()
        };
        assert!(is_any_two_withheld(&rows(1), Disclosure::PROTECTED));
        assert!(!is_any_two_withheld(&rows(0), Disclosure::PROTECTED));
        assert!(!is_any_two_withheld(&rows(5), Disclosure::PROTECTED));
        assert!(!is_any_two_withheld(&rows(1), Disclosure::Internal));
    }

    fn numbers(values: &[(usize, f64)], n_silent: usize, n_not_asked: usize) -> Summary {
        let values: Vec<f64> = values.iter().flat_map(|(n, value)| std::iter::repeat_n(*value, *n)).collect();
        let found = summary(&values, values.len() + n_silent, n_not_asked);
        protect(found, Disclosure::PROTECTED).table().clone()
    }

    /// 6 people gave 1, 6 gave 3, one gave 100: how many gave what would follow from the figures.
    #[test]
    fn what_one_person_gave_is_in_no_range() {
        let found = numbers(&[(6, 1.0), (6, 3.0), (1, 100.0)], 0, 0);
        assert_eq!((found.n, found.has_hidden), (Count::Shown(13), true));
        assert_eq!([found.mean, found.sd, found.median, found.low, found.high], [None; 5]);
        let many: Vec<(usize, f64)> = (1..=12).map(|value| (1, f64::from(value))).collect();
        assert_eq!(numbers(&many, 0, 0).mean, Some(6.5), "nobody can be told from twelve different numbers");
        let one_far: Vec<(usize, f64)> = many.iter().copied().chain([(1, 1_000.0)]).collect();
        assert_eq!((numbers(&one_far, 0, 0).mean, numbers(&one_far, 0, 0).sd), (None, None));
        let spread: Vec<(usize, f64)> =
            many.iter().map(|(n, value)| (*n, value + 500.0)).chain([(1, 900.0)]).collect();
        let spread = numbers(&spread, 0, 0);
        assert!(spread.mean.is_some() && spread.sd.is_none(), "the spread is that of one: {spread:?}");
        let ends: Vec<(usize, f64)> = [(5, 0.0)].into_iter().chain(many.iter().copied()).collect();
        let ends = numbers(&ends, 0, 0);
        assert_eq!((ends.low, ends.high, ends.median), (Some(0.0), None, Some(4.0)), "one gave the largest");
    }

    /// Every way to give people whole numbers from 1 to 4, tried: what is printed tells of no number how few gave it.
    #[test]
    fn figures_as_they_are_printed_leave_open_how_few_gave_a_number() {
        let mut alike: BTreeMap<String, Vec<[usize; 4]>> = BTreeMap::new();
        let sizes = 5..=13_usize;
        let ways =
            sizes.flat_map(|n| (0..=n).flat_map(move |ones| (0..=n - ones).map(move |twos| (n, ones, twos))));
        for (n, ones, twos) in ways {
            for threes in 0..=n - ones - twos {
                let way = [ones, twos, threes, n - ones - twos - threes];
                let given = [(way[0], 1.0), (way[1], 2.0), (way[2], 3.0), (way[3], 4.0)];
                let found = numbers(&given, 0, 0);
                let rounded = |figure: Option<f64>| figure.map(|figure| (figure * 10.0).round());
                let [mean, sd, median] = [found.mean, found.sd, found.median].map(rounded);
                let printed = format!("{n} {mean:?} {sd:?} {median:?} {:?} {:?}", found.low, found.high);
                alike.entry(printed).or_default().push(way);
            }
        }
        for (printed, ways) in alike {
            for value in 0..4 {
                let counts: BTreeSet<usize> = ways.iter().map(|way| way[value]).collect();
                let is_told = counts.len() == 1 && counts.iter().all(|n| (1..5).contains(n));
                assert!(!is_told, "{printed}: {ways:?}");
            }
        }
    }

    #[test]
    fn of_a_handful_of_numbers_nothing_is_told() {
        let few = numbers(&[(4, 1.0)], 9, 0);
        assert_eq!((few.n, few.mean, few.median, few.low), (Count::Hidden, None, None, None));
        assert!(few.has_hidden);
    }

    /// Two were not asked, and everybody knows that 20 answered the questionnaire: that 18 gave a number is withheld, too.
    #[test]
    fn how_few_were_not_asked_follows_from_no_number_of_people() {
        let found = numbers(&[(9, 1.0), (9, 2.0)], 0, 2);
        assert_eq!((found.n, found.mean), (Count::Hidden, None));
        let open = summary(&[1.0; 3], 3, 0);
        assert_eq!(protect(open.clone(), Disclosure::Internal).table(), &open);
    }
}
