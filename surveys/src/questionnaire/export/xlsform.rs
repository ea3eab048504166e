//! XLSForm: a questionnaire as a spreadsheet that pyxform, ODK and Kobo read.
//!
//! What XLSForm has no words for stands in our own column `kt_json`, which other programs pass over, and comes back
//! when the spreadsheet is read here again.

pub mod constraint;
pub mod grid;
pub mod lists;
pub mod names;
pub mod question;
pub mod row;
pub mod shape;
pub mod xpath;

use self::lists::Lists;
use self::names::Names;
use self::row::{Columns, Row};
use super::losses::Losses;
use super::plain::{list, texts};
use crate::questionnaire::check::empty::{self, Emptiness, OwnRule};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::expression::{Expr, parser};
use crate::questionnaire::format::sheet::{Sheet, joined, to_markdown};
use crate::questionnaire::format::{Content, Exported, Kind, Words};
use crate::questionnaire::import::xlsform::USUAL_COLUMNS;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::join;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Properties of a definition that have a place of their own in the spreadsheet.
const DEFINITION: &[&str] = &[
    "title",
    "surveyId",
    "locale",
    "pages",
    "elements",
    "calculatedValues",
    "kt:languages",
    "kt:settings",
    "kt:metadata",
    "kt:sheets",
];

/// What the rows are written with, and the rows so far.
pub struct Writer<'a> {
    names: Names,
    lists: Lists,
    losses: Losses,
    locale: &'a str,
    words: &'a Words<'a>,
    rows: Vec<Row>,
    /// The repeat that is being written, with a dot behind; empty outside.
    repeat: String,
    /// JSON paths of the rules that may refuse an empty answer.
    refusing: BTreeSet<String>,
}

/// Writes the form.
pub fn write(definition: &Definition, kind: Kind, words: &Words<'_>) -> Exported {
    let none = Map::new();
    let raw = definition.raw.as_object().unwrap_or(&none);
    let mut losses = Losses::of("XLSForm");
    let locale = definition.locale.as_str();
    let refuses = |rule: &OwnRule| rule.emptiness != Emptiness::Accepted;
    let refusing = empty::rules(definition).into_iter().filter(refuses).map(|rule| rule.place).collect();
    let mut writer = Writer {
        names: Names::new(raw, locale, &mut losses),
        lists: Lists::default(),
        losses,
        locale,
        words,
        rows: Vec::new(),
        repeat: String::new(),
        refusing,
    };
    let has_pages = writer.definition(raw);
    let settings = settings(raw, &mut writer, has_pages);
    let columns = Columns::new(raw, locale, [&writer.rows, writer.lists.rows()]);
    let mut sheets = vec![
        columns.sheet("survey", USUAL_COLUMNS, &writer.rows),
        columns.sheet("choices", row::CHOICES, writer.lists.rows()),
        settings_sheet(settings, &columns),
    ];
    if let Some(kept) = raw.get("kt:sheets").and_then(Value::as_object) {
        sheets.extend(kept.iter().filter_map(|(name, rows)| kept_sheet(name, rows)));
    }
    let content = match kind {
        Kind::Workbook => Content::Sheets(sheets),
        Kind::Csv => Content::Sheets(vec![joined(&sheets)]),
        Kind::Text => Content::Text(to_markdown(&sheets)),
    };
    Exported { content, problems: writer.losses.problems }
}

fn kept_sheet(name: &str, rows: &Value) -> Option<Sheet> {
    let cells =
        |row: &Value| row.as_array().map(|cells| cells.iter().filter_map(super::plain::scalar).collect());
    Some(Sheet::new(name, rows.as_array()?.iter().filter_map(cells).collect()))
}

/// Header and value of the settings.
fn settings(raw: &Map<String, Value>, writer: &mut Writer<'_>, has_pages: bool) -> Vec<(String, String)> {
    let mut settings = Vec::new();
    let titles = texts(raw, "title", writer.locale);
    let title = super::plain::pick(&titles, "");
    if !title.is_empty() {
        settings.push(("form_title".to_owned(), title.to_owned()));
    }
    if let Some(id) = raw.get("surveyId").and_then(super::plain::scalar) {
        settings.push(("form_id".to_owned(), id));
    }
    if has_pages {
        settings.push(("style".to_owned(), "pages".to_owned()));
    }
    if let Some(kept) = raw.get("kt:settings").and_then(Value::as_object) {
        let kept = kept.iter().filter_map(|(name, value)| Some((name.clone(), super::plain::scalar(value)?)));
        settings.extend(kept);
    }
    let mut own = Map::new();
    for (key, value) in raw.iter().filter(|(key, _)| !DEFINITION.contains(&key.as_str())) {
        own.insert(key.clone(), value.clone());
        writer.only_here("", key);
    }
    if titles.len() > 1
        && let Some(title) = raw.get("title")
    {
        own.insert("title".to_owned(), title.clone());
        writer.only_here("", "title");
    }
    if !own.is_empty() {
        settings.push(("kt_json".to_owned(), Value::Object(own).to_string()));
    }
    settings
}

