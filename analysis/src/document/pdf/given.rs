//! A document made ready for the template: texts that can be printed, headings without gaps, pictures of a size that fits.

use resvg::usvg::{FontResolver, ImageHrefResolver, Options, Tree};
use serde::Serialize;

use super::letters::{Letters, with_seams};
use crate::document::paper::{Block, Paper, PaperColumn, PaperPicture, PaperRow, PaperTable};
use crate::error::Error;

/// The most pictures that a document can have.
pub const MAX_PICTURES: usize = 100;
/// The most bytes that one picture can have.
pub const MAX_PICTURE: usize = 4_000_000;
/// The most cells that a table can have.
const MAX_CELLS: usize = 40_000;
/// Room for a picture on A4, in points: the width of the text.
const WIDTH: f32 = 480.0;
/// The height that a picture can have, in points.
const HEIGHT: f32 = 640.0;
/// The height that a picture and its caption can have: a page with room for the headings over them.
const WITH_CAPTION: f32 = 670.0;
/// The least height of a picture: a caption that leaves less runs on over pages.
const LOWEST: f32 = 200.0;
/// The width of a picture that has another one beside it.
const HALF: f32 = 238.0;
/// The height that it can have with its caption, so that the page before it is not left empty.
const BESIDE: f32 = 560.0;
/// The height of a line of a caption.
const LINE: f32 = 16.0;
/// Half-width letters that a line of a caption has in the width of the text, and in half of it.
const LETTERS: usize = 96;
const HALF_LETTERS: usize = 46;
/// Points of a unit of a picture: its letters of 14 units are 8.4 points, which is read without effort and lets a sheet stay short.
const UNIT: f32 = 0.6;
/// The title of a document that says nothing of itself; a PDF/UA file must have one.
const NAMELESS: &str = "–";
/// The language when none is said that can be written.
const LANGUAGE: &str = "ja";

/// What the template is given, as JSON.
#[derive(Debug, Serialize)]
pub struct Given {
    /// The title as programs show it.
    pub name: String,
    /// Language of the words, two or three letters.
    pub language: String,
    /// Who gives it out; none or one.
    pub authors: Vec<String>,
    /// Whether its lines stand closer together than usual.
    #[serde(rename = "is-close")]
    pub is_close: bool,
    /// The document; its pictures have the name of their file in the place of the SVG.
    pub paper: Paper,
    /// Widths of the pictures in points.
    pub widths: Vec<f32>,
    /// Whether each of them is low enough, with its caption, to have another one beside it.
    #[serde(rename = "is-low")]
    pub is_low: Vec<bool>,
    /// The pictures themselves.
    #[serde(skip)]
    pub pictures: Vec<String>,
}

/// The name of a picture's file.
pub fn picture_name(number: usize) -> String {
    format!("picture-{number}.svg")
}

/// Makes a document ready, whose lines stand closer together where `is_close`.
///
/// # Errors
/// When it has too many or too large pictures, one that is none, or a table that is too large.
pub fn given(paper: &Paper, letters: &Letters, is_close: bool) -> Result<Given, Error> {
    let mut reader = Reader {
        letters,
        name: name(paper, letters),
        level: 0,
        widths: Vec::new(),
        is_low: Vec::new(),
        pictures: Vec::new(),
    };
    let mut blocks = Vec::new();
    for block in &paper.blocks {
        blocks.extend(reader.block(block)?);
    }
    let publisher = letters.one_line(&paper.publisher);
    // The name says the subtitle as well, which has a line of its own below the title.
    let title = Some(letters.one_line(&paper.title)).filter(|title| !title.is_empty());
    let letter = |c: char| c.is_ascii_alphabetic();
    let language = paper.language.split('-').next().unwrap_or_default();
    let is_language = matches!(language.len(), 2 | 3) && language.chars().all(letter);
    Ok(Given {
        is_close,
        language: if is_language { language.to_ascii_lowercase() } else { LANGUAGE.to_string() },
        authors: Some(publisher.clone()).filter(|publisher| !publisher.is_empty()).into_iter().collect(),
        paper: Paper {
            title: with_seams(title.as_ref().unwrap_or(&reader.name)),
            subtitle: reader.words(&paper.subtitle),
            language: String::new(),
            publisher: with_seams(&publisher),
            date: letters.one_line(paper.day()),
            made_on: String::new(),
            foot: letters.one_line(&paper.foot),
            blocks,
        },
        name: reader.name,
        widths: reader.widths,
        is_low: reader.is_low,
        pictures: reader.pictures,
    })
}

/// How a picture is read: it brings no other file with it.
fn alone() -> Options<'static> {
    let resolver = ImageHrefResolver {
        resolve_data: ImageHrefResolver::default_data_resolver(),
        resolve_string: Box::new(|_, _| None),
    };
    // Nothing but its size is read, and letters have no part in that. The usual resolver looks for their font among none, and
    // warns of each text; Typst draws them with the font that it is given.
    let letterless =
        FontResolver { select_font: Box::new(|_, _| None), select_fallback: Box::new(|_, _, _| None) };
    Options { image_href_resolver: resolver, font_resolver: letterless, ..Options::default() }
}

/// About how high a caption is, in points, whose lines have so many half-width letters.
fn caption_height(caption: &str, letters: usize) -> f32 {
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let n_lines: usize = caption.lines().map(|line| width(line).div_ceil(letters).max(1)).sum();
    n_lines as f32 * LINE
}

