//! Tables that people bring: what a reader of a file returns, its limits, and the problems it found.

use std::collections::BTreeMap;

use serde::Serialize;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 50_000_000;

/// The most columns.
pub const MAX_COLUMNS: usize = 1_000;

/// The most rows below the header.
pub const MAX_ROWS: usize = 200_000;

/// The most cells in all, so that a wide header with many short rows does not fill the memory.
pub const MAX_CELLS: usize = 5_000_000;

/// The longest cell, in characters, where somebody brings answers; for texts that are analysed cells are read whole.
pub const MAX_CELL_CHARS: usize = 100_000;

/// The most bytes of text in all, and the most that a spreadsheet file may unpack to.
pub const MAX_TEXT_BYTES: usize = 200_000_000;

/// The most problems that are listed; a file with more is wrong in some other way.
pub const MAX_PROBLEMS: usize = 100;

/// A table as read: the header and texts, every row as long as the header.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct InputTable {
    /// Names of the columns, without spaces around them. None if the file could not be read.
    pub columns: Vec<String>,
    /// The cells row by row; rows without any text are left out.
    pub rows: Vec<Vec<String>>,
    /// The number of each row in the file as a spreadsheet program counts, the header's being 1.
    pub row_numbers: Vec<usize>,
}

/// Something wrong with a file, for the person who brought it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InputProblem {
    /// What is wrong.
    pub kind: InputProblemKind,
    /// Row from 1 as a spreadsheet program counts; for bytes that are no text, the line.
    pub row: Option<usize>,
    /// Column from 1.
    pub column: Option<usize>,
    /// The limit that was passed, the name that was wrong, or empty.
    pub detail: String,
}

/// The kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputProblemKind {
    /// The file holds no table.
    Empty,
    /// The file has more than [`MAX_BYTES`], or unpacks to more than [`MAX_TEXT_BYTES`].
    TooLarge,
    /// Bytes that are text in neither UTF-8, UTF-16 nor CP932.
    NotText,
    /// A character NUL (a zero byte), which text does not have; `detail` is the character of the line, from 1.
    Nul,
    /// The file is no XLSX workbook, is damaged or has a password.
    NotSpreadsheet,
    /// The workbook has no sheet of the name in `detail`.
    SheetMissing,
    /// More than [`MAX_COLUMNS`].
    TooManyColumns,
    /// More than [`MAX_ROWS`].
    TooManyRows,
    /// More than [`MAX_CELLS`].
    TooManyCells,
    /// A quotation mark is opened and never closed, so that the end of the file is one cell.
    UnclosedQuote,
    /// A column without a name.
    UnnamedColumn,
    /// Two columns of one name.
    RepeatedColumn,
    /// A row with fewer cells than the header (filled with empty ones), or more (the rest is dropped).
    RaggedRow,
    /// A cell longer than [`MAX_CELL_CHARS`]; its end is dropped.
    CellTooLong,
    /// A formula's error value such as #N/A, which `detail` has, read as empty.
    ErrorValue,
    /// A formula whose value is not in the file, as programs that do not compute write it; read as empty.
    ValueNotSaved,
    /// A form whose row is not where it was: rows or columns were moved.
    CellMoved,
}

impl InputProblemKind {
    /// Every kind, so that a test can ask for words for each.
    pub const ALL: [InputProblemKind; 17] = [
        InputProblemKind::Empty,
        InputProblemKind::TooLarge,
        InputProblemKind::NotText,
        InputProblemKind::Nul,
        InputProblemKind::NotSpreadsheet,
        InputProblemKind::SheetMissing,
        InputProblemKind::TooManyColumns,
        InputProblemKind::TooManyRows,
        InputProblemKind::TooManyCells,
        InputProblemKind::UnclosedQuote,
        InputProblemKind::UnnamedColumn,
        InputProblemKind::RepeatedColumn,
        InputProblemKind::RaggedRow,
        InputProblemKind::CellTooLong,
        InputProblemKind::ErrorValue,
        InputProblemKind::ValueNotSaved,
        InputProblemKind::CellMoved,
    ];

