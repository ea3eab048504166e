//! Writing projects and codebooks: the same content makes the same bytes.

use std::fmt::Write as _;
use std::io::{self, Seek, Write};

use super::{Case, Code, Note, Project, Selection, Source};
use crate::document::archive::Archive;
use crate::document::xml::escaped;

/// Namespace of projects.
pub const PROJECT: &str = "urn:QDA-XML:project:1.0";
/// Namespace of codebooks.
pub const CODEBOOK: &str = "urn:QDA-XML:codebook:1.0";
/// What a file says it comes from.
const ORIGIN: &str = "Kikitori";

/// A project as an archive: `project.qde` and one text file for each source, as `Sources/<guid>.txt`.
///
/// # Errors
/// When it cannot be written; the kind is that of the system, such as a full disk.
pub fn project<W: Write + Seek>(project: &Project<'_>, out: W) -> io::Result<W> {
    // Nobody asks for the list of ten thousands of texts.
    let mut archive = Archive::unlisted(out);
    archive.add_written("project.qde", |out| write_project(out, project))?;
    for source in &project.sources {
        archive.add(&format!("Sources/{}.txt", source.guid), source.text.as_bytes())?;
    }
    archive.finish()
}

/// A codebook as XML.
pub fn codebook(codes: &[Code]) -> String {
    let mut xml = head("CodeBook", CODEBOOK, "");
    let bare: Vec<Code> = codes.iter().map(without_notes).collect();
    if !bare.is_empty() {
        xml.push_str("<Codes>\n");
        bare.iter().for_each(|code| write_code(&mut xml, code));
        xml.push_str("</Codes>\n");
    }
    xml + "</CodeBook>\n"
}

/// A codebook has no memos to refer to.
fn without_notes(code: &Code) -> Code {
    let children = code.children.iter().map(without_notes).collect();
    Code { notes: Vec::new(), children, ..code.clone() }
}

/// The XML of a project, thing by thing: the cases of a large survey are hundreds of megabytes.
fn write_project(out: &mut dyn Write, project: &Project<'_>) -> io::Result<()> {
    out.write_all(head("Project", PROJECT, &attribute("name", &project.name)).as_bytes())?;
    list(out, "Users", &project.users, |xml, user| {
        let _ = writeln!(xml, "<User{}{}/>", attribute("guid", &user.guid), attribute("name", &user.name));
    })?;
    if !project.codes.is_empty() {
        out.write_all(b"<CodeBook>\n")?;
        list(out, "Codes", &project.codes, write_code)?;
        out.write_all(b"</CodeBook>\n")?;
    }
    list(out, "Variables", &project.variables, |xml, variable| {
        let (guid, name) = (attribute("guid", &variable.guid), attribute("name", &variable.name));
        let _ = writeln!(xml, "<Variable{guid}{name} typeOfVariable=\"Text\">");
        description(xml, &variable.description);
        xml.push_str("</Variable>\n");
    })?;
    list(out, "Cases", &project.cases, write_case)?;
    list(out, "Sources", &project.sources, write_source)?;
    list(out, "Notes", &project.notes, write_note)?;
    out.write_all(b"</Project>\n")
}

fn head(root: &str, namespace: &str, attributes: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root} xmlns=\"{namespace}\"{attributes}{}>\n",
        attribute("origin", ORIGIN)
    )
}

/// An element with one child for each thing; nothing where there are none, which the schema does not allow.
fn list<T>(out: &mut dyn Write, name: &str, things: &[T], write: impl Fn(&mut String, &T)) -> io::Result<()> {
    if things.is_empty() {
        return Ok(());
    }
    writeln!(out, "<{name}>")?;
    let mut xml = String::new();
    for thing in things {
        xml.clear();
        write(&mut xml, thing);
        out.write_all(xml.as_bytes())?;
    }
    writeln!(out, "</{name}>")
}

fn write_code(xml: &mut String, code: &Code) {
    let color = if code.color.is_empty() { String::new() } else { attribute("color", &code.color) };
    let (guid, name) = (attribute("guid", &code.guid), attribute("name", &code.name));
    let _ = writeln!(xml, "<Code{guid}{name} isCodable=\"{}\"{color}>", code.is_codable);
    description(xml, &code.description);
    references(xml, "NoteRef", &code.notes);
    code.children.iter().for_each(|child| write_code(xml, child));
    xml.push_str("</Code>\n");
}

fn write_case(xml: &mut String, case: &Case) {
    let _ = writeln!(xml, "<Case{}{}>", attribute("guid", &case.guid), attribute("name", &case.name));
    for (variable, value) in case.values.given() {
        let reference = attribute("targetGUID", variable);
        let _ = writeln!(
            xml,
            "<VariableValue><VariableRef{reference}/><TextValue>{}</TextValue></VariableValue>",
            escaped(value)
        );
    }
    references(xml, "SourceRef", &case.sources);
    xml.push_str("</Case>\n");
}

fn write_source(xml: &mut String, source: &Source<'_>) {
    let path = attribute("plainTextPath", &format!("internal://{}.txt", source.guid));
    let _ = writeln!(
        xml,
        "<TextSource{}{}{path}>",
        attribute("guid", &source.guid),
        attribute("name", &source.name)
    );
    source.selections.iter().for_each(|selection| write_selection(xml, selection));
    references(xml, "NoteRef", &source.notes);
    xml.push_str("</TextSource>\n");
}

fn write_selection(xml: &mut String, selection: &Selection) {
    let (guid, name) = (attribute("guid", &selection.guid), attribute("name", &selection.name));
    let (start, end) = (selection.start, selection.end);
    let _ = writeln!(xml, "<PlainTextSelection{guid}{name} startPosition=\"{start}\" endPosition=\"{end}\">");
    for coding in &selection.codings {
        let user = optional("creatingUser", &coding.user);
        let at = optional("creationDateTime", &coding.at);
        let (guid, code) = (attribute("guid", &coding.guid), attribute("targetGUID", &coding.code));
        let _ = writeln!(xml, "<Coding{guid}{user}{at}><CodeRef{code}/></Coding>");
    }
    references(xml, "NoteRef", &selection.notes);
    xml.push_str("</PlainTextSelection>\n");
}

fn write_note(xml: &mut String, note: &Note) {
    let (guid, user) = (attribute("guid", &note.guid), optional("creatingUser", &note.user));
    let text = escaped(&note.text);
    let _ = writeln!(xml, "<Note{guid}{user}><PlainTextContent>{text}</PlainTextContent></Note>");
}

fn description(xml: &mut String, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(xml, "<Description>{}</Description>", escaped(text));
    }
}

fn references(xml: &mut String, name: &str, guids: &[String]) {
    for guid in guids {
        let _ = writeln!(xml, "<{name}{}/>", attribute("targetGUID", guid));
    }
}

fn optional(name: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { attribute(name, value) }
}

/// ` name="value"`. Line ends would be read as spaces, so they are written by their number.
fn attribute(name: &str, value: &str) -> String {
    let value = escaped(value).replace('\n', "&#10;").replace('\t', "&#9;");
    format!(" {name}=\"{value}\"")
}
