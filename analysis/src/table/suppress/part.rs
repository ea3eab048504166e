//! Tables of two questions that some people left out: who gave no answer is a group like the others.
//!
//! A question's own table counts everybody who answered it, and its table with another question only those who answered both. The
//! difference of the two is about those who left the other one out: of one person, all that this person said. So what is protected is
//! the table of everybody, in which no answer is a row and a column beside the others, and whose totals are those of the questions' own
//! tables, which readers have: they are never withheld to hide something else. What is printed is the part of it without no answer, and a
//! total of the part only where the number of those whom it leaves out may be told.

use super::crosstab::{Grid, crosstab_numbers, print_crosstab};
use super::network::{Number, all_vary, complete, varies};
use super::private::Rule;
use super::{CELL, Disclosure, Protected, WithheldGroups, raw};
use crate::table::Count;
use crate::table::crosstab::{CodeCrosstab, Crosstab};

/// Protects `part`, the people who answered both questions. `whole` has everybody, with the value `no_answer` for those who gave no
/// answer; what it withholds alike ([`Crosstab::with_withheld_rows`]) is what the questions' own tables withhold.
pub fn protect_part(
    mut part: Crosstab,
    whole: Crosstab,
    no_answer: &str,
    disclosure: Disclosure,
) -> Protected<Crosstab> {
    if let Some(rule) = Rule::of(disclosure) {
        let whole = Whole::protected(whole, no_answer, rule);
        let numbers = whole.numbers_of(&part, rule);
        print_crosstab(&mut part, &numbers);
    }
    Protected { table: part }
}

/// Everybody, with what is withheld.
struct Whole {
    table: Crosstab,
    grid: Grid,
    numbers: Vec<Number>,
    /// The row and the column of no answer.
    silent: (Option<usize>, Option<usize>),
    /// Whether some number could be told whatever cells are withheld: then all cells are.
    is_all_withheld: bool,
    /// Whether a total that is withheld could be told: then all totals are withheld, and all cells with them.
    are_totals_withheld: bool,
}

impl Whole {
    fn protected(mut table: Crosstab, no_answer: &str, rule: Rule) -> Whole {
        let grid = Grid::of(&table);
        let own = (table.withheld_rows.clone(), table.withheld_columns.clone());
        let row = table.rows.iter().position(|row| row.value == no_answer);
        let column = table.columns.iter().position(|column| column.value == no_answer);
        let is_few = |total: Option<&Count>| total.is_some_and(|total| rule.is_small_group(raw(*total)));
        if let Some(row) = row.filter(|row| is_few(table.row_totals.get(*row))) {
            table.withheld_rows[row] = true;
        }
        if let Some(column) = column.filter(|column| is_few(table.column_totals.get(*column))) {
            table.withheld_columns[column] = true;
        }
        let mut numbers = crosstab_numbers(&table, rule, |row, column| grid.ends(row, column));
        // How few there are in all, no table tells.
        let are_few = is_few(Some(&table.total));
        let mut totals = Vec::new();
        for row in 0..=grid.height {
            for column in 0..=grid.width {
                let is_total = row == grid.height || column == grid.width;
                let is_withheld = own.0.get(row) == Some(&true) || own.1.get(column) == Some(&true);
                let place = grid.place(row, column);
                if is_total && !is_withheld && !are_few {
                    let number = &mut numbers[place];
                    (number.is_hidden, number.cost) = (false, None);
                } else if is_total {
                    totals.push(place);
                }
            }
        }
        complete(grid.n_sums(), &mut numbers);
        let is_all_withheld = !all_vary(grid.n_sums(), &numbers);
        let is_told = |place: &usize| numbers[*place].is_hidden && !varies(grid.n_sums(), &numbers, *place);
        let are_totals_withheld = are_few || totals.iter().any(is_told);
        Whole { table, grid, numbers, silent: (row, column), is_all_withheld, are_totals_withheld }
    }

