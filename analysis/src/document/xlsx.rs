//! Excel workbooks: read with limits against files that unpack to more than they seem, written so that the same
//! tables make the same bytes.

use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
use std::io::{Cursor, Read, copy, sink};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader, Xlsx};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime as WrittenDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};
use zip::ZipArchive;

use crate::document::input::{
    InputProblem, InputProblemKind, InputTable, MAX_BYTES, MAX_CELL_CHARS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS,
    MAX_TEXT_BYTES, ShortRows, build, problem, problem_at, refused, report,
};
use crate::document::{Cell, Sheet, shortened};
use crate::error::Error;
use crate::table::HIDDEN;

/// The media type of workbooks.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The most files in a workbook's archive; a workbook has one for each sheet and a dozen more.
const MAX_PARTS: usize = 2_000;

/// The most sheets that are read of a workbook.
const MAX_SHEETS: usize = 50;

/// The longest text that Excel keeps in a cell, in UTF-16 units.
const MAX_WRITTEN_CELL: usize = 32_767;

/// The size of paper that workbooks are printed on, as the format numbers it. Without it programs take their own, which may be Letter.
pub(super) const A4: u8 = 9;

/// The longest name of a sheet.
const MAX_SHEET_NAME: usize = 31;

/// Cells from which on a sheet is written row by row into a temporary file, which the system removes with the process and no other can
/// open. In memory the library keeps some 120 bytes a cell, besides the whole XML.
const LARGE_SHEET: usize = 100_000;

/// Reads a sheet of a workbook, the first one or the one named. Problems that stop the reading leave the table empty.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> (InputTable, Vec<InputProblem>) {
    read_up_to(bytes, sheet, MAX_CELL_CHARS)
}

/// Reads the first sheet of a workbook, with cells of any length.
pub fn read_whole(bytes: &[u8]) -> (InputTable, Vec<InputProblem>) {
    read_up_to(bytes, None, usize::MAX)
}

fn read_up_to(bytes: &[u8], sheet: Option<&str>, most_chars: usize) -> (InputTable, Vec<InputProblem>) {
    if bytes.len() > MAX_BYTES {
        return refused(problem(InputProblemKind::TooLarge, MAX_BYTES));
    }
    if let Err(problem) = check_archive(bytes, MAX_TEXT_BYTES) {
        return refused(problem);
    }
    let mut problems = Vec::new();
    let mut at_formula = |row: usize, column: usize, error: Option<&CellErrorType>| {
        let kind = match error {
            Some(_) => InputProblemKind::ErrorValue,
            None => InputProblemKind::ValueNotSaved,
        };
        let detail = error.map(ToString::to_string).unwrap_or_default();
        report(&mut problems, InputProblem { detail, ..problem_at(kind, row, Some(column)) });
    };
    match read_cells(bytes, sheet, &mut at_formula) {
        Ok(rows) => build(rows, ShortRows::Filled, most_chars, problems),
        Err(problem) => refused(problem),
    }
}

/// A sheet's name and its rows of cells.
pub type NamedRows = (String, Vec<Vec<String>>);

/// Names and rows of all sheets of a workbook as they stand, so that a row's place is its number less 1. `limit` is the
/// most bytes that the file may unpack to.
///
/// # Errors
/// What stops the reading.
pub fn read_sheets(bytes: &[u8], limit: usize) -> Result<Vec<NamedRows>, InputProblem> {
    if bytes.len() > MAX_BYTES {
        return Err(problem(InputProblemKind::TooLarge, MAX_BYTES));
    }
    check_archive(bytes, limit)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| not_spreadsheet())?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names().into_iter().take(MAX_SHEETS) {
        let rows = cells_of(&mut workbook, &name, &mut |_, _, _| {})?;
        sheets.push((name, rows.into_iter().map(|(_, cells)| cells).collect()));
    }
    Ok(sheets)
}

/// The names of a workbook's sheets, in its order; none if it cannot be read.
pub fn sheet_names(bytes: &[u8]) -> Vec<String> {
    if bytes.len() > MAX_BYTES || check_archive(bytes, MAX_TEXT_BYTES).is_err() {
        return Vec::new();
    }
    Xlsx::new(Cursor::new(bytes)).map(|workbook| workbook.sheet_names()).unwrap_or_default()
}

fn not_spreadsheet() -> InputProblem {
    problem(InputProblemKind::NotSpreadsheet, "")
}

