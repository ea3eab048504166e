//! The filled cells of a form (`form`) that came back.

use std::collections::{BTreeMap, BTreeSet};

use calamine::CellErrorType;

use crate::document::form::{ANSWER, MAP, MAP_FORMAT, anchor};
use crate::document::input::{InputProblem, InputProblemKind, MAX_BYTES, problem, problem_at};
use crate::document::xlsx::{check_archive, read_cells};

/// The most cells to fill in that are read.
const MAX_ANSWERS: usize = 20_000;

/// The most bytes that a form may unpack to.
const MAX_FORM_BYTES: usize = 30_000_000;

/// A form that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledForm {
    /// The version it was made with.
    pub version: String,
    /// All its cells to fill in, in its order.
    pub cells: Vec<FormAnswer>,
}

/// A cell that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormAnswer {
    /// Where it is, e.g. `C12`.
    pub address: String,
    /// As in [`super::form::FormCell`].
    pub field: String,
    /// As in [`super::form::FormCell`].
    pub number: String,
    /// What is in it; empty if nothing.
    pub text: String,
}

/// Reads a filled form.
///
/// # Errors
/// What makes it unreadable: too large, no workbook, a workbook that is no form of ours (`sheet-missing`), or one
/// whose rows or columns are not where they were (`cell-moved`, with the first such row), or one with a formula's error
/// where an answer should be (`error-value`), or one without a value, which would otherwise be read as none.
pub fn read(bytes: &[u8]) -> Result<FilledForm, InputProblem> {
    if bytes.len() > MAX_BYTES {
        return Err(problem(InputProblemKind::TooLarge, MAX_BYTES));
    }
    check_archive(bytes, MAX_FORM_BYTES)?;
    let map = read_cells(bytes, Some(MAP), &mut |_, _, _| {})?;
    let answer_column = usize::from(ANSWER) + 1;
    // All of them: notes beside the answers may have more errors than are ever listed.
    let mut errors = BTreeSet::new();
    let mut at_formula = |row: usize, column: usize, _: Option<&CellErrorType>| {
        if column == answer_column {
            errors.insert(row);
        }
    };
    let answers = read_cells(bytes, None, &mut at_formula)?;
    let mut map = map.into_iter().map(|(_, cells)| cells);
    let head = map.next().unwrap_or_default();
    if at(&head, 0) != MAP || at(&head, 1) != MAP_FORMAT {
        return Err(problem(InputProblemKind::SheetMissing, MAP));
    }
    let rows: BTreeMap<usize, &[String]> =
        answers.iter().map(|(row, cells)| (*row, cells.as_slice())).collect();
    let cell = |row: usize, column: u16| rows.get(&row).map_or("", |cells| at(cells, usize::from(column)));
    let is_there = |row: usize, column: u16, known: &str| anchor(cell(row, column)) == known;
    let head_row = at(&head, 5).parse().unwrap_or(0);
    if !is_there(head_row, ANSWER, at(&head, 3)) {
        return Err(problem_at(InputProblemKind::CellMoved, head_row, None));
    }
    let mut cells = Vec::new();
    let mut seen = BTreeSet::new();
    for known in map.filter(|known| !at(known, 1).is_empty()) {
        let address = at(&known, 0);
        let row: usize = address.strip_prefix('C').and_then(|row| row.parse().ok()).unwrap_or(0);
        // A row that is named again and again would be as many copies of its text.
        if !is_there(row, ANSWER - 1, at(&known, 3)) || !seen.insert(row) {
            return Err(problem_at(InputProblemKind::CellMoved, row, None));
        }
        if errors.contains(&row) {
            return Err(problem_at(InputProblemKind::ErrorValue, row, Some(answer_column)));
        }
        if cells.len() == MAX_ANSWERS {
            return Err(problem(InputProblemKind::TooManyRows, MAX_ANSWERS));
        }
        cells.push(FormAnswer {
            address: address.to_owned(),
            field: at(&known, 1).to_owned(),
            number: at(&known, 2).to_owned(),
            text: cell(row, ANSWER).to_owned(),
        });
    }
    Ok(FilledForm { version: at(&head, 2).to_owned(), cells })
}

fn at(cells: &[String], place: usize) -> &str {
    cells.get(place).map_or("", String::as_str)
}
