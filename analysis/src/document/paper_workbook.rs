//! Papers as Excel workbooks: a sheet for each table as academic meetings print it, with its title above, rules around its head and at its
//! end alone, and its notes below; and one of running text where there is any. A sheet is printed on A4, as small as can still be read at
//! most: a table of many columns is narrower, and of more than that on several pages beside one another.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::document::Cell;
use crate::document::paper::{Block, Paper, PaperColumn, PaperTable};
use crate::document::paper_sheet::cells;
use crate::document::xlsx::{A4, begun, fitting, sheet_name, written};
use crate::error::Error;

/// A column is no wider than this, in half-width characters: longer words are broken.
const WIDEST: f64 = 58.0;

/// Words above a column make it no wider than this, in half-width characters: they are broken.
const WIDEST_HEAD: f64 = 20.0;

/// The same in tables of many columns.
const WIDEST_HEAD_OF_MANY: f64 = 8.0;

/// Room between the margins of a lying A4 page, in pixels of 1/96 inch: 297 mm less twice [`MARGIN`].
const ROOM: f64 = 1045.0;

/// Margins at the left and right, and at the top and bottom, in inches.
const MARGIN: (f64, f64) = (0.4, 0.6);

/// The smallest scale of print, in percent: letters of 11 points are then 8 points high.
const LEAST_SCALE: u16 = 73;

/// Where columns are many, words of items are broken in this width, in half-width characters.
const NARROW_WORDS: f64 = 24.0;

/// The same of what stands in columns of numbers: `12 (34.3)` and `[.10, .52]` stay whole, and what is longer (a test with its statistic,
/// an effect with its interval) takes two lines.
const NARROW_NUMBERS: f64 = 10.0;

/// Height of a line of words in points: that of Japanese fonts, which is more than a program reckons with by itself.
const LINE: f64 = 18.0;

/// Half-width characters that a wide letter takes in a cell: it is as wide as letters are high, 11 points, and the columns are measured
/// in digits of 7 pixels.
const WIDE: f64 = 2.1;

/// Letters of notes, in points: they are smaller than the 11 points of all else, as on paper.
const NOTE_LETTERS: f64 = 9.0;

/// The same of notes, whose font has wide letters of exactly two half-width ones; and how many of these, of 6 pixels, there is room for
/// in a width of one digit.
const NOTE_WIDE: f64 = 2.0;
const NOTE_ROOM: f64 = 7.0 / 6.0;

/// Signs that begin no line: the letter before them goes with them.
const NOT_FIRST: &str = "、。，．・：；？！ー々〜～％）」』】〕〉》";

/// The font of notes, which Excel has wherever it reads Japanese, and the height of its lines in points: with a font whose lines are known
/// no room need be left for higher ones.
const NOTE_FONT: &str = "MS Gothic";
const NOTE_LINE: f64 = 13.0;

/// Width of running text without a table, in half-width characters.
const TEXT_WIDTH: f64 = 90.0;

/// Writes a paper. `created` (seconds since 1970, UTC) is the only time in the file.
///
/// # Errors
/// When the workbook cannot be made.
pub(super) fn write(paper: &Paper, created: i64) -> Result<Vec<u8>, Error> {
    written(|| {
        let mut workbook = begun(created)?;
        let looks = Looks::new();
        let (mut names, mut words): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
        for block in &paper.blocks {
            match block {
                Block::Table(table) => {
                    let name = sheet_name(&table.caption, &names);
                    write_table(workbook.add_worksheet().set_name(&name)?, table, &looks)?;
                    names.push(name);
                }
                Block::Paragraph(text) => words.push(text.as_str()),
                _ => {}
            }
        }
        if !words.is_empty() || names.is_empty() {
            let name = sheet_name(&paper.title, &names);
            let worksheet = workbook.add_worksheet().set_name(&name)?;
            worksheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
            worksheet.set_column_width(0, TEXT_WIDTH)?;
            write_lines(worksheet, 0, [paper.title.as_str()].into_iter().chain(words), &[TEXT_WIDTH])?;
        }
        workbook.save_to_buffer()
    })
}

