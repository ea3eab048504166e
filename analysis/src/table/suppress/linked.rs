//! Disclosure control of tables that are published side by side: a question's frequencies, and its answers by area and by kind.
//!
//! All three have the question's totals, so that what one of them withholds another one may print. Together they are still a flow
//! (`network`): people flow from the rows of the first cross table through its cells into the values of the question, and from
//! there through the cells of the second one into its rows. Each number that tables share is one number, or two of which one flows
//! into the other, and each withheld number of all three keeps at least two values that agree with everything that any of them
//! prints. Two tables that share one margin are a flow; three would be none. Of questions with several answers, whose choices have no
//! sum, the tables take over from one another which choices are withheld, until they agree: the modular approach
//! (A. Hundepool et al., *Statistical Disclosure Control*, 2012, on linked tables).

use super::crosstab::{Grid, crosstab_numbers, print_crosstab};
use super::network::{Number, complete};
use super::private::{Rule, Suppress};
use super::{
    ANSWERED, Disclosure, EVERYONE, Protected, ROWS, WithheldGroups, base_numbers, print_frequency,
    suppress_choices, value_numbers,
};
use crate::table::crosstab::{CodeCrosstab, Crosstab};
use crate::table::frequency::Frequency;

/// Tables of one question, fit to be published side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked<T> {
    /// How often each value was given.
    pub frequency: Protected<Frequency>,
    /// The answers by two attributes, in the order they came.
    pub tables: [Protected<T>; 2],
}

/// Makes the tables of a question with one answer fit for their readers, who see all of them: `frequency`, and `tables` that have
/// its values along the top. Tables that do not belong together so (more people in a cross table than in the frequencies) are
/// each protected alone.
pub fn protect_linked(
    mut frequency: Frequency,
    mut tables: [Crosstab; 2],
    disclosure: Disclosure,
) -> Linked<Crosstab> {
    if let Some(rule) = Rule::of(disclosure) {
        match Sides::of(&frequency, &tables) {
            Some(sides) => suppress(&mut frequency, &mut tables, &sides, rule),
            None => {
                frequency.suppress(rule);
                tables.iter_mut().for_each(|table| table.suppress(rule));
            }
        }
    }
    let tables = tables.map(|table| Protected { table });
    Linked { frequency: Protected { table: frequency }, tables }
}

/// The same for a question with several answers, whose choices are the codes of `tables`; these count whoever gave any.
pub fn protect_linked_choices(
    frequency: Frequency,
    tables: [CodeCrosstab; 2],
    disclosure: Disclosure,
) -> Linked<CodeCrosstab> {
    let Some(rule) = Rule::of(disclosure) else {
        let tables = tables.map(|table| Protected { table });
        return Linked { frequency: Protected { table: frequency }, tables };
    };
    let mut withheld = WithheldGroups::default();
    // Each round withholds more choices, or is the last.
    loop {
        let mut counted = frequency.clone().with_withheld(&withheld);
        suppress_choices(&mut counted, rule);
        let by = tables.clone().map(|table| {
            let mut table = table.with_withheld_codes(&withheld);
            // Both count those who gave any answer.
            table.is_total_withheld = counted.answered.is_hidden();
            table.suppress(rule);
            table
        });
        let values = counted.rows.iter().filter(|row| row.count.is_hidden()).map(|row| &row.value);
        let is_value = |name: &String| frequency.rows.iter().any(|row| row.value == *name);
        let codes = by.iter().flat_map(|table| &table.codes).filter(|code| code.count.is_hidden());
        let codes = codes.map(|code| &code.name).filter(|name| is_value(name));
        let found: WithheldGroups = values.chain(codes).cloned().collect();
        if found == withheld {
            let tables = by.map(|table| Protected { table });
            return Linked { frequency: Protected { table: counted }, tables };
        }
        withheld = found;
    }
}

/// Both cross tables among the sums of the whole flow.
struct Sides {
    sides: [Side; 2],
    n_sums: usize,
}

/// A cross table among the sums. From outside it is a whole, in which rows and then columns are, and beside it those who are in
/// none of its rows.
struct Side {
    grid: Grid,
    /// The sum that the whole table flows from, or to: all answers.
    outside: usize,
    /// The first of its own sums.
    first: usize,
    /// The sum of each value of the question.
    values: Vec<usize>,
    /// The value that each column counts.
    columns: Vec<usize>,
    /// For each value, how many gave it who are in no row.
    rests: Vec<usize>,
    /// Whether people flow from the values into the table rather than out of it.
    is_reversed: bool,
}

