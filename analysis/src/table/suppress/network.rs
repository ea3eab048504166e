//! Which numbers of a table may be printed beside each other: complementary suppression, exactly.
//!
//! The numbers of a table with its totals are a flow: at each sum, what goes in equals what goes out. A withheld number
//! can be told by subtraction if and only if no other flow agrees with all printed numbers, that is, if it lies on no
//! cycle along which withheld numbers can rise and fall by one. Cycles are searched for; where there is none, the
//! cheapest one is opened by withholding more numbers. A number that is withheld because it is small has to leave open,
//! besides, that it is not: cycles are added up until it would be as large as the threshold, as long as there are other cells
//! (not totals) to withhold for that.
//! After J. P. Kelly, B. L. Golden, A. A. Assad, "Cell suppression: disclosure protection for sensitive tabular data",
//! Networks 22 (1992), 397–417, and A. Hundepool et al., *Statistical Disclosure Control* (2012), section 4.4.

use std::collections::VecDeque;

use super::TOTAL;

/// One number of a table: a flow from one sum to another.
#[derive(Debug, Clone)]
pub(super) struct Number {
    /// The sum that it is taken from.
    pub from: usize,
    /// The sum that it is added to.
    pub to: usize,
    /// The number.
    pub value: usize,
    /// The least a reader knows that it is, if it is withheld.
    pub lowest: usize,
    /// The most a reader knows that it is, if it is withheld.
    pub highest: usize,
    /// Whether it is withheld.
    pub is_hidden: bool,
    /// Whether it belongs to the printed table, so that it must be kept from being told once it is withheld.
    pub is_printed: bool,
    /// What is lost by withholding it; `None` if it is never withheld.
    pub cost: Option<u64>,
    /// What a reader must take for possible, if it is withheld; 0 where any other value will do.
    pub wanted: usize,
}

impl Number {
    /// The same number, withheld whatever it is where `is_withheld`: a reader must reckon with nobody, too.
    pub(super) fn withheld_if(self, is_withheld: bool) -> Number {
        if !is_withheld {
            return self;
        }
        Number { is_hidden: true, lowest: 0, ..self }
    }
}

/// Withholds more of `numbers` until none that is withheld can be told. `n_sums` is the number of sums they refer to.
pub(super) fn complete(n_sums: usize, numbers: &mut [Number]) {
    let neighbours = neighbours(n_sums, numbers);
    vary_all(&neighbours, numbers);
    for place in 0..numbers.len() {
        let number = &numbers[place];
        if !number.is_hidden || !number.is_printed || number.value >= number.wanted {
            continue;
        }
        for opened in room_to_rise(&neighbours, numbers, place).unwrap_or_default() {
            numbers[opened].is_hidden = true;
        }
    }
    vary_all(&neighbours, numbers);
}

/// Whether each number above 0 that is withheld has two values at least: there may be no numbers left to withhold for it.
pub(super) fn all_vary(n_sums: usize, numbers: &[Number]) -> bool {
    let neighbours = neighbours(n_sums, numbers);
    let is_kept = |place: &usize| {
        let number = &numbers[*place];
        number.is_hidden && number.is_printed && number.value > 0
    };
    (0..numbers.len()).filter(is_kept).all(|place| can_vary(&neighbours, numbers, place))
}

/// Whether a number that is withheld has two values at least.
pub(super) fn varies(n_sums: usize, numbers: &[Number], place: usize) -> bool {
    can_vary(&neighbours(n_sums, numbers), numbers, place)
}

/// The numbers at each sum.
fn neighbours(n_sums: usize, numbers: &[Number]) -> Vec<Vec<usize>> {
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); n_sums];
    for (place, number) in numbers.iter().enumerate() {
        neighbours[number.from].push(place);
        neighbours[number.to].push(place);
    }
    neighbours
}

/// Withholds more numbers until each that is withheld has two values at least.
fn vary_all(neighbours: &[Vec<usize>], numbers: &mut [Number]) {
    // Withholding a number never makes another one easier to tell, so that one pass over each suffices; those that
    // are withheld on the way lie on the cycle that they were withheld for.
    for place in 0..numbers.len() {
        let number = &numbers[place];
        if !number.is_hidden || !number.is_printed || can_vary(neighbours, numbers, place) {
            continue;
        }
        for opened in cheapest_cycle(neighbours, numbers, place) {
            numbers[opened].is_hidden = true;
        }
    }
}

