//! The XML of a structure file: `document/<table>/rows/row/<column>`. No declarations, no entities beyond those of XML
//! itself, little nesting.

use super::{Row, Tables};
use crate::questionnaire::problem::Problem;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, Event};
use std::borrow::Cow;

/// Most bytes of a file.
const MAX_BYTES: usize = 20_000_000;
/// Deepest nesting; a structure file has 5 levels.
const MAX_DEPTH: usize = 16;
/// Most rows of all tables.
const MAX_ROWS: usize = 100_000;

/// One table.
#[derive(Debug, Default)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
}

/// Reads all tables.
///
/// # Errors
/// With the line and column: XML that is not well-formed, declares a document type or an entity, or is too large.
pub fn read_tables(text: &str) -> Result<Tables, Box<Problem>> {
    if text.len() > MAX_BYTES {
        return Err(Box::new(Problem::error("too-large", "").with("max", MAX_BYTES)));
    }
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut found = Found::default();
    loop {
        let place = |reader: &Reader<&[u8]>| place(text, reader.buffer_position());
        let event = reader.read_event();
        match event.map_err(|_| Box::new(Problem::error("xml-syntax", place(&reader))))? {
            Event::Start(tag) => {
                path.push(tag.local_name().as_ref().to_owned());
                if path.len() > MAX_DEPTH {
                    return Err(Box::new(Problem::error("too-deep", place(&reader)).with("max", MAX_DEPTH)));
                }
                found.begin(&path);
                if found.n_rows > MAX_ROWS {
                    return Err(Box::new(
                        Problem::error("too-many-rows", place(&reader)).with("max", MAX_ROWS),
                    ));
                }
            }
            Event::End(_) => {
                found.end(&path);
                path.pop();
            }
            Event::Text(text) => found.value.push_str(&text),
            Event::CData(text) => found.value.push_str(&text),
            Event::GeneralRef(name) => {
                let Some(known) = reference(&name) else {
                    return Err(Box::new(Problem::error("xml-doctype", place(&reader))));
                };
                found.value.push_str(&known);
            }
            Event::DocType(_) => return Err(Box::new(Problem::error("xml-doctype", place(&reader)))),
            Event::Eof if path.is_empty() => return Ok(found.tables),
            Event::Eof => return Err(Box::new(Problem::error("xml-syntax", place(&reader)))),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// What was read so far.
#[derive(Default)]
struct Found {
    tables: Tables,
    value: String,
    n_rows: usize,
}

impl Found {
    fn begin(&mut self, path: &[String]) {
        self.value.clear();
        if let [_, table, rows, row] = path
            && rows == "rows"
            && row == "row"
        {
            self.n_rows += 1;
            self.tables.entry(table.clone()).or_default().rows.push(Row::new());
        }
    }

    fn end(&mut self, path: &[String]) {
        if let [_, table, rows, _, column] = path
            && rows == "rows"
            && let Some(row) = self.tables.get_mut(table).and_then(|table| table.rows.last_mut())
        {
            row.insert(column.clone(), std::mem::take(&mut self.value));
        }
    }
}

/// What a reference stands for: a character by number, or one of the entities that XML itself has.
fn reference(name: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    match name.resolve_char_ref().ok()? {
        Some(character) => Some(Cow::Owned(character.to_string())),
        None => resolve_xml_entity(name).map(Cow::Borrowed),
    }
}

/// Line and column, from 1.
fn place(text: &str, position: u64) -> String {
    let position = usize::try_from(position).unwrap_or(usize::MAX);
    let before = text.as_bytes().get(..position).unwrap_or(text.as_bytes());
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    format!("{line}:{column}")
}
