//! CSV files that Excel opens as they are: UTF-8 with a byte order mark, CRLF, and no cell that runs as a formula.
//! Read are those that Excel writes, too: CP932 and UTF-16, commas or tabs; and EUC-JP and ISO-2022-JP.

use std::borrow::Cow;
use std::io::Write;

use csv::{ErrorKind, QuoteStyle, ReaderBuilder, StringRecord, Terminator, Writer, WriterBuilder};

use crate::document::input::{
    InputProblem, InputProblemKind, InputTable, MAX_BYTES, MAX_CELL_CHARS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS,
    ShortRows, build, problem, problem_at, refused,
};
use crate::document::{Cell, Sheet};
use crate::error::Error;
use crate::text::encoding::{TextEncoding, decode};

/// The media type of what is written.
pub const MEDIA_TYPE: &str = "text/csv; charset=utf-8";

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvOptions {
    /// Whether the file begins with a byte order mark. Excel needs it to read Japanese; R and Python do not.
    pub has_byte_order_mark: bool,
    /// Place of the column whose texts are as they were written, below its head; None where there is no such column. All other texts that a
    /// spreadsheet program would run get an apostrophe before them. Programs that read words take that for one of the words.
    pub as_written: Option<usize>,
}

impl Default for CsvOptions {
    fn default() -> Self {
        CsvOptions { has_byte_order_mark: true, as_written: None }
    }
}

/// Writes a sheet as CSV (RFC 4180).
///
/// # Errors
/// [`Error::DocumentNotWritten`] when the library refuses a row.
pub fn write(sheet: &Sheet, options: CsvOptions) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    write_to(&mut bytes, sheet, options)?;
    Ok(bytes)
}

/// The same, written bit by bit, so that the file need not be in memory.
///
/// # Errors
/// As [`write()`], and [`Error::NotWritten`] when `out` refuses it.
pub fn write_to(mut out: impl Write, sheet: &Sheet, options: CsvOptions) -> Result<(), Error> {
    if options.has_byte_order_mark {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary).from_writer(out);
    let columns = sheet.columns.iter().map(|name| safe(name));
    write_row(&mut writer, columns).map_err(refused_row)?;
    for row in &sheet.rows {
        let cells = (0..sheet.columns.len()).map(|place| match row.get(place) {
            Some(Cell::Text(text)) if options.as_written == Some(place) => Cow::Borrowed(text.as_str()),
            Some(Cell::Text(text)) => safe(text),
            Some(cell) => Cow::Owned(cell.printed()),
            None => Cow::Borrowed(""),
        });
        write_row(&mut writer, cells).map_err(refused_row)?;
    }
    Ok(writer.flush()?)
}

fn refused_row(error: csv::Error) -> Error {
    let detail = error.to_string();
    match error.into_kind() {
        ErrorKind::Io(error) => Error::NotWritten(error),
        _ => Error::DocumentNotWritten { format: "csv", detail },
    }
}

/// Cell by cell, so that texts are not copied.
fn write_row<'a>(
    writer: &mut Writer<impl Write>,
    cells: impl Iterator<Item = Cow<'a, str>>,
) -> Result<(), csv::Error> {
    for cell in cells {
        writer.write_field(cell.as_bytes())?;
    }
    writer.write_record(None::<&[u8]>)
}

/// Text that no spreadsheet program runs: what could begin a formula gets an apostrophe, numbers are left alone
/// (CWE-1236; OWASP, "CSV Injection"). Full-width signs count, since Japanese Excel takes them for narrow ones.
fn safe(text: &str) -> Cow<'_, str> {
    let is_risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    match is_risky && !is_number(text) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// Whether a text is a sign, digits and at most one decimal point.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.parse::<f64>().is_ok()
}

/// Marks the end of the text while it is parsed. A quotation mark that is never closed swallows it.
const END: &str = "\u{F8FF}end\u{F8FF}";

/// Reads a CSV file. Problems that stop the reading leave the table empty.
pub fn read(bytes: &[u8]) -> (InputTable, Vec<InputProblem>) {
    read_in(bytes, None)
}

/// The same, in an encoding that somebody has named.
pub fn read_in(bytes: &[u8], encoding: Option<TextEncoding>) -> (InputTable, Vec<InputProblem>) {
    read_up_to(bytes, encoding, MAX_CELL_CHARS)
}

/// The same with cells of any length.
pub fn read_whole(bytes: &[u8], encoding: Option<TextEncoding>) -> (InputTable, Vec<InputProblem>) {
    read_up_to(bytes, encoding, usize::MAX)
}

