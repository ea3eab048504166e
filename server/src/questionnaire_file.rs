//! Questionnaires as files: bytes into a definition and back, with everything that is wrong or lost said in words.

use analysis::document::csv::{self, CsvOptions};
use analysis::document::input::{InputProblem, MAX_TEXT_BYTES};
use analysis::document::{Cell, Sheet, xlsx};
use serde::Serialize;
use serde_json::{Map, Value};
use surveys::questionnaire::check::lint;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::format::sheet::Sheet as PlainSheet;
use surveys::questionnaire::format::{Content, Exported, Format, Kind, Words, reader};
use surveys::questionnaire::import::places::Places;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::problem::{Problem, Severity};

use crate::i18n::{self, Lang};
use crate::pages::fill::say;
use crate::view::{condition, input_problem};

/// The most bytes that a workbook may unpack to; a questionnaire of 2,000 questions needs a tenth.
const MAX_UNPACKED: usize = MAX_TEXT_BYTES / 4;

/// Something that a person should know about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code.
    pub code: &'static str,
    /// Where: a cell (`survey!C5`), line and column, or a JSON path; empty for the whole file.
    pub place: String,
    /// In words.
    pub message: String,
    /// Whether it says that something is lost, changed or without effect.
    #[serde(skip)]
    pub is_loss: bool,
}

/// What findings are listed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What must be mended before publishing.
    Errors,
    /// What is lost, changed or without effect.
    Losses,
    /// What an author should look at again.
    Warnings,
    /// What is good to know.
    Notices,
}

impl Finding {
    /// With what it is listed.
    pub fn group(&self) -> Group {
        match self.severity {
            Severity::Error => Group::Errors,
            Severity::Warning if self.is_loss => Group::Losses,
            Severity::Warning => Group::Warnings,
            Severity::Notice => Group::Notices,
        }
    }
}

/// A file as read.
#[derive(Debug)]
pub struct Reading {
    /// The definition's JSON; None if nothing can be read.
    pub raw: Option<Map<String, Value>>,
    /// What the reader found.
    pub findings: Vec<Finding>,
    /// The same before it was put into words.
    said: Vec<Problem>,
    /// Where the parts of the definition stand in the file.
    places: Places,
}

impl Reading {
    /// The definition, and everything else that an author should know about it; nothing that the reader has said. Places are
    /// those of the file, where they are known.
    pub fn check(&self, lang: Lang) -> (Option<Definition>, Vec<Finding>) {
        let Some(raw) = self.raw.clone().map(Value::Object) else { return (None, Vec::new()) };
        let (definition, found) = checked(&raw.to_string());
        (definition, findings(&self.places.beyond(&raw, &self.said, found), lang))
    }

    /// Whether something is an error.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.findings)
    }
}

/// Whether something is an error.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Problems in words.
pub fn findings(problems: &[Problem], lang: Lang) -> Vec<Finding> {
    let words = say(lang);
    let finding = |problem: &Problem| Finding {
        severity: problem.severity,
        code: problem.code,
        place: problem.place.clone(),
        message: words(problem),
        is_loss: problem.is_loss(),
    };
    problems.iter().map(finding).collect()
}

/// The ending of a file's name in small letters; empty if it has none.
pub fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// Reads a file by the ending of its name. None if no format has this ending.
pub fn read(name: &str, bytes: &[u8], lang: Lang) -> Option<Reading> {
    let (format, kind) = reader(&ending(name))?;
    let read = format.read?;
    Some(match content(kind, bytes) {
        Ok(content) => {
            let imported = read(&content);
            Reading {
                raw: imported.raw,
                findings: findings(&imported.problems, lang),
                said: imported.problems,
                places: imported.places,
            }
        }
        Err(problem) => Reading {
            raw: None,
            findings: vec![input_finding(&problem, lang)],
            said: Vec::new(),
            places: Places::default(),
        },
    })
}

fn input_finding(problem: &InputProblem, lang: Lang) -> Finding {
    let place = match (problem.row, problem.column) {
        (Some(row), Some(column)) => format!("{row}:{column}"),
        (Some(row), None) => row.to_string(),
        _ => String::new(),
    };
    let message = input_problem::words(problem, lang);
    Finding { severity: Severity::Error, code: problem.kind.code(), place, message, is_loss: false }
}

fn content(kind: Kind, bytes: &[u8]) -> Result<Content, InputProblem> {
    Ok(match kind {
        Kind::Text => Content::Text(csv::text(bytes)?.trim_start_matches('\u{FEFF}').to_owned()),
        Kind::Csv => Content::Sheets(vec![PlainSheet::new("", csv::read_rows(bytes)?)]),
        Kind::Workbook => {
            let sheets = xlsx::read_sheets(bytes, MAX_UNPACKED)?;
            Content::Sheets(sheets.into_iter().map(|(name, rows)| PlainSheet::new(name, rows)).collect())
        }
    })
}

/// Everything that an author should know about a definition: problems, and values that other programs reject.
fn checked(json: &str) -> (Option<Definition>, Vec<Problem>) {
    let (definition, mut problems) = parse(json);
    if let Some(definition) = &definition {
        problems.extend(lint::values(definition));
    }
    (definition, problems)
}

/// What a format loses of a definition, without writing a file.
pub fn losses(definition: &Definition, format: &Format, kind: Kind, lang: Lang) -> Vec<Finding> {
    exported(definition, format, kind, lang)
        .map(|exported| findings(&exported.problems, lang))
        .unwrap_or_default()
}

/// Writes a definition. `created` (seconds since 1970, UTC) is the only time in a workbook.
///
/// # Errors
/// When a workbook cannot be made.
pub fn write(
    definition: &Definition,
    format: &Format,
    kind: Kind,
    lang: Lang,
    created: i64,
) -> anyhow::Result<(Vec<u8>, Vec<Finding>)> {
    let Some(exported) = exported(definition, format, kind, lang) else {
        anyhow::bail!("the format {} is not written", format.name)
    };
    let bytes = match exported.content {
        Content::Text(text) => text.into_bytes(),
        Content::Sheets(sheets) if kind == Kind::Csv => {
            let sheet = sheets.first().map(table).unwrap_or_else(|| table(&PlainSheet::default()));
            // pyxform takes a byte order mark for a part of the first sheet's name.
            csv::write(
                &sheet,
                CsvOptions { has_byte_order_mark: format.name != "xlsform", ..CsvOptions::default() },
            )?
        }
        Content::Sheets(sheets) => xlsx::write(&sheets.iter().map(table).collect::<Vec<Sheet>>(), created)?,
    };
    Ok((bytes, findings(&exported.problems, lang)))
}

fn exported(definition: &Definition, format: &Format, kind: Kind, lang: Lang) -> Option<Exported> {
    let write = format.write?;
    let words = Words {
        lang: lang.code(),
        universe: &|universe| condition::sentence(universe, lang),
        text: &|key, language| {
            let language = Lang::from_code(language).unwrap_or(lang);
            i18n::plain(language, &format!("format-word-{key}"))
        },
    };
    Some(write(definition, kind, &words))
}

/// A sheet of texts whose first row is the header, every row as wide as the widest.
fn table(sheet: &PlainSheet) -> Sheet {
    let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = sheet.rows.iter();
    let mut columns = rows.next().cloned().unwrap_or_default();
    columns.resize(width, String::new());
    let rows = rows.map(|cells| cells.iter().map(|cell| Cell::text(cell)).collect()).collect();
    Sheet { name: sheet.name.clone(), columns, rows }
}

#[cfg(test)]
mod tests;
