//! REFI-QDA 1.0, the format in which programs for qualitative analysis hand on projects (`.qdpx`) and codebooks (`.qdc`).
//!
//! Source: REFI-QDA, Exchange of processed data between qualitative data analysis software packages, version 1.5 (2019),
//! and its schema Project.xsd of 18 March 2019, <https://www.qdasoftware.org>. Positions in texts are Unicode code points from
//! 0, the end is exclusive; texts are UTF-8 without BOM, lines end in LF.

pub mod line_ends;
pub mod read;
pub mod write;
mod xml;

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// Largest file, packed.
pub const MAX_BYTES: usize = 40_000_000;
/// Largest project, unpacked, sources included.
pub const MAX_UNPACKED: u64 = 200_000_000;
/// Most files in an archive.
pub const MAX_FILES: usize = 20_000;
/// Most codes, sources, selections and codings, each.
pub const MAX_THINGS: usize = 200_000;
/// Deepest nesting of elements.
pub const MAX_DEPTH: usize = 40;
/// Most problems that are listed.
pub const MAX_PROBLEMS: usize = 200;

/// A project: texts, what was coded in them by whom, and what is known about those who wrote them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project<'t> {
    /// Its name.
    pub name: String,
    /// The coders.
    pub users: Vec<User>,
    /// The codes, as a tree.
    pub codes: Vec<Code>,
    /// What cases have values for.
    pub variables: Vec<Variable>,
    /// Those who wrote, or were heard.
    pub cases: Vec<Case>,
    /// The texts.
    pub sources: Vec<Source<'t>>,
    /// Memos.
    pub notes: Vec<Note>,
}

/// A coder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User {
    /// Its name among programs.
    pub guid: String,
    /// Its name among people.
    pub name: String,
}

/// A code with those below it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    /// Its name among programs.
    pub guid: String,
    /// Its name.
    pub name: String,
    /// It can be put on texts.
    pub is_codable: bool,
    /// `#RRGGBB`, or empty.
    pub color: String,
    /// What belongs to it.
    pub description: String,
    /// Memos on it: their guids.
    pub notes: Vec<String>,
    /// The codes below it.
    pub children: Vec<Code>,
}

/// A variable; its values are texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variable {
    /// Its name among programs.
    pub guid: String,
    /// Its name.
    pub name: String,
    /// What was asked.
    pub description: String,
}

/// One who wrote, or was heard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Its name among programs.
    pub guid: String,
    /// Its name.
    pub name: String,
    /// What it has for variables.
    pub values: Values,
    /// Guids of the case's texts.
    pub sources: Vec<String>,
}

/// What a case has for variables, packed: ten thousand cases of 250 variables have millions of values. Cases of the same variables share
/// the guids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// Guids of variables.
    variables: Arc<[String]>,
    /// The value of each in their order, with [`BETWEEN`] between two and [`NOTHING`] where there is none.
    packed: Box<str>,
}

/// Stands between two values. Like [`NOTHING`] it is no character of XML, so that no value has it.
const BETWEEN: char = '\u{1F}';
/// Stands for a variable without a value.
const NOTHING: &str = "\0";

impl Values {
    /// What a case has for each of these variables, in their order.
    pub fn new(variables: Arc<[String]>, values: impl IntoIterator<Item = Option<String>>) -> Values {
        let mut packed = String::new();
        for (place, value) in values.into_iter().enumerate() {
            if place > 0 {
                packed.push(BETWEEN);
            }
            match value {
                Some(value) => packed.extend(value.chars().filter(|c| *c != BETWEEN && *c != '\0')),
                None => packed.push_str(NOTHING),
            }
        }
        Values { variables, packed: packed.into() }
    }

    /// Guids of variables with their values.
    pub fn given(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.variables.iter().zip(self.packed.split(BETWEEN));
        all.filter(|(_, value)| *value != NOTHING).map(|(variable, value)| (variable.as_str(), value))
    }
}

impl FromIterator<(String, String)> for Values {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Values {
        let (variables, values): (Vec<String>, Vec<String>) = pairs.into_iter().unzip();
        Values::new(variables.into(), values.into_iter().map(Some))
    }
}

/// A text with what was coded in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source<'t> {
    /// Its name among programs.
    pub guid: String,
    /// Its name.
    pub name: String,
    /// Its words; lines end in LF.
    pub text: Cow<'t, str>,
    /// The coded spans.
    pub selections: Vec<Selection>,
    /// Memos on the whole: their guids.
    pub notes: Vec<String>,
}

/// A span of a text: half-open, in code points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Its name among programs.
    pub guid: String,
    /// The words, for people; empty where they are not known.
    pub name: String,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The codes on it.
    pub codings: Vec<Coding>,
    /// Memos on it: their guids.
    pub notes: Vec<String>,
}

/// A code on a span.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coding {
    /// Its name among programs.
    pub guid: String,
    /// Guid of the code.
    pub code: String,
    /// Guid of the coder; empty where unknown.
    pub user: String,
    /// When, as `2026-01-31T09:00:00Z`; empty where unknown.
    pub at: String,
}

/// A memo.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// Its name among programs.
    pub guid: String,
    /// Guid of who wrote it; empty where unknown.
    pub user: String,
    /// What it says.
    pub text: String,
}

/// Something wrong with a file that somebody brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What.
    pub kind: ProblemKind,
    /// Where: a file of the archive, `line:column` of the XML, or the name of a thing.
    pub place: String,
}

/// The kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// Larger than what is read: packed, unpacked, in number or in depth.
    TooLarge,
    /// It is no archive.
    NotArchive,
    /// The archive has no `project.qde`.
    NoProject,
    /// A file's name leads out of the archive; it is not read.
    BadPath,
    /// XML that is not well formed.
    BadXml,
    /// XML that declares a document type or names an entity: nothing of it is read.
    Doctype,
    /// The root element is another one.
    WrongRoot,
    /// The file of a text is missing, or is another text's.
    MissingText,
    /// Bytes that are no UTF-8, or have a NUL in them.
    NotText,
    /// A source that is no text: pictures, sound, PDF.
    NotTextSource,
    /// A span outside its text; it is left out.
    SpanOutside,
    /// A coding with a code that is not in the codebook; it is left out.
    UnknownCode,
    /// An element without its guid or with two of one; it is left out.
    BadGuid,
}

/// A name among programs that follows from a seed: the same seed, the same name. UUID version 8 (RFC 9562, section 5.8) of the
/// first 16 bytes of the seed's SHA-256.
pub fn guid(seed: &str) -> String {
    let mut bytes: Vec<u8> = Sha256::digest(seed.as_bytes()).iter().take(16).copied().collect();
    if let Some(byte) = bytes.get_mut(6) {
        *byte = (*byte & 0x0F) | 0x80;
    }
    if let Some(byte) = bytes.get_mut(8) {
        *byte = (*byte & 0x3F) | 0x80;
    }
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut letters = hex.chars();
    let groups = [8, 4, 4, 4, 12].map(|n| letters.by_ref().take(n).collect::<String>());
    groups.join("-")
}

#[cfg(test)]
mod tests;