fn read_up_to(
    bytes: &[u8],
    encoding: Option<TextEncoding>,
    most_chars: usize,
) -> (InputTable, Vec<InputProblem>) {
    match text_in(bytes, encoding).and_then(records) {
        Ok(rows) => build(rows, ShortRows::Reported, most_chars, Vec::new()),
        Err(problem) => refused(problem),
    }
}

/// The rows of a CSV file as they stand, without a header and with empty rows, so that a row's place is its number in
/// a spreadsheet program less 1. Apostrophes that `write` put before formulas are gone.
///
/// # Errors
/// What stops the reading.
pub fn read_rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, InputProblem> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (number, cells) in records(text(bytes)?)? {
        rows.resize(rows.len().max(number.saturating_sub(1)), Vec::new());
        rows.push(cells.iter().map(|cell| bare(cell)).collect());
    }
    Ok(rows)
}

/// What a text was before `safe`.
fn bare(cell: &str) -> String {
    let inner = cell.strip_prefix('\'').filter(|inner| safe(inner) == cell);
    inner.unwrap_or(cell).to_string()
}

/// The text in a file: UTF-8, UTF-16, CP932, EUC-JP or ISO-2022-JP, with or without byte order mark.
///
/// # Errors
/// Bytes that are no text, with their line; and files that are too large.
pub fn text(bytes: &[u8]) -> Result<String, InputProblem> {
    text_in(bytes, None)
}

/// The same, in an encoding that somebody has named.
///
/// # Errors
/// As [`text`].
pub fn text_in(bytes: &[u8], encoding: Option<TextEncoding>) -> Result<String, InputProblem> {
    if bytes.len() > MAX_BYTES {
        return Err(problem(InputProblemKind::TooLarge, MAX_BYTES));
    }
    let decoded = decode(bytes, encoding);
    let text = decoded.map_err(|line| problem_at(InputProblemKind::NotText, line, None))?.text;
    match text.split_once('\0') {
        Some((before, _)) => {
            let line = before.rsplit('\n').next().unwrap_or_default();
            let detail = (line.chars().count() + 1).to_string();
            let place = problem_at(InputProblemKind::Nul, before.matches('\n').count() + 1, None);
            Err(InputProblem { detail, ..place })
        }
        None => Ok(text),
    }
}

/// What parts the cells, by the header: commas unless there is none outside of quotation marks. KoboToolbox writes
/// semicolons, and spreadsheet programs write tabs.
fn delimiter(header: &str) -> u8 {
    let outside = |wanted: char| {
        let mut is_quoted = false;
        header.chars().any(|c| {
            is_quoted ^= c == '"';
            c == wanted && !is_quoted
        })
    };
    match (outside(','), outside('\t'), outside(';')) {
        (false, true, _) => b'\t',
        (false, false, true) => b';',
        _ => b',',
    }
}

