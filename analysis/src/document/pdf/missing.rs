//! Characters of a document that its font does not have, and where they stand: □ is printed in their place, and somebody should know
//! before the paper is handed out.

use super::PdfFonts;
use super::letters::is_unseen;
use crate::document::paper::{Block, Paper, PaperTable};

/// So many characters on either side say where something stands.
const AROUND: usize = 8;

/// Characters of one text that cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The characters, once each in their order; a mark that is left out comes with the character that it stands on.
    pub letters: Vec<String>,
    /// The heading above the text; empty before the first.
    pub heading: String,
    /// The words around the first of them.
    pub around: String,
}

/// The texts of a document of which something cannot be printed, in the order of reading. Words that are only heard (the descriptions
/// of pictures) are not among them.
pub fn missing(paper: &Paper, fonts: &PdfFonts) -> Vec<Missing> {
    let mut found: Vec<Missing> = Vec::new();
    let mut heading = "";
    let mut look = |text: &str, heading: &str| {
        let letters = fonts.letters.lacking(text);
        let Some(first) = letters.first() else { return };
        let missing = Missing { around: around(text, first), heading: heading.to_string(), letters };
        if !found.contains(&missing) {
            found.push(missing);
        }
    };
    for text in [paper.title.as_str(), &paper.subtitle, &paper.publisher, paper.day(), &paper.foot] {
        look(text, heading);
    }
    for block in &paper.blocks {
        if let Block::Heading(_, text) = block {
            heading = text;
        }
        for text in texts(block) {
            look(text, heading);
        }
    }
    found
}

/// The texts of a part, in the order of reading.
fn texts(block: &Block) -> Vec<&str> {
    match block {
        Block::Heading(_, text) | Block::Paragraph(text) | Block::Small(text) | Block::Quote(text) => {
            vec![text.as_str()]
        }
        Block::List(points) => points.iter().map(String::as_str).collect(),
        Block::Facts(facts) | Block::Contents(facts) => {
            facts.iter().flat_map(|(name, text)| [name.as_str(), text.as_str()]).collect()
        }
        Block::Table(table) => texts_of_table(table),
        Block::Picture(picture) => texts_of_picture(&picture.svg).chain([picture.caption.as_str()]).collect(),
        Block::NewPage => Vec::new(),
    }
}

/// The words that are printed in a picture. Its name, its description and the labels of its links are only heard.
fn texts_of_picture(svg: &str) -> impl Iterator<Item = &str> {
    svg.split("<text").skip(1).filter_map(|part| {
        let (_, inside) = part.split_once('>')?;
        let (words, _) = inside.split_once("</text>")?;
        Some(words)
    })
}

fn texts_of_table(table: &PaperTable) -> Vec<&str> {
    let heads = table.columns.iter().map(|column| column.label.as_str());
    let cells = table.rows.iter().flat_map(|row| &row.cells).map(String::as_str);
    let notes = table.notes.iter().map(String::as_str);
    [table.caption.as_str()].into_iter().chain(heads).chain(cells).chain(notes).collect()
}

/// The words around a character, as far as its line goes, and in a picture no further than the words of one part of a text.
fn around(text: &str, letter: &str) -> String {
    let Some((before, after)) = text.split_once(letter) else { return letter.to_string() };
    let is_inside = |c: &char| !matches!(c, '<' | '>' | '\n' | '\r');
    let mut near: Vec<char> = before.chars().rev().take_while(is_inside).take(AROUND).collect();
    near.reverse();
    let after = after.chars().take_while(is_inside).take(AROUND);
    near.into_iter().chain(letter.chars()).chain(after).filter(|c| !is_unseen(*c)).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::chart::png::DEBIAN_FONTS;
    use crate::document::paper::PaperPicture;

    fn found(blocks: Vec<Block>) -> Vec<(String, String, String)> {
        let text = |text: &str| text.to_string();
        let paper = Paper {
            title: text("架空県 就労支援調査"),
            subtitle: String::new(),
            language: text("ja"),
            publisher: text("架空の会"),
            date: text("2026-11-26"),
            made_on: String::new(),
            foot: text("第1版"),
            blocks,
        };
        let fonts = PdfFonts::load(Path::new(DEBIAN_FONTS)).unwrap();
        let all = missing(&paper, &fonts).into_iter();
        all.map(|missing| (missing.letters.concat(), missing.heading, missing.around)).collect()
    }

    #[test]
    fn what_the_font_does_not_have_is_named_with_its_heading_and_the_words_around_it() {
        let svg = concat!(
            "<svg aria-label=\"😀\"><title>😀</title>\n<desc id=\"d\">😀 is only heard</desc>",
            "<text x=\"4\">\n𠮷野 12\n</text><a aria-label=\"😀\"><title>😀</title></a><text>駅</text></svg>",
        );
        let picture = PaperPicture {
            svg: svg.to_string(),
            alternative: "😀 is only heard".to_string(),
            caption: "図1".to_string(),
        };
        let said = found(vec![
            Block::Paragraph("はじめに\u{E000}".to_string()),
            Block::Heading(1, "寄せられた声".to_string()),
            Block::Quote("通院のときに職場へ何と言えばよいか困った。".to_string()),
            Block::Quote("駅前の𠮷田さんに😀相談して、とても助かりました。".to_string()),
            Block::Heading(1, "困っていること".to_string()),
            Block::Picture(picture),
            Block::List(vec!["देर".to_string()]),
        ]);
        let text = |text: &str| text.to_string();
        assert_eq!(
            said,
            [
                (text("\u{E000}"), text(""), text("はじめに\u{E000}")),
                (text("𠮷😀"), text("寄せられた声"), text("駅前の𠮷田さんに😀相談し")),
                (text("𠮷"), text("困っていること"), text("𠮷野 12")),
                (text("दर"), text("困っていること"), text("देर")),
            ]
        );
    }

    #[test]
    fn nothing_is_said_of_what_is_printed() {
        let usual = "①㈱髙橋・﨑・〜—ｶﾞか\u{3099}é\u{FE0F}\u{200B}\u{A0}（℃）";
        let said = found(vec![Block::Heading(1, usual.to_string()), Block::NewPage]);
        assert!(said.is_empty(), "{said:?}");
    }
}