/// How cells look: of words, and of numbers.
struct Looks {
    head: [Format; 2],
    cell: [Format; 2],
    last: [Format; 2],
}

impl Looks {
    fn new() -> Looks {
        let both = |ruled: fn(Format) -> Format| {
            [FormatAlign::Left, FormatAlign::Right]
                .map(|side| ruled(Format::new().set_align(side).set_align(FormatAlign::Top).set_text_wrap()))
        };
        Looks {
            head: both(|look| {
                look.set_border_top(FormatBorder::Medium).set_border_bottom(FormatBorder::Thin)
            }),
            cell: both(|look| look),
            last: both(|look| look.set_border_bottom(FormatBorder::Medium)),
        }
    }
}

fn write_table(worksheet: &mut Worksheet, table: &PaperTable, looks: &Looks) -> Result<(), XlsxError> {
    worksheet.set_paper_size(A4).set_landscape();
    let (beside, above) = MARGIN;
    worksheet.set_margins(beside, beside, above, above, 0.3, 0.3);
    worksheet.set_screen_gridlines(false);
    worksheet.set_freeze_panes(2, 0)?;
    worksheet.set_repeat_rows(0, 1)?;
    let rows = cells(table);
    let widths = widths(table, &rows);
    let n_first = set_pages(worksheet, &widths)?;
    // Words over several columns end with the first page: what is beyond would be cut.
    let first = widths.get(..n_first).unwrap_or(&widths);
    write_lines(worksheet, 0, [table.caption.as_str()], first)?;
    for (place, (column, width)) in table.columns.iter().zip(&widths).enumerate() {
        let at = u16::try_from(place).map_err(|_| XlsxError::RowColumnLimitError)?;
        worksheet.set_column_width(at, *width)?;
        let look = usize::from(column.is_number);
        worksheet.write_string_with_format(1, at, fitting(&column.label), &looks.head[look])?;
        for (row, cells) in rows.iter().enumerate() {
            let looks = if row + 1 == rows.len() { &looks.last } else { &looks.cell };
            write_cell(worksheet, (number(row + 2)?, at), cells.get(place), &looks[look])?;
        }
    }
    let heads: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
    worksheet.set_row_height(1, height(&heads, &widths))?;
    for (row, cells) in rows.iter().enumerate() {
        let printed: Vec<String> = cells.iter().map(Cell::printed).collect();
        worksheet.set_row_height(number(row + 2)?, height(&printed, &widths))?;
    }
    write_notes(worksheet, number(rows.len() + 2)?, &table.notes, first)
}

/// The widths of a table's columns in half-width characters: as wide as what stands in them, and narrower where that could not be
/// read on one page.
fn widths(table: &PaperTable, rows: &[Vec<Cell>]) -> Vec<f64> {
    let widths = |width: fn(&PaperColumn, f64) -> f64| -> Vec<f64> {
        let width = |(place, column): (usize, &PaperColumn)| {
            let own = rows.iter().filter_map(|row| row.get(place));
            let widest = own.map(|cell| extent(&cell.printed())).fold(0.0, f64::max);
            width(column, widest) + 1.5
        };
        table.columns.iter().enumerate().map(width).collect()
    };
    let usual = widths(usual);
    if pages(&usual).len() == 1 { usual } else { widths(narrow) }
}

/// How wide the widest line of a text is, in half-width characters; what is wider than any column counts as such.
fn extent(text: &str) -> f64 {
    let width =
        |line: &str| line.chars().take(60).map(|c| if c.is_ascii() { 1.0 } else { WIDE }).sum::<f64>();
    text.lines().map(width).fold(0.0, f64::max)
}

/// As wide as the widest cell.
fn usual(column: &PaperColumn, widest: f64) -> f64 {
    widest.max(extent(&column.label).min(WIDEST_HEAD)).clamp(6.0, WIDEST)
}

