//! LimeSurvey's structure files (.lss, XML): tables of rows, read into pages and questions.

pub mod question;
pub mod relevance;
pub mod xml;

use self::xml::{Table, read_tables};
use super::places::Places;
use crate::questionnaire::format::{Content, Imported};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// All tables of a file, by name.
pub type Tables = BTreeMap<String, Table>;

/// One row: values by column.
pub type Row = BTreeMap<String, String>;

/// Reads a structure file.
pub fn read(content: &Content) -> Imported {
    let Content::Text(text) = content else {
        return Imported::refused(Problem::error("wrong-format", "").with("expected", "LimeSurvey"));
    };
    let tables = match read_tables(text) {
        Ok(tables) => tables,
        Err(problem) => return Imported::refused(*problem),
    };
    if !tables.contains_key("questions") || !tables.contains_key("groups") {
        return Imported::refused(Problem::error("wrong-format", "").with("expected", "LimeSurvey"));
    }
    let mut reader = Reader::new(&tables);
    let pages = reader.pages();
    let mut raw = Map::new();
    for (property, column) in [
        ("title", "surveyls_title"),
        ("description", "surveyls_description"),
        ("completedHtml", "surveyls_endtext"),
    ] {
        if let Some(text) = reader.survey_text(column) {
            raw.insert(property.to_owned(), text);
        }
    }
    raw.insert("locale".to_owned(), json!(reader.locale));
    raw.insert("pages".to_owned(), Value::Array(pages));
    Imported { raw: Some(raw), problems: reader.problems, places: reader.places }
}

/// What the tables are read with.
pub struct Reader<'a> {
    tables: &'a Tables,
    /// Language of the survey.
    pub locale: String,
    /// What was found so far.
    pub problems: Vec<Problem>,
    /// Where the parts so far come from.
    pub places: Places,
    /// What each code is in expressions, by LimeSurvey's name of it.
    variables: BTreeMap<String, relevance::Variable>,
}

/// The rows of a table; none where it is missing.
fn rows<'a>(tables: &'a Tables, name: &str) -> &'a [Row] {
    tables.get(name).map_or(&[], |table| table.rows.as_slice())
}

/// A value; empty where there is none.
pub fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

impl<'a> Reader<'a> {
    fn new(tables: &'a Tables) -> Reader<'a> {
        let survey = rows(tables, "surveys").first();
        let locale = match survey.map_or("", |row| cell(row, "language")) {
            "" => "ja",
            language => language,
        };
        let mut reader = Reader {
            tables,
            locale: locale.to_owned(),
            problems: Vec::new(),
            places: Places::default(),
            variables: BTreeMap::new(),
        };
        reader.variables = relevance::variables(&reader.questions(), &reader);
        reader
    }

    /// A text of the survey in all its languages.
    fn survey_text(&self, column: &str) -> Option<Value> {
        let rows = rows(self.tables, "surveys_languagesettings");
        self.localized(rows.iter().map(|row| (cell(row, "surveyls_language"), cell(row, column))))
    }

    /// Texts by language as SurveyJS writes them.
    pub fn localized<'t>(&self, texts: impl Iterator<Item = (&'t str, &'t str)>) -> Option<Value> {
        let mut object = Map::new();
        for (language, text) in texts {
            let key = if language.is_empty() || language == self.locale { "default" } else { language };
            if !text.trim().is_empty() && !object.contains_key(key) {
                object.insert(key.to_owned(), json!(text.trim()));
            }
        }
        match object.len() {
            0 => None,
            1 if object.contains_key("default") => object.shift_remove("default"),
            _ => Some(Value::Object(object)),
        }
    }

    /// The texts of a row: its own ones by language in old files, those of a table beside it since version 4.
    pub fn texts(&self, table: &str, key: &str, row: &Row, column: &str) -> Option<Value> {
        let same = |other: &&Row| cell(other, key) == cell(row, key) && !cell(row, key).is_empty();
        let beside = rows(self.tables, &format!("{}_l10ns", table.trim_end_matches('s'))).iter().filter(same);
        let own = rows(self.tables, table).iter().filter(same);
        self.localized(beside.chain(own).map(|row| (cell(row, "language"), cell(row, column))))
    }

    /// Rows of a table in the survey's language, each once, in their order.
    fn ordered(&self, table: &str, order: &str, wanted: impl Fn(&Row) -> bool) -> Vec<&'a Row> {
        let is_own = |row: &&Row| {
            let language = cell(row, "language");
            (language.is_empty() || language == self.locale) && wanted(row)
        };
        let mut found: Vec<&Row> = rows(self.tables, table).iter().filter(is_own).collect();
        found.sort_by_key(|row| cell(row, order).parse::<i64>().unwrap_or(0));
        found
    }

    /// Questions without their parts.
    fn questions(&self) -> Vec<&'a Row> {
        self.ordered("questions", "question_order", |row| matches!(cell(row, "parent_qid"), "" | "0"))
    }

    /// Parts of a question on one of its scales.
    pub fn parts(&self, question: &Row) -> Vec<&'a Row> {
        // Older files keep the parts in a table of their own.
        let table = if self.tables.contains_key("subquestions") { "subquestions" } else { "questions" };
        let qid = cell(question, "qid").to_owned();
        self.ordered(table, "question_order", |row| cell(row, "parent_qid") == qid)
    }

    /// Answers of a question.
    pub fn answers(&self, question: &Row) -> Vec<&'a Row> {
        let qid = cell(question, "qid").to_owned();
        self.ordered("answers", "sortorder", |row| cell(row, "qid") == qid)
    }

    fn pages(&mut self) -> Vec<Value> {
        let groups = self.ordered("groups", "group_order", |_| true);
        let questions = self.questions();
        let mut pages = Vec::new();
        for (at, group) in groups.into_iter().enumerate() {
            let mut page = Map::new();
            page.insert("name".to_owned(), json!(format!("group{}", at + 1)));
            for (property, column) in [("title", "group_name"), ("description", "description")] {
                if let Some(text) = self.texts("groups", "gid", group, column) {
                    page.insert(property.to_owned(), text);
                }
            }
            let place = format!("groups/{}", cell(group, "gid"));
            let relevance = format!("{place}/grelevance");
            self.places.add(&format!("group{}", at + 1), place, vec![("visibleIf", relevance.clone())]);
            if let Some(condition) = self.condition(cell(group, "grelevance"), &relevance) {
                page.insert("visibleIf".to_owned(), json!(condition));
            }
            let own = questions.iter().filter(|row| cell(row, "gid") == cell(group, "gid"));
            let elements: Vec<Value> = own.map(|row| question::element(self, row)).collect();
            page.insert("elements".to_owned(), Value::Array(elements));
            pages.push(Value::Object(page));
        }
        pages
    }

    /// A condition; None for one that always holds.
    pub fn condition(&mut self, source: &str, place: &str) -> Option<String> {
        if matches!(source.trim(), "" | "1") {
            return None;
        }
        match relevance::translate(source, &self.variables) {
            Ok(condition) => Some(condition),
            Err(found) => {
                self.problems.push(Problem::error("relevance-unsupported", place).with("found", found));
                // No function has this name, so that the questionnaire stays a draft.
                Some(format!("limesurvey({})", super::xlsform::translate::text(source)))
            }
        }
    }
}

#[cfg(test)]
mod tests;
