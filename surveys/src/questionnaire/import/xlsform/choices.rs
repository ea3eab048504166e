//! The sheet `choices`: the lists that selects refer to.

use super::columns::{Row, Table};
use super::languages::Languages;
use super::tree::is_yes;
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Columns of the sheet that mean something; all others are properties of a choice that expressions can use.
pub const COLUMNS: &[&str] = &["list_name", "name", "label", "image", "big-image", "audio", "video"];

/// Columns for pictures and sounds, which are not shown.
pub const MEDIA: &[&str] = &["image", "big-image", "audio", "video"];

/// A list.
#[derive(Debug, Default)]
pub struct List {
    /// Its name.
    pub name: String,
    /// Its choices as SurveyJS writes them.
    pub choices: Vec<Value>,
    /// Codes of the choices, with their places.
    pub values: Vec<(String, String)>,
    /// Codes in small letters, with one as it stands.
    folded: BTreeMap<String, String>,
}

/// All lists of a form, in the order of the sheet.
#[derive(Debug, Default)]
pub struct Lists(Vec<List>);

impl Lists {
    /// Reads the sheet. Choices without a list or a name, and two of one name, are errors.
    pub fn new(
        table: &Table<'_>,
        languages: &Languages,
        allows_doubles: bool,
        problems: &mut Vec<Problem>,
    ) -> Lists {
        let mut lists = Lists::default();
        for row in table.rows() {
            let (list, value) = (row.get("list_name"), row.get("name"));
            if list.is_empty() || value.is_empty() {
                let is_remark = list.is_empty() && value.is_empty();
                if !is_remark {
                    let column = if list.is_empty() { "list_name" } else { "name" };
                    problems.push(Problem::error("missing-value", row.place(column)));
                }
                continue;
            }
            lists.add(list, value, row, languages, allows_doubles, problems);
        }
        lists
    }

    /// The list of this name.
    pub fn get(&self, name: &str) -> Option<&List> {
        self.0.iter().find(|list| list.name == name)
    }

    fn add(
        &mut self,
        name: &str,
        value: &str,
        row: Row<'_>,
        languages: &Languages,
        allows_doubles: bool,
        problems: &mut Vec<Problem>,
    ) {
        let at = self.0.iter().rposition(|list| list.name == name).unwrap_or_else(|| {
            self.0.push(List { name: name.to_owned(), ..List::default() });
            self.0.len() - 1
        });
        let Some(list) = self.0.get_mut(at) else { return };
        let place = row.place("name");
        if let Some(other) = list.folded.get(&value.to_lowercase()) {
            if list.values.iter().any(|(known, _)| known == value) {
                if !allows_doubles {
                    problems.push(Problem::error("duplicate-choice", &place).with("value", value));
                }
                return;
            }
            problems.push(Problem::warning("choice-case", &place).with("value", value).with("other", other));
        }
        list.folded.insert(value.to_lowercase(), value.to_owned());
        list.choices.push(choice(value, row, languages, problems));
        list.values.push((value.to_owned(), place));
    }
}

/// A choice with its further columns. `kt_consent` is our own `kt:consent`.
fn choice(value: &str, row: Row<'_>, languages: &Languages, problems: &mut Vec<Problem>) -> Value {
    let mut choice = Map::new();
    choice.insert("value".to_owned(), Value::String(value.to_owned()));
    if let Some(text) = languages.text(row, "label", &str::to_owned) {
        choice.insert("text".to_owned(), text);
    }
    for (column, cell) in row.cells() {
        if MEDIA.contains(&column.name.as_str()) {
            let problem = Problem::warning("value-kept", row.place(&column.name));
            problems.push(problem.with("column", &column.header).with("found", cell));
            choice.insert(column.header.clone(), Value::String(cell.to_owned()));
        } else if let Some(own) = column.name.strip_prefix("kt_") {
            let value = if is_yes(cell) { Value::Bool(true) } else { Value::String(cell.to_owned()) };
            choice.insert(format!("kt:{own}"), value);
        } else if !COLUMNS.contains(&column.name.as_str()) {
            choice.insert(column.header.clone(), Value::String(cell.to_owned()));
        }
    }
    Value::Object(choice)
}
