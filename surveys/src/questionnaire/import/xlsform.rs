//! XLSForm: questionnaires as spreadsheets with the sheets `survey`, `choices` and `settings`
//! (<https://xlsform.org/en/ref-table/>), also as CSV and as Markdown tables.
//!
//! What has no counterpart is kept in `kt:` properties, so that the spreadsheet can be written again, and named with
//! its cell.

pub mod choices;
pub mod columns;
pub mod form;
pub mod kind;
pub mod languages;
pub mod logic;
pub mod matrix;
pub mod names;
pub mod question;
pub mod repeat;
pub mod settings;
pub mod translate;
pub mod tree;
pub mod xpath;

use self::choices::Lists;
use self::columns::Table;
use self::form::Form;
use self::languages::Languages;
use self::names::Names;
use super::super::format::sheet::{Sheet, from_markdown, sections};
use super::super::format::{Content, Imported};
use super::super::problem::Problem;
use serde_json::{Map, Value, json};

pub use self::choices::COLUMNS as CHOICES_COLUMNS;
pub use self::settings::COLUMNS as SETTINGS_COLUMNS;

/// Columns of the sheet `survey` that mean something here and that XLSForm is usually written with, in their usual order.
pub const USUAL_COLUMNS: &[&str] = &[
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "default",
    "calculation",
    "trigger",
    "read_only",
    "choice_filter",
    "appearance",
    "parameters",
    "repeat_count",
];

/// Further columns of the sheet `survey` that mean something here.
pub const FURTHER_COLUMNS: &[&str] = &[
    "disabled",
    "image",
    "big-image",
    "audio",
    "video",
    "kt_role",
    "kt_identifier",
    "kt_number",
    "kt_comment_of",
    "kt_json",
];

/// Properties of a definition that keep what a spreadsheet says and nothing here uses.
pub const KEPT: &[&str] = &[
    "kt:languages",
    "kt:settings",
    "kt:metadata",
    "kt:sheets",
    "kt:raw",
    "kt:appearance",
    "kt:guidance",
    "kt:list",
    "kt:hidden",
];

/// Most rows of all sheets.
const MAX_ROWS: usize = 50_000;

/// Reads a form.
pub fn read(content: &Content) -> Imported {
    let sheets = sheets(content);
    if sheets.iter().map(|sheet| sheet.rows.len()).sum::<usize>() > MAX_ROWS {
        return Imported::refused(Problem::error("too-many-rows", "").with("max", MAX_ROWS));
    }
    let find = |name: &str| sheets.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name));
    let Some(survey) = find("survey") else {
        return Imported::refused(Problem::error("sheet-missing", "").with("name", "survey"));
    };
    let mut problems = Vec::new();
    let empty = Sheet::default();
    let survey = Table::new(survey, &mut problems);
    let choices = Table::new(find("choices").unwrap_or(&empty), &mut problems);
    let settings = Table::new(find("settings").unwrap_or(&empty), &mut problems);
    for name in ["type", "name"] {
        if !survey.has(name) {
            problems.push(Problem::error("column-missing", survey.sheet.row_place(0)).with("name", name));
        }
    }
    if problems.iter().any(|problem| problem.code == "column-missing") {
        return Imported { problems, ..Imported::default() };
    }
    survey.report_unknown(&[USUAL_COLUMNS, FURTHER_COLUMNS].concat(), &mut problems);
    let mut imported = assemble(&survey, &choices, &settings, problems);
    keep_sheets(&sheets, &mut imported);
    imported
}

/// The sheets of a workbook, or those inside one table. A form of a single sheet is its survey.
fn sheets(content: &Content) -> Vec<Sheet> {
    let mut sheets = match content {
        Content::Text(text) => sections(&from_markdown(text)),
        Content::Sheets(sheets) => match sheets.as_slice() {
            [table] => sections(table),
            sheets => sheets.to_vec(),
        },
    };
    if let [only] = sheets.as_mut_slice() {
        only.name = "survey".to_owned();
    }
    sheets
}

fn assemble(
    survey: &Table<'_>,
    choices: &Table<'_>,
    settings: &Table<'_>,
    mut problems: Vec<Problem>,
) -> Imported {
    let nodes = tree::tree(survey, &mut problems);
    let names = Names::new(&nodes, &mut problems);
    let settings = settings::read(settings, &mut problems);
    let languages = Languages::new(&[survey, choices], &settings.default_language);
    let lists = Lists::new(choices, &languages, settings.allows_doubles, &mut problems);
    let mut form = Form {
        names,
        lists,
        languages,
        problems,
        calculated: Vec::new(),
        metadata: Vec::new(),
        has_pages: settings.has_pages,
        kept: Vec::new(),
    };
    let pages = form.pages(&nodes);
    let mut raw = settings.definition;
    if !form.languages.default.is_empty() {
        raw.insert("locale".to_owned(), json!(form.languages.default));
    }
    raw.insert("pages".to_owned(), Value::Array(pages));
    let mut put = |key: &str, value: Value| {
        let is_empty =
            value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(Map::is_empty);
        if !is_empty {
            raw.insert(key.to_owned(), value);
        }
    };
    put("calculatedValues", Value::Array(form.calculated));
    put("kt:languages", Value::Object(form.languages.names()));
    put("kt:settings", Value::Object(settings.kept));
    put("kt:metadata", Value::Array(form.metadata));
    Imported { raw: Some(raw), problems: form.problems, places: tree::places(&nodes) }
}

/// Sheets that mean nothing here: those of XLSForm are kept, others (notes of the author) only named.
fn keep_sheets(sheets: &[Sheet], imported: &mut Imported) {
    let mut kept = Map::new();
    for sheet in sheets {
        let name = sheet.name.trim().to_lowercase();
        if ["survey", "choices", "settings"].contains(&name.as_str()) {
            continue;
        }
        let place = sheet.name.clone();
        if ["external_choices", "entities", "osm"].contains(&name.as_str()) {
            imported.problems.push(Problem::warning("sheet-kept", place).with("name", &sheet.name));
            kept.insert(sheet.name.clone(), json!(sheet.rows));
        } else {
            imported.problems.push(Problem::notice("sheet-ignored", place).with("name", &sheet.name));
        }
    }
    if let (Some(raw), false) = (&mut imported.raw, kept.is_empty()) {
        raw.insert("kt:sheets".to_owned(), Value::Object(kept));
    }
}

#[cfg(test)]
mod tests;
