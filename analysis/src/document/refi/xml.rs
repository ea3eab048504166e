//! XML as a tree, with limits. No document types, no entities but XML's own.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{MAX_DEPTH, MAX_THINGS, Problem, ProblemKind};
use crate::document::reference::reference;

/// Most elements and attributes of a file: several for each thing.
const MAX_PARTS: usize = MAX_THINGS * 12;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without prefix.
    pub name: String,
    /// Its attributes, names without prefix.
    pub attributes: Vec<(String, String)>,
    /// The elements in it.
    pub children: Vec<Element>,
    /// The text that stands directly in it.
    pub text: String,
}

impl Element {
    /// The value of an attribute; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The elements in it with this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element in it with this name.
    pub fn first(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the first element in it with this name; empty when absent.
    pub fn text_of(&self, name: &str) -> String {
        self.first(name).map(|child| child.text.clone()).unwrap_or_default()
    }
}

/// Reads a document. `file` names it in problems.
pub(super) fn read(text: &str, file: &str) -> Result<Element, Problem> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut n = 0;
    loop {
        let wrong = |kind: ProblemKind, reader: &Reader<&[u8]>| Problem {
            kind,
            place: format!("{file} {}", place(text, reader.buffer_position())),
        };
        let event = reader.read_event().map_err(|_| wrong(ProblemKind::BadXml, &reader))?;
        match event {
            Event::Start(tag) => {
                if open.len() > MAX_DEPTH {
                    return Err(wrong(ProblemKind::TooLarge, &reader));
                }
                open.push(element(&tag, &mut n).map_err(|kind| wrong(kind, &reader))?);
            }
            Event::Empty(tag) => {
                let child = element(&tag, &mut n).map_err(|kind| wrong(kind, &reader))?;
                if let Some(parent) = open.last_mut() {
                    parent.children.push(child);
                }
            }
            Event::End(_) => {
                let child = open.pop().filter(|_| !open.is_empty());
                match (child, open.last_mut()) {
                    (Some(child), Some(parent)) => parent.children.push(child),
                    _ => return Err(wrong(ProblemKind::BadXml, &reader)),
                }
            }
            Event::Text(words) => add(&mut open, &words),
            Event::CData(words) => add(&mut open, &words),
            Event::GeneralRef(name) => {
                let known = reference(&name).ok_or_else(|| wrong(ProblemKind::Doctype, &reader))?;
                add(&mut open, &known);
            }
            Event::DocType(_) => return Err(wrong(ProblemKind::Doctype, &reader)),
            Event::Eof => {
                let root = open.pop().filter(|_| open.is_empty());
                let root = root.and_then(|mut document| document.children.pop());
                return root.ok_or_else(|| wrong(ProblemKind::BadXml, &reader));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn add(open: &mut [Element], words: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(words);
    }
}

/// An element without what is in it. `n` counts the parts of the file.
fn element(tag: &BytesStart<'_>, n: &mut usize) -> Result<Element, ProblemKind> {
    let mut attributes = Vec::new();
    *n += 1;
    for attribute in tag.attributes() {
        *n += 1;
        if *n > MAX_PARTS {
            return Err(ProblemKind::TooLarge);
        }
        let attribute = attribute.map_err(|_| ProblemKind::BadXml)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| ProblemKind::Doctype)?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    if *n > MAX_PARTS {
        return Err(ProblemKind::TooLarge);
    }
    Ok(Element { name: tag.local_name().as_ref().to_owned(), attributes, ..Element::default() })
}

/// Line and column, from 1.
fn place(text: &str, position: u64) -> String {
    let position = usize::try_from(position).unwrap_or(usize::MAX);
    let before = text.as_bytes().get(..position).unwrap_or(text.as_bytes());
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    format!("{line}:{column}")
}
