//! The header row of a sheet: which column is which, under any of its names, and in which language.

use crate::questionnaire::format::sheet::Sheet;
use crate::questionnaire::problem::Problem;

/// Headers that mean another one (pyxform's `aliases.py`), after lower-casing, without `bind:` and with `_` for
/// spaces.
const ALIASES: &[(&str, &str)] = &[
    ("relevance", "relevant"),
    ("caption", "label"),
    ("command", "type"),
    ("tag", "name"),
    ("value", "name"),
    ("calculate", "calculation"),
    ("readonly", "read_only"),
    ("requiredmsg", "required_message"),
    ("jr:requiredmsg", "required_message"),
    ("constraining_message", "constraint_message"),
    ("constraintmsg", "constraint_message"),
    ("constraint_msg", "constraint_message"),
    ("jr:constraintmsg", "constraint_message"),
    ("count", "repeat_count"),
    ("jr:count", "repeat_count"),
    ("list", "list_name"),
    ("set_form_title", "form_title"),
    ("set_form_id", "form_id"),
    ("id_string", "form_id"),
    ("title", "form_title"),
];

/// Columns that may have a language behind `::`.
const TRANSLATED: &[&str] = &[
    "label",
    "hint",
    "guidance_hint",
    "required_message",
    "constraint_message",
    "image",
    "big-image",
    "audio",
    "video",
];

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its usual name (`relevant`, `label`); the header as it stands if nothing is known by it.
    pub name: String,
    /// What stands behind `::`, such as `日本語 (ja)`; empty for none.
    pub language: String,
    /// The header as it stands.
    pub header: String,
    /// Place in the row, from 0.
    pub at: usize,
}

/// A sheet with its header understood.
#[derive(Debug)]
pub struct Table<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its columns in order, without those that have no header.
    pub columns: Vec<Column>,
    /// Row of the header, from 0.
    header: usize,
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The table.
    pub table: &'a Table<'a>,
    /// Row of the sheet, from 0.
    pub at: usize,
}

