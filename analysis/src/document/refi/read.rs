//! Reading projects and codebooks that people bring, with limits: archives that unpack to more than they seem, names that lead
//! out of them, XML that grows. What cannot be used is left out and named.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::line_ends::with_lf;
use super::xml::{self, Element};
use super::{
    Case, Code, Coding, MAX_BYTES, MAX_FILES, MAX_PROBLEMS, MAX_THINGS, MAX_UNPACKED, Note, Problem,
    ProblemKind, Project, Selection, Source, User, Variable,
};

/// Longest name of a source, in code points; the rest is cut off. It stands in the place of each of its problems.
const MAX_NAME: usize = 500;

/// What was read, and what was not.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    /// The project; for a codebook one with nothing but codes.
    pub project: Project<'static>,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
    /// The file cannot be read at all; the last problem says why.
    pub is_refused: bool,
}

/// What is met while reading.
struct Desk {
    problems: Vec<Problem>,
    guids: HashSet<String>,
    files: HashMap<String, Vec<u8>>,
    n: usize,
}

/// Reads an archive (`.qdpx`).
pub fn project(bytes: &[u8]) -> Found {
    let mut desk = Desk::new();
    match desk.unpack(bytes).and_then(|()| desk.root("project.qde", "Project")) {
        Ok(root) => {
            let project = desk.project(&root);
            Found { project, problems: desk.problems, is_refused: false }
        }
        Err(problem) => desk.refused(problem),
    }
}

/// Reads a codebook (`.qdc`).
pub fn codebook(bytes: &[u8]) -> Found {
    let mut desk = Desk::new();
    if bytes.len() > MAX_BYTES {
        return desk.refused(Problem { kind: ProblemKind::TooLarge, place: String::new() });
    }
    desk.files.insert("codebook.qdc".to_owned(), bytes.to_vec());
    match desk.root("codebook.qdc", "CodeBook") {
        Ok(root) => {
            let codes = desk.codes(&root);
            let project = Project { codes, ..Project::default() };
            Found { project, problems: desk.problems, is_refused: false }
        }
        Err(problem) => desk.refused(problem),
    }
}

impl Desk {
    fn new() -> Desk {
        Desk { problems: Vec::new(), guids: HashSet::new(), files: HashMap::new(), n: 0 }
    }

    fn refused(mut self, problem: Problem) -> Found {
        self.problems.push(problem);
        Found { project: Project::default(), problems: self.problems, is_refused: true }
    }

    fn report(&mut self, kind: ProblemKind, place: &str) {
        if self.problems.len() < MAX_PROBLEMS {
            let place = place.chars().take(200).collect();
            self.problems.push(Problem { kind, place });
        }
    }

    /// Unpacks into memory, counting: the sizes that an archive declares can lie.
    fn unpack(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let problem = |kind, place: &str| Problem { kind, place: place.to_owned() };
        if bytes.len() > MAX_BYTES {
            return Err(problem(ProblemKind::TooLarge, ""));
        }
        let not_archive = |_| problem(ProblemKind::NotArchive, "");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(not_archive)?;
        if archive.len() > MAX_FILES {
            return Err(problem(ProblemKind::TooLarge, ""));
        }
        let mut room = MAX_UNPACKED;
        for place in 0..archive.len() {
            let file = archive.by_index(place).map_err(not_archive)?;
            let name = file.name().map_err(not_archive)?.into_owned();
            if file.is_dir() {
                continue;
            }
            if file.enclosed_name().is_none() || name.contains('\\') {
                self.report(ProblemKind::BadPath, &name);
                continue;
            }
            let mut content = Vec::new();
            let unpacked = file.take(room + 1).read_to_end(&mut content);
            let n = unpacked.map_err(|_| problem(ProblemKind::NotArchive, &name))?;
            room = u64::try_from(n)
                .ok()
                .and_then(|n| room.checked_sub(n))
                .ok_or_else(|| problem(ProblemKind::TooLarge, &name))?;
            // Programs differ in the case of "Sources".
            self.files.insert(name.to_lowercase(), content);
        }
        Ok(())
    }

