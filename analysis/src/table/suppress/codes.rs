//! Disclosure control of codes by an attribute: sizes of groups, the hits of each code, and who does not have it.

use super::crosstab::{Grid, hide_rest, last_choice, most_placed};
use super::network::{Number, complete};
use super::private::{Rule, Suppress};
use super::{ALL, TOTAL, hide_if, raw};
use crate::table::Count;
use crate::table::crosstab::CodeCrosstab;

/// The places in a code's table of rows × (hits, misses).
const HITS: usize = 0;
const MISSES: usize = 1;

/// A [`CodeCrosstab`] as plain counts with what is withheld of them.
struct Codes {
    /// Rows with each value, and last all rows.
    sizes: Vec<(usize, bool)>,
    /// Beside each size, how many were not asked.
    not_asked: Vec<usize>,
    /// How many were not asked the attribute: of those with each code, and last of all.
    not_placed: Vec<usize>,
    /// For each code its hits by value, and last all its hits.
    hits: Vec<Vec<(usize, bool)>>,
    /// Whether all tables of these people withhold each value, and last false.
    is_withheld: Vec<bool>,
    are_misses_kept: bool,
}

impl Suppress for CodeCrosstab {
    fn suppress(&mut self, rule: Rule) {
        suppress_codes(self, rule);
    }
}

/// Each code makes a table of hits and misses whose misses are not printed, but follow from the rest.
///
/// A table that keeps misses stands beside others of the same people that do not (a rule may find whom a word finds) and that print the
/// total. What those withhold is withheld first; the misses and the total only add to it. By itself it would choose other
/// numbers beside a small one, and both together would tell it.
fn suppress_codes(table: &mut CodeCrosstab, rule: Rule) {
    let number = |count: Count| {
        let count = raw(count);
        (count, rule.is_small(count))
    };
    let not_asked = table.rows.iter().map(|row| row.not_asked).chain([table.not_asked_total]).map(raw);
    let not_asked: Vec<usize> = not_asked.collect();
    let sizes = table.rows.iter().map(|row| row.n).chain([table.total]).map(number).zip(&not_asked);
    let sizes = sizes.map(|((n, is_hidden), rest)| (n, is_hidden || rule.is_small_rest(*rest)));
    let mut sizes: Vec<(usize, bool)> = sizes.collect();
    let not_placed = table.codes.iter().map(|code| code.not_placed).chain([table.not_placed_total]);
    let not_placed: Vec<usize> = not_placed.map(raw).collect();
    if let Some(total) = sizes.last_mut() {
        total.1 |= table.is_total_withheld || rule.is_small_rest(raw(table.not_placed_total));
    }
    let is_withheld: Vec<bool> = table.rows.iter().map(|row| row.is_withheld).chain([false]).collect();
    sizes.iter_mut().zip(&is_withheld).for_each(|(size, is_withheld)| size.1 |= is_withheld);
    let hits = Vec::with_capacity(table.codes.len());
    let mut codes = Codes { sizes, not_asked, not_placed, hits, is_withheld, are_misses_kept: false };
    for (place, code) in table.codes.iter().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(place)).map(|cell| cell.count);
        // Of a code that all tables withhold it is not told whether anybody has it.
        let is_withheld = code.is_withheld && !table.are_misses_kept;
        let is_given = is_withheld || code.count != Count::Shown(0) || rule.is_small_group(raw(table.total));
        let hits = cells.chain([code.count]).map(number).enumerate();
        let hits = hits.map(|(row, (n, is_hidden))| {
            let is_of_group = is_given && (codes.is_withheld[row] || codes.is_small_group(row, rule));
            (n, is_hidden || is_of_group || codes.is_told(row, n, rule))
        });
        let mut hits: Vec<(usize, bool)> = hits.collect();
        if let Some(total) = hits.last_mut() {
            total.1 |= is_withheld || rule.is_small_rest(raw(code.not_placed));
        }
        codes.hits.push(hits);
    }
    complete_all(&mut codes, rule);
    if table.are_misses_kept {
        codes.are_misses_kept = true;
        for (hits, code) in codes.hits.iter_mut().zip(&table.codes) {
            if let Some(total) = hits.last_mut() {
                total.1 |= code.is_withheld;
            }
        }
        complete_all(&mut codes, rule);
    }
    if rule.hide_zeros_beside {
        codes.hide_zeros();
    }
    print_codes(table, &codes);
}

