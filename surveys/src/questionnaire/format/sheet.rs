//! Sheets of plain text: their places as spreadsheet programs name them, several in one table (CSV) or in Markdown.

/// A sheet. Its cells are texts; a row may be shorter than others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Name in the workbook; empty for the only table of a CSV file.
    pub name: String,
    /// Number of the first row in the file, from 1.
    pub first_row: usize,
    /// Number of the first column in the file, from 1.
    pub first_column: usize,
    /// The cells row by row.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A sheet of a workbook.
    pub fn new(name: impl Into<String>, rows: Vec<Vec<String>>) -> Sheet {
        Sheet { name: name.into(), first_row: 1, first_column: 1, rows }
    }

    /// A cell's text without spaces around it; empty where there is none. Counted from 0.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|cells| cells.get(column)).map_or("", |cell| cell.trim())
    }

    /// The place of a cell, `survey!C5`. Counted from 0.
    pub fn place(&self, row: usize, column: usize) -> String {
        format!("{}!{}{}", self.name, letters(column + self.first_column), row + self.first_row)
    }

    /// The place of a row, `survey!5`. Counted from 0.
    pub fn row_place(&self, row: usize) -> String {
        format!("{}!{}", self.name, row + self.first_row)
    }
}

/// A column's letters: 1 = A, 27 = AA.
pub fn letters(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The sheets in one table, whose first column holds a name in the row where a sheet begins (pyxform's CSV and
/// Markdown). A table whose first column is never empty in this sense is a sheet by itself and keeps its name.
pub fn sections(table: &Sheet) -> Vec<Sheet> {
    let is_sectioned = table.rows.iter().all(|cells| {
        let rest_is_empty = cells.iter().skip(1).all(|cell| cell.trim().is_empty());
        cells.first().is_none_or(|first| first.trim().is_empty()) || rest_is_empty
    });
    if !is_sectioned {
        return vec![table.clone()];
    }
    let mut sheets: Vec<Sheet> = Vec::new();
    for (at, cells) in table.rows.iter().enumerate() {
        let name = cells.first().map_or("", |cell| cell.trim());
        if !name.is_empty() {
            let first_row = table.first_row + at + 1;
            sheets.push(Sheet { name: name.to_owned(), first_row, first_column: 2, rows: Vec::new() });
        } else if let Some(sheet) = sheets.last_mut() {
            sheet.rows.push(cells.iter().skip(1).cloned().collect());
        }
    }
    sheets
}

/// Several sheets as one table: the opposite of `sections`.
pub fn joined(sheets: &[Sheet]) -> Sheet {
    let mut rows = Vec::new();
    for sheet in sheets {
        rows.push(vec![sheet.name.clone()]);
        rows.extend(
            sheet.rows.iter().map(|cells| std::iter::once(String::new()).chain(cells.clone()).collect()),
        );
    }
    Sheet::new("", rows)
}

/// The table in a Markdown text, one row a line, so that row numbers are line numbers. `\|` is a bar inside a cell;
/// lines of dashes, lines beginning with `#` and lines without bars are empty rows.
pub fn from_markdown(text: &str) -> Sheet {
    Sheet::new("", text.lines().map(markdown_row).collect())
}

fn markdown_row(line: &str) -> Vec<String> {
    let line = line.trim();
    let Some(inner) = line.strip_prefix('|') else { return Vec::new() };
    if inner.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
        return Vec::new();
    }
    let mut cells = vec![String::new()];
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => push(&mut cells, chars.next()),
            '|' => cells.push(String::new()),
            c => push(&mut cells, Some(c)),
        }
    }
    // What follows the last bar is a remark or nothing.
    cells.pop();
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn push(cells: &mut [String], c: Option<char>) {
    if let Some(cell) = cells.last_mut() {
        cell.extend(c);
    }
}

/// Sheets as a Markdown table, aligned by nothing but the bars. Line breaks inside cells become spaces.
pub fn to_markdown(sheets: &[Sheet]) -> String {
    let mut text = String::new();
    for sheet in sheets {
        text.push_str(&format!("| {} |\n", sheet.name));
        let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
        for cells in &sheet.rows {
            let cell =
                |at: usize| cells.get(at).map(|cell| cell.replace(['\n', '\r'], " ").replace('|', "\\|"));
            let cells: Vec<String> = (0..width).map(|at| cell(at).unwrap_or_default()).collect();
            text.push_str(&format!("| | {} |\n", cells.join(" | ")));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKDOWN: &str = "\n| survey |\n|        | type | name | relevant      |\n| ------ | ---- | ---- | --- |\n\
        |        | text | q1   | ${a} \\| 2 |\n# remark\n| choices |\n| | list_name | name |\n";

    #[test]
    fn columns_are_named_as_in_spreadsheets() {
        let sheet = Sheet::new("survey", Vec::new());
        assert_eq!(sheet.place(4, 2), "survey!C5");
        assert_eq!(sheet.place(0, 26), "survey!AA1");
        assert_eq!(sheet.place(0, 701), "survey!ZZ1");
        assert_eq!(sheet.place(0, 702), "survey!AAA1");
        assert_eq!(sheet.row_place(0), "survey!1");
    }

    #[test]
    fn markdown_has_sheets_with_the_lines_as_rows() {
        let sheets = sections(&from_markdown(MARKDOWN));
        assert_eq!(sheets.len(), 2);
        assert_eq!(sheets[0].name, "survey");
        let row = sheets[0].rows.iter().position(|cells| cells.contains(&"q1".to_owned())).unwrap();
        assert_eq!(sheets[0].cell(row, 2), "${a} | 2");
        assert_eq!(sheets[0].place(row, 1), "survey!C5");
        assert_eq!(sheets[1].cell(0, 0), "list_name");
    }

    #[test]
    fn what_is_written_is_read() {
        let rows = |cells: &[&[&str]]| -> Vec<Vec<String>> {
            cells.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
        };
        let sheets = [
            Sheet::new("survey", rows(&[&["type", "name"], &["text", "a|b"]])),
            Sheet::new("settings", rows(&[&["form_title"], &["調査"]])),
        ];
        let names = |found: &[Sheet]| -> Vec<(String, Vec<Vec<String>>)> {
            found.iter().map(|sheet| (sheet.name.clone(), sheet.rows.clone())).collect()
        };
        assert_eq!(names(&sections(&joined(&sheets))), names(&sheets));
        assert_eq!(names(&sections(&from_markdown(&to_markdown(&sheets)))), names(&sheets));
        let plain = Sheet::new("", rows(&[&["type", "name"], &["text", "a"]]));
        assert_eq!(sections(&plain), [plain]);
    }
}
