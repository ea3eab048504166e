//! Which numbers of anonymous answers are withheld by kind and by area, so that no number beside them tells them.
//!
//! Everybody is of one kind and in one area, so that the numbers are a flow: from all who answered over the kinds, over those of
//! a kind in an area, over the areas, and back to all. How many are invited is known of each, and so is how many have
//! answered in all: that sum is never withheld (decision 14). A number that is not shown can be told if and only if it can
//! neither rise nor fall while all that is known stays, that is, if it lies on no cycle of numbers that are not shown.
//! `analysis::table::suppress` knows tables one by one, and not how many are invited; it has withheld what is small before.

use analysis::table::Count;

/// All who answered, on the side of the kinds and on that of the areas. Nothing leads from one to the other: the sum stays.
const KINDS: usize = 0;
const AREAS: usize = 1;

/// Somebody who is invited.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Place of the kind.
    pub kind: usize,
    /// Place of the area.
    pub area: usize,
    /// Whether an answer came.
    pub has_answered: bool,
}

/// How many answered of a group or of those who share two.
struct Number {
    from: usize,
    to: usize,
    n_answered: usize,
    n_invited: usize,
    is_shown: bool,
}

impl Number {
    fn new(from: usize, to: usize, is_shown: bool) -> Number {
        Number { from, to, n_answered: 0, n_invited: 0, is_shown }
    }

    fn add(&mut self, member: &Member) {
        self.n_invited += 1;
        self.n_answered += usize::from(member.has_answered);
    }

    /// Whether fewer than `min_cell` answered, or fewer did not: either says too much of each of them.
    fn is_small(&self, min_cell: usize) -> bool {
        self.n_answered < min_cell || self.n_invited - self.n_answered < min_cell
    }

    /// Where a change by one is handed on to, if the number may change so.
    fn step(&self, at: usize) -> Option<usize> {
        match (self.from == at, self.to == at) {
            (true, _) if self.n_answered < self.n_invited => Some(self.to),
            (_, true) if self.n_answered > 0 => Some(self.from),
            _ => None,
        }
    }
}

/// All numbers: kinds, areas, and those of a kind in an area.
struct Flow {
    numbers: Vec<Number>,
    n_groups: usize,
}

impl Flow {
    fn of(members: &[Member], kinds: &[Count], areas: &[Count]) -> Flow {
        let (n_kinds, n_groups) = (kinds.len(), kinds.len() + areas.len());
        let (kind_sum, area_sum) = (|kind: usize| 2 + kind, |area: usize| 2 + n_kinds + area);
        let of_kind =
            |(place, count): (usize, &Count)| Number::new(KINDS, kind_sum(place), !count.is_hidden());
        let of_area =
            |(place, count): (usize, &Count)| Number::new(area_sum(place), AREAS, !count.is_hidden());
        let mut numbers: Vec<Number> = kinds.iter().enumerate().map(of_kind).collect();
        numbers.extend(areas.iter().enumerate().map(of_area));
        for member in members {
            let (from, to) = (kind_sum(member.kind), area_sum(member.area));
            let is_it = |number: &Number| number.from == from && number.to == to;
            if !numbers.iter().any(is_it) {
                numbers.push(Number::new(from, to, false));
            }
            let touched = numbers.iter_mut().filter(|number| {
                is_it(number)
                    || (number.from == KINDS && number.to == from)
                    || (number.from == to && number.to == AREAS)
            });
            touched.for_each(|number| number.add(member));
        }
        Flow { numbers, n_groups }
    }

    /// Whether a group that is withheld, or a small number of those who share kind and area, can be told.
    fn is_told(&self, min_cell: usize) -> bool {
        self.numbers.iter().enumerate().any(|(place, number)| {
            let is_withheld =
                if place < self.n_groups { !number.is_shown } else { number.is_small(min_cell) };
            is_withheld && !self.can_vary(place)
        })
    }

    fn can_vary(&self, place: usize) -> bool {
        let number = &self.numbers[place];
        let (from, to) = (number.from, number.to);
        (number.n_answered < number.n_invited && self.leads(to, from, place))
            || (number.n_answered > 0 && self.leads(from, to, place))
    }