    fn root(&mut self, file: &str, name: &str) -> Result<Element, Problem> {
        let wrong = |kind| Problem { kind, place: file.to_owned() };
        let bytes = self.files.remove(file).ok_or_else(|| wrong(ProblemKind::NoProject))?;
        let text = text(&bytes).ok_or_else(|| wrong(ProblemKind::NotText))?;
        let root = xml::read(text, file)?;
        if root.name == name { Ok(root) } else { Err(wrong(ProblemKind::WrongRoot)) }
    }

    fn project(&mut self, root: &Element) -> Project<'static> {
        let users = members(root, "Users", "User").iter().filter_map(|user| self.user(user)).collect();
        let codes: Vec<Code> = root.first("CodeBook").map(|book| self.codes(book)).unwrap_or_default();
        let mut known = HashSet::new();
        collect(&codes, &mut known);
        let variables =
            members(root, "Variables", "Variable").iter().filter_map(|own| self.variable(own)).collect();
        let notes = members(root, "Notes", "Note").iter().filter_map(|note| self.note(note)).collect();
        let sources = root.first("Sources").map(|sources| self.sources(sources, &known)).unwrap_or_default();
        let cases = members(root, "Cases", "Case").iter().filter_map(|case| self.case(case)).collect();
        Project { name: root.get("name").to_owned(), users, codes, variables, cases, sources, notes }
    }

    /// The guid of an element in small letters without braces; None, and a problem, if it has none of its own.
    fn guid(&mut self, element: &Element) -> Option<String> {
        self.n += 1;
        let guid = bare(element.get("guid"));
        let name = element.get("name");
        if self.n > MAX_THINGS || guid.is_empty() || !self.guids.insert(guid.clone()) {
            let kind = if self.n > MAX_THINGS { ProblemKind::TooLarge } else { ProblemKind::BadGuid };
            self.report(kind, &format!("{} {name}", element.name));
            return None;
        }
        Some(guid)
    }

    fn user(&mut self, element: &Element) -> Option<User> {
        Some(User { guid: self.guid(element)?, name: element.get("name").to_owned() })
    }

    fn variable(&mut self, element: &Element) -> Option<Variable> {
        let name = element.get("name").to_owned();
        Some(Variable { guid: self.guid(element)?, name, description: element.text_of("Description") })
    }

    fn codes(&mut self, book: &Element) -> Vec<Code> {
        let all: Vec<&Element> = book.all("Codes").flat_map(|codes| codes.all("Code")).collect();
        all.into_iter().filter_map(|code| self.code(code)).collect()
    }

    /// Nesting is as deep as the XML's, which is limited.
    fn code(&mut self, element: &Element) -> Option<Code> {
        let guid = self.guid(element)?;
        Some(Code {
            guid,
            name: element.get("name").to_owned(),
            is_codable: !matches!(element.get("isCodable"), "false" | "0"),
            color: element.get("color").to_owned(),
            description: element.text_of("Description"),
            notes: references(element, "NoteRef"),
            children: element.all("Code").filter_map(|child| self.code(child)).collect(),
        })
    }

    fn case(&mut self, element: &Element) -> Option<Case> {
        let value = |value: &Element| {
            let variable = bare(value.first("VariableRef")?.get("targetGUID"));
            let given = value.children.iter().find(|child| child.name.ends_with("Value"))?;
            Some((variable, given.text.clone()))
        };
        Some(Case {
            guid: self.guid(element)?,
            name: element.get("name").to_owned(),
            values: element.all("VariableValue").filter_map(value).collect(),
            sources: references(element, "SourceRef"),
        })
    }

    fn note(&mut self, element: &Element) -> Option<Note> {
        let guid = self.guid(element)?;
        let text = self.words(element)?;
        Some(Note { guid, user: bare(element.get("creatingUser")), text })
    }

    fn sources(&mut self, group: &Element, known: &HashSet<String>) -> Vec<Source<'static>> {
        let mut sources = Vec::new();
        for element in &group.children {
            if element.name == "TextSource" {
                sources.extend(self.source(element, known));
            } else {
                self.report(ProblemKind::NotTextSource, &format!("{} {}", element.name, element.get("name")));
            }
        }
        sources
    }

    fn source(&mut self, element: &Element, known: &HashSet<String>) -> Option<Source<'static>> {
        let guid = self.guid(element)?;
        let text = self.words(element)?;
        let length = text.chars().count();
        let name: String = element.get("name").chars().take(MAX_NAME).collect();
        let mut selections = Vec::new();
        for found in element.all("PlainTextSelection") {
            selections.extend(self.selection(found, (&name, length), known));
        }
        Some(Source { guid, text: text.into(), selections, notes: references(element, "NoteRef"), name })
    }

    fn selection(
        &mut self,
        element: &Element,
        (source, length): (&str, usize),
        known: &HashSet<String>,
    ) -> Option<Selection> {
        let guid = self.guid(element)?;
        let position = |name: &str| element.get(name).trim().parse::<usize>().ok();
        let (start, end) = (position("startPosition"), position("endPosition"));
        let span = start.zip(end).filter(|(start, end)| start < end && *end <= length);
        let Some((start, end)) = span else {
            let place = format!("{source} {}-{}", element.get("startPosition"), element.get("endPosition"));
            self.report(ProblemKind::SpanOutside, &place);
            return None;
        };
        let mut codings = Vec::new();
        for coding in element.all("Coding") {
            codings.extend(self.coding(coding, &format!("{source} {start}-{end}"), known));
        }
        let name = element.get("name").to_owned();
        Some(Selection { guid, name, start, end, codings, notes: references(element, "NoteRef") })
    }

    fn coding(&mut self, element: &Element, place: &str, known: &HashSet<String>) -> Option<Coding> {
        let guid = self.guid(element)?;
        let code = bare(element.first("CodeRef")?.get("targetGUID"));
        if !known.contains(&code) {
            self.report(ProblemKind::UnknownCode, place);
            return None;
        }
        let at = element.get("creationDateTime").to_owned();
        Some(Coding { guid, code, user: bare(element.get("creatingUser")), at })
    }

    /// The words of a source or note: in it, or in a file of the archive.
    fn words(&mut self, element: &Element) -> Option<String> {
        if let Some(content) = element.first("PlainTextContent") {
            return Some(with_lf(&content.text).into_owned());
        }
        let path = element.get("plainTextPath");
        let place = format!("{} {path}", element.get("name"));
        // What lies outside the archive is not fetched.
        let Some(name) = path.strip_prefix("internal://") else {
            self.report(ProblemKind::MissingText, &place);
            return None;
        };
        // A file is one text's: many that name the same would fill the memory with copies.
        let Some(bytes) = self.files.remove(&format!("sources/{}", name.to_lowercase())) else {
            self.report(ProblemKind::MissingText, &place);
            return None;
        };
        match text(&bytes).map(with_lf) {
            Some(text) => Some(text.into_owned()),
            None => {
                self.report(ProblemKind::NotText, &place);
                None
            }
        }
    }
}

/// The elements `thing` in the group with this name.
fn members<'e>(root: &'e Element, group: &str, thing: &str) -> Vec<&'e Element> {
    let group = root.children.iter().filter(|child| child.name == group);
    group.flat_map(|group| &group.children).filter(|child| child.name == thing).collect()
}

fn collect(codes: &[Code], known: &mut HashSet<String>) {
    for code in codes {
        known.insert(code.guid.clone());
        collect(&code.children, known);
    }
}

fn references(element: &Element, name: &str) -> Vec<String> {
    element.all(name).map(|reference| bare(reference.get("targetGUID"))).collect()
}

/// A guid may stand in braces and in letters of any size.
fn bare(guid: &str) -> String {
    guid.trim().trim_start_matches('{').trim_end_matches('}').to_lowercase()
}

/// UTF-8, with or without a byte order mark. NUL is no character of XML, and databases do not take it.
fn text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes)).ok()?;
    (!text.contains('\0')).then_some(text)
}