    /// Whether a number is withheld; no row or column of that value is told by nobody.
    fn is_hidden(&self, row: Option<usize>, column: Option<usize>) -> bool {
        match (row, column) {
            (Some(row), Some(column)) => {
                let is_cell = row < self.grid.height && column < self.grid.width;
                self.are_totals_withheld
                    || self.is_all_withheld && is_cell
                    || self.numbers[self.grid.place(row, column)].is_hidden
            }
            _ => true,
        }
    }

    /// Whether how many a total leaves out is withheld; where there is no such group nobody is left out.
    fn is_rest_hidden(&self, row: Option<usize>, column: Option<usize>) -> bool {
        let (silent_row, silent_column) = self.silent;
        let below = silent_row.is_some_and(|silent| self.is_hidden(Some(silent), column));
        let beside = silent_column.is_some_and(|silent| self.is_hidden(row, Some(silent)));
        match (row == Some(self.grid.height), column == Some(self.grid.width)) {
            (true, true) => {
                let both = silent_row.zip(silent_column);
                below || beside || both.is_some_and(|(row, column)| self.is_hidden(Some(row), Some(column)))
            }
            (true, false) => below,
            (false, true) => beside,
            (false, false) => false,
        }
    }

    /// The numbers of a part of it, in the order of [`crosstab_numbers`].
    fn numbers_of(&self, part: &Crosstab, rule: Rule) -> Vec<Number> {
        let row = |value: &str| self.table.rows.iter().position(|row| row.value == value);
        let column = |value: &str| self.table.columns.iter().position(|column| column.value == value);
        let rows = part.rows.iter().map(|own| row(&own.value)).chain([Some(self.grid.height)]);
        let columns = part.columns.iter().map(|own| column(&own.value)).chain([Some(self.grid.width)]);
        let columns: Vec<Option<usize>> = columns.collect();
        let place = |row: Option<usize>, column: Option<usize>| {
            let is_hidden = self.is_hidden(row, column) || self.is_rest_hidden(row, column);
            Number { is_hidden, ..rule.number(0, CELL, 0, 0) }
        };
        rows.flat_map(|row| columns.iter().map(move |column| (row, *column)))
            .map(|(row, column)| place(row, column))
            .collect()
    }
}