/// Unpacks everything into nothing, counting up to a limit: the sizes that an archive declares can lie.
pub(super) fn check_archive(bytes: &[u8], limit: usize) -> Result<(), InputProblem> {
    let too_large = || problem(InputProblemKind::TooLarge, limit);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_spreadsheet())?;
    if archive.len() > MAX_PARTS {
        return Err(too_large());
    }
    let mut room = u64::try_from(limit).unwrap_or(u64::MAX);
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|_| not_spreadsheet())?;
        if part.size() > room {
            return Err(too_large());
        }
        let n_unpacked = copy(&mut part.take(room + 1), &mut sink()).map_err(|_| not_spreadsheet())?;
        room = room.checked_sub(n_unpacked).ok_or_else(too_large)?;
    }
    Ok(())
}

/// Rows with their numbers.
pub(super) type NumberedRows = Vec<(usize, Vec<String>)>;

/// Is told the row and the column, from 1, of every cell whose formula has no value, and its error; none where no value is saved.
/// Both are read as empty.
pub(super) type AtFormula<'f> = dyn FnMut(usize, usize, Option<&CellErrorType>) + 'f;

/// Reads a sheet, the first one or the one named.
pub(super) fn read_cells(
    bytes: &[u8],
    sheet: Option<&str>,
    at_formula: &mut AtFormula<'_>,
) -> Result<NumberedRows, InputProblem> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| not_spreadsheet())?;
    let names = workbook.sheet_names();
    let name = match sheet {
        Some(wanted) => names.iter().find(|name| *name == wanted),
        None => names.first(),
    };
    let name = name.ok_or_else(|| problem(InputProblemKind::SheetMissing, sheet.unwrap_or_default()))?;
    cells_of(&mut workbook, name, at_formula)
}

/// Reads cell by cell: a whole sheet at once would be as large as its farthest cell claims.
fn cells_of(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    at_formula: &mut AtFormula<'_>,
) -> Result<NumberedRows, InputProblem> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|_| not_spreadsheet())?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut n_cells, mut n_bytes) = (0, 0);
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|_| not_spreadsheet())? {
        let (row, column) = cell.pos;
        let (Ok(row), Ok(column)) = (usize::try_from(row), usize::try_from(column)) else { continue };
        match &cell.value {
            DataRef::Error(error) => at_formula(row + 1, column + 1, Some(error)),
            DataRef::Empty if cell.formula.is_some() => at_formula(row + 1, column + 1, None),
            _ => {}
        }
        let text = cell_text(&cell.value);
        if text.is_empty() {
            continue;
        }
        if column >= MAX_COLUMNS {
            return Err(problem(InputProblemKind::TooManyColumns, MAX_COLUMNS));
        }
        if row > MAX_ROWS {
            return Err(problem(InputProblemKind::TooManyRows, MAX_ROWS));
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        let cells = &mut rows[row];
        if cells.len() <= column {
            n_cells += column + 1 - cells.len();
            cells.resize(column + 1, String::new());
        }
        n_bytes += text.len();
        if n_cells > MAX_CELLS {
            return Err(problem(InputProblemKind::TooManyCells, MAX_CELLS));
        }
        if n_bytes > MAX_TEXT_BYTES {
            return Err(problem(InputProblemKind::TooLarge, MAX_TEXT_BYTES));
        }
        cells[column] = text;
    }
    Ok(rows.into_iter().enumerate().map(|(place, cells)| (place + 1, cells)).collect())
}

fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => line_feeds(text),
        DataRef::SharedString(text) => line_feeds(text),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_string(),
        DataRef::DateTime(time) => date_text(time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A date, a time of the day or both, in ISO 8601; a duration in hours.
fn date_text(time: &ExcelDateTime) -> String {
    if time.is_duration() {
        let seconds = (time.as_f64() * 86_400.0).round().abs();
        let sign = if time.as_f64() < 0.0 { "-" } else { "" };
        let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
        return format!("{sign}{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0);
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let clock = format!("{hour:02}:{minute:02}:{second:02}");
    match (time.as_f64() < 1.0, time.as_f64().fract() == 0.0) {
        (true, _) => clock,
        (false, true) => date,
        (false, false) => format!("{date}T{clock}"),
    }
}

/// Writes sheets as one workbook. `created` (seconds since 1970, UTC) is the only time in the file.
///
/// # Errors
/// [`Error::NoRoom`] where the disk has no room for the temporary file of a large sheet, [`Error::DocumentNotWritten`] when the library
/// refuses something.
pub fn write(sheets: &[Sheet], created: i64) -> Result<Vec<u8>, Error> {
    written(|| build_workbook(sheets, created)?.save_to_buffer())
}

/// What the library made. Where its temporary file finds no room, as on a full disk, it may panic instead of saying so.
pub(super) fn written(make: impl FnOnce() -> Result<Vec<u8>, XlsxError>) -> Result<Vec<u8>, Error> {
    catch_unwind(AssertUnwindSafe(make)).map_or_else(
        |_| {
            Err(Error::DocumentNotWritten {
                format: "xlsx",
                detail: "its temporary file cannot be written".to_owned(),
            })
        },
        |made| made.map_err(not_written),
    )
}

/// Why there is no workbook.
fn not_written(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(error) if matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge) => {
            Error::NoRoom { format: "xlsx" }
        }
        error => Error::DocumentNotWritten { format: "xlsx", detail: error.to_string() },
    }
}

/// A workbook without sheets. `created` is the only time in it.
pub(super) fn begun(created: i64) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let created = WrittenDateTime::from_timestamp(created)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    Ok(workbook)
}

