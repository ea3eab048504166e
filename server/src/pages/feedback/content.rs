//! What stands on a feedback sheet: frozen as it is when the sheet is published. The words of quotes stand apart
//! (`publication_quotes`), so that they can be erased without anything that is frozen being changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::view::figure::{FigureView, TableView};

/// A sheet without the words of its quotes. A field that is added later needs a default: what was published stays readable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetContent {
    /// Language of all its words.
    pub language: String,
    /// Title of the survey.
    pub title: String,
    /// Name of the area; empty for the whole region.
    pub area: String,
    /// Name of the region.
    pub region: String,
    /// Who does the survey.
    pub host: String,
    /// Whom to ask.
    pub contact: String,
    /// When the survey was done.
    pub period: String,
    /// What for.
    pub purpose: String,
    /// Too few answered: there are no sections.
    pub is_withheld: bool,
    /// The sections that have something to show, in order.
    pub sections: Vec<Section>,
    /// How the numbers were made.
    pub parameters: Parameters,
}

/// How the numbers of a sheet were made, and of how much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// Below how many people numbers are withheld.
    pub min_cell: i32,
    /// What the answers were used for, as in `dataset.rs`.
    pub purpose: String,
    /// Program, dictionary and settings of the analysis of texts, in words.
    pub method: String,
    /// How many answered and were heard, protected like everything else.
    pub counts: Vec<CountView>,
}

/// How many answered one questionnaire, or were heard. There is no sum over them: it would give away a small one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountView {
    /// What was counted.
    pub label: String,
    /// The number, or the sign of one that is withheld.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// Who is counted.
    pub note: String,
}

/// A section of a sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Its code in `sections::SECTIONS`.
    pub kind: String,
    /// Its heading.
    pub title: String,
    /// What stands in it.
    pub pieces: Vec<Piece>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "piece", rename_all = "snake_case")]
pub enum Piece {
    /// A heading under that of the section.
    Heading {
        /// Its words.
        text: String,
    },
    /// Words; line ends are kept.
    Text {
        /// The words.
        text: String,
    },
    /// A few large numbers.
    Counts {
        /// The numbers.
        counts: Vec<CountView>,
    },
    /// Charts beside each other.
    Figures {
        /// The charts; the `reading` of each is its reading line.
        figures: Vec<FigureView>,
    },
    /// A table of words.
    Table {
        /// Unique on the sheet.
        id: String,
        /// The table.
        table: TableView,
    },
    /// Quotes of one stance.
    Quotes {
        /// The quotes.
        quotes: Vec<FrozenQuote>,
    },
}

/// A quote without its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenQuote {
    /// Where the words come from, as in `quotes`.
    pub reference: String,
    /// Whose they are: a kind of agency, or nothing.
    pub source: String,
    /// SHA-256 of the words.
    pub sha256: String,
    /// The words, put in when the sheet is shown; never in what is frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl SheetContent {
    /// As it is stored and hashed.
    ///
    /// # Errors
    /// Never with what this program makes.
    pub fn written(&self) -> Result<String> {
        Ok(serde_json::to_string(self).map_err(anyhow::Error::from)?)
    }

    /// What was stored.
    ///
    /// # Errors
    /// When a later version of the program wrote it otherwise.
    pub fn read(stored: &str) -> Result<SheetContent> {
        Ok(serde_json::from_str(stored).map_err(anyhow::Error::from)?)
    }

    /// The same for being shown, with the words of those quotes that may be read, by their references.
    pub fn with_words(mut self, words: &BTreeMap<String, String>) -> SheetContent {
        for piece in self.sections.iter_mut().flat_map(|section| &mut section.pieces) {
            if let Piece::Quotes { quotes } = piece {
                for quote in quotes {
                    quote.text = words.get(&quote.reference).cloned();
                }
            }
        }
        self
    }

    /// All parts in the order of reading.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.sections.iter().flat_map(|section| &section.pieces)
    }

    /// All charts.
    pub fn figures(&self) -> impl Iterator<Item = &FigureView> {
        self.pieces().flat_map(|piece| match piece {
            Piece::Figures { figures } => figures.as_slice(),
            _ => &[],
        })
    }

    /// All quotes.
    pub fn quotes(&self) -> impl Iterator<Item = &FrozenQuote> {
        self.pieces().flat_map(|piece| match piece {
            Piece::Quotes { quotes } => quotes.as_slice(),
            _ => &[],
        })
    }
}
