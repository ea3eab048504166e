//! Disclosure control of cross tables: cells, both margins and the total together.

use super::network::{Number, complete};
use super::private::{Rule, Suppress};
use super::{ALL, CELL, TOTAL, hide_if, raw};
use crate::table::Count;
use crate::table::crosstab::{CodeCrosstab, Crosstab};

/// A two-way table with its margins as a flow. The sums are the rows, the totals' row, the columns, the totals' column.
pub(super) struct Grid {
    /// Rows without totals.
    pub height: usize,
    /// Columns without totals.
    pub width: usize,
}

impl Grid {
    pub(super) fn of(table: &Crosstab) -> Grid {
        Grid { height: table.rows.len(), width: table.columns.len() }
    }

    /// The count of a cell or total.
    fn count(&self, table: &Crosstab, row: usize, column: usize) -> Count {
        match (row == self.height, column == self.width) {
            (false, false) => table.cells[row][column].count,
            (false, true) => table.row_totals[row],
            (true, false) => table.column_totals[column],
            (true, true) => table.total,
        }
    }

    pub(super) fn n_sums(&self) -> usize {
        self.height + self.width + 2
    }

    /// Where the number of a cell flows; `row == height` and `column == width` are the totals. The directions make
    /// every sum balance: a row's total flows into it and its cells out, a column's cells flow in and its total out.
    pub(super) fn ends(&self, row: usize, column: usize) -> (usize, usize) {
        let (row_sum, column_sum) = (row, self.height + 1 + column);
        match (row == self.height) == (column == self.width) {
            true => (row_sum, column_sum),
            false => (column_sum, row_sum),
        }
    }

    /// The place of a cell in a list of all cells with margins, row by row.
    pub(super) fn place(&self, row: usize, column: usize) -> usize {
        row * (self.width + 1) + column
    }

    /// How much is lost with a cell.
    fn weight(&self, row: usize, column: usize) -> u64 {
        match (row == self.height, column == self.width) {
            (false, false) => CELL,
            (true, true) => ALL,
            _ => TOTAL,
        }
    }
}

impl Suppress for Crosstab {
    fn suppress(&mut self, rule: Rule) {
        let grid = Grid::of(self);
        let mut numbers = crosstab_numbers(self, rule, |row, column| grid.ends(row, column));
        complete(grid.n_sums(), &mut numbers);
        print_crosstab(self, &numbers);
    }
}

/// The numbers of a cross table, row by row with the margins. `ends` says between which sums a cell flows; beyond the last
/// row and the last column are the totals.
pub(super) fn crosstab_numbers(
    table: &Crosstab,
    rule: Rule,
    ends: impl Fn(usize, usize) -> (usize, usize),
) -> Vec<Number> {
    let grid = Grid::of(table);
    let mut numbers = Vec::with_capacity((grid.height + 1) * (grid.width + 1));
    let group = |row: usize| raw(*table.row_totals.get(row).unwrap_or(&table.total));
    let not_asked = |row: usize| raw(*table.not_asked.get(row).unwrap_or(&table.not_asked_total));
    // Who of a small group was not asked said something that the others did not.
    let is_small =
        |row: usize| rule.is_small_group(group(row)) || rule.is_small_group(group(row) + not_asked(row));
    // What nobody at all answered tells nothing about a group.
    let is_given = |column: usize| table.column_totals.get(column) != Some(&Count::Shown(0));
    let is_all_small = is_small(grid.height);
    let not_placed = |column: usize| raw(*table.not_placed.get(column).unwrap_or(&table.not_placed_total));
    // The smallest group keeps its size to itself, as it does where the groups themselves are counted.
    let by_size =
        |row: usize, count: usize| match row < grid.height && rule.is_small_rest(not_placed(grid.width)) {
            true => TOTAL.saturating_mul(count as u64),
            false => 0,
        };
    for row in 0..=grid.height {
        let is_small_group = is_all_small || is_small(row);
        for column in 0..=grid.width {
            let (from, to) = ends(row, column);
            let count = raw(grid.count(table, row, column));
            let is_withheld_alike = is_withheld_alike(table, row, column);
            let is_withheld = is_all_small || is_small_group && column < grid.width && is_given(column);
            let make = if is_withheld { Rule::of_small_group } else { Rule::sensitive };
            let weight = grid.weight(row, column);
            // Who was not asked what is down the side misses in the totals below, and nowhere else.
            let (rest, rests) =
                if row == grid.height { (not_placed(column), not_placed(grid.width)) } else { (0, 0) };
            if column < grid.width {
                let number = make(rule, count, weight + last_choice(rest, rests), from, to);
                let highest = most_placed(count, rest, rests);
                let number = rule.beside(Number { highest, ..number }, rest);
                numbers.push(number.withheld_if(is_withheld_alike));
                continue;
            }
            let weight = weight + last_choice(not_asked(row), not_asked(grid.height)) + by_size(row, count);
            let number = rule.beside(make(rule, count, weight, from, to), not_asked(row));
            numbers.push(rule.beside(number, rest).withheld_if(is_withheld_alike));
        }
    }
    numbers
}

/// Whether all tables of these people withhold a number, for the sake of its row or its column. That nobody gave an answer at all
/// tells nothing about a group.
fn is_withheld_alike(table: &Crosstab, row: usize, column: usize) -> bool {
    let nobody = Some(&Count::Shown(0));
    let is_row = table.withheld_rows.get(row) == Some(&true) && table.column_totals.get(column) != nobody;
    is_row || table.withheld_columns.get(column) == Some(&true) && table.row_totals.get(row) != nobody
}

