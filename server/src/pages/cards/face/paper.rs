//! A card as a part of a document.

use analysis::document::paper::Block;

use super::Face;
use crate::view::frame::Frame;
use crate::view::paper;

impl Face {
    /// What the card is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Everything under the title, as on the page. Its headings have the level `level`.
    pub fn blocks(&self, frame: &Frame, level: u8) -> Vec<Block> {
        let separator = frame.text("list-separator");
        let facts = [
            ("cards-field-region", self.region.clone()),
            ("cards-field-kinds", self.kinds.join(&separator)),
            ("cards-field-themes", self.themes.join(&separator)),
        ];
        let mut blocks = vec![paper::facts(frame.lang, facts)];
        for part in &self.parts {
            blocks.push(Block::Heading(level, part.label.clone()));
            blocks.push(Block::Paragraph(part.text.clone()));
        }
        if let Some(version) = &self.version {
            let args = [
                ("number", version.number.to_string()),
                ("date", version.date.clone()),
                ("mark", version.mark.clone()),
            ];
            let mut words = frame.text_with("cards-version-of", &args);
            if !version.note.is_empty() {
                let note = frame.text_with("cards-version-new", &[("note", version.note.clone())]);
                words = format!("{words} {note}");
            }
            blocks.push(Block::Paragraph(words));
        }
        blocks
    }
}