/// Cuts a text into records with their numbers.
fn records(text: String) -> Result<Vec<(usize, Vec<String>)>, InputProblem> {
    let is_other = text.contains('\r');
    let mut text = if is_other { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    text.extend(["\n", END, "\n"]);
    let delimiter = delimiter(text.lines().next().unwrap_or_default());
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    // Line breaks inside of cells are no rows.
    let (mut inner_breaks, mut n_cells) = (0, 0);
    while reader.read_record(&mut record).map_err(|_| problem(InputProblemKind::NotText, ""))? {
        inner_breaks += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        let line = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        let number = line.saturating_sub(1 + inner_breaks).max(1);
        if record.len() == 1 && record.get(0) == Some(END) {
            return Ok(rows);
        }
        n_cells += record.len();
        if record.len() > MAX_COLUMNS {
            return Err(problem(InputProblemKind::TooManyColumns, MAX_COLUMNS));
        }
        if rows.len() > MAX_ROWS {
            return Err(problem(InputProblemKind::TooManyRows, MAX_ROWS));
        }
        if n_cells > MAX_CELLS {
            return Err(problem(InputProblemKind::TooManyCells, MAX_CELLS));
        }
        rows.push((number, record.iter().map(str::to_string).collect()));
    }
    // The last record took the end of its own line for text, so that its number is one too low.
    let last = rows.last().map_or(0, |(number, _)| *number);
    Err(problem_at(InputProblemKind::UnclosedQuote, last + 1, None))
}

#[cfg(test)]
mod tests {
    use encoding_rs::SHIFT_JIS;
    use proptest::prelude::*;

    use super::*;

    fn sheet(columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
        Sheet { name: "s".to_string(), columns: columns.iter().map(ToString::to_string).collect(), rows }
    }

    fn written(sheet: &Sheet) -> String {
        String::from_utf8(write(sheet, CsvOptions::default()).unwrap()).unwrap()
    }

    fn kinds(problems: &[InputProblem]) -> Vec<(&'static str, Option<usize>, Option<usize>)> {
        problems.iter().map(|problem| (problem.kind.code(), problem.row, problem.column)).collect()
    }

    #[test]
    fn excel_gets_its_byte_order_mark_and_line_ends() {
        let rows = vec![
            vec![Cell::text("難病, 相談"), Cell::Integer(-5)],
            vec![Cell::Hidden],
            vec![Cell::Number(0.5)],
        ];
        assert_eq!(
            written(&sheet(&["題", "数"], rows)),
            "\u{FEFF}題,数\r\n\"難病, 相談\",-5\r\n*,\r\n0.5,\r\n"
        );
        let bare = write(
            &sheet(&["a"], Vec::new()),
            CsvOptions { has_byte_order_mark: false, ..CsvOptions::default() },
        )
        .unwrap();
        assert_eq!(bare, b"a\r\n");
    }

    #[test]
    fn numbers_are_short_and_read_as_what_they_are() {
        let numbers = [
            (-0.0, "0"),
            (0.0, "0"),
            (-12.5, "-12.5"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e15, "1e15"),
            (-1.25e308, "-1.25e308"),
            (0.000_001, "0.000001"),
            (5e-324, "5e-324"),
        ];
        let rows = numbers.iter().map(|(number, _)| vec![Cell::Number(*number)]).collect();
        let text = written(&sheet(&["数"], rows));
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(lines, numbers.map(|(_, printed)| printed));
        for (line, (number, _)) in lines.iter().zip(numbers) {
            assert_eq!(line.parse::<f64>().unwrap(), number);
        }
    }

    #[test]
    fn semicolons_part_cells_where_no_comma_does() {
        let (table, _) = read("\"名前, 種類\";\"b\"\r\n\"1, 2\";x\r\n".as_bytes());
        assert_eq!(
            (table.columns, table.rows),
            (vec!["名前, 種類".into(), "b".into()], vec![vec!["1, 2".to_string(), "x".into()]])
        );
        assert_eq!(read("a;b,c\r\n1,2\r\n".as_bytes()).0.columns, ["a;b", "c"]);
    }

    #[test]
    fn texts_for_a_program_that_reads_words_are_as_they_were_written() {
        let options = CsvOptions { as_written: Some(0), ..CsvOptions::default() };
        let rows = vec![vec![Cell::text("- 箇条書き"), Cell::text("=1+1")]];
        let bytes = write(&sheet(&["=head", "@b"], rows), options).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\u{FEFF}'=head,'@b\r\n- 箇条書き,'=1+1\r\n",
            "heads and other columns are of no words"
        );
    }

    #[test]
    fn formulas_are_made_safe_and_numbers_stay() {
        let texts = [
            "=1+1",
            "+81-90",
            "-5",
            "-5.5",
            "@SUM(A1)",
            "\tx",
            "\r=x",
            "＝1",
            "-",
            "-1-2",
            "090-1234-5678",
            "-inf",
        ];
        let rows = texts.iter().map(|text| vec![Cell::text(text)]).collect();
        let (table, problems) = read(&write(&sheet(&["=head"], rows), CsvOptions::default()).unwrap());
        assert_eq!(table.columns, ["'=head"]);
        let cells: Vec<&str> = table.rows.iter().map(|row| row[0].as_str()).collect();
        let expected = [
            "'=1+1",
            "'+81-90",
            "-5",
            "-5.5",
            "'@SUM(A1)",
            "'\tx",
            "'\n=x",
            "'＝1",
            "'-",
            "'-1-2",
            "090-1234-5678",
            "'-inf",
        ];
        assert_eq!(cells, expected);
        assert_eq!(problems, []);
    }

    #[test]
    fn the_encodings_of_excel_are_read() {
        let text = "機関,意見\r\n支援センター,\"一行目\r\n二行目\"\r\n";
        let expected = vec![vec!["支援センター".to_string(), "一行目\n二行目".to_string()]];
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "\u{FEFF}".encode_utf16().chain(text.replace(',', "\t").encode_utf16()).flat_map(bytes).collect()
        };
        let files = [
            text.as_bytes().to_vec(),
            format!("\u{FEFF}{text}").into_bytes(),
            SHIFT_JIS.encode(text).0.to_vec(),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
            utf16(u16::to_le_bytes)[2..].to_vec(),
        ];
        for file in files {
            let (table, problems) = read(&file);
            assert_eq!(
                (table.columns, table.rows, problems),
                (vec!["機関".into(), "意見".into()], expected.clone(), vec![])
            );
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_found() {
        let file = b"\xE6\x84\x8F,b\n\xE6\x84\x8F,x\n\xE6\x84\x8F,\xFF\xFE\n";
        assert_eq!(kinds(&read(file).1), [("not-text", Some(3), None)]);
        assert_eq!(kinds(&read(b"a,b\n\x82\xA0,\x82\x00").1)[0].0, "not-text");
        // A zero byte among UTF-8 makes no UTF-16 of it, so that the line is the right one.
        let (_, problems) = read("意見,b\n意見,x\n意\0見,y\n".as_bytes());
        assert_eq!((kinds(&problems), problems[0].detail.as_str()), (vec![("nul", Some(3), None)], "2"));
    }

    #[test]
    fn rows_stand_at_their_numbers_and_formulas_come_back() {
        let rows = read_rows("a\n\n\"1\n2\",\"'=1+1\",'x\n".as_bytes()).unwrap();
        assert_eq!(rows, [vec!["a"], vec![], vec!["1\n2", "=1+1", "'x"]]);
        assert_eq!(read_rows(b"a\n\xFF\xFF").unwrap_err().row, Some(2));
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts() {
        let (table, problems) = read("a,b\n\n\"1\n2\",x\n3\n4,y,,\n5,z,w\n".as_bytes());
        assert_eq!(table.row_numbers, [3, 4, 5, 6]);
        assert_eq!(table.rows[1], ["3", ""]);
        assert_eq!(kinds(&problems), [("ragged-row", Some(4), None), ("ragged-row", Some(6), None)]);
    }

    #[test]
    fn headers_are_checked() {
        let (table, problems) = read("a, a ,,b,,\n1,2,3,4,,\n".as_bytes());
        assert_eq!(table.columns, ["a", "a", "", "b"]);
        assert_eq!(
            kinds(&problems),
            [("repeated-column", Some(1), Some(2)), ("unnamed-column", Some(1), Some(3))]
        );
    }

    #[test]
    fn what_cannot_be_a_table_is_refused() {
        for empty in ["", "\u{FEFF}", "\n\n", ",,\n"] {
            assert_eq!(kinds(&read(empty.as_bytes()).1), [("empty", None, None)]);
        }
        assert_eq!(kinds(&read(b"a,b\n1,\"open\n2,x\n").1), [("unclosed-quote", Some(2), None)]);
        assert_eq!(
            kinds(&read("a,".repeat(MAX_COLUMNS + 2).as_bytes()).1),
            [("too-many-columns", None, None)]
        );
        assert_eq!(kinds(&read("a\n".repeat(MAX_ROWS + 2).as_bytes()).1), [("too-many-rows", None, None)]);
        let wide = format!("{}\n{}", vec!["a"; 900].join(","), "1\n".repeat(6000));
        assert_eq!(kinds(&read(wide.as_bytes()).1), [("too-many-cells", None, None)]);
        assert_eq!(kinds(&read(&vec![b'a'; MAX_BYTES + 1]).1), [("too-large", None, None)]);
    }

    #[test]
    fn a_cell_without_end_is_shortened() {
        let (table, problems) = read(format!("a\n{}\n", "長".repeat(MAX_CELL_CHARS + 1)).as_bytes());
        assert_eq!(table.rows[0][0].chars().count(), MAX_CELL_CHARS);
        assert_eq!(kinds(&problems), [("cell-too-long", Some(2), Some(1))]);
        let (table, problems) =
            read_whole(format!("a\n{}\n", "長".repeat(MAX_CELL_CHARS + 1)).as_bytes(), None);
        assert_eq!((table.rows[0][0].chars().count(), problems), (MAX_CELL_CHARS + 1, vec![]));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            cells in proptest::collection::vec(proptest::collection::vec("[a-z一-龥ぁ-ん\",\n 0-9]{1,12}", 3), 1..6),
        ) {
            let rows: Vec<Vec<Cell>> = cells.iter().map(|row| row.iter().map(|text| Cell::text(text)).collect()).collect();
            let (table, problems) = read(&write(&sheet(&["x", "y", "z"], rows), CsvOptions::default()).unwrap());
            let safe_cells = cells.iter().map(|row| row.iter().map(|text| safe(text).into_owned()).collect::<Vec<_>>());
            let kept: Vec<Vec<String>> =
                safe_cells.filter(|row| row.iter().any(|text| !text.trim().is_empty())).collect();
            prop_assert_eq!(table.rows, kept);
            prop_assert_eq!(problems, vec![]);
        }

        #[test]
        fn no_bytes_bring_the_reader_down(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let (table, problems) = read(&bytes);
            prop_assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
            prop_assert_eq!(table.columns.is_empty(), problems.iter().any(|problem| problem.kind.is_fatal()));
        }
    }
}
