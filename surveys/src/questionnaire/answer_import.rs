//! Answers that were gathered with another service, as a table of rows: which column is which question, and what the
//! rows say.
//!
//! The order of work: `platform::detect` → `target::targets` → `matching::propose` (a person may correct it) →
//! `reading::Reader::read` for each row. Cells become what a person would have typed in the slots of `slot`, so that the
//! types' own readers read them and `entry::read` checks them like any other entry.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub mod guess;
pub mod key;
pub mod matching;
pub mod moment;
pub mod platform;
pub mod reading;
pub mod target;
mod value;

/// The most rows that are taken in one go.
pub const MAX_ROWS: usize = 10_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 1_000;
/// The most characters of all cells together.
pub const MAX_CHARS: usize = 20_000_000;

/// What was brought: the names of the columns and the rows, each as long as the header.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Names of the columns as they stand in the file.
    pub columns: Vec<String>,
    /// The rows in the order of the file.
    pub rows: Vec<Row>,
}

/// One row: what one respondent answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number in the file as a spreadsheet program counts.
    pub number: usize,
    /// By what it is known again, see `key`.
    pub key: String,
    /// The cells.
    pub cells: Vec<String>,
}

impl Table {
    /// The cells of a column that are not blank, from the top.
    pub fn column(&self, at: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().filter_map(move |row| row.cells.get(at));
        cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }
}

/// A text for comparing: half-width forms, small letters, no spaces, marks as in `marks`.
pub fn folded(text: &str) -> String {
    let text: Vec<char> = text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    marks(&text).into_iter().collect()
}

/// Hyphens and waves in one spelling, character for character: Shift_JIS becomes `〜` or `～`, `−` or `－` by the program
/// that reads it, and between two digits people mean a range with any of them, also with the long vowel that the hyphen
/// key gives.
fn marks(text: &[char]) -> Vec<char> {
    let plain: Vec<char> = text
        .iter()
        .map(|c| match c {
            '〜' | '～' => '~',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => '-',
            other => *other,
        })
        .collect();
    let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let is_range = |at: usize| {
        let before = plain.iter().take(at).rev().find(|c| !c.is_whitespace());
        is_digit(before) && is_digit(plain.iter().skip(at + 1).find(|c| !c.is_whitespace()))
    };
    let mark = |(at, c): (usize, &char)| if matches!(c, '~' | 'ー') && is_range(at) { '-' } else { *c };
    plain.iter().enumerate().map(mark).collect()
}

#[cfg(test)]
mod guess_tests;
#[cfg(test)]
mod key_tests;
#[cfg(test)]
mod tests;
