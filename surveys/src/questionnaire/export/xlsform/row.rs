//! Rows by column, and the columns that a sheet needs for them.

use crate::questionnaire::export::plain::{Texts, scalar};
use crate::questionnaire::format::sheet::Sheet;
use crate::questionnaire::import::xlsform::columns;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Columns of the sheet `choices`.
pub const CHOICES: &[&str] = &["list_name", "name", "label"];

/// Columns that have a language as soon as any text has one.
const TRANSLATED: &[&str] = &["label", "hint", "guidance_hint", "required_message", "constraint_message"];

/// Names of languages as people read them.
const LANGUAGES: &[(&str, &str)] = &[("ja", "日本語 (ja)"), ("en", "English (en)")];

/// A row: cells by column and language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row(Vec<((String, String), String)>);

impl Row {
    /// Fills a cell, unless it is filled or there is nothing to fill it with.
    pub fn put(&mut self, column: &str, text: &str) {
        self.put_in(column, "", text);
    }

    /// Fills the cells of a text in all its languages.
    pub fn put_texts(&mut self, column: &str, texts: &Texts) {
        for (language, text) in texts {
            self.put_in(column, language, text);
        }
    }

    /// Fills the cells that a spreadsheet had when it was read.
    pub fn put_raw(&mut self, cells: &Map<String, Value>) {
        for (header, cell) in cells {
            let column = columns::column(header, 0);
            let language = match column.language.as_str() {
                "" => String::new(),
                language => crate::questionnaire::import::xlsform::languages::code(language),
            };
            self.put_in(&column.name, &language, &scalar(cell).unwrap_or_default());
        }
    }

    fn put_in(&mut self, column: &str, language: &str, text: &str) {
        let key = (column.to_owned(), language.to_owned());
        if !text.is_empty() && self.0.iter().all(|(known, _)| *known != key) {
            self.0.push((key, text.to_owned()));
        }
    }

    /// A cell without language; empty where there is none.
    pub fn get(&self, column: &str) -> &str {
        self.cell(column, "")
    }

    fn cell(&self, column: &str, language: &str) -> &str {
        let found = self.0.iter().find(|((name, known), _)| name == column && known == language);
        found.map_or("", |(_, text)| text)
    }
}

/// The columns that all rows of a form need.
pub struct Columns {
    /// Languages beside the form's own, by code with their names.
    languages: BTreeMap<String, String>,
    /// Name of the form's own language.
    own: String,
    /// Code of the form's own language.
    locale: String,
}

impl Columns {
    /// The languages of some rows. Their names are those that a spreadsheet had when it was read.
    pub fn new(raw: &Map<String, Value>, locale: &str, rows: [&Vec<Row>; 2]) -> Columns {
        let read = raw.get("kt:languages").and_then(Value::as_object);
        let name = |code: &str| {
            let read = read.and_then(|names| names.get(code)).and_then(Value::as_str);
            let known = LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name);
            read.or(known).map_or_else(|| code.to_owned(), str::to_owned)
        };
        let cells = rows.into_iter().flatten().flat_map(|row| &row.0);
        let languages = cells
            .map(|((_, language), _)| language)
            .filter(|language| !language.is_empty() && *language != locale);
        Columns {
            languages: languages.map(|code| (code.clone(), name(code))).collect(),
            own: name(locale),
            locale: locale.to_owned(),
        }
    }

    /// What the settings name as the language of the form; None if it has only one.
    pub fn default_language(&self) -> Option<String> {
        (!self.languages.is_empty()).then(|| self.own.clone())
    }

    /// A sheet with a header.
    pub fn sheet(&self, name: &str, order: &[&str], rows: &[Row]) -> Sheet {
        let mut columns: Vec<String> = order.iter().map(ToString::to_string).collect();
        for ((column, _), _) in rows.iter().flat_map(|row| &row.0) {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        let is_used =
            |column: &str, language: &str| rows.iter().any(|row| !row.cell(column, language).is_empty());
        let must = ["type", "name", "label", "list_name"];
        let mut keys: Vec<(String, String, String)> = Vec::new();
        for column in columns {
            let is_translated = TRANSLATED.contains(&column.as_str()) && !self.languages.is_empty();
            if must.contains(&column.as_str()) || is_used(&column, "") || is_used(&column, &self.locale) {
                let header = if is_translated { format!("{column}::{}", self.own) } else { column.clone() };
                keys.push((column.clone(), String::new(), header));
            }
            for (code, name) in self.languages.iter().filter(|(code, _)| is_used(&column, code)) {
                keys.push((column.clone(), code.clone(), format!("{column}::{name}")));
            }
        }
        let cells = |row: &Row| {
            let own = |column: &str, language: &str| match row.cell(column, language) {
                "" if language.is_empty() => row.cell(column, &self.locale).to_owned(),
                text => text.to_owned(),
            };
            keys.iter().map(|(column, language, _)| own(column, language)).collect()
        };
        let header = keys.iter().map(|(_, _, header)| header.clone()).collect();
        Sheet::new(name, std::iter::once(header).chain(rows.iter().map(cells)).collect())
    }
}
