//! Tables of papers as cells, and below one another as a CSV file has them.

use crate::document::paper::{PaperColumn, PaperTable};
use crate::document::{Cell, Sheet};
use crate::table::HIDDEN;

/// Tables below one another, each with its title above and its notes below: a CSV file has one sheet.
pub(super) fn stacked(tables: &[&PaperTable], name: &str) -> Sheet {
    let width = tables.iter().map(|table| table.columns.len()).max().unwrap_or(0).max(1);
    let first = tables.first().map(|table| table.caption.clone()).unwrap_or_default();
    let mut columns = vec![String::new(); width];
    columns[0] = first;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (place, table) in tables.iter().enumerate() {
        if place > 0 {
            rows.push(Vec::new());
            rows.push(vec![Cell::text(&table.caption)]);
        }
        rows.push(heads(table).iter().map(|head| Cell::text(head)).collect());
        rows.extend(cells(table));
        rows.extend(table.notes.iter().map(|note| vec![Cell::text(note)]));
    }
    Sheet { name: name.to_string(), columns, rows }
}

fn heads(table: &PaperTable) -> Vec<String> {
    table.columns.iter().map(|column| column.label.clone()).collect()
}

/// The cells of a table's rows. Plain numbers are numbers, everything else is text as it is printed.
pub(super) fn cells(table: &PaperTable) -> Vec<Vec<Cell>> {
    let row = |cells: &Vec<String>, level: u8| -> Vec<Cell> {
        let numbered = cells.iter().zip(&table.columns).enumerate();
        let cell = |(place, (text, column)): (usize, (&String, &PaperColumn))| {
            let indent = if place == 0 { "　".repeat(usize::from(level)) } else { String::new() };
            match text.as_str() {
                "" => Cell::Empty,
                HIDDEN => Cell::Hidden,
                text if column.is_number => plain(text).unwrap_or_else(|| Cell::text(text)),
                text => Cell::Text(format!("{indent}{text}").into()),
            }
        };
        numbered.map(cell).collect()
    };
    table.rows.iter().map(|own| row(&own.cells, own.level)).collect()
}

/// A number that is printed as a spreadsheet program would read it.
fn plain(text: &str) -> Option<Cell> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.chars().all(|c| c.is_ascii_digit() || c == '.') || digits.starts_with('.') {
        return None;
    }
    if digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") {
        return None;
    }
    match text.parse::<i64>() {
        Ok(number) => Some(Cell::Integer(number)),
        Err(_) => text.parse::<f64>().ok().map(Cell::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::csv::{CsvOptions, write};
    use crate::document::paper::invented::table;

    fn lines(sheet: &Sheet) -> Vec<String> {
        let bytes = write(sheet, CsvOptions { has_byte_order_mark: false, ..CsvOptions::default() }).unwrap();
        String::from_utf8(bytes).unwrap().lines().map(str::to_string).collect()
    }

    #[test]
    fn the_title_stands_above_the_cells_and_the_notes_below() {
        let sheet = stacked(&[&table()], "表1");
        let wanted = [
            "表1　回答者,",
            "項目,n (%)",
            "忙しさ <問1>,",
            "　多い|少ない,12 (34.3)",
            "　50% & 以上,*",
            "*は秘匿,",
        ];
        assert_eq!(lines(&sheet), wanted);
        assert_eq!(sheet.rows[3][1], Cell::Hidden);
    }

    #[test]
    fn tables_stand_below_one_another() {
        let table = table();
        let lines = lines(&stacked(&[&table, &table], "表"));
        assert_eq!(lines.len(), 13);
        assert_eq!((lines[0].as_str(), lines[1].as_str()), ("表1　回答者,", "項目,n (%)"));
        assert_eq!((lines[7].as_str(), lines[8].as_str()), ("表1　回答者,", "項目,n (%)"));
        assert_eq!(stacked(&[], "表").columns, [""]);
    }

    #[test]
    fn only_plain_numbers_are_numbers() {
        assert_eq!(plain("12"), Some(Cell::Integer(12)));
        assert_eq!(plain("-0.5"), Some(Cell::Number(-0.5)));
        for text in ["007", ".047*", "< .001", "12 (34.3)", "1.2.3", "٣"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
