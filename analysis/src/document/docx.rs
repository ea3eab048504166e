//! Word documents (ECMA-376): real tables with rules above, below their heads and at their ends alone, titles and heads repeated on
//! every page, no row broken between two.
//! The same paper makes the same bytes: times are the paper's, and the archive's are those that the library gives without a clock.

mod widths;

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, HeightRule, PageOrientationType, Paragraph, Pic, Run, RunFonts,
    Style, StyleType, Table, TableCell, TableCellBorder, TableCellBorderPosition, TableCellBorders,
    TableLayoutType, TableRow, WidthType,
};

use self::widths::widths;
use crate::chart::png::{Fonts, png};
use crate::document::paper::{Block, Paper, PaperColumn, PaperPicture, PaperRow, PaperTable, listed};
use crate::document::xml::{escaped, legal};
use crate::error::Error;

/// The fonts: both are on every computer with Word.
const LATIN: &str = "Times New Roman";
/// The font of Japanese.
const JAPANESE: &str = "Yu Mincho";
/// Size of running text, in half points.
const SIZE: usize = 21;
/// Size of tables and notes, in half points.
const SMALL: usize = 18;
/// The short and the long side of A4, in twentieths of a point.
const A4: (u32, u32) = (11_906, 16_838);
/// A table of more columns cannot be read on an upright page.
const MOST_UPRIGHT: usize = 7;
/// How far a level is moved in, in twentieths of a point.
const STEP: i32 = 210;
/// Dots per inch of pictures.
const DPI: f32 = 300.0;
/// Sizes of titles, by level from the document's own (0), in half points.
const TITLES: [usize; 4] = [32, 28, 24, 22];
/// What the library writes of a row of a head: it cannot say that a row is one, so that heads are marked with a least height of
/// nothing, which says nothing, and this is replaced.
const MARKED: &str = "<w:trPr><w:cantSplit /><w:trHeight w:val=\"0\" w:hRule=\"atLeast\" /></w:trPr>";
/// A head that is repeated on every page.
const HEAD: &str = "<w:trPr><w:cantSplit /><w:tblHeader /></w:trPr>";
/// What the library writes first of every paragraph: looks of its mark, of which nothing is said here. The schema has them behind
/// style, indent and alignment.
const UNSAID: &str = "<w:pPr><w:rPr />";
/// The same without them.
const PARAGRAPH: &str = "<w:pPr>";
/// The beginning of a paragraph's number.
const NUMBER: &str = " w14:paraId=\"";
/// What the library writes of a picture.
const FIGURE: &str = "<wp:docPr id=\"1\" name=\"Figure\" />";

/// The end of what the document says of itself.
const CORE_END: &str = "</cp:coreProperties>";
/// Japanese as programs for documents name it.
const JAPAN: &str = "ja-JP";

/// The room between the margins of all pages.
struct Room {
    /// Width of the text, in twentieths of a point.
    text: usize,
    /// Width of pictures, in EMU (635 to a twentieth of a point).
    picture: u32,
    /// The most height of pictures, in EMU.
    tallest: u32,
}

/// An upright page.
const UPRIGHT: Room = Room { text: 8_504, picture: 5_400_000, tallest: 7_500_000 };
/// A page that lies. All pages of a document are alike, since its footer belongs to one section.
const LYING: Room = Room { text: 13_436, picture: 5_400_000, tallest: 4_500_000 };