/// The most that a reader must reckon with for a total where somebody misses: of a value that everybody has the total is known
/// to be no more than how often it was given.
fn most_placed(count: usize, not_placed: usize, not_placed_in_all: usize) -> usize {
    if not_placed == 0 && not_placed_in_all > 0 { count } else { usize::MAX }
}

/// What is lost besides with the size of a group: where others were not asked, a group in which everybody was keeps its
/// size to itself as the last, for readers know the group.
fn last_choice(not_asked: usize, not_asked_in_all: usize) -> u64 {
    if not_asked == 0 && not_asked_in_all > 0 { ALL } else { 0 }
}

/// Takes out of a cross table what its numbers, in the order of [`crosstab_numbers`], say is withheld.
pub(super) fn print_crosstab(table: &mut Crosstab, numbers: &[Number]) {
    let grid = Grid::of(table);
    let is_hidden = |row: usize, column: usize| numbers[grid.place(row, column)].is_hidden;
    let is_total_hidden = is_hidden(grid.height, grid.width);
    for (r, cells) in table.cells.iter_mut().enumerate() {
        let is_row_hidden = is_hidden(r, grid.width);
        hide_if(&mut table.row_totals[r], is_row_hidden);
        if let Some(not_asked) = table.not_asked.get_mut(r) {
            hide_rest(not_asked, is_row_hidden);
        }
        for (c, cell) in cells.iter_mut().enumerate() {
            let (is_cell_hidden, is_column_hidden) = (is_hidden(r, c), is_hidden(grid.height, c));
            // An expected count tells the product of its margins, and a residual the count too.
            let is_margin_hidden = is_row_hidden || is_column_hidden || is_total_hidden;
            hide_if(&mut cell.count, is_cell_hidden);
            cell.members.clear();
            cell.row_share = cell.row_share.filter(|_| !is_cell_hidden && !is_row_hidden);
            cell.column_share = cell.column_share.filter(|_| !is_cell_hidden && !is_column_hidden);
            cell.total_share = cell.total_share.filter(|_| !is_cell_hidden && !is_total_hidden);
            cell.expected = cell.expected.filter(|_| !is_margin_hidden);
            cell.residual = cell.residual.filter(|_| !is_cell_hidden && !is_margin_hidden);
        }
    }
    for (c, total) in table.column_totals.iter_mut().enumerate() {
        hide_if(total, is_hidden(grid.height, c));
        if let Some(not_placed) = table.not_placed.get_mut(c) {
            hide_rest(not_placed, is_hidden(grid.height, c));
        }
    }
    hide_if(&mut table.total, is_total_hidden);
    hide_if(&mut table.left_out, is_total_hidden);
    hide_rest(&mut table.not_asked_total, is_total_hidden);
    hide_rest(&mut table.not_placed_total, is_total_hidden);
    table.has_hidden = numbers.iter().any(|number| number.is_hidden);
    if table.has_hidden {
        // One equation more is often all that is missing to solve for the withheld cells.
        table.test = None;
    }
}

/// Withholds how many were not asked with the number of those who were.
fn hide_rest(not_asked: &mut Count, is_asked_hidden: bool) {
    let is_hidden = is_asked_hidden && *not_asked != Count::Shown(0);
    hide_if(not_asked, is_hidden);
}

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

/// Each code makes a table of hits and misses whose misses are not printed, but follow from the rest. The sizes of
/// the groups are common to all codes, so the two steps alternate until nothing more is withheld.
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
        total.1 |= rule.is_small_rest(raw(table.not_placed_total));
    }
    let is_withheld: Vec<bool> = table.rows.iter().map(|row| row.is_withheld).chain([false]).collect();
    sizes.iter_mut().zip(&is_withheld).for_each(|(size, is_withheld)| size.1 |= is_withheld);
    let hits = Vec::with_capacity(table.codes.len());
    let are_misses_kept = table.are_misses_kept;
    let mut codes = Codes { sizes, not_asked, not_placed, hits, is_withheld, are_misses_kept };
    for (place, code) in table.codes.iter().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(place)).map(|cell| cell.count);
        let is_given = code.count != Count::Shown(0) || rule.is_small_group(raw(table.total));
        let hits = cells.chain([code.count]).map(number).enumerate();
        let hits = hits.map(|(row, (n, is_hidden))| {
            let is_of_group = is_given && (codes.is_withheld[row] || codes.is_small_group(row, rule));
            (n, is_hidden || is_of_group || codes.is_told(row, n, rule))
        });
        let mut hits: Vec<(usize, bool)> = hits.collect();
        if let Some(total) = hits.last_mut() {
            total.1 |= code.is_withheld || rule.is_small_rest(raw(code.not_placed));
        }
        codes.hits.push(hits);
    }
    loop {
        let n_hidden = codes.sizes.iter().filter(|(_, is_hidden)| *is_hidden).count();
        complete_sizes(&mut codes, rule);
        for place in 0..codes.hits.len() {
            complete_code(&mut codes, place, rule);
        }
        if n_hidden == codes.sizes.iter().filter(|(_, is_hidden)| *is_hidden).count() {
            break;
        }
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
