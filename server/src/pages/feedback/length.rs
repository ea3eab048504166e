//! How many pages of A4 a document is likely to fill, where nobody has set it: its parts are put one below the other as `paper.typ`
//! of the typesetter puts them, with a little room to spare.

use analysis::document::paper::{Block, Paper, PaperPicture, PaperTable};

/// Height of a page between its margins, and width of its text, in points.
const PAGE: f64 = 751.0;
const WIDTH: f64 = 480.0;
/// Points of a unit of a picture, and the height that a picture can have.
const UNIT: f64 = 0.6;
const TALLEST: f64 = 640.0;
/// A line of running words and one of small words: its height, and the width of a letter.
const USUAL: (f64, f64) = (18.0, 10.5);
const SMALL: (f64, f64) = (15.5, 9.5);
/// Title, subtitle and makers.
const TITLE: f64 = 85.0;
/// A heading with the room around it, and the room after other parts.
const HEADING: f64 = 37.0;
const ROOM: f64 = 10.0;
/// What is narrower stands two beside each other, or has its words on its right.
const NARROW: f64 = 275.0;
const HALF: f64 = 233.0;
const LEAVES_ROOM: f64 = 330.0;
/// Most letters of a quote that stands beside another one.
const SHORT: usize = 120;
/// Most letters of small print that is on one page with the facts at the end.
const LAST: usize = 1_000;
/// What the frame of a quote takes of its width.
const INSET: f64 = 10.0;

/// Pages that are being filled.
struct Pages {
    n: usize,
    filled: f64,
}

impl Pages {
    /// Something that stays together.
    fn put(&mut self, height: f64) {
        if self.filled > 0.0 && self.filled + height > PAGE {
            self.turn();
        }
        self.run(height);
    }

    /// Something that runs on over pages.
    fn run(&mut self, height: f64) {
        self.filled += height;
        while self.filled > PAGE {
            self.n += 1;
            self.filled -= PAGE;
        }
    }

    fn turn(&mut self) {
        self.n += 1;
        self.filled = 0.0;
    }
}

/// How many pages a document is likely to have.
pub fn likely_pages(paper: &Paper) -> usize {
    let mut pages = Pages { n: 1, filled: TITLE };
    put_all(&mut pages, &paper.blocks);
    pages.n
}

/// The headings of the first level, in their order, each with the pages that it and what stands under it are likely to take.
pub fn rooms(paper: &Paper) -> Vec<(&str, f64)> {
    let is_next = |block: &Block| matches!(block, Block::Heading(1, _));
    let mut rooms = Vec::new();
    let mut rest = paper.blocks.as_slice();
    while let Some((block, after)) = rest.split_first() {
        let n_under = after.iter().position(is_next).unwrap_or(after.len());
        let (under, next) = after.split_at(n_under);
        if let Block::Heading(1, title) = block {
            let mut pages = Pages { n: 0, filled: HEADING };
            put_all(&mut pages, under);
            rooms.push((title.as_str(), pages.n as f64 + pages.filled / PAGE));
        }
        rest = next;
    }
    rooms
}

/// Puts parts one below the other.
fn put_all(pages: &mut Pages, blocks: &[Block]) {
    let mut rest = blocks;
    while let Some((block, after)) = rest.split_first() {
        let n_taken = match (block, after) {
            (Block::Small(words), [Block::Facts(facts)]) if words.chars().count() <= LAST => {
                // They stand together, so that no line is alone on a last page.
                pages.put(height(words, WIDTH, SMALL) + ROOM + facts_height(facts));
                2
            }
            _ => put(pages, block, after.first()),
        };
        rest = rest.get(n_taken..).unwrap_or_default();
    }
}

/// Puts a part, or two that stand beside each other; returns how many it were.
fn put(pages: &mut Pages, block: &Block, next: Option<&Block>) -> usize {
    match (block, next) {
        (Block::Picture(first), Some(Block::Picture(second))) if is_narrow(first) && is_narrow(second) => {
            pages.put(captioned(first, HALF).max(captioned(second, HALF)));
            return 2;
        }
        (Block::Quote(first), Some(Block::Quote(second))) if is_short(first) && is_short(second) => {
            pages.put(said(first, HALF).max(said(second, HALF)));
            return 2;
        }
        (Block::Heading(..), _) => pages.put(HEADING + USUAL.0),
        (Block::Paragraph(text), _) => pages.run(height(text, WIDTH, USUAL) + ROOM),
        (Block::Small(text), _) => pages.run(height(text, WIDTH, SMALL) + ROOM),
        (Block::List(points), _) => {
            points.iter().for_each(|text| pages.run(height(text, WIDTH, USUAL) + ROOM))
        }
        // A line each, and one below it.
        (Block::Contents(lines), _) => lines.iter().for_each(|_| pages.put(2.0 * USUAL.0 + ROOM)),
        (Block::Facts(facts), _) => pages.run(facts_height(facts)),
        (Block::Quote(quote), _) => pages.run(said(quote, WIDTH)),
        (Block::Table(table), _) => put_table(pages, table),
        (Block::Picture(picture), _) => pages.put(alone(picture)),
        (Block::NewPage, _) => pages.turn(),
    }
    1
}