/// Writes a paper, on pages that lie where a table is wide. Pictures are drawn with `fonts`; without them their words stand in their
/// places.
///
/// # Errors
/// When a picture cannot be drawn or the archive not be made.
pub fn write(paper: &Paper, fonts: Option<&Fonts>) -> Result<Vec<u8>, Error> {
    let time = format!("{}T00:00:00Z", paper.date);
    let fonts_of_text = RunFonts::new().ascii(LATIN).hi_ansi(LATIN).cs(LATIN).east_asia(JAPANESE);
    let mut docx = Docx::new()
        .default_fonts(fonts_of_text)
        .default_size(SIZE)
        .created_at(&legal(&time))
        .updated_at(&legal(&time))
        .add_paragraph(title(0, &paper.title));
    let is_wide = |block: &Block| matches!(block, Block::Table(table) if table.columns.len() > MOST_UPRIGHT);
    let lies = paper.blocks.iter().any(is_wide);
    let room = if lies { LYING } else { UPRIGHT };
    if lies {
        docx = docx.page_size(A4.1, A4.0).page_orient(PageOrientationType::Landscape);
    }
    for (level, size) in TITLES.into_iter().enumerate().skip(1) {
        let style = Style::new(format!("Heading{level}"), StyleType::Paragraph);
        docx = docx.add_style(style.name(format!("heading {level}")).size(size).bold());
    }
    for line in [&paper.subtitle, &paper.publisher].into_iter().filter(|line| !line.is_empty()) {
        docx = docx.add_paragraph(words(line, SIZE));
    }
    if !paper.foot.is_empty() {
        docx = docx.footer(Footer::new().add_paragraph(words(&paper.foot, SMALL)));
    }
    let mut alternatives = Vec::new();
    for block in &paper.blocks {
        docx = add(docx, block, (&room, fonts), &mut alternatives)?;
    }
    let mut parts = docx.build();
    let document = unnumbered(parts.document)?.replace(MARKED, HEAD).replace(UNSAID, PARAGRAPH);
    parts.document = described(&document, &alternatives).into_bytes();
    parts.doc_props.core = named(parts.doc_props.core, paper)?;
    let footers = parts.footers.into_iter().map(|footer| Ok(unnumbered(footer)?.into_bytes()));
    parts.footers = footers.collect::<Result<_, Error>>()?;
    let mut bytes = Vec::new();
    parts.pack(Cursor::new(&mut bytes)).map_err(|error| unwritten(&error.to_string()))?;
    Ok(bytes)
}

/// A part without the numbers of its paragraphs, which the library goes on counting from one document to the next.
fn unnumbered(part: Vec<u8>) -> Result<String, Error> {
    let xml = String::from_utf8(part).map_err(|error| unwritten(&error.to_string()))?;
    let mut parts = xml.split(NUMBER);
    let mut whole = parts.next().unwrap_or_default().to_string();
    for part in parts {
        whole.push_str(part.split_once('"').map_or(part, |(_, rest)| rest));
    }
    Ok(whole)
}

/// What the document says of itself with its language and its title, which the library has no way to be given.
fn named(core: Vec<u8>, paper: &Paper) -> Result<Vec<u8>, Error> {
    let xml = String::from_utf8(core).map_err(|error| unwritten(&error.to_string()))?;
    let language = if paper.language == "ja" { JAPAN } else { &paper.language };
    let titles = [&paper.title, &paper.subtitle].map(String::as_str);
    let title = titles.into_iter().filter(|title| !title.is_empty()).collect::<Vec<_>>().join("　");
    let said = [("dc:language", language), ("dc:title", title.as_str())];
    let said = said.into_iter().filter(|(_, text)| !text.is_empty());
    let said: String = said.map(|(name, text)| format!("<{name}>{}</{name}>", escaped(text))).collect();
    Ok(xml.replace(CORE_END, &format!("{said}{CORE_END}")).into_bytes())
}

fn unwritten(detail: &str) -> Error {
    Error::DocumentNotWritten { format: "docx", detail: detail.to_string() }
}

