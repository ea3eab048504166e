//! Disclosure control of cross tables: cells, both margins and the total together.

use super::network::{Number, complete};
use super::private::{Rule, Suppress};
use super::{ALL, CELL, TOTAL, hide_if, raw};
use crate::table::Count;
use crate::table::crosstab::Crosstab;

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
    pub(super) fn weight(&self, row: usize, column: usize) -> u64 {
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
pub(super) fn most_placed(count: usize, not_placed: usize, not_placed_in_all: usize) -> usize {
    if not_placed == 0 && not_placed_in_all > 0 { count } else { usize::MAX }
}

/// What is lost besides with the size of a group: where others were not asked, a group in which everybody was keeps its
/// size to itself as the last, for readers know the group.
pub(super) fn last_choice(not_asked: usize, not_asked_in_all: usize) -> u64 {
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
pub(super) fn hide_rest(not_asked: &mut Count, is_asked_hidden: bool) {
    let is_hidden = is_asked_hidden && *not_asked != Count::Shown(0);
    hide_if(not_asked, is_hidden);
}