    /// The stable code, as serialised.
    pub fn code(self) -> &'static str {
        match self {
            InputProblemKind::Empty => "empty",
            InputProblemKind::TooLarge => "too-large",
            InputProblemKind::NotText => "not-text",
            InputProblemKind::Nul => "nul",
            InputProblemKind::NotSpreadsheet => "not-spreadsheet",
            InputProblemKind::SheetMissing => "sheet-missing",
            InputProblemKind::TooManyColumns => "too-many-columns",
            InputProblemKind::TooManyRows => "too-many-rows",
            InputProblemKind::TooManyCells => "too-many-cells",
            InputProblemKind::UnclosedQuote => "unclosed-quote",
            InputProblemKind::UnnamedColumn => "unnamed-column",
            InputProblemKind::RepeatedColumn => "repeated-column",
            InputProblemKind::RaggedRow => "ragged-row",
            InputProblemKind::CellTooLong => "cell-too-long",
            InputProblemKind::ErrorValue => "error-value",
            InputProblemKind::ValueNotSaved => "value-not-saved",
            InputProblemKind::CellMoved => "cell-moved",
        }
    }

    /// Whether nothing could be read; the table is then empty.
    pub fn is_fatal(self) -> bool {
        match self {
            InputProblemKind::Empty
            | InputProblemKind::TooLarge
            | InputProblemKind::NotText
            | InputProblemKind::Nul
            | InputProblemKind::NotSpreadsheet
            | InputProblemKind::SheetMissing
            | InputProblemKind::TooManyColumns
            | InputProblemKind::TooManyRows
            | InputProblemKind::TooManyCells
            | InputProblemKind::UnclosedQuote
            | InputProblemKind::CellMoved => true,
            InputProblemKind::UnnamedColumn
            | InputProblemKind::RepeatedColumn
            | InputProblemKind::RaggedRow
            | InputProblemKind::CellTooLong
            | InputProblemKind::ErrorValue
            | InputProblemKind::ValueNotSaved => false,
        }
    }
}

/// A problem of the whole file.
pub(super) fn problem(kind: InputProblemKind, detail: impl ToString) -> InputProblem {
    InputProblem { kind, row: None, column: None, detail: detail.to_string() }
}

/// A problem at a place, counted from 1.
pub(super) fn problem_at(kind: InputProblemKind, row: usize, column: Option<usize>) -> InputProblem {
    InputProblem { kind, row: Some(row), column, detail: String::new() }
}

/// What a reader returns when nothing can be read.
pub(super) fn refused(problem: InputProblem) -> (InputTable, Vec<InputProblem>) {
    (InputTable::default(), vec![problem])
}

/// Whether rows may be shorter than the header without a word: true of spreadsheets, which do not store empty cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShortRows {
    Reported,
    Filled,
}

/// Makes a table of numbered rows whose first is the header. Cells are cut after `most_chars`.
pub(super) fn build(
    rows: Vec<(usize, Vec<String>)>,
    short_rows: ShortRows,
    most_chars: usize,
    mut problems: Vec<InputProblem>,
) -> (InputTable, Vec<InputProblem>) {
    let mut rows = rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some((header_row, header)) = rows.next() else {
        return refused(problem(InputProblemKind::Empty, ""));
    };
    let columns = read_header(header_row, header, &mut problems);
    let mut table = InputTable { columns, rows: Vec::new(), row_numbers: Vec::new() };
    let width = table.columns.len();
    for (number, mut cells) in rows {
        let is_short = cells.len() < width && short_rows == ShortRows::Reported;
        let is_long = cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
        if is_short || is_long {
            let detail = format!("{} / {width}", cells.len());
            let place = problem_at(InputProblemKind::RaggedRow, number, None);
            report(&mut problems, InputProblem { detail, ..place });
        }
        cells.resize(width, String::new());
        for (column, cell) in cells.iter_mut().enumerate() {
            // As many bytes as characters at least.
            if cell.len() > most_chars && cell.chars().nth(most_chars).is_some() {
                *cell = cell.chars().take(most_chars).collect();
                let place = problem_at(InputProblemKind::CellTooLong, number, Some(column + 1));
                report(&mut problems, InputProblem { detail: most_chars.to_string(), ..place });
            }
        }
        table.rows.push(cells);
        table.row_numbers.push(number);
        if table.rows.len() > MAX_ROWS {
            return refused(problem(InputProblemKind::TooManyRows, MAX_ROWS));
        }
        if table.rows.len() * width > MAX_CELLS {
            return refused(problem(InputProblemKind::TooManyCells, MAX_CELLS));
        }
    }
    if width > MAX_COLUMNS {
        return refused(problem(InputProblemKind::TooManyColumns, MAX_COLUMNS));
    }
    (table, problems)
}

/// The names of the columns; empty columns at the end, which spreadsheet programs leave behind, are dropped.
fn read_header(row: usize, header: Vec<String>, problems: &mut Vec<InputProblem>) -> Vec<String> {
    let mut columns: Vec<String> = header.iter().map(|name| name.trim().to_string()).collect();
    while columns.last().is_some_and(String::is_empty) {
        columns.pop();
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, name) in columns.iter().enumerate() {
        if name.is_empty() {
            report(problems, problem_at(InputProblemKind::UnnamedColumn, row, Some(place + 1)));
        } else if seen.insert(name, place).is_some() {
            let place = problem_at(InputProblemKind::RepeatedColumn, row, Some(place + 1));
            report(problems, InputProblem { detail: name.clone(), ..place });
        }
    }
    columns
}

/// Adds a problem unless there are too many.
pub(super) fn report(problems: &mut Vec<InputProblem>, problem: InputProblem) {
    if problems.len() < MAX_PROBLEMS {
        problems.push(problem);
    }
}