/// The same, but no wider than [`NARROW_WORDS`] or [`NARROW_NUMBERS`].
fn narrow(column: &PaperColumn, widest: f64) -> f64 {
    let most = if column.is_number { NARROW_NUMBERS } else { NARROW_WORDS };
    widest.max(extent(&column.label).min(WIDEST_HEAD_OF_MANY)).clamp(6.0, most)
}

/// The width of a column on paper, in pixels at full scale. A half-width character takes 7 of them in Excel; programs without its font
/// take a wider one (LibreOffice with DejaVu Sans), by which pages are reckoned here, so that letters are nowhere smaller than meant.
fn pixels(width: f64) -> f64 {
    9.4 * width + 7.0
}

/// The pages beside one another that a table takes at the smallest scale: the number of columns of each, the first column, which is
/// repeated, counted on the first page alone.
fn pages(widths: &[f64]) -> Vec<usize> {
    let room = ROOM * 100.0 / f64::from(LEAST_SCALE);
    let repeated = widths.first().copied().map_or(0.0, pixels);
    let (mut pages, mut taken) = (vec![0], 0.0);
    for width in widths.iter().copied().map(pixels) {
        if taken + width > room && taken > repeated {
            pages.push(0);
            taken = repeated;
        }
        taken += width;
        if let Some(last) = pages.last_mut() {
            *last += 1;
        }
    }
    pages
}

/// Sets how a table is printed: as wide as one page, or on several beside one another that repeat the first column. Returns how many
/// columns the first page has.
fn set_pages(worksheet: &mut Worksheet, widths: &[f64]) -> Result<usize, XlsxError> {
    let pages = pages(widths);
    let n_first = pages.first().copied().unwrap_or(widths.len());
    if pages.len() == 1 {
        worksheet.set_print_fit_to_pages(1, 0);
        return Ok(n_first);
    }
    let mut breaks = Vec::new();
    let mut n_before = 0;
    for n in pages.iter().take(pages.len() - 1) {
        n_before += n;
        breaks.push(number(n_before)?);
    }
    worksheet.set_print_scale(LEAST_SCALE).set_repeat_columns(0, 0)?;
    worksheet.set_vertical_page_breaks(&breaks)?;
    Ok(n_first)
}

/// The height of a row in points, as words are broken in columns of these widths. Not every program finds it by itself.
fn height(texts: &[impl AsRef<str>], widths: &[f64]) -> f64 {
    let lines = texts.iter().zip(widths).map(|(text, width)| n_lines(text.as_ref(), *width, WIDE));
    LINE * lines.max().unwrap_or(1) as f64
}

/// How many lines words take in a width of half-width characters, of which a wide letter takes `wide`. They are broken at blanks, before
/// and behind wide letters, and where there is none of these anywhere.
fn n_lines(text: &str, width: f64, wide: f64) -> usize {
    // Letters that fill a line to its end, as sums of floats tell it.
    let room = (width - 1.0).max(2.0) + 0.01;
    let lines = |line: &str| {
        let (mut n, mut taken) = (1, 0.0);
        for (place, word) in line.split(' ').enumerate() {
            // A blank may stand beyond the end of a line.
            taken += if place > 0 { 1.0 } else { 0.0 };
            for piece in pieces(word, wide) {
                if taken + piece <= room {
                    taken += piece;
                    continue;
                }
                n += usize::from(taken > 0.0);
                let more = (piece / room).ceil() - 1.0;
                n += more as usize;
                taken = piece - more * room;
            }
        }
        n
    };
    // Excel has no higher row than 409 points.
    text.lines().map(lines).sum::<usize>().clamp(1, 22)
}

/// The widths of what stays together in a word: half-width characters, and a wide letter with the signs after it.
fn pieces(word: &str, wide: f64) -> Vec<f64> {
    let mut pieces: Vec<f64> = Vec::new();
    let mut was_ascii = false;
    for c in word.chars() {
        let width = if c.is_ascii() { 1.0 } else { wide };
        let is_joined = was_ascii && c.is_ascii() || NOT_FIRST.contains(c);
        was_ascii = c.is_ascii();
        match pieces.last_mut().filter(|_| is_joined) {
            Some(last) => *last += width,
            None => pieces.push(width),
        }
    }
    pieces
}