/// Rows stay together, and the table runs on.
fn put_table(pages: &mut Pages, table: &PaperTable) {
    pages.run(height(&table.caption, WIDTH, USUAL) + 2.0 * ROOM + USUAL.0);
    let width = WIDTH / table.columns.len().max(1) as f64;
    for row in &table.rows {
        // Columns are as wide as they need to be: the longest cell has some of the room of the others.
        let tallest = row.cells.iter().map(|cell| height(cell, width * 1.3, USUAL)).fold(USUAL.0, f64::max);
        pages.put(tallest + ROOM);
    }
    table.notes.iter().for_each(|note| pages.run(height(note, WIDTH, SMALL) + ROOM));
}

/// How high facts are, one below the other.
fn facts_height(facts: &[(String, String)]) -> f64 {
    let line = |(name, text): &(String, String)| format!("{name}　{text}");
    facts.iter().map(|fact| height(&line(fact), WIDTH, USUAL) + ROOM).sum()
}

/// How high words are in lines of a width.
fn height(text: &str, width: f64, (line, letter): (f64, f64)) -> f64 {
    let wide = |letters: &str| letters.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f64>();
    let lines = |letters: &str| (wide(letters) * letter / width).ceil().max(1.0);
    text.lines().map(|letters| lines(letters) * line).sum()
}

fn is_short(quote: &str) -> bool {
    quote.chars().count() <= SHORT
}

fn said(quote: &str, width: f64) -> f64 {
    height(quote, width - INSET, USUAL) + ROOM
}

/// Width and height of a picture on paper; those of a large one where it does not say.
fn size(picture: &PaperPicture) -> (f64, f64) {
    let numbers = picture.svg.split_once("viewBox=\"0 0 ").and_then(|(_, rest)| rest.split_once('"'));
    let sides = numbers.and_then(|(sides, _)| sides.split_once(' '));
    let sides = sides.and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    let (width, height): (f64, f64) =
        sides.map_or((WIDTH, WIDTH), |(width, height): (f64, f64)| (width * UNIT, height * UNIT));
    let scale = (WIDTH / width.max(1.0)).min(TALLEST / height.max(1.0)).min(1.0);
    (width * scale, height * scale)
}

fn is_narrow(picture: &PaperPicture) -> bool {
    size(picture).0 <= NARROW
}

/// A picture over its words.
fn captioned(picture: &PaperPicture, most: f64) -> f64 {
    let (width, tall) = size(picture);
    let scale = (most / width.max(1.0)).min(1.0);
    tall * scale + height(&picture.caption, most, SMALL) + 2.0 * ROOM
}

/// A picture that stands alone.
fn alone(picture: &PaperPicture) -> f64 {
    let (width, tall) = size(picture);
    if width > LEAVES_ROOM || picture.caption.is_empty() {
        return captioned(picture, WIDTH);
    }
    tall.max(height(&picture.caption, WIDTH - width - ROOM, SMALL)) + ROOM
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(blocks: Vec<Block>) -> Paper {
        Paper {
            title: "架空県調査".to_owned(),
            subtitle: String::new(),
            language: "ja".to_owned(),
            publisher: String::new(),
            date: String::new(),
            made_on: String::new(),
            foot: String::new(),
            blocks,
        }
    }

    fn picture(width: u32, height: u32) -> Block {
        Block::Picture(PaperPicture {
            svg: format!("<svg viewBox=\"0 0 {width} {height}\"></svg>"),
            alternative: String::new(),
            caption: "題".to_owned(),
        })
    }

    #[test]
    fn wide_pictures_take_the_room_that_they_take_on_paper() {
        let narrow = (0..4).map(|_| picture(360, 200)).collect();
        assert_eq!(likely_pages(&paper(narrow)), 1, "two rows of two");
        let networks = (0..3).map(|_| picture(900, 900)).collect();
        assert_eq!(likely_pages(&paper(networks)), 3, "each needs most of a page");
        let mixed = vec![picture(900, 900), picture(900, 300), picture(900, 900)];
        assert_eq!(likely_pages(&paper(mixed)), 2, "a low one shares a page with a tall one");
    }

    #[test]
    fn each_heading_has_the_room_of_what_stands_under_it() {
        let head = |title: &str| Block::Heading(1, title.to_owned());
        let sub = Block::Heading(2, "設問".to_owned());
        let blocks = vec![
            Block::Paragraph("字".repeat(500)),
            head("図"),
            sub,
            picture(900, 900),
            picture(900, 900),
            head("文"),
            Block::Paragraph("字".repeat(100)),
        ];
        let paper = paper(blocks);
        let rooms = rooms(&paper);
        assert_eq!(rooms.iter().map(|(title, _)| *title).collect::<Vec<_>>(), ["図", "文"]);
        assert!(rooms[0].1 > 1.5 && rooms[0].1 < 2.5 && rooms[1].1 < 0.3, "{rooms:?}");
    }

    #[test]
    fn words_run_on_and_short_quotes_stand_beside_each_other() {
        assert_eq!(likely_pages(&paper(vec![Block::Paragraph("字".repeat(500))])), 1);
        assert_eq!(likely_pages(&paper(vec![Block::Paragraph("字".repeat(5_000))])), 3);
        let quote = || Block::Quote("声".repeat(40));
        let quotes = |n: usize| likely_pages(&paper((0..n).map(|_| quote()).collect()));
        assert_eq!((quotes(20), quotes(40)), (1, 2));
    }
}