impl Sides {
    fn of(frequency: &Frequency, tables: &[Crosstab; 2]) -> Option<Sides> {
        if frequency.may_exceed_whole {
            return None;
        }
        let n = frequency.rows.len();
        let inner = EVERYONE + 1;
        let first = Side::of(frequency, &tables[0], ROWS, inner, inner + 2 * n)?;
        let second = Side::of(frequency, &tables[1], ANSWERED, inner + n, first.end())?;
        let n_sums = second.end();
        Some(Sides { sides: [first, Side { is_reversed: true, ..second }], n_sums })
    }
}

impl Side {
    fn of(
        frequency: &Frequency,
        table: &Crosstab,
        outside: usize,
        first_value: usize,
        first: usize,
    ) -> Option<Side> {
        let mut rests: Vec<usize> =
            frequency.rows.iter().map(|row| row.count.shown()).collect::<Option<_>>()?;
        let mut columns = Vec::with_capacity(table.columns.len());
        for (column, total) in table.columns.iter().zip(&table.column_totals) {
            let value = frequency.rows.iter().position(|row| row.value == column.value)?;
            let rest = rests.get_mut(value)?;
            *rest = rest.checked_sub(total.shown()?)?;
            columns.push(value);
        }
        let values = (first_value..).take(frequency.rows.len()).collect();
        let grid = Grid::of(table);
        Some(Side { grid, outside, first, values, columns, rests, is_reversed: false })
    }

    /// The sum of the whole table.
    fn whole(&self) -> usize {
        self.first
    }

    /// The sum of those who are in no row.
    fn rest(&self) -> usize {
        self.first + 1
    }

    fn row(&self, row: usize) -> usize {
        self.first + 2 + row
    }

    fn column(&self, column: usize) -> usize {
        self.first + 2 + self.grid.height + column
    }

    /// The first sum that is none of its own.
    fn end(&self) -> usize {
        self.column(self.grid.width)
    }

    fn directed(&self, from: usize, to: usize) -> (usize, usize) {
        if self.is_reversed { (to, from) } else { (from, to) }
    }

    /// Where the number of a cell flows; beyond the last row and column are the totals.
    fn ends(&self, row: usize, column: usize) -> (usize, usize) {
        let (from, to) = match (row == self.grid.height, column == self.grid.width) {
            (true, true) => (self.outside, self.whole()),
            (false, true) => (self.whole(), self.row(row)),
            (false, false) => (self.row(row), self.column(column)),
            (true, false) => (self.column(column), self.values[self.columns[column]]),
        };
        self.directed(from, to)
    }

    /// Those who are in no row, in all and by value: printed nowhere, and told by what is, so that a small number of a value is kept
    /// from being told. Where there is nobody, readers know it.
    fn rest_numbers(&self, rule: Rule) -> Vec<Number> {
        let n = self.rests.iter().sum::<usize>();
        if n == 0 {
            return Vec::new();
        }
        let number = |n: usize, (from, to): (usize, usize)| rule.unprinted(n, from, to);
        let by_value = self.rests.iter().zip(&self.values);
        let by_value = by_value.map(|(rest, sum)| {
            let is_printed = *rest > 0 && rule.is_small(*rest);
            Number { is_printed, ..number(*rest, self.directed(self.rest(), *sum)) }
        });
        std::iter::once(number(n, self.directed(self.outside, self.rest()))).chain(by_value).collect()
    }
}

fn suppress(frequency: &mut Frequency, tables: &mut [Crosstab; 2], sides: &Sides, rule: Rule) {
    let [first, second] = &sides.sides;
    let mut numbers = base_numbers(frequency, rule);
    numbers.extend(value_numbers(frequency, rule, |value| (first.values[value], second.values[value])));
    let mut starts = Vec::with_capacity(2);
    for (side, table) in sides.sides.iter().zip(tables.iter()) {
        starts.push(numbers.len());
        numbers.extend(crosstab_numbers(table, rule, |row, column| side.ends(row, column)));
    }
    let end = numbers.len();
    numbers.extend(sides.sides.iter().flat_map(|side| side.rest_numbers(rule)));
    complete(sides.n_sums, &mut numbers);
    print_frequency(frequency, &numbers[..starts[0]]);
    print_crosstab(&mut tables[0], &numbers[starts[0]..starts[1]]);
    print_crosstab(&mut tables[1], &numbers[starts[1]..end]);
}
