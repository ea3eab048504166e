//! What the numbers lead to: lists of texts, and the texts themselves.

use std::collections::HashMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{Number, escaped, grouped};
use crate::cli::analyze::LANG;
use crate::cli::analyze::figures::Figures;
use crate::i18n::text;

/// Longer lists are printed without a link for each text, so that the file stays small.
pub(super) const MOST_LINKS: usize = 300;

/// All texts together may have this many bytes; beyond it each is cut. `documents.csv` holds them whole.
const MOST_TEXT_BYTES: usize = 20_000_000;

/// Characters of a text that is cut.
const CUT_CHARS: usize = 200;

/// Lists of texts, each with an anchor.
pub struct Listings<'f> {
    figures: &'f Figures,
    /// The numbers of the lists there are, by what they list.
    anchors: HashMap<[u8; 32], usize>,
    /// The lists as HTML.
    pub html: String,
}

impl<'f> Listings<'f> {
    /// No lists yet.
    pub fn new(figures: &'f Figures) -> Listings<'f> {
        Listings { figures, anchors: HashMap::new(), html: String::new() }
    }

    /// The number of these texts, leading to a list of them.
    pub fn number(&mut self, title: &str, documents: &[u32]) -> Number {
        self.number_of(title, documents.len() as u32, documents)
    }

    /// The number of people behind these texts, leading to a list of the texts.
    pub fn people(&mut self, title: &str, documents: &[u32]) -> Number {
        self.number_of(title, self.figures.people.count(documents), documents)
    }

    /// A number that these texts are behind, leading to a list of them.
    pub fn number_of(&mut self, title: &str, n: u32, documents: &[u32]) -> Number {
        Number { text: grouped(n), href: self.href(title, documents) }
    }

    /// Where these texts are listed; nowhere when there are none. The same texts under the same title are listed once.
    pub fn href(&mut self, title: &str, documents: &[u32]) -> String {
        if documents.is_empty() {
            return String::new();
        }
        let next = self.anchors.len() + 1;
        let anchor = *self.anchors.entry(key(title, documents)).or_insert(next);
        if anchor == next {
            self.list(title, documents, anchor);
        }
        format!("#l{anchor}")
    }

    fn list(&mut self, title: &str, documents: &[u32], anchor: usize) {
        let sizes = [
            ("people", grouped(self.figures.people.count(documents))),
            ("texts", grouped(documents.len() as u32)),
        ];
        // Writing to a String cannot fail.
        let _ = write!(
            self.html,
            "<section class=\"listing\" id=\"l{anchor}\"><h3>{} <small>{}</small></h3><p>",
            escaped(title),
            text(LANG, "analyze-n-people-texts", &sizes)
        );
        for (place, &document) in documents.iter().enumerate() {
            if place > 0 {
                self.html.push(' ');
            }
            let id = escaped(crate::cli::analyze::id_of(&self.figures.corpus, document));
            let _ = if documents.len() <= MOST_LINKS {
                write!(self.html, "<a href=\"#d{document}\">{id}</a>")
            } else {
                write!(self.html, "{id}")
            };
        }
        self.html.push_str("</p></section>\n");
    }
}

/// Names a list.
fn key(title: &str, documents: &[u32]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(title.as_bytes());
    for document in documents {
        hash.update([0]);
        hash.update(document.to_le_bytes());
    }
    hash.finalize().into()
}

/// Whether the texts are too long in all to be printed whole.
pub fn are_texts_cut(figures: &Figures) -> bool {
    figures.corpus.documents.iter().map(|document| document.text.len()).sum::<usize>() > MOST_TEXT_BYTES
}

/// All texts, each with its anchor, its id and its stance.
pub fn texts_section(figures: &Figures) -> String {
    let is_cut = are_texts_cut(figures);
    let mut html = String::new();
    for (place, document) in figures.corpus.documents.iter().enumerate() {
        let written = document.text.trim();
        let shown = match is_cut && written.chars().count() > CUT_CHARS {
            true => format!("{}…", written.chars().take(CUT_CHARS).collect::<String>()),
            false => written.to_owned(),
        };
        let stance = figures.stances.get(place).copied().flatten();
        let stance = stance.map(|stance| text(LANG, &format!("analyze-stance-{}", stance.key()), &[]));
        let _ = writeln!(
            html,
            "<p id=\"d{place}\"><b>{}</b> <i>{}</i> {}</p>",
            escaped(&document.id),
            stance.unwrap_or_default(),
            escaped(&shown).replace("\r\n", "<br>").replace(['\n', '\r'], "<br>")
        );
    }
    html
}