/// The numbers to withhold so that the one at `place` can be as large as it is wanted to be: cycles are added up, each at the
/// least cost. None if cells alone do not suffice.
fn room_to_rise(neighbours: &[Vec<usize>], numbers: &[Number], place: usize) -> Option<Vec<usize>> {
    let of_cells =
        |number: &Number| Number { cost: number.cost.filter(|cost| *cost < TOTAL), ..number.clone() };
    let mut risen: Vec<Number> = numbers.iter().map(of_cells).collect();
    let mut opened = Vec::new();
    while risen[place].value < risen[place].wanted {
        let number = &risen[place];
        let most = number.wanted.min(number.highest).saturating_sub(number.value);
        let (start, end) = (number.to, number.from);
        let (_, path) = cheapest_path(neighbours, &risen, place, start, end)?;
        let changes = changes_along(&risen, &path, end);
        let amount = changes.iter().map(|change| change.room(&risen)).fold(most, usize::min);
        if amount == 0 {
            return None;
        }
        risen[place].value += amount;
        for Change { place, is_rise } in changes {
            let number = &mut risen[place];
            number.value = if is_rise { number.value + amount } else { number.value - amount };
            if !number.is_hidden {
                number.is_hidden = true;
                opened.push(place);
            }
        }
    }
    Some(opened)
}

/// How a number changes along a path.
struct Change {
    place: usize,
    is_rise: bool,
}

impl Change {
    /// By how much it can change so.
    fn room(&self, numbers: &[Number]) -> usize {
        let number = &numbers[self.place];
        match self.is_rise {
            true => number.highest.saturating_sub(number.value),
            false => number.value.saturating_sub(number.lowest),
        }
    }
}

/// How the numbers of a path, given from its `end`, change when it hands on a change.
fn changes_along(numbers: &[Number], path: &[usize], end: usize) -> Vec<Change> {
    let mut at = end;
    let mut changes = Vec::with_capacity(path.len());
    for &place in path {
        let number = &numbers[place];
        let is_rise = number.to == at;
        at = if is_rise { number.from } else { number.to };
        changes.push(Change { place, is_rise });
    }
    changes
}

/// Where a change of one number by one can be handed on to from a sum: the other sum, if the number may change so.
fn step(number: &Number, at: usize) -> Option<usize> {
    if number.from == at {
        return (number.value < number.highest).then_some(number.to);
    }
    (number.value > number.lowest).then_some(number.from)
}

/// The two ways to close a cycle over a number: let it rise, or let it fall.
fn ends(number: &Number) -> Vec<(usize, usize)> {
    let mut ends = Vec::with_capacity(2);
    if number.value < number.highest {
        ends.push((number.to, number.from));
    }
    if number.value > number.lowest {
        ends.push((number.from, number.to));
    }
    ends
}

fn can_vary(neighbours: &[Vec<usize>], numbers: &[Number], place: usize) -> bool {
    ends(&numbers[place]).into_iter().any(|(start, end)| {
        let mut seen = vec![false; neighbours.len()];
        let mut queue = VecDeque::from([start]);
        seen[start] = true;
        while let Some(at) = queue.pop_front() {
            let hidden = neighbours[at].iter().filter(|&&other| other != place && numbers[other].is_hidden);
            for next in hidden.filter_map(|&other| step(&numbers[other], at)) {
                if next == end {
                    return true;
                }
                if !seen[next] {
                    seen[next] = true;
                    queue.push_back(next);
                }
            }
        }
        false
    })
}

/// The numbers to withhold so that `place` lies on a cycle, at the least cost; none if there is no such cycle.
fn cheapest_cycle(neighbours: &[Vec<usize>], numbers: &[Number], place: usize) -> Vec<usize> {
    let paths = ends(&numbers[place]).into_iter();
    let paths = paths.filter_map(|(start, end)| cheapest_path(neighbours, numbers, place, start, end));
    let path = paths.min_by_key(|(cost, _)| *cost).map(|(_, path)| path).unwrap_or_default();
    path.into_iter().filter(|&other| !numbers[other].is_hidden).collect()
}

/// Dijkstra's shortest path over numbers that are or may be withheld; ties go to the earlier sum and number.
fn cheapest_path(
    neighbours: &[Vec<usize>],
    numbers: &[Number],
    without: usize,
    start: usize,
    end: usize,
) -> Option<(u64, Vec<usize>)> {
    let mut best: Vec<Option<(u64, Option<usize>)>> = vec![None; neighbours.len()];
    let mut done = vec![false; neighbours.len()];
    best[start] = Some((0, None));
    while let Some((cost, at)) = (0..best.len())
        .filter(|&sum| !done[sum])
        .filter_map(|sum| best[sum].map(|(cost, _)| (cost, sum)))
        .min()
    {
        done[at] = true;
        for &other in neighbours[at].iter().filter(|&&other| other != without) {
            let number = &numbers[other];
            let Some(price) = (if number.is_hidden { Some(0) } else { number.cost }) else { continue };
            let Some(next) = step(number, at) else { continue };
            let sum = cost.saturating_add(price);
            if best[next].is_none_or(|(known, _)| sum < known) {
                best[next] = Some((sum, Some(other)));
            }
        }
    }
    let (cost, _) = best[end]?;
    let mut path = Vec::new();
    let mut at = end;
    while let Some((_, Some(place))) = best[at] {
        path.push(place);
        let number = &numbers[place];
        at = if number.to == at { number.from } else { number.to };
    }
    Some((cost, path))
}
