//! A document to be read, on paper or handed on: what stands in it and in which order, not how it looks. Writers of formats (one
//! file each) decide the look.

#[cfg(test)]
pub(crate) mod invented;

use serde::{Deserialize, Serialize};

/// A document; by default one that says nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// The title, over the first page.
    pub title: String,
    /// What stands under the title; may be empty.
    pub subtitle: String,
    /// Language of the words, as in BCP 47: `ja` or `en`.
    pub language: String,
    /// Who gives it out; may be empty.
    pub publisher: String,
    /// The day it was made, as in ISO 8601 (`2026-11-26`). No clock is read while writing, so that every run gives the same bytes.
    pub date: String,
    /// The same day as it is printed, in words; empty where it is printed as in `date`.
    #[serde(default)]
    pub made_on: String,
    /// One line at the foot of every page: version, hash, contact; may be empty.
    pub foot: String,
    /// What stands in it, in the order of reading.
    pub blocks: Vec<Block>,
}

impl Paper {
    /// The day it was made, as it is printed.
    pub fn day(&self) -> &str {
        if self.made_on.is_empty() { &self.date } else { &self.made_on }
    }
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Block {
    /// A heading; 1 is the highest level under the title, 3 the lowest.
    Heading(u8, String),
    /// Running text; line ends are kept.
    Paragraph(String),
    /// Small print: how something was made, what is left out; line ends are kept.
    Small(String),
    /// Points of a list.
    List(Vec<String>),
    /// Names and what they stand for, one a line.
    Facts(Vec<(String, String)>),
    /// What follows: the titles of the headings of the highest level that stand behind it, in their order, each with a few words on it,
    /// which may be empty. Where pages have numbers, each has its page.
    Contents(Vec<(String, String)>),
    /// Somebody's words, without whose they are.
    Quote(String),
    /// A table.
    Table(PaperTable),
    /// A picture.
    Picture(PaperPicture),
    /// What follows begins on a new page.
    NewPage,
}

/// The lines of contents as points of a list, for formats that have no pages.
pub fn listed(contents: &[(String, String)]) -> Block {
    let point = |(title, about): &(String, String)| match about.as_str() {
        "" => title.clone(),
        about => format!("{title}\n{about}"),
    };
    Block::List(contents.iter().map(point).collect())
}

/// A table as academic meetings in Japan print it: title above, no vertical rules, notes below.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaperTable {
    /// The title above it.
    pub caption: String,
    /// The columns.
    pub columns: Vec<PaperColumn>,
    /// The rows.
    pub rows: Vec<PaperRow>,
    /// Notes under it: base, test, what a mark means. One a line.
    pub notes: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperColumn {
    /// The words above it; may be empty.
    pub label: String,
    /// Numbers stand to the right.
    pub is_number: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRow {
    /// How far the first cell is moved in: 0 for a question, 1 for its answers.
    pub level: u8,
    /// A cell for every column, as printed; fewer are filled with empty ones.
    pub cells: Vec<String>,
}

/// A picture with what it shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaperPicture {
    /// The picture as SVG.
    pub svg: String,
    /// What it shows, in words with the numbers, for those who do not see it.
    pub alternative: String,
    /// The words under it; may be empty.
    pub caption: String,
}