impl<'a> Table<'a> {
    /// Understands the first row that is not empty as header. A second column of the same name is reported.
    pub fn new(sheet: &'a Sheet, problems: &mut Vec<Problem>) -> Table<'a> {
        let is_blank = |cells: &&Vec<String>| cells.iter().all(|cell| cell.trim().is_empty());
        let header = sheet.rows.iter().take_while(is_blank).count();
        let mut columns: Vec<Column> = Vec::new();
        for at in 0..sheet.rows.get(header).map_or(0, Vec::len) {
            let cell = sheet.cell(header, at);
            if cell.is_empty() {
                continue;
            }
            let column = column(cell, at);
            let is_same = |other: &Column| other.name == column.name && other.language == column.language;
            if columns.iter().any(is_same) {
                problems.push(
                    Problem::warning("column-repeated", sheet.place(header, at))
                        .with("column", &column.header),
                );
                continue;
            }
            columns.push(column);
        }
        Table { sheet, columns, header }
    }

    /// Whether there is a column of this name in any language.
    pub fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// The rows below the header that are not empty.
    pub fn rows(&'a self) -> impl Iterator<Item = Row<'a>> {
        let rows = (self.header + 1)..self.sheet.rows.len();
        let is_filled =
            |at: &usize| self.columns.iter().any(|column| !self.sheet.cell(*at, column.at).is_empty());
        rows.filter(is_filled).map(|at| Row { table: self, at })
    }

    /// Reports the columns whose names are not in `known`.
    pub fn report_unknown(&self, known: &[&str], problems: &mut Vec<Problem>) {
        for column in self.columns.iter().filter(|column| !known.contains(&column.name.as_str())) {
            let place = self.sheet.place(self.header, column.at);
            problems.push(Problem::warning("column-ignored", place).with("column", &column.header));
        }
    }
}

impl<'a> Row<'a> {
    /// The text of a column without language; empty where there is none.
    pub fn get(&self, name: &str) -> &'a str {
        self.table
            .columns
            .iter()
            .find(|column| column.name == name && column.language.is_empty())
            .map_or("", |column| self.table.sheet.cell(self.at, column.at))
    }

    /// The texts of a column by language, where they are not empty.
    pub fn texts(&self, name: &str) -> Vec<(&'a str, &'a str)> {
        let columns = self.table.columns.iter().filter(|column| column.name == name);
        let texts =
            columns.map(|column| (column.language.as_str(), self.table.sheet.cell(self.at, column.at)));
        texts.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// All cells that are not empty, by header.
    pub fn cells(&self) -> impl Iterator<Item = (&'a Column, &'a str)> {
        let (table, at) = (self.table, self.at);
        let cells = table.columns.iter().map(move |column| (column, table.sheet.cell(at, column.at)));
        cells.filter(|(_, text)| !text.is_empty())
    }

    /// The place of a column's cell, or of the row where there is no such column.
    pub fn place(&self, name: &str) -> String {
        match self.table.columns.iter().find(|column| column.name == name) {
            Some(column) => self.table.sheet.place(self.at, column.at),
            None => self.table.sheet.row_place(self.at),
        }
    }

    /// The place of the row.
    pub fn row_place(&self) -> String {
        self.table.sheet.row_place(self.at)
    }
}

/// The column of a header.
pub fn column(header: &str, at: usize) -> Column {
    let named = |name: &str, language: &str| Column {
        name: name.to_owned(),
        language: language.trim().to_owned(),
        header: header.to_owned(),
        at,
    };
    let plain = known_name(header);
    if !TRANSLATED.contains(&plain.as_str()) {
        // `label::日本語 (ja)`; `label:English` is older.
        let parts = header.split_once("::").or_else(|| header.split_once(':'));
        if let Some((before, language)) = parts {
            let before = known_name(before);
            if TRANSLATED.contains(&before.as_str()) {
                return named(&before, language);
            }
            if before == "media" {
                let (kind, language) = language.split_once(':').unwrap_or((language, ""));
                return named(&known_name(kind), language.trim_start_matches(':'));
            }
        }
    }
    named(&plain, "")
}

/// The usual name of a header without language.
fn known_name(header: &str) -> String {
    let lower = header.trim().to_lowercase();
    let bare = ["bind::", "bind:", "control::", "control:", "body::", "body:"]
        .iter()
        .find_map(|prefix| lower.strip_prefix(prefix))
        .unwrap_or(&lower);
    let joined: String = bare.split_whitespace().collect::<Vec<&str>>().join("_");
    match ALIASES.iter().find(|(alias, _)| *alias == joined) {
        Some((_, name)) => (*name).to_owned(),
        None if is_known(&joined) => joined,
        None => header.trim().to_owned(),
    }
}

/// Whether a name is one that the reader looks for; other headers keep their letters, since expressions name them.
fn is_known(name: &str) -> bool {
    TRANSLATED.contains(&name)
        || super::USUAL_COLUMNS.contains(&name)
        || super::FURTHER_COLUMNS.contains(&name)
        || super::CHOICES_COLUMNS.contains(&name)
        || super::SETTINGS_COLUMNS.contains(&name)
        || name == "media"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> (String, String) {
        let column = column(header, 0);
        (column.name, column.language)
    }

    #[test]
    fn headers_have_many_names() {
        for (header, name, language) in [
            ("Type", "type", ""),
            ("list name", "list_name", ""),
            ("list_name", "list_name", ""),
            ("caption", "label", ""),
            ("Label::日本語 (ja)", "label", "日本語 (ja)"),
            ("label:English", "label", "English"),
            ("bind:relevant", "relevant", ""),
            ("bind::relevant", "relevant", ""),
            ("relevance", "relevant", ""),
            ("calculate", "calculation", ""),
            ("requiredMsg", "required_message", ""),
            ("required message::en", "required_message", "en"),
            ("constraint message", "constraint_message", ""),
            ("bind::jr:constraintMsg", "constraint_message", ""),
            ("media::image::en", "image", "en"),
            ("value", "name", ""),
            ("read only", "read_only", ""),
            ("City", "City", ""),
        ] {
            assert_eq!(read(header), (name.to_owned(), language.to_owned()), "{header}");
        }
    }

    #[test]
    fn repeated_columns_are_named_with_their_place() {
        let rows = vec![
            vec![],
            vec!["type".to_owned(), "relevant".to_owned(), "relevance".to_owned()],
            vec!["text".to_owned(), "1 = 1".to_owned()],
        ];
        let (sheet, mut problems) = (Sheet::new("survey", rows), Vec::new());
        let table = Table::new(&sheet, &mut problems);
        assert_eq!((problems[0].code, problems[0].place.as_str()), ("column-repeated", "survey!C2"));
        let row = table.rows().next().unwrap();
        assert_eq!((row.get("relevant"), row.place("relevant")), ("1 = 1", "survey!B3".to_owned()));
        assert_eq!(row.place("constraint"), "survey!3");
    }
}