fn build_workbook(sheets: &[Sheet], created: i64) -> Result<Workbook, XlsxError> {
    let mut workbook = begun(created)?;
    let head = Format::new()
        .set_bold()
        .set_background_color(0x00E6_E6E6)
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    let text = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let name = sheet_name(&sheet.name, &names);
        let worksheet = match sheet.rows.len() * sheet.columns.len() < LARGE_SHEET {
            true => workbook.add_worksheet(),
            false => workbook.add_worksheet_with_low_memory()?,
        };
        write_sheet(worksheet.set_name(&name)?, sheet, &head, &text)?;
        names.push(name);
    }
    if sheets.is_empty() {
        workbook.add_worksheet();
    }
    Ok(workbook)
}

/// Row by row, as large sheets have to be.
fn write_sheet(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    head: &Format,
    text: &Format,
) -> Result<(), XlsxError> {
    let right = Format::new().set_align(FormatAlign::Right).set_align(FormatAlign::Top);
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.set_repeat_rows(0, 0)?;
    worksheet.set_paper_size(A4).set_landscape();
    worksheet.set_print_fit_to_pages(1, 0);
    let too_wide = |_| XlsxError::RowColumnLimitError;
    for (place, name) in sheet.columns.iter().enumerate() {
        let column = u16::try_from(place).map_err(too_wide)?;
        worksheet.set_column_width(column, f64::from(width_of(sheet, place)) + 1.5)?;
        worksheet.write_string_with_format(0, column, fitting(name), head)?;
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        let row = u32::try_from(row + 1).map_err(too_wide)?;
        for (place, cell) in cells.iter().take(sheet.columns.len()).enumerate() {
            let column = u16::try_from(place).map_err(too_wide)?;
            match cell {
                Cell::Text(words) => worksheet.write_string_with_format(row, column, fitting(words), text)?,
                Cell::Number(number) if number.is_finite() => worksheet.write_number(row, column, *number)?,
                Cell::Integer(number) => worksheet.write_number(row, column, *number as f64)?,
                Cell::Hidden => worksheet.write_string_with_format(row, column, HIDDEN, &right)?,
                Cell::Number(_) | Cell::Empty => continue,
            };
        }
    }
    Ok(())
}

/// The width of a column in half-width characters: that of its widest cell among the first rows, within bounds.
fn width_of(sheet: &Sheet, place: usize) -> u32 {
    let cells = sheet.rows.iter().take(500).filter_map(|row| row.get(place));
    let widths = cells.map(|cell| match cell {
        Cell::Text(text) => columns_of(text),
        other => columns_of(&other.printed()),
    });
    let name = sheet.columns.get(place).map_or(0, |name| columns_of(name));
    widths.chain([name]).max().unwrap_or(0).clamp(6, 60)
}

/// How many half-width characters wide a text's widest line is.
pub(super) fn columns_of(text: &str) -> u32 {
    let width = |line: &str| line.chars().take(60).map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    text.lines().map(width).max().unwrap_or(0)
}

/// The text as far as a cell can hold it.
pub(super) fn fitting(text: &str) -> String {
    shortened(text, MAX_WRITTEN_CELL, char::len_utf16)
}

/// A name that Excel allows and that no earlier sheet has.
pub(super) fn sheet_name(name: &str, taken: &[String]) -> String {
    let allowed = |c: char| if "[]:*?/\\'".contains(c) || c.is_control() { '_' } else { c };
    let name: String = name.chars().map(allowed).collect();
    let name = if name.trim().is_empty() { "Sheet".to_string() } else { name };
    let shortened = |suffix: &str| -> String {
        let mut room = MAX_SHEET_NAME - suffix.len();
        let fits = |c: &char| {
            let fits = room >= c.len_utf16();
            room = room.saturating_sub(c.len_utf16());
            fits
        };
        name.chars().take_while(fits).chain(suffix.chars()).collect()
    };
    let is_free = |name: &String| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = (2..).map(|number| shortened(&format!("~{number}")));
    std::iter::once(shortened("")).chain(numbered).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests;