/// A cell; an empty one has its rule, too.
fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Option<&Cell>,
    look: &Format,
) -> Result<(), XlsxError> {
    match cell {
        None | Some(Cell::Empty) => worksheet.write_blank(row, column, look)?,
        Some(Cell::Integer(number)) => {
            worksheet.write_number_with_format(row, column, *number as f64, look)?
        }
        Some(Cell::Number(number)) if number.is_finite() => {
            worksheet.write_number_with_format(row, column, *number, look)?
        }
        Some(cell) => worksheet.write_string_with_format(row, column, fitting(&cell.printed()), look)?,
    };
    Ok(())
}

/// Lines of words over all columns of a table, broken at its edge.
fn write_lines<'a>(
    worksheet: &mut Worksheet,
    first: u32,
    lines: impl IntoIterator<Item = &'a str>,
    widths: &[f64],
) -> Result<(), XlsxError> {
    let whole: f64 = widths.iter().sum();
    for (row, line) in (first..).zip(lines) {
        write_line(worksheet, (row, widths.len()), line, &running())?;
        worksheet.set_row_height(row, height(&[line], &[whole]))?;
    }
    Ok(())
}

/// Notes below a table, in smaller letters.
fn write_notes(
    worksheet: &mut Worksheet,
    first: u32,
    notes: &[String],
    widths: &[f64],
) -> Result<(), XlsxError> {
    let look = running().set_font_name(NOTE_FONT).set_font_size(NOTE_LETTERS);
    let whole = widths.iter().sum::<f64>() * NOTE_ROOM;
    for (row, note) in (first..).zip(notes) {
        write_line(worksheet, (row, widths.len()), note, &look)?;
        worksheet
            .set_row_height(row, NOTE_LINE * n_lines(note, whole, NOTE_WIDE) as f64 + (LINE - NOTE_LINE))?;
    }
    Ok(())
}

/// How words over several columns look.
fn running() -> Format {
    Format::new().set_align(FormatAlign::Left).set_align(FormatAlign::Top).set_text_wrap()
}

/// Words over the first columns of a row.
fn write_line(
    worksheet: &mut Worksheet,
    (row, n_columns): (u32, usize),
    line: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    match u16::try_from(n_columns.saturating_sub(1)).map_err(|_| XlsxError::RowColumnLimitError)? {
        0 => worksheet.write_string_with_format(row, 0, fitting(line), look)?,
        last => worksheet.merge_range(row, 0, row, last, &fitting(line), look)?,
    };
    Ok(())
}

