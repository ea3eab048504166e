//! Papers as Excel workbooks: a sheet for each table as academic meetings print it, with its title above, rules around its head and at its
//! end alone, and its notes below; and one of running text where there is any.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::document::Cell;
use crate::document::paper::{Block, Paper, PaperTable};
use crate::document::paper_sheet::cells;
use crate::document::xlsx::{begun, columns_of, fitting, sheet_name, written};
use crate::error::Error;

/// Words above a column make it no wider than this, in half-width characters: they are broken.
const WIDEST_HEAD: u32 = 20;

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
            write_lines(worksheet, 0, [paper.title.as_str()].into_iter().chain(words))?;
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
    worksheet.set_landscape();
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.set_screen_gridlines(false);
    worksheet.set_freeze_panes(2, 0)?;
    worksheet.set_repeat_rows(1, 1)?;
    write_lines(worksheet, 0, [table.caption.as_str()])?;
    let rows = cells(table);
    for (place, column) in table.columns.iter().enumerate() {
        let at = u16::try_from(place).map_err(|_| XlsxError::RowColumnLimitError)?;
        let own = || rows.iter().filter_map(|row| row.get(place));
        let widest = own().map(|cell| columns_of(&cell.printed())).max().unwrap_or(0);
        let width = widest.max(columns_of(&column.label).min(WIDEST_HEAD)).clamp(6, 60);
        worksheet.set_column_width(at, f64::from(width) + 1.5)?;
        let look = usize::from(column.is_number);
        worksheet.write_string_with_format(1, at, fitting(&column.label), &looks.head[look])?;
        for (row, cells) in rows.iter().enumerate() {
            let looks = if row + 1 == rows.len() { &looks.last } else { &looks.cell };
            write_cell(worksheet, (number(row + 2)?, at), cells.get(place), &looks[look])?;
        }
    }
    write_lines(worksheet, number(rows.len() + 2)?, table.notes.iter().map(String::as_str))
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

/// Lines of words, which go over the columns beside them.
fn write_lines<'a>(
    worksheet: &mut Worksheet,
    first: u32,
    lines: impl IntoIterator<Item = &'a str>,
) -> Result<(), XlsxError> {
    for (row, line) in (first..).zip(lines) {
        worksheet.write_string(row, 0, fitting(line))?;
    }
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
}