impl Codes {
    /// Whether a group is small, with those who were not asked or without.
    fn is_small_group(&self, row: usize, rule: Rule) -> bool {
        let size = self.sizes[row].0;
        rule.is_small_group(size) || rule.is_small_group(size + self.not_asked[row])
    }

    /// Whether hits of everybody who was asked tell how few were not.
    fn is_told(&self, row: usize, hits: usize, rule: Rule) -> bool {
        hits > 0 && hits == self.sizes[row].0 && rule.is_small_rest(self.not_asked[row])
    }

    /// Withholds the zeros of each code of which something is withheld. A group of nobody has none, as everybody knows.
    fn hide_zeros(&mut self) {
        let height = self.sizes.len() - 1;
        for hits in self.hits.iter_mut().filter(|hits| hits.iter().any(|(_, is_hidden)| *is_hidden)) {
            for ((n, is_hidden), (size, _)) in hits.iter_mut().zip(&self.sizes).take(height) {
                *is_hidden |= *n == 0 && *size > 0;
            }
        }
    }

    fn highest(&self, row: usize, rule: Rule) -> usize {
        let highest = rule.highest(self.sizes[row].0, self.not_asked[row]);
        if row + 1 < self.sizes.len() {
            return highest;
        }
        highest.min(rule.highest(self.sizes[row].0, self.not_placed.last().copied().unwrap_or(0)))
    }

    /// The number of a group's size, or of all. The least that a reader knows of it: no code is found more often than there are rows.
    fn size(&self, row: usize, rule: Rule, weight: u64, (from, to): (usize, usize)) -> Number {
        let (count, is_hidden) = self.sizes[row];
        let not_asked_in_all = self.not_asked.last().copied().unwrap_or(0);
        let weight = weight + last_choice(self.not_asked[row], not_asked_in_all);
        let most_hits = self.hits.iter().map(|hits| hits[row].0).max().unwrap_or(0);
        // Of a group that is withheld in all tables no hits are printed.
        let lowest = if self.is_withheld[row] { 0 } else { most_hits.max(rule.lowest()) };
        let highest = self.highest(row, rule);
        Number { is_hidden, lowest, highest, ..rule.number(count, weight, from, to) }
    }

    /// The number of those without a code, which follows from what is printed. Where another code may be that this one is missing, a
    /// small one is kept from being told.
    fn misses(&self, misses: usize, rule: Rule, (from, to): (usize, usize)) -> Number {
        let is_printed = self.are_misses_kept && rule.is_small_rest(misses);
        let wanted = if is_printed { rule.wanted(misses) } else { 0 };
        Number { is_printed, wanted, ..rule.unprinted(misses, from, to) }
    }

    /// The most that a reader must reckon with for the hits of a code: in a group, or in all.
    fn most_hits(&self, place: usize, row: usize, rule: Rule) -> usize {
        let is_total = row + 1 == self.sizes.len();
        let hits = self.hits[place][row].0;
        if !is_total {
            return usize::MAX;
        }
        let rest = self.not_placed.get(place).copied().unwrap_or(0);
        let rests = self.not_placed.last().copied().unwrap_or(0);
        rule.highest(hits, rest).min(most_placed(hits, rest, rests))
    }
}

/// The sizes of the groups are common to all codes, so the two steps alternate until nothing more is withheld.
fn complete_all(codes: &mut Codes, rule: Rule) {
    loop {
        let n_hidden = codes.sizes.iter().filter(|(_, is_hidden)| *is_hidden).count();
        complete_sizes(codes, rule);
        for place in 0..codes.hits.len() {
            complete_code(codes, place, rule);
        }
        if n_hidden == codes.sizes.iter().filter(|(_, is_hidden)| *is_hidden).count() {
            break;
        }
    }
}

