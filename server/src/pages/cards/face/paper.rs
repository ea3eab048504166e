//! A card as a part of a document.

use analysis::document::paper::Block;

use super::Face;
use crate::view::frame::Frame;

impl Face {
    /// Whether it introduces a named agency.
    pub fn is_introduction(&self) -> bool {
        !self.agency.is_empty()
    }

    /// Fluent key of the line with what kind of card it is.
    pub fn kicker_key(&self) -> &'static str {
        if self.is_introduction() { "introductions-kicker" } else { "cards-kicker" }
    }

    /// What the card is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Everything under the title, as on the page. Its headings have the level `level`.
    pub fn blocks(&self, frame: &Frame, level: u8) -> Vec<Block> {
        let separator = frame.text("list-separator");
        let facts = [
            ("introductions-field-agency", self.agency.clone()),
            ("cards-field-region", self.region.clone()),
            ("cards-field-kinds", self.kinds.join(&separator)),
            ("cards-field-themes", self.themes.join(&separator)),
        ];
        let said = facts.into_iter().filter(|(_, words)| !words.is_empty());
        let said = said.map(|(key, words)| (frame.text(key), words));
        let own = self.facts.iter().map(|fact| (fact.label.clone(), fact.text.clone()));
        let mut blocks = vec![Block::Facts(said.chain(own).collect())];
        for part in &self.parts {
            blocks.push(Block::Heading(level, part.label.clone()));
            blocks.push(Block::Paragraph(part.text.clone()));
        }
        if self.is_introduction() {
            let args = [("agency", self.agency.clone())];
            blocks.push(Block::Small(frame.text_with("introductions-agreed", &args)));
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