fn settings_sheet(mut settings: Vec<(String, String)>, columns: &Columns) -> Sheet {
    if let Some(language) = columns.default_language() {
        settings.push(("default_language".to_owned(), language));
    }
    let (headers, values) = settings.into_iter().unzip();
    Sheet::new("settings", vec![headers, values])
}

impl Writer<'_> {
    /// All rows. True if pages are groups.
    fn definition(&mut self, raw: &Map<String, Value>) -> bool {
        self.metadata(raw);
        let pages: Vec<(usize, &Map<String, Value>)> = list(raw, "pages")
            .iter()
            .enumerate()
            .filter_map(|(at, page)| Some((at, page.as_object()?)))
            .collect();
        let is_bare =
            |page: &Map<String, Value>| page.keys().all(|key| ["name", "elements"].contains(&key.as_str()));
        let has_pages = match pages.as_slice() {
            [(_, only)] => !is_bare(only),
            pages => !pages.is_empty(),
        };
        for (at, page) in pages {
            let path = format!("pages[{at}]");
            if has_pages {
                self.group(page, &path, "field-list");
            } else {
                self.elements(list(page, "elements"), &format!("{path}.elements"));
            }
        }
        self.elements(list(raw, "elements"), "elements");
        for (at, value) in list(raw, "calculatedValues").iter().filter_map(Value::as_object).enumerate() {
            self.calculated(value, &format!("calculatedValues[{at}]"));
        }
        has_pages
    }

    /// Rows about the answering itself, as they were read.
    fn metadata(&mut self, raw: &Map<String, Value>) {
        for cells in list(raw, "kt:metadata").iter().filter_map(Value::as_object) {
            let mut row = Row::default();
            row.put_raw(cells);
            self.rows.push(row);
        }
    }

    fn elements(&mut self, elements: &[Value], path: &str) {
        for (at, element) in elements.iter().enumerate() {
            if let Some(element) = element.as_object() {
                self.element(element, &format!("{path}[{at}]"));
            }
        }
    }

    fn calculated(&mut self, value: &Map<String, Value>, path: &str) {
        let name = super::plain::text(value, "name");
        let mut row = Row::default();
        row.put("type", if super::plain::flag(value, "kt:hidden") { "hidden" } else { "calculate" });
        row.put("name", &self.name_of(name));
        let source = super::plain::text(value, "expression");
        match self.parsed(source) {
            Some(Expr::Text(text)) if row.get("type") == "hidden" => row.put("default", &text),
            // A spreadsheet takes no empty calculation.
            _ => {
                let said = self.calculation(name, source, path);
                row.put("calculation", &said.unwrap_or_else(|| "''".to_owned()));
            }
        }
        self.rows.push(row);
    }

    /// A calculation as XPath. Where it cannot be said, the row is empty, which the report tells.
    fn calculation(&mut self, name: &str, source: &str, path: &str) -> Option<String> {
        let around = xpath::Surroundings { names: &self.names, own: "", repeat: &self.repeat };
        let said = self.parsed(source).and_then(|root| xpath::xpath(&root, around).ok());
        if said.is_none() && !source.trim().is_empty() {
            // Below the header, and counted from 1.
            let row = self.rows.len() + 2;
            let problem = Problem::warning("calculation-emptied", format!("{path}.expression"));
            let problem = problem.with("name", name).with("row", row).with("found", source);
            self.losses.problems.push(problem);
        }
        said
    }

    fn parsed(&self, source: &str) -> Option<Expr> {
        parser::parse(source, "").0.map(|expression| expression.root)
    }

    /// An expression as XPath. None where there is none, or where XPath has no words for it: then it is reported.
    fn expression(&mut self, source: &str, own: &str, place: &str) -> Option<String> {
        if source.trim().is_empty() {
            return None;
        }
        let around = xpath::Surroundings { names: &self.names, own, repeat: &self.repeat };
        let said = match self.parsed(source) {
            Some(root) => xpath::xpath(&root, around),
            None => Err(source.to_owned()),
        };
        said.map_err(|found| self.losses.expression(place, &found)).ok()
    }

    /// The name that a variable has in the spreadsheet.
    fn name_of(&self, name: &str) -> String {
        let key = format!("{}{name}", self.repeat);
        self.names.get(&key).map_or_else(|| name.to_owned(), |known| known.name.clone())
    }

    /// Notes that a property is only understood here.
    fn only_here(&mut self, path: &str, property: &str) {
        if property.starts_with("kt:") {
            return;
        }
        let place = join(path, property);
        let problem = Problem::notice("kept-for-kikitori", place).with("property", property);
        self.losses.problems.push(problem.with("format", "XLSForm"));
    }

    /// The properties that have no column, in our own column. `own` are those that are known already.
    fn put_own(
        &mut self,
        row: &mut Row,
        element: &Map<String, Value>,
        written: &[&str],
        mut own: Map<String, Value>,
        path: &str,
    ) {
        for (key, value) in element.iter().filter(|(key, _)| !written.contains(&key.as_str())) {
            own.insert(key.clone(), value.clone());
        }
        for key in own.keys() {
            self.only_here(path, key);
        }
        if !own.is_empty() {
            row.put("kt_json", &Value::Object(own).to_string());
        }
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