fn add(
    docx: Docx,
    block: &Block,
    (room, fonts): (&Room, Option<&Fonts>),
    alternatives: &mut Vec<String>,
) -> Result<Docx, Error> {
    Ok(match block {
        Block::Heading(level, text) => docx.add_paragraph(title(usize::from(*level).clamp(1, 3), text)),
        Block::Paragraph(text) => docx.add_paragraph(words(text, SIZE)),
        Block::Small(text) => docx.add_paragraph(words(text, SMALL)),
        Block::List(points) => {
            points.iter().fold(docx, |docx, point| docx.add_paragraph(words(&format!("・{point}"), SIZE)))
        }
        Block::Contents(contents) => add(docx, &listed(contents), (room, fonts), alternatives)?,
        Block::Facts(facts) => facts.iter().fold(docx, |docx, (name, value)| {
            let name = Run::new().add_text(legal(name)).add_tab().bold();
            docx.add_paragraph(Paragraph::new().add_run(name).add_run(run(value, SIZE)))
        }),
        Block::Quote(quote) => {
            docx.add_paragraph(words(quote, SIZE).indent(Some(2 * STEP), None, None, None))
        }
        Block::Table(table) => add_table(docx, table, room.text),
        Block::Picture(picture) => add_picture(docx, picture, (room, fonts), alternatives)?,
        Block::NewPage => docx.add_paragraph(Paragraph::new().add_run(Run::new().add_break(BreakType::Page))),
    })
}

fn title(level: usize, text: &str) -> Paragraph {
    let size = TITLES.get(level).copied().unwrap_or(SIZE);
    let paragraph = Paragraph::new().keep_next(true).add_run(run(text, size).bold());
    if level == 0 { paragraph } else { paragraph.style(&format!("Heading{level}")) }
}

fn words(text: &str, size: usize) -> Paragraph {
    Paragraph::new().add_run(run(text, size))
}