/// The title with what stands under it, which tells documents of one title apart, or what comes nearest to one.
fn name(paper: &Paper, letters: &Letters) -> String {
    let both = [&paper.title, &paper.subtitle].map(|text| letters.one_line(text));
    let both: Vec<String> = both.into_iter().filter(|name| !name.is_empty()).collect();
    let others = [paper.publisher.as_str(), paper.day()].map(|text| letters.one_line(text));
    let names = [both.join("　")].into_iter().chain(others);
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| NAMELESS.to_string())
}

/// What is known half-way through a document.
struct Reader<'a> {
    letters: &'a Letters,
    /// The document's title.
    name: String,
    /// Level of the last heading; 0 before the first.
    level: u8,
    widths: Vec<f32>,
    is_low: Vec<bool>,
    pictures: Vec<String>,
}

impl Reader<'_> {
    /// A block as it is printed; nothing of one that has no words.
    fn block(&mut self, block: &Block) -> Result<Option<Block>, Error> {
        Ok(match block {
            Block::Heading(level, text) => self.heading(*level, text),
            Block::Paragraph(text) => {
                Some(self.words(text)).filter(|text| !text.is_empty()).map(Block::Paragraph)
            }
            Block::Small(text) => Some(self.words(text)).filter(|text| !text.is_empty()).map(Block::Small),
            Block::List(points) => {
                let points: Vec<String> = points.iter().map(|point| self.words(point)).collect();
                (!points.is_empty()).then_some(Block::List(points))
            }
            Block::Facts(facts) => {
                let facts = self.pairs(facts);
                (!facts.is_empty()).then_some(Block::Facts(facts))
            }
            Block::Contents(lines) => {
                let lines = self.pairs(lines);
                (!lines.is_empty()).then_some(Block::Contents(lines))
            }
            Block::Quote(text) => Some(Block::Quote(self.words(text))),
            Block::Table(table) => self.table(table)?.map(Block::Table),
            Block::Picture(picture) => Some(Block::Picture(self.picture(picture)?)),
            Block::NewPage => Some(Block::NewPage),
        })
    }

    fn words(&self, text: &str) -> String {
        with_seams(self.letters.printable(text).trim_matches('\n'))
    }

    fn pairs(&self, pairs: &[(String, String)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, text)| (self.words(name), self.words(text))).collect()
    }

    /// A heading is at most one level below the one before: a reader that jumps from heading to heading would miss something.
    fn heading(&mut self, level: u8, text: &str) -> Option<Block> {
        let text = self.letters.one_line(text);
        if text.is_empty() {
            return None;
        }
        self.level = level.clamp(1, 3).min(self.level + 1);
        Some(Block::Heading(self.level, with_seams(&text)))
    }

    /// A table whose rows are all as long as the longest, and which has one at least.
    fn table(&self, table: &PaperTable) -> Result<Option<PaperTable>, Error> {
        let longest = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let n_columns = longest.max(table.columns.len());
        if n_columns.saturating_mul(table.rows.len()) > MAX_CELLS {
            return Err(Error::DocumentTooLong { what: "cells in one table", limit: MAX_CELLS });
        }
        let column = |column: &PaperColumn| PaperColumn {
            label: self.words(&column.label),
            is_number: column.is_number,
        };
        let mut columns: Vec<PaperColumn> = table.columns.iter().map(column).collect();
        columns.resize(n_columns, PaperColumn { label: String::new(), is_number: false });
        let row = |row: &PaperRow| {
            let mut cells: Vec<String> = row.cells.iter().map(|cell| self.words(cell)).collect();
            cells.resize(n_columns, String::new());
            PaperRow { level: row.level, cells }
        };
        let mut rows: Vec<PaperRow> = table.rows.iter().map(row).collect();
        if rows.is_empty() {
            rows.push(PaperRow { level: 0, cells: vec![String::new(); n_columns] });
        }
        let (caption, notes) =
            (self.words(&table.caption), table.notes.iter().map(|note| self.words(note)).collect());
        Ok((n_columns > 0).then_some(PaperTable { caption, columns, rows, notes }))
    }

    fn picture(&mut self, picture: &PaperPicture) -> Result<PaperPicture, Error> {
        let number = self.pictures.len();
        if number == MAX_PICTURES {
            return Err(Error::DocumentTooLong { what: "pictures", limit: MAX_PICTURES });
        }
        let unusable = |detail: String| Error::PictureUnusable { number: number + 1, detail };
        if picture.svg.len() > MAX_PICTURE {
            return Err(unusable(format!("it is larger than {MAX_PICTURE} bytes")));
        }
        let svg = self.letters.printable(&picture.svg);
        let size = Tree::from_str(&svg, &alone()).map_err(|error| unusable(error.to_string()))?.size();
        let (width, height) = (size.width() * UNIT, size.height() * UNIT);
        let room = (WITH_CAPTION - caption_height(&picture.caption, LETTERS)).clamp(LOWEST, HEIGHT);
        self.widths.push(width * (WIDTH / width).min(room / height).min(1.0));
        let beside = height * (HALF / width).min(1.0) + caption_height(&picture.caption, HALF_LETTERS);
        self.is_low.push(beside <= BESIDE);
        self.pictures.push(svg);
        // A picture that nobody describes is at least named: PDF/UA does not allow silence.
        let described = [&picture.alternative, &picture.caption].map(|text| self.letters.printable(text));
        let described = described.into_iter().find(|text| !text.trim().is_empty());
        Ok(PaperPicture {
            svg: picture_name(number),
            alternative: described.unwrap_or_else(|| self.name.clone()),
            caption: self.words(&picture.caption),
        })
    }
}
