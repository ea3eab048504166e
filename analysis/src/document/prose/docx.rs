//! The words of a Word document: its paragraphs as lines (ECMA-376, `word/document.xml`). Pictures, notes and what was
//! deleted or moved away with changes tracked are left out.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{MAX_MARKUP, MAX_TEXT, ProseProblem};
use crate::document::reference::reference;

/// The most files in a document's archive.
const MAX_PARTS: usize = 5_000;
/// The deepest nesting: tables in tables in text boxes.
const MAX_DEPTH: usize = 256;
/// Elements whose content is no text of its own: where tabulators stop, what stands elsewhere since it was moved, and what
/// older programs show in the place of its neighbour.
const LEFT_OUT: [&str; 3] = ["tabs", "moveFrom", "Fallback"];
/// Where the words are.
const DOCUMENT: &str = "word/document.xml";

/// Reads the paragraphs.
///
/// # Errors
/// [`ProseProblem::NotDocument`] when it is none, [`ProseProblem::TooLarge`] when it unpacks to more than is read.
pub fn read(bytes: &[u8]) -> Result<String, ProseProblem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ProseProblem::NotDocument)?;
    if archive.len() > MAX_PARTS {
        return Err(ProseProblem::TooLarge);
    }
    let part = archive.by_name(DOCUMENT).map_err(|_| ProseProblem::NotDocument)?;
    let mut xml = Vec::new();
    // What the archive says of the size is not believed: reading stops at the limit.
    let limit = MAX_MARKUP as u64 + 1;
    part.take(limit).read_to_end(&mut xml).map_err(|_| ProseProblem::NotDocument)?;
    if xml.len() > MAX_MARKUP {
        return Err(ProseProblem::TooLarge);
    }
    let xml = String::from_utf8(xml).map_err(|_| ProseProblem::NotDocument)?;
    words(&xml)
}

fn words(xml: &str) -> Result<String, ProseProblem> {
    let mut reader = Reader::from_str(xml);
    let (mut text, mut depth, mut is_text) = (String::new(), 0_usize, false);
    // How deep the element is that is being left out.
    let mut left_out: Option<usize> = None;
    loop {
        match reader.read_event().map_err(|_| ProseProblem::NotDocument)? {
            Event::Start(tag) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(ProseProblem::NotDocument);
                }
                is_text = left_out.is_none() && tag.local_name().as_ref() == "t";
                if left_out.is_none() && LEFT_OUT.contains(&tag.local_name().as_ref()) {
                    left_out = Some(depth);
                }
            }
            Event::Empty(tag) if left_out.is_none() => match tag.local_name().as_ref() {
                "br" | "cr" | "p" => text.push('\n'),
                "tab" => text.push('\t'),
                _ => {}
            },
            Event::End(tag) => {
                is_text = false;
                if left_out.is_none() && tag.local_name().as_ref() == "p" {
                    text.push('\n');
                }
                left_out = left_out.filter(|begun| *begun != depth);
                depth = depth.saturating_sub(1);
            }
            Event::Text(words) if is_text => text.push_str(&words),
            Event::CData(words) if is_text => text.push_str(&words),
            Event::GeneralRef(name) if is_text => {
                text.push_str(&reference(&name).ok_or(ProseProblem::NotDocument)?);
            }
            // Entities could make a small file large.
            Event::DocType(_) => return Err(ProseProblem::NotDocument),
            Event::Eof if depth == 0 => return Ok(text.replace('\0', "")),
            Event::Eof => return Err(ProseProblem::NotDocument),
            _ => {}
        }
        if text.len() > MAX_TEXT {
            return Err(ProseProblem::TooLarge);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn document(body: &str) -> Vec<u8> {
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"urn:w\"><w:body>{body}</w:body></w:document>"
        );
        packed(DOCUMENT, xml.as_bytes())
    }

    fn packed(name: &str, content: &[u8]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn paragraphs_are_lines_with_what_is_written_in_them() {
        let body = "<w:p><w:r><w:t>一つ&amp;</w:t><w:tab/><w:t xml:space=\"preserve\"> 目&#x3002;</w:t></w:r></w:p>\n\
            <w:p><w:del><w:r><w:delText>消した</w:delText></w:r></w:del><w:r><w:t>二つ目</w:t><w:br/><w:t>続き</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>表の中</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        assert_eq!(read(&document(body)).unwrap(), "一つ&\t 目。\n二つ目\n続き\n表の中\n");
    }

    #[test]
    fn what_stands_twice_or_is_no_text_is_left_out() {
        let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"720\"/></w:tabs></w:pPr>\
            <w:moveFrom><w:r><w:t>動いた</w:t><w:tab/></w:r></w:moveFrom><w:r><w:t>ここ</w:t></w:r>\
            <w:moveTo><w:r><w:t>に動いた</w:t></w:r></w:moveTo></w:p>\
            <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>枠</w:t></w:r></w:p></mc:Choice>\
            <mc:Fallback><w:p><w:r><w:t>枠</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>";
        assert_eq!(read(&document(body)).unwrap(), "ここに動いた\n枠\n");
    }

    #[test]
    fn what_is_no_document_or_unpacks_to_too_much_is_refused() {
        assert_eq!(read(b"PK\x03\x04 nothing"), Err(ProseProblem::NotDocument));
        assert_eq!(read(&packed("xl/workbook.xml", b"<a/>")), Err(ProseProblem::NotDocument));
        assert_eq!(read(&document("<w:p>")), Err(ProseProblem::NotDocument), "not closed");
        assert_eq!(read(&document(&"<w:p>".repeat(300))), Err(ProseProblem::NotDocument), "too deep");
        let entity = "<!DOCTYPE a [<!ENTITY b \"c\">]><a><t>&b;</t></a>";
        assert_eq!(read(&packed(DOCUMENT, entity.as_bytes())), Err(ProseProblem::NotDocument));
        let bomb = packed(DOCUMENT, &vec![b' '; MAX_MARKUP + 1]);
        assert!(bomb.len() < 100_000, "it looks small");
        assert_eq!(read(&bomb), Err(ProseProblem::TooLarge));
        let long = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "あ".repeat(MAX_TEXT / 3 + 1));
        assert_eq!(read(&document(&long)), Err(ProseProblem::TooLarge));
    }
}
