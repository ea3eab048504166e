//! The file formats of questionnaires: one line each, with who reads and who writes it.
//!
//! Nothing here opens files. A format takes and gives text or sheets; how bytes become sheets is the business of
//! whoever calls (`Kind` says which). Whatever a format cannot say is named in a list of problems: the loss report.

pub mod sheet;

use self::sheet::Sheet;
use super::definition::Definition;
use super::expression::condition::Condition;
use super::import::places::Places;
use super::problem::Problem;
use super::{export, import};
use serde_json::{Map, Value};

/// How the bytes of a file become contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// One table of comma-separated values.
    Csv,
    /// A workbook of sheets.
    Workbook,
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Of `Kind::Text`.
    Text(String),
    /// Of `Kind::Csv` (a single sheet without a name) and `Kind::Workbook`.
    Sheets(Vec<Sheet>),
}

/// A questionnaire as read from a file.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Its definition in SurveyJS JSON with present-day names; None if nothing can be read.
    pub raw: Option<Map<String, Value>>,
    /// What is wrong, lost, or kept without effect. Places are those of the file: `survey!C5`, `questions/q1/type`
    /// (table, row, column), `12:3` (line and column), or a JSON path.
    pub problems: Vec<Problem>,
    /// Where the parts of the definition stand in the file, as far as problems of the definition should say so.
    pub places: Places,
}

impl Imported {
    /// Nothing could be read.
    pub fn refused(problem: Problem) -> Imported {
        Imported { problems: vec![problem], ..Imported::default() }
    }
}

/// A questionnaire as written to a file.
#[derive(Debug, Clone)]
pub struct Exported {
    /// What to write.
    pub content: Content,
    /// What the format cannot say; places are JSON paths of the definition.
    pub problems: Vec<Problem>,
}

/// Words that a file needs and only the service has.
pub struct Words<'a> {
    /// Language of files that have a single one (`ja`).
    pub lang: &'a str,
    /// A condition as a sentence.
    pub universe: &'a dyn Fn(&Condition) -> String,
    /// The words of a key (`yes`, `no`, `other`) in a language.
    pub text: &'a dyn Fn(&str, &str) -> String,
}

/// A file format.
pub struct Format {
    /// Its name, as `--to` takes it.
    pub name: &'static str,
    /// Endings of its files, the usual one first; a name of a file ends with exactly one of them.
    pub endings: &'static [(&'static str, Kind)],
    /// Reads a file; None if the format is only written.
    pub read: Option<fn(&Content) -> Imported>,
    /// Writes a file of a kind; None if the format is only read.
    pub write: Option<fn(&Definition, Kind, &Words<'_>) -> Exported>,
}

/// All formats. Where an ending belongs to several, the first is meant.
pub const FORMATS: &[Format] = &[
    Format {
        name: "kikitori",
        endings: &[("json", Kind::Text)],
        read: Some(import::surveyjs::read),
        write: Some(export::surveyjs::write_own),
    },
    Format {
        name: "xlsform",
        endings: &[("xlsx", Kind::Workbook), ("csv", Kind::Csv), ("md", Kind::Text)],
        read: Some(import::xlsform::read),
        write: Some(export::xlsform::write),
    },
    Format {
        name: "surveyjs",
        endings: &[("json", Kind::Text)],
        read: Some(import::surveyjs::read),
        write: Some(export::surveyjs::write_plain),
    },
    Format {
        name: "limesurvey",
        endings: &[("txt", Kind::Text)],
        read: None,
        write: Some(export::limesurvey::write),
    },
    Format {
        name: "limesurvey-structure",
        endings: &[("lss", Kind::Text)],
        read: Some(import::limesurvey::read),
        write: None,
    },
    Format { name: "ddi", endings: &[("xml", Kind::Text)], read: None, write: Some(export::ddi::write) },
    Format { name: "redcap", endings: &[("csv", Kind::Csv)], read: None, write: Some(export::redcap::write) },
];

/// The format that reads files of this ending (in any case of letters), and the kind of the file.
pub fn reader(ending: &str) -> Option<(&'static Format, Kind)> {
    FORMATS.iter().filter(|format| format.read.is_some()).find_map(|format| of(format, ending))
}

/// The format that writes files of this ending, or the one of this name, and the kind of the file.
pub fn writer(name: Option<&str>, ending: &str) -> Option<(&'static Format, Kind)> {
    let writes = FORMATS.iter().filter(|format| format.write.is_some());
    let wanted = |format: &&Format| name.is_none_or(|name| format.name == name);
    writes.filter(wanted).find_map(|format| of(format, ending))
}

fn of(format: &'static Format, ending: &str) -> Option<(&'static Format, Kind)> {
    let ending = ending.to_ascii_lowercase();
    format.endings.iter().find(|(known, _)| *known == ending).map(|(_, kind)| (format, *kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_lead_to_formats() {
        let read = |ending| reader(ending).map(|(format, kind)| (format.name, kind));
        assert_eq!(read("XLSX"), Some(("xlsform", Kind::Workbook)));
        assert_eq!(read("json"), Some(("kikitori", Kind::Text)));
        assert_eq!(read("lss"), Some(("limesurvey-structure", Kind::Text)));
        assert_eq!(read("xml"), None);
        let write = |name, ending| writer(name, ending).map(|(format, kind)| (format.name, kind));
        assert_eq!(write(None, "csv"), Some(("xlsform", Kind::Csv)));
        assert_eq!(write(Some("redcap"), "csv"), Some(("redcap", Kind::Csv)));
        assert_eq!(write(Some("surveyjs"), "json"), Some(("surveyjs", Kind::Text)));
        assert_eq!(write(None, "lss"), None);
        assert_eq!(write(Some("redcap"), "json"), None);
    }
}
