//! Documents as tagged PDF (PDF/UA-1, ISO 14289-1), typeset by Typst on A4 with BIZ UDGothic. The look is in `data/paper.typ`,
//! which is given the document as data; the world that it is set in has no network, no files and no clock.

mod given;
pub(super) mod letters;
pub mod missing;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use self::given::{given, picture_name};
use self::letters::Letters;
use crate::chart::png::{FONT, font_files};
use crate::document::paper::Paper;
use crate::error::Error;

/// The template.
const TEMPLATE: &str = include_str!("../../data/paper.typ");
/// The most bytes of text, cells and what holds them together.
pub const MAX_TEXT: usize = 4_000_000;
/// The most pages.
pub const MAX_PAGES: usize = 500;

/// What Typst knows by itself.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::builder().build()));

/// The font that documents are set in, loaded once.
#[derive(Debug)]
pub struct PdfFonts {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    letters: Letters,
}

impl PdfFonts {
    /// Loads BIZ UDGothic from the font files of a folder.
    ///
    /// # Errors
    /// When the font is not among them.
    pub fn load(folder: &Path) -> Result<PdfFonts, Error> {
        // An unreadable file is as good as a missing one: the error says which font is needed.
        let files = font_files(folder).into_iter().filter_map(|path| fs::read(path).ok());
        let fonts: Vec<Font> = files
            .flat_map(|data| Font::iter(Bytes::new(data)))
            .filter(|font| font.info().family == FONT)
            .collect();
        if fonts.is_empty() {
            return Err(Error::FontMissing { folder: folder.to_path_buf(), family: FONT });
        }
        Ok(PdfFonts {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            letters: Letters::of(&fonts),
            fonts,
        })
    }
}

/// A finished file.
#[derive(Debug)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub n_pages: usize,
}

/// A document as PDF. The same document and fonts give the same bytes.
///
/// # Errors
/// When the document is too long, a picture is none or too large, or Typst refuses it.
pub fn typeset(paper: &Paper, fonts: &PdfFonts) -> Result<Pdf, Error> {
    set_with(paper, fonts, false)
}

/// The same with lines that stand closer together: letters are as large, and a short document may have a page less.
///
/// # Errors
/// See [`typeset`].
pub fn typeset_close(paper: &Paper, fonts: &PdfFonts) -> Result<Pdf, Error> {
    set_with(paper, fonts, true)
}

fn set_with(paper: &Paper, fonts: &PdfFonts, is_close: bool) -> Result<Pdf, Error> {
    let given = given(paper, &fonts.letters, is_close)?;
    let json = serde_json::to_vec(&given).map_err(|error| refused(error.to_string()))?;
    if json.len() > MAX_TEXT {
        return Err(Error::DocumentTooLong { what: "bytes of text", limit: MAX_TEXT });
    }
    let mut files = HashMap::from([(named("paper.json")?, Bytes::new(json))]);
    for (number, svg) in given.pictures.into_iter().enumerate() {
        files.insert(named(&picture_name(number))?, Bytes::from_string(svg));
    }
    let main = named("paper.typ")?;
    let desk = Desk { fonts, template: Source::new(main, TEMPLATE.to_string()), main, files };
    let pdf = set(&desk, &options(&paper.date)?);
    // What Typst remembers of this document is of no use to the next one.
    comemo::evict(0);
    pdf
}

fn set(desk: &Desk<'_>, options: &PdfOptions) -> Result<Pdf, Error> {
    let document = typst::compile(desk).output.map_err(|problems| refused(said(&problems)))?;
    let bytes = typst_pdf::pdf(&document, options).map_err(|problems| refused(said(&problems)))?;
    let n_pages = document.pages().len();
    if n_pages > MAX_PAGES {
        return Err(Error::DocumentTooLong { what: "pages", limit: MAX_PAGES });
    }
    Ok(Pdf { bytes, n_pages })
}

fn options(date: &str) -> Result<PdfOptions, Error> {
    let standards = PdfStandards::new(&[PdfStandard::V_1_7, PdfStandard::Ua_1]);
    Ok(PdfOptions {
        creator: Smart::Custom(Some("Kikitori".to_string())),
        timestamp: day(date).map(Timestamp::new_utc),
        standards: standards.map_err(|problem| refused(problem.message().to_string()))?,
        ..PdfOptions::default()
    })
}

/// A day as in ISO 8601; nothing of anything else.
fn day(date: &str) -> Option<Datetime> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Datetime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn refused(detail: String) -> Error {
    Error::DocumentNotWritten { format: "pdf", detail }
}

fn said(problems: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    messages.join("; ")
}

/// The place of a file that is only there while a document is set.
fn named(name: &str) -> Result<FileId, Error> {
    let path = VirtualPath::new(name).map_err(|problem| refused(problem.to_string()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// All that Typst can see: the template, the document, its pictures and the font.
struct Desk<'a> {
    fonts: &'a PdfFonts,
    main: FileId,
    template: Source,
    files: HashMap<FileId, Bytes>,
}

fn not_there(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_without_slash()))
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main { Ok(self.template.clone()) } else { Err(not_there(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| not_there(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests;