impl Protected<CodeCrosstab> {
    /// The table without the row of those who gave no answer to what is down the side. Its totals still count them, as the
    /// question's own table does.
    pub fn without_group(mut self, value: &str) -> Protected<CodeCrosstab> {
        let table = &mut self.table;
        let n_rows = table.rows.len();
        table.rows.retain(|row| row.value != value);
        if table.rows.len() < n_rows {
            // Computed with the group in it.
            table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.residual = None);
            table.codes.iter_mut().for_each(|code| code.test = None);
        }
        self
    }

    /// The table without any number of these codes: neither how many have one nor how many of a group do.
    pub fn without_codes(mut self, codes: &WithheldGroups) -> Protected<CodeCrosstab> {
        let table = &mut self.table;
        for (place, code) in table.codes.iter_mut().enumerate().filter(|(_, code)| codes.contains(&code.name))
        {
            (code.count, code.share, code.test) = (Count::Hidden, None, None);
            code.not_placed = Count::Hidden;
            for cell in table.rows.iter_mut().filter_map(|row| row.cells.get_mut(place)) {
                (cell.count, cell.share, cell.residual) = (Count::Hidden, None, None);
                cell.members.clear();
            }
            table.has_hidden = true;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::crosstab::{CodeHits, CrosstabOptions, code_crosstab, crosstab};
    use crate::table::suppress::protect;
    use crate::table::{Column, ColumnData, Frame, Kind, Variable, frame};

    const SILENT: &str = "silent";

    fn variable(name: &str) -> Variable {
        Variable { name: name.to_string(), label: name.to_string(), kind: Kind::Single, values: Vec::new() }
    }

    fn counted(people: &[(&str, &str)]) -> Crosstab {
        let texts = |name: &str, cells: Vec<&str>| Column {
            name: name.to_string(),
            data: ColumnData::Texts(cells.into_iter().map(|cell| Some(cell.to_string())).collect()),
        };
        let (sides, answers): (Vec<&str>, Vec<&str>) = people.iter().copied().unzip();
        let table: Frame = frame(vec![texts("side", sides), texts("answer", answers)]).unwrap();
        crosstab(&table, &variable("side"), &variable("answer"), CrosstabOptions::default()).unwrap()
    }

    fn protected(people: &[(&str, &str)]) -> Crosstab {
        let part: Vec<(&str, &str)> =
            people.iter().copied().filter(|(side, answer)| *side != SILENT && *answer != SILENT).collect();
        let table = protect_part(counted(&part), counted(people), SILENT, Disclosure::PROTECTED);
        table.table().clone()
    }

    /// Seven and six of the one size, eight and nine of the other one.
    fn people() -> Vec<(&'static str, &'static str)> {
        let many = |person: (&'static str, &'static str), n: usize| std::iter::repeat_n(person, n);
        many(("a", "1"), 7)
            .chain(many(("a", "2"), 6))
            .chain(many(("b", "1"), 8))
            .chain(many(("b", "2"), 9))
            .collect()
    }

    #[test]
    fn where_everybody_answered_both_questions_nothing_more_is_withheld() {
        let table = protected(&people());
        assert!(!table.has_hidden, "{table:?}");
        assert_eq!((table.total, table.cells[0][1].row_share), (Count::Shown(30), Some(6.0 / 13.0)));
    }

    /// Readers have the answers of all: less those of the people who answered both, what one person said would be left.
    #[test]
    fn what_one_person_said_is_no_difference_of_two_tables() {
        let table = protected(&[people(), vec![(SILENT, "2")]].concat());
        assert_eq!(table.column_totals, [Count::Hidden, Count::Hidden]);
        assert_eq!(table.row_totals, [Count::Shown(13), Count::Shown(17)], "everybody answered the question");
        let is_hidden = table.cells.iter().any(|cells| cells.iter().all(|cell| cell.count.is_hidden()));
        assert!(is_hidden, "or the columns' sums tell their totals: {table:?}");
        assert!(table.test.is_none());
    }

    #[test]
    fn who_left_the_question_itself_out_is_hidden_as_well() {
        let table = protected(&[people(), vec![("b", SILENT)]].concat());
        assert_eq!(table.row_totals, [Count::Hidden, Count::Hidden]);
        assert_eq!(table.column_totals, [Count::Shown(15), Count::Shown(15)]);
    }

    /// Six and seven people left the other question out.
    #[test]
    fn many_people_without_an_answer_are_a_group_like_others() {
        let silent = |answer: &'static str, n: usize| vec![(SILENT, answer); n];
        let table = protected(&[people(), silent("1", 6), silent("2", 7)].concat());
        assert!(!table.has_hidden, "{table:?}");
        let table = protected(&[people(), silent("1", 6), silent("2", 1)].concat());
        assert_eq!(table.column_totals, [Count::Hidden, Count::Hidden], "one of them said something else");
    }

    #[test]
    fn choices_are_told_of_everybody_and_not_of_those_who_left_the_other_question_out() {
        let people: Vec<(&str, &str)> = [people(), vec![(SILENT, "2")]].concat();
        let cells = people.iter().map(|(side, _)| Some((*side).to_string())).collect();
        let table = frame(vec![Column { name: "side".to_string(), data: ColumnData::Texts(cells) }]).unwrap();
        let rows = (0..).zip(&people).filter(|(_, (_, answer))| *answer == "2").map(|(row, _)| row).collect();
        let hits = CodeHits { name: "2".to_string(), label: "2".to_string(), rows };
        let options = CrosstabOptions::default();
        let counted = code_crosstab(&table, &variable("side"), &[hits], options).unwrap();
        let sides = people.iter().map(|(side, _)| *side);
        let withheld = WithheldGroups::of(sides, Disclosure::PROTECTED);
        let counted = counted.with_withheld_rows(&withheld);
        let told = protect(counted, Disclosure::PROTECTED).without_group(SILENT);
        let table = told.table();
        assert_eq!((table.codes[0].count, table.total), (Count::Shown(16), Count::Shown(31)));
        let shown: Vec<Count> = table.rows.iter().map(|row| row.cells[0].count).collect();
        assert_eq!(shown, [Count::Hidden, Count::Shown(9)], "or the total less both would be one person's");
    }
}
