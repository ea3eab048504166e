//! The numbers of a picture: one table, as a page shows it and as a file has it.

use analysis::document::{Cell, Sheet};

use crate::view::figure::{CellView, ColumnView, TableView};

/// Decimals of a number in a file; the page has three.
const DECIMALS: i32 = 6;

/// A table of words and numbers.
pub struct NumberTable {
    /// Names its file; an id of the page.
    pub key: &'static str,
    /// What stands over it.
    pub caption: String,
    /// Columns; the first names the row.
    pub columns: Vec<ColumnView>,
    /// Rows of entries, one a column.
    pub rows: Vec<Vec<Entry>>,
}

/// An entry of a table.
#[derive(Clone, Debug)]
pub struct Entry {
    cell: Cell,
    href: String,
}

impl Entry {
    /// Words that lead somewhere, or nowhere.
    pub fn words(text: impl Into<String>, href: impl Into<String>) -> Entry {
        Entry { cell: Cell::text(&text.into()), href: href.into() }
    }

    /// A count that leads to what was counted, or nowhere.
    pub fn count(n: usize, href: impl Into<String>) -> Entry {
        Entry { cell: i64::try_from(n).map_or(Cell::Empty, Cell::Integer), href: href.into() }
    }

    /// A number; nothing where there is none.
    pub fn value(value: Option<f64>) -> Entry {
        Entry { cell: Cell::rounded(value, DECIMALS), href: String::new() }
    }

    /// A number that is withheld.
    pub fn withheld() -> Entry {
        Entry { cell: Cell::Hidden, href: String::new() }
    }

    fn view(&self) -> CellView {
        let text = match &self.cell {
            Cell::Text(text) => text.to_string(),
            Cell::Integer(number) => number.to_string(),
            Cell::Number(number) if number.is_finite() => rounded(*number),
            Cell::Number(_) | Cell::Empty | Cell::Hidden => String::new(),
        };
        CellView { text, href: self.href.clone(), is_suppressed: matches!(self.cell, Cell::Hidden) }
    }
}

/// With three decimals, and no minus before a zero.
fn rounded(number: f64) -> String {
    let text = format!("{number:.3}");
    if text == "-0.000" { "0.000".to_owned() } else { text }
}

impl NumberTable {
    /// As a page shows it.
    pub fn view(&self) -> TableView {
        TableView {
            caption: self.caption.clone(),
            columns: self.columns.clone(),
            rows: self.rows.iter().map(|row| row.iter().map(Entry::view).collect()).collect(),
        }
    }

    /// As a file has it.
    pub fn sheet(&self) -> Sheet {
        Sheet {
            name: self.key.to_owned(),
            columns: self.columns.iter().map(|column| column.label.clone()).collect(),
            rows: self.rows.iter().map(|row| row.iter().map(|entry| entry.cell.clone()).collect()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::figure::column;

    #[test]
    fn the_page_rounds_what_the_file_has_in_full() {
        let table = NumberTable {
            key: "places",
            caption: "表".to_owned(),
            columns: vec![column("語", false), column("人数", true), column("x", true), column("y", true)],
            rows: vec![vec![
                Entry::words("相談", "/kwic"),
                Entry::count(7, "/texts"),
                Entry::value(Some(0.123_456_78)),
                Entry::value(None),
            ]],
        };
        let view = table.view();
        let texts: Vec<&str> = view.rows[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["相談", "7", "0.123", ""]);
        assert_eq!((view.rows[0][0].href.as_str(), view.rows[0][1].href.as_str()), ("/kwic", "/texts"));
        assert_eq!(table.sheet().rows[0][2], Cell::Number(0.123_457));
        assert_eq!(Entry::value(Some(-0.000_01)).view().text, "0.000");
    }
}
