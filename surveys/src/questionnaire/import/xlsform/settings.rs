//! The sheet `settings`: what is said once for the whole form.

use super::columns::Table;
use super::tree::{has_word, is_yes};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value, json};

/// Columns of the sheet that mean something here.
pub const COLUMNS: &[&str] = &[
    "form_title",
    "form_id",
    "version",
    "default_language",
    "style",
    "client_editable",
    "instance_name",
    "allow_choice_duplicates",
    "kt_json",
];

/// Settings whose loss is only worth a notice, because the service does the same in its own way or needs nothing.
const HARMLESS: &[&str] =
    &["version", "style", "client_editable", "instance_name", "allow_choice_duplicates"];

/// What the sheet says.
#[derive(Debug, Default)]
pub struct Settings {
    /// The beginning of the definition.
    pub definition: Map<String, Value>,
    /// Settings without effect, by header.
    pub kept: Map<String, Value>,
    /// `default_language`.
    pub default_language: String,
    /// Groups are pages.
    pub has_pages: bool,
    /// Two choices of a list may have one code.
    pub allows_doubles: bool,
}

/// Reads the first row of the sheet.
pub fn read(table: &Table<'_>, problems: &mut Vec<Problem>) -> Settings {
    let mut settings = Settings::default();
    let Some(row) = table.rows().next() else { return settings };
    for (column, cell) in row.cells() {
        match column.name.as_str() {
            "form_title" => {
                settings.definition.insert("title".to_owned(), json!(cell));
            }
            "form_id" => {
                settings.definition.insert("surveyId".to_owned(), json!(cell));
            }
            "default_language" => cell.clone_into(&mut settings.default_language),
            "style" if has_word(cell, "pages") => settings.has_pages = true,
            "kt_json" => match serde_json::from_str::<Value>(cell) {
                Ok(Value::Object(own)) => settings.definition.extend(own),
                _ => problems.push(Problem::error("json-syntax", row.place("kt_json"))),
            },
            name => {
                let place = row.place(name);
                let problem = match HARMLESS.contains(&name) {
                    true => Problem::notice("setting-kept", place),
                    false => Problem::warning("setting-kept", place),
                };
                problems.push(problem.with("name", &column.header));
                settings.allows_doubles |= name == "allow_choice_duplicates" && is_yes(cell);
                settings.kept.insert(column.header.clone(), json!(cell));
            }
        }
    }
    settings
}