/// Text whose line ends are kept.
fn run(text: &str, size: usize) -> Run {
    let text = legal(text);
    let mut run = Run::new().size(size);
    for (place, line) in text.lines().enumerate() {
        if place > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}

/// The table with its title above, and the notes below; Word needs a paragraph behind a table.
fn add_table(docx: Docx, table: &PaperTable, width: usize) -> Docx {
    let n_columns = table.columns.len().max(1);
    let mut widths = widths(table, width, usize::try_from(STEP).unwrap_or(0));
    if widths.is_empty() {
        widths.push(width);
    }
    let whole = widths.iter().sum();
    let head =
        PaperRow { level: 0, cells: table.columns.iter().map(|column| column.label.clone()).collect() };
    let head = marked(row(&head, (&table.columns, &widths), true, table.rows.is_empty()));
    let title = title_row(&table.caption, n_columns, whole);
    let mut rows: Vec<TableRow> = title.into_iter().chain([head]).collect();
    for (place, own) in table.rows.iter().enumerate() {
        rows.push(row(own, (&table.columns, &widths), false, place + 1 == table.rows.len()));
    }
    // Fixed: programs that reckon by themselves give numbers as much room as words.
    let drawn = Table::without_borders(rows).set_grid(widths).width(whole, WidthType::Dxa);
    let drawn = drawn.layout(TableLayoutType::Fixed);
    let docx = docx.add_table(drawn);
    let docx = table.notes.iter().fold(docx, |docx, note| docx.add_paragraph(words(note, SMALL)));
    docx.add_paragraph(Paragraph::new())
}

/// A title as the first row of the head, without rules: of a table on several pages Word repeats rows alone. None without a title.
fn title_row(title: &str, n_columns: usize, width: usize) -> Option<TableRow> {
    let words = Paragraph::new().keep_next(true).add_run(run(title, SIZE));
    // The library would write borders before the span, where the schema has them behind it.
    let cell = TableCell::new().width(width, WidthType::Dxa).grid_span(n_columns).add_paragraph(words);
    (!title.is_empty()).then(|| marked(TableRow::new(vec![cell]).cant_split()))
}

/// A row that is to be written as one of a head.
fn marked(row: TableRow) -> TableRow {
    row.row_height(0.0).height_rule(HeightRule::AtLeast)
}

/// A row, which no page breaks; the head has thick and thin rules around it, the last row one below.
fn row(
    row: &PaperRow,
    (columns, widths): (&[PaperColumn], &[usize]),
    is_head: bool,
    is_last: bool,
) -> TableRow {
    let rule = |position: TableCellBorderPosition, size: usize| TableCellBorder::new(position).size(size);
    let cells = columns.iter().enumerate().map(|(place, column)| {
        let text = row.cells.get(place).map(String::as_str).unwrap_or_default();
        let text = run(text, SMALL);
        let mut words = Paragraph::new().add_run(text);
        if column.is_number {
            words = words.align(AlignmentType::Right);
        }
        if place == 0 && row.level > 0 {
            words = words.indent(Some(STEP * i32::from(row.level)), None, None, None);
        }
        let mut borders = TableCellBorders::with_empty();
        if is_head {
            borders = borders.set(rule(TableCellBorderPosition::Top, 12));
        }
        if is_last {
            borders = borders.set(rule(TableCellBorderPosition::Bottom, 12));
        } else if is_head {
            borders = borders.set(rule(TableCellBorderPosition::Bottom, 6));
        }
        let width = widths.get(place).copied().unwrap_or(0);
        TableCell::new().width(width, WidthType::Dxa).add_paragraph(words).set_borders(borders)
    });
    TableRow::new(cells.collect()).cant_split()
}

fn add_picture(
    docx: Docx,
    picture: &PaperPicture,
    (room, fonts): (&Room, Option<&Fonts>),
    alternatives: &mut Vec<String>,
) -> Result<Docx, Error> {
    let drawn = match fonts {
        Some(fonts) => Some(png(&picture.svg, fonts, DPI)?),
        None => None,
    };
    let docx = match drawn.and_then(|drawn| Some((size(&drawn)?, drawn))) {
        Some(((width, height), drawn)) => {
            alternatives.push(picture.alternative.clone());
            let (wide, tall) = fitting((width, height), room);
            let place = format!("rIdImage{}", alternatives.len());
            let drawn = Pic::new_with_dimensions(drawn, width, height).id(place).size(wide, tall);
            docx.add_paragraph(Paragraph::new().add_run(Run::new().add_image(drawn)))
        }
        None => docx.add_paragraph(words(&picture.alternative, SIZE)),
    };
    let caption = || words(&picture.caption, SIZE);
    Ok(if picture.caption.is_empty() { docx } else { docx.add_paragraph(caption()) })
}

/// Width and height of a picture with this many dots, as wide as its room and no taller.
fn fitting((width, height): (u32, u32), room: &Room) -> (u32, u32) {
    let part = |of: u32, (part, whole): (u32, u32)| {
        u32::try_from(u64::from(of) * u64::from(part) / u64::from(whole)).unwrap_or(u32::MAX)
    };
    match part(room.picture, (height, width)) {
        tall if tall <= room.tallest => (room.picture, tall),
        _ => (part(room.tallest, (width, height)), room.tallest),
    }
}

/// Width and height of a PNG file, which stand in its first chunk (PNG specification, 11.2.2); neither is 0.
fn size(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    Some((number(16).filter(|width| *width > 0)?, number(20).filter(|height| *height > 0)?))
}

/// The document in which each picture has a number and words of its own, for those who do not see it.
fn described(document: &str, alternatives: &[String]) -> String {
    let mut parts = document.split(FIGURE);
    let mut whole = parts.next().unwrap_or_default().to_string();
    for (place, part) in parts.enumerate() {
        let words = alternatives.get(place).map(|words| escaped(words)).unwrap_or_default();
        let number = place + 1;
        whole.push_str(&format!("<wp:docPr id=\"{number}\" name=\"Figure {number}\" descr=\"{words}\" />"));
        whole.push_str(part);
    }
    whole
}

#[cfg(test)]
mod tests;