    /// Whether a change by one can be handed on from one sum to another, leaving out one number.
    fn leads(&self, start: usize, end: usize, without: usize) -> bool {
        let mut seen = vec![start];
        let mut next = 0;
        while let Some(at) = seen.get(next).copied() {
            if at == end {
                return true;
            }
            for (place, number) in self.numbers.iter().enumerate() {
                let step = if number.is_shown || place == without { None } else { number.step(at) };
                seen.extend(step.filter(|to| !seen.contains(to)));
            }
            next += 1;
        }
        false
    }
}

/// Withholds the smallest number that is still shown for as long as the others tell one that is withheld, or that of those
/// who share kind and area where fewer than `min_cell` answered or did not. What the sum alone tells stays told: that nobody
/// has answered, or everybody.
pub fn withhold_more(members: &[Member], kinds: &mut [Count], areas: &mut [Count], min_cell: usize) {
    let mut flow = Flow::of(members, kinds, areas);
    while flow.is_told(min_cell) {
        let groups = flow.numbers.iter_mut().take(flow.n_groups);
        let Some(smallest) = groups.filter(|number| number.is_shown).min_by_key(|number| number.n_answered)
        else {
            break;
        };
        smallest.is_shown = false;
    }
    for (count, number) in kinds.iter_mut().chain(areas).zip(&flow.numbers) {
        if !number.is_shown {
            *count = Count::Hidden;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const LEAST: usize = 5;

    /// A group of those who share a kind and an area: kind, area, how many answered, how many are invited.
    type Shared = (usize, usize, usize, usize);

    fn members(shared: &[Shared]) -> Vec<Member> {
        let of = |&(kind, area, n_answered, n_invited): &Shared| {
            (0..n_invited).map(move |nth| Member { kind, area, has_answered: nth < n_answered })
        };
        shared.iter().flat_map(of).collect()
    }

    /// Numbers of groups as they are before: too few, or too few who did not answer, are withheld.
    fn counts(members: &[Member], n_groups: usize, group: fn(&Member) -> usize) -> Vec<Count> {
        let count = |place: usize| {
            let of_group = || members.iter().filter(move |member| group(member) == place);
            let n = of_group().filter(|member| member.has_answered).count();
            if n < LEAST || of_group().count() - n < LEAST { Count::Hidden } else { Count::Shown(n) }
        };
        (0..n_groups).map(count).collect()
    }

    /// What is shown of kinds and areas.
    fn shown(shared: &[Shared]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
        let members = members(shared);
        let n = |group: fn(&Shared) -> usize| shared.iter().map(group).max().map_or(0, |most| most + 1);
        let mut kinds = counts(&members, n(|one| one.0), |member| member.kind);
        let mut areas = counts(&members, n(|one| one.1), |member| member.area);
        withhold_more(&members, &mut kinds, &mut areas, LEAST);
        let plain = |counts: Vec<Count>| counts.into_iter().map(Count::shown).collect::<Vec<_>>();
        (plain(kinds), plain(areas))
    }

    /// How many answered of those whom `is_in` takes, if so many of each who share kind and area did.
    fn sum(shared: &[Shared], numbers: &[usize], is_in: &dyn Fn(&Shared) -> bool) -> usize {
        shared.iter().zip(numbers).filter(|(one, _)| is_in(one)).map(|(_, n)| n).sum()
    }

    /// Every way in which those who share kind and area can have answered that agrees with what is shown and with the
    /// sum, by trying all.
    fn possible(shared: &[Shared], kinds: &[Option<usize>], areas: &[Option<usize>]) -> Vec<Vec<usize>> {
        let total: usize = shared.iter().map(|one| one.2).sum();
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        for (.., n_invited) in shared {
            all = all
                .iter()
                .flat_map(|one| (0..=*n_invited).map(move |n| [one.as_slice(), &[n]].concat()))
                .collect();
        }
        all.retain(|numbers| {
            let fits = |known: &Option<usize>, is_in: &dyn Fn(&Shared) -> bool| {
                known.is_none_or(|n| n == sum(shared, numbers, is_in))
            };
            kinds.iter().enumerate().all(|(place, n)| fits(n, &|one| one.0 == place))
                && areas.iter().enumerate().all(|(place, n)| fits(n, &|one| one.1 == place))
                && fits(&Some(total), &|_| true)
        });
        all
    }

    /// The number of those whom `is_in` takes, if only one is possible.
    fn computed(
        shared: &[Shared],
        possible: &[Vec<usize>],
        is_in: &dyn Fn(&Shared) -> bool,
    ) -> Option<usize> {
        let values: BTreeSet<usize> = possible.iter().map(|numbers| sum(shared, numbers, is_in)).collect();
        if values.len() == 1 { values.first().copied() } else { None }
    }

    #[test]
    fn nothing_small_can_be_computed_and_nothing_that_is_withheld() {
        let cases: [&[Shared]; 9] = [
            &[(0, 0, 6, 12), (1, 0, 2, 4)],
            &[(0, 0, 6, 12), (1, 1, 2, 4)],
            // The second kind is the first area: what is withheld of one must not stand in the other.
            &[(0, 1, 2, 4), (1, 0, 6, 11), (2, 1, 6, 12)],
            &[(0, 0, 6, 12), (0, 1, 1, 1), (1, 1, 7, 13)],
            &[(0, 0, 0, 3), (1, 0, 0, 4), (2, 1, 6, 12)],
            &[(0, 0, 3, 3), (1, 1, 6, 12), (2, 1, 6, 12)],
            // All ten of the first kind in the first area have answered: 16 of the area less 6 of the other kind.
            &[(0, 0, 10, 10), (0, 1, 5, 12), (1, 0, 6, 12)],
            // Nobody of nine has.
            &[(0, 0, 0, 9), (0, 1, 7, 12), (1, 0, 6, 12)],
            &[(0, 0, 38, 40)],
        ];
        for shared in cases {
            let (kinds, areas) = shown(shared);
            let (possible, by_sum) = (possible(shared, &kinds, &areas), possible(shared, &[], &[]));
            let said = format!("{shared:?}: {kinds:?} {areas:?}");
            let told = |is_in: &dyn Fn(&Shared) -> bool| {
                // What the sum says already is no secret any more.
                computed(shared, &by_sum, is_in).xor(computed(shared, &possible, is_in))
            };
            for (place, _) in kinds.iter().enumerate().filter(|(_, n)| n.is_none()) {
                assert_eq!(told(&|one| one.0 == place), None, "kind {place} of {said}");
            }
            for (place, _) in areas.iter().enumerate().filter(|(_, n)| n.is_none()) {
                assert_eq!(told(&|one| one.1 == place), None, "area {place} of {said}");
            }
            // Whoever computes a number of those who share kind and area learns of at least so many people at once.
            for of in shared {
                let Some(n) = told(&|one| one == of) else { continue };
                assert!(n >= LEAST && of.3 - n >= LEAST, "{n} of {of:?} in {said}");
            }
        }
    }

    #[test]
    fn numbers_that_tell_nothing_stay() {
        let shared = [(0, 0, 6, 12), (0, 1, 7, 13), (1, 0, 8, 14), (1, 1, 6, 11)];
        assert_eq!(shown(&shared), (vec![Some(13), Some(14)], vec![Some(14), Some(13)]));
        // One kind is small and another one keeps it company; the areas, which mix them, are shown.
        let (kinds, areas) = shown(&[(0, 0, 1, 6), (1, 0, 7, 9), (0, 1, 2, 6), (1, 1, 5, 9), (2, 0, 6, 12)]);
        assert_eq!(kinds, [None, Some(12), None]);
        assert_eq!(areas, [Some(14), Some(7)]);
        // One kind alone is the sum, which is shown.
        assert_eq!(shown(&[(0, 0, 19, 27), (0, 1, 19, 27)]), (vec![Some(38)], vec![Some(19), Some(19)]));
    }

    #[test]
    fn where_nobody_or_everybody_has_answered_only_the_sum_says_so() {
        for shared in [[(0, 0, 0, 9), (1, 1, 0, 9)], [(0, 0, 9, 9), (1, 1, 9, 9)]] {
            assert_eq!(shown(&shared), (vec![None, None], vec![None, None]));
        }
    }
}