fn number(row: usize) -> Result<u32, XlsxError> {
    u32::try_from(row).map_err(|_| XlsxError::RowColumnLimitError)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use zip::ZipArchive;

    use super::*;
    use crate::document::paper::PaperRow;
    use crate::document::paper::invented::{paper, table};
    use crate::document::xlsx::read_sheets;

    #[test]
    fn the_title_stands_above_and_the_notes_below() {
        let numbered = PaperTable { caption: "表2　回答者".to_string(), ..table() };
        let blocks = vec![Block::Table(table()), Block::Table(numbered), Block::Paragraph("注".to_string())];
        let sheets = read_sheets(&write(&paper(blocks), 0).unwrap(), 1_000_000).unwrap();
        let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["表1　回答者", "表2　回答者", "架空の調査"]);
        let rows: Vec<String> = sheets[0].1.iter().map(|row| row.join(",")).collect();
        let wanted = [
            "表1　回答者",
            "項目,n (%)",
            "忙しさ <問1>",
            "　多い|少ない,12 (34.3)",
            "　50% & 以上,*",
            "*は秘匿",
        ];
        assert_eq!(rows, wanted);
        assert_eq!(sheets[2].1, [["架空の調査"], ["注"]]);
    }

    #[test]
    fn there_are_three_rules_and_none_upright() {
        let bytes = write(&paper(vec![Block::Table(table())]), 0).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut styles = String::new();
        archive.by_name("xl/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
        for rule in ["<top style=\"medium\">", "<bottom style=\"thin\">", "<bottom style=\"medium\">"] {
            assert!(styles.contains(rule), "{rule}: {styles}");
        }
        assert!(!styles.contains("<left style") && !styles.contains("<right style"), "{styles}");
    }

    /// The XML of the first sheet.
    fn first_sheet(table: PaperTable) -> String {
        let bytes = write(&paper(vec![Block::Table(table)]), 0).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut sheet = String::new();
        archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
        sheet
    }

    /// The columns take 25 half-width characters: a note of 60 wide letters is broken into five lines.
    #[test]
    fn it_is_printed_on_a4_and_its_notes_end_with_the_table() {
        let sheet = first_sheet(PaperTable { notes: vec!["注".repeat(60)], ..table() });
        assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("fitToHeight=\"0\""), "{sheet}");
        assert!(sheet.contains("<mergeCell ref=\"A1:B1\"/>") && sheet.contains("<mergeCell ref=\"A6:B6\"/>"));
        let note = sheet.split("<row ").find(|row| row.starts_with("r=\"6\"")).unwrap();
        assert!(note.contains("customHeight=\"1\"") && !note.contains("ht=\"18\""), "{note}");
    }

    /// The title and the head are rows 1 and 2; a note of 300 wide letters takes no more room than its small lines need.
    #[test]
    fn every_printed_page_has_the_title_and_notes_take_little_room() {
        let long = PaperTable { notes: vec!["注".repeat(300)], ..by_groups(2) };
        let bytes = write(&paper(vec![Block::Table(long.clone())]), 0).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut workbook = String::new();
        archive.by_name("xl/workbook.xml").unwrap().read_to_string(&mut workbook).unwrap();
        assert!(workbook.contains("_xlnm.Print_Titles") && workbook.contains("$1:$2"), "{workbook}");
        let widths: f64 = widths(&long, &cells(&long)).iter().sum();
        let lines = (600.0 / (widths * NOTE_ROOM - 1.0)).ceil();
        let sheet = first_sheet(long);
        let note = sheet.split("<row ").find(|row| row.starts_with("r=\"4\"")).unwrap();
        let (_, height) = note.split_once(" ht=\"").unwrap();
        let height: f64 = height.split('"').next().unwrap().parse().unwrap();
        assert!(lines > 2.0 && height >= lines * NOTE_LINE && height < lines * LINE, "{lines}: {note}");
    }

    /// A table of items and of so many groups, with its tests.
    fn by_groups(n_groups: usize) -> PaperTable {
        let column = |label: &str, is_number: bool| PaperColumn { label: label.to_string(), is_number };
        let mut columns = vec![column("項目", false)];
        columns.extend((0..n_groups).map(|_| column("就労支援 n (%)", true)));
        columns.extend(["統計量", "p", "効果の大きさ [95%区間]"].map(|label| column(label, true)));
        let mut cells = vec!["支援の引き継ぎで困ったことがあったときに相談できるところ".to_string()];
        cells.extend((0..n_groups).map(|_| "123 (100.0) ▲▲".to_string()));
        cells.extend(["χ²(16) = 26.13 a)", "< .001**", "V = .35 [.10, .52]"].map(str::to_string));
        PaperTable { columns, rows: vec![PaperRow { level: 1, cells }], ..table() }
    }

    /// How high letters of 11 points are where so many columns stand on a page as wide as the paper.
    fn points(widths: &[f64]) -> f64 {
        let whole: f64 = widths.iter().copied().map(pixels).sum();
        (ROOM / whole * 11.0).min(11.0)
    }

    #[test]
    fn a_table_of_some_kinds_is_read_on_one_page() {
        let few = by_groups(2);
        let usual = widths(&few, &cells(&few));
        assert!(usual[1] > 16.0 && usual[5] > 18.0, "few columns are as wide as their cells: {usual:?}");
        let table = by_groups(5);
        let widths = widths(&table, &cells(&table));
        assert!(points(&widths) >= 8.0, "letters are {} points high", points(&widths));
        assert!(widths[8] <= 13.0 && widths[6] <= 13.0, "effects and tests are broken: {widths:?}");
        let columns = by_groups(5).columns;
        let whole = |text: &str| extent(text) + 1.0 < widths[1];
        assert!(columns.len() == 9 && whole("12 (34.3)") && whole("[.10, .52]"), "{widths:?}");
        let sheet = first_sheet(table);
        assert!(
            sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToHeight=\"0\""),
            "{sheet}"
        );
        assert!(!sheet.contains("<colBreaks"), "{sheet}");
    }

    #[test]
    fn a_table_of_many_kinds_goes_on_beside_and_repeats_its_items() {
        for n_groups in [17, 40] {
            let table = by_groups(n_groups);
            let widths = widths(&table, &cells(&table));
            let pages = pages(&widths);
            assert!(pages.len() > 1 && pages.iter().sum::<usize>() == n_groups + 4, "{pages:?}");
            let mut n_before = 0;
            for (page, n) in pages.iter().enumerate() {
                let own = &widths[n_before..n_before + n];
                let repeated: &[f64] = if page == 0 { &[] } else { &widths[..1] };
                let size = points(&[repeated, own].concat());
                assert!(size >= 8.0, "page {page}: letters are {size} points high");
                n_before += n;
            }
            let last = format!("<mergeCell ref=\"A1:{}1\"/>", if n_groups == 17 { "U" } else { "AR" });
            let sheet = first_sheet(table);
            assert!(sheet.contains("scale=\"73\"") && !sheet.contains("fitToPage"), "{sheet}");
            let first = format!("<brk id=\"{}\"", pages[0]);
            assert!(sheet.contains("<colBreaks") && sheet.contains(&first), "{first}: {sheet}");
            let n_merged = sheet.matches("<mergeCell ref=\"A").count();
            assert!(
                n_merged == 2 && !sheet.contains(&last),
                "title and note end with the first page: {sheet}"
            );
        }
    }

    #[test]
    fn words_that_are_broken_have_the_height_of_their_lines() {
        let n_lines = |text: &str, width: f64| n_lines(text, width, WIDE);
        assert_eq!([n_lines("", 10.0), n_lines("abc", 10.0), n_lines("一二三四五", 10.0)], [1, 1, 2]);
        assert_eq!(n_lines("a\nb", 10.0), 2);
        assert_eq!([n_lines("12 (34.3) ▲▲", 8.5), n_lines("12 (34.3) ▲▲", 16.0)], [3, 1]);
        assert_eq!(height(&["a", "一二三四五六七八九十"], &[10.0, 11.0]), 54.0, "four letters a line");
        assert_eq!(n_lines(&"長".repeat(10_000), 10.0), 22);
        assert_eq!([n_lines("一二三四五", 11.5), n_lines("一二三四五。", 11.5)], [1, 2]);
        assert_eq!(n_lines("一二三四、六七八", 9.5), 3, "no line begins with a comma");
        assert_eq!([n_lines("abcdefghijklmnop", 9.0), n_lines("x abcdefghijklmnop", 9.0)], [2, 3]);
    }

    /// In Excel a wide letter takes up to 15 pixels, a column 7 for each of its characters and 5 more, of which 6 stay empty.
    #[test]
    fn as_many_wide_letters_as_a_column_is_made_for_have_room_in_it_and_no_more_are_reckoned_with() {
        for n in 3..28 {
            let words = "紹".repeat(n);
            let label = PaperColumn { label: String::new(), is_number: false };
            let width = usual(&label, extent(&words)) + 1.5;
            let pixels = width * 7.0 + 5.0 - 6.0;
            assert!(n as f64 * 15.0 <= pixels, "{n} letters in {pixels} pixels");
            assert_eq!(n_lines(&words, width, WIDE), 1, "{n}");
            let n_fitting = (pixels / 15.0).floor() as usize;
            assert_eq!(n_lines(&"紹".repeat(n_fitting + 1), width, WIDE), 2, "{n_fitting} in {width}");
        }
    }
}