fn complete_sizes(codes: &mut Codes, rule: Rule) {
    let height = codes.sizes.len() - 1;
    let mut numbers: Vec<Number> = (0..=height)
        .map(|row| {
            let (weight, ends) = if row == height { (ALL, (1, 0)) } else { (TOTAL, (0, 1)) };
            codes.size(row, rule, weight, ends)
        })
        .collect();
    complete(2, &mut numbers);
    for (size, number) in codes.sizes.iter_mut().zip(numbers) {
        size.1 = number.is_hidden;
    }
}

fn complete_code(codes: &mut Codes, place: usize, rule: Rule) {
    let height = codes.sizes.len() - 1;
    let grid = Grid { height, width: 2 };
    let mut numbers = Vec::with_capacity((height + 1) * 3);
    for row in 0..=height {
        let ((size, _), (hits, is_hidden)) = (codes.sizes[row], codes.hits[place][row]);
        let weight = grid.weight(row, HITS);
        let (from, to) = grid.ends(row, HITS);
        let is_zero_hidden = rule.hide_zeros_beside && row < height;
        let may_be_none = is_zero_hidden || codes.is_withheld[row] || codes.is_small_group(row, rule);
        let lowest = if may_be_none { 0 } else { rule.lowest() };
        let highest = codes.most_hits(place, row, rule);
        let wanted = rule.wanted(hits);
        numbers.push(Number { is_hidden, lowest, highest, wanted, ..rule.number(hits, weight, from, to) });
        numbers.push(codes.misses(size - hits, rule, grid.ends(row, MISSES)));
        let weight = ALL + grid.weight(row, grid.width);
        numbers.push(codes.size(row, rule, weight, grid.ends(row, grid.width)));
    }
    complete(grid.n_sums(), &mut numbers);
    for row in 0..=height {
        codes.hits[place][row].1 = numbers[grid.place(row, HITS)].is_hidden;
        codes.sizes[row].1 = numbers[grid.place(row, grid.width)].is_hidden;
    }
}

fn print_codes(table: &mut CodeCrosstab, codes: &Codes) {
    let height = table.rows.len();
    let is_total_hidden = codes.sizes[height].1;
    let is_any_size_hidden = codes.sizes.iter().any(|(_, is_hidden)| *is_hidden);
    for (r, row) in table.rows.iter_mut().enumerate() {
        let is_row_hidden = codes.sizes[r].1;
        hide_if(&mut row.n, is_row_hidden);
        hide_rest(&mut row.not_asked, is_row_hidden);
        row.members.clear();
        for (cell, hits) in row.cells.iter_mut().zip(&codes.hits) {
            let (is_cell_hidden, is_code_hidden) = (hits[r].1, hits[height].1);
            let is_margin_hidden = is_row_hidden || is_code_hidden || is_total_hidden;
            hide_if(&mut cell.count, is_cell_hidden);
            cell.members.clear();
            cell.share = cell.share.filter(|_| !is_cell_hidden && !is_row_hidden);
            cell.residual = cell.residual.filter(|_| !is_cell_hidden && !is_margin_hidden);
        }
    }
    for (code, hits) in table.codes.iter_mut().zip(&codes.hits) {
        let is_any_hit_hidden = hits.iter().any(|(_, is_hidden)| *is_hidden);
        hide_if(&mut code.count, hits[height].1);
        hide_rest(&mut code.not_placed, hits[height].1);
        code.share = code.share.filter(|_| !hits[height].1 && !is_total_hidden);
        code.test = code.test.filter(|_| !is_any_hit_hidden && !is_any_size_hidden);
        table.has_hidden |= is_any_hit_hidden;
    }
    hide_if(&mut table.total, is_total_hidden);
    hide_if(&mut table.left_out, is_total_hidden);
    hide_rest(&mut table.not_asked_total, is_total_hidden);
    hide_rest(&mut table.not_placed_total, is_total_hidden);
    table.has_hidden |= is_any_size_hidden;
}
