//! Files that people open in other programs: tables out as CSV and XLSX, tables in from both.

pub mod archive;
pub mod codebook;
pub mod codebook_html;
pub mod csv;
pub mod docx;
pub mod filled;
pub mod form;
pub mod formats;
pub mod input;
pub mod latex;
pub mod markdown;
pub mod paper;
mod paper_sheet;
mod paper_workbook;
pub mod parquet;
pub mod pdf;
pub mod prose;
mod reference;
pub mod refi;
pub mod sav;
pub mod tables;
pub mod typed;
pub mod xlsx;
mod xml;

use arcstr::ArcStr;
use serde::{Deserialize, Serialize};

use crate::rounded::{half_up, percent, significant};
use crate::table::{Count, HIDDEN};

/// Significant digits of a probability in a file.
pub const DIGITS_OF_P: usize = 4;

/// Decimals of an effect size in a file.
pub const DECIMALS_OF_EFFECT: i32 = 3;

/// A table to write. A row shorter than the columns is filled with empty cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Name of the sheet in a workbook.
    pub name: String,
    /// Words above the columns.
    pub columns: Vec<String>,
    /// The cells row by row.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell to write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Text; it stays text even if it looks like a number, so that a telephone number keeps its zero.
    Text(ArcStr),
    /// A number; NaN and infinity are written as an empty cell.
    Number(f64),
    /// A whole number.
    Integer(i64),
    /// A number withheld by disclosure control, written as `*`.
    Hidden,
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text cell.
    pub fn text(text: &str) -> Cell {
        Cell::Text(text.into())
    }

    /// A count as printed.
    pub fn count(count: Count) -> Cell {
        match count.shown().map(i64::try_from) {
            Some(Ok(n)) => Cell::Integer(n),
            Some(Err(_)) => Cell::Empty,
            None => Cell::Hidden,
        }
    }

    /// A share as a percentage with one decimal. Where it is missing, the cell is `*` if its count is withheld.
    pub fn percent(share: Option<f64>, count: Count) -> Cell {
        match share {
            Some(share) => Cell::share(Some(share), 1),
            None if count.is_hidden() => Cell::Hidden,
            None => Cell::Empty,
        }
    }

    /// A statistic rounded to so many decimals.
    pub fn rounded(value: Option<f64>, decimals: i32) -> Cell {
        let places = usize::try_from(decimals).unwrap_or(0);
        value.map_or(Cell::Empty, |value| number(&half_up(value, places), value))
    }

    /// A probability with [`DIGITS_OF_P`] significant digits: one that is small is no nought, and others can go on computing with it.
    pub fn probability(p: Option<f64>) -> Cell {
        p.map_or(Cell::Empty, |p| number(&significant(p, DIGITS_OF_P), p))
    }

    /// An effect size or correlation (φ, V, r, ε² …), or an end of its interval, with [`DECIMALS_OF_EFFECT`] decimals.
    pub fn effect(value: Option<f64>) -> Cell {
        Cell::rounded(value, DECIMALS_OF_EFFECT)
    }

    /// A share (1 for all) in percent, rounded to so many decimals.
    pub fn share(share: Option<f64>, decimals: usize) -> Cell {
        share.map_or(Cell::Empty, |share| number(&percent(share, decimals), share))
    }

    /// What the cell prints, before a writer makes it safe.
    pub fn printed(&self) -> String {
        match self {
            Cell::Text(text) => text.to_string(),
            Cell::Number(number) if number.is_finite() => shortest(*number),
            Cell::Number(_) | Cell::Empty => String::new(),
            Cell::Integer(number) => number.to_string(),
            Cell::Hidden => HIDDEN.to_string(),
        }
    }
}

/// The shortest text that reads as the same number: nought has no sign, and what is very large or small has an exponent instead of
/// hundreds of noughts.
fn shortest(number: f64) -> String {
    if number == 0.0 {
        return "0".to_string();
    }
    let is_plain = (LEAST_PLAIN..MOST_PLAIN).contains(&number.abs());
    if is_plain { number.to_string() } else { format!("{number:e}") }
}

/// Numbers from [`LEAST_PLAIN`] to below [`MOST_PLAIN`] are printed without an exponent.
const LEAST_PLAIN: f64 = 1e-7;
const MOST_PLAIN: f64 = 1e15;

/// A rounded number; what was rounded where it is none.
fn number(rounded: &str, value: f64) -> Cell {
    Cell::Number(rounded.parse().unwrap_or(value))
}

/// The text, or as many characters as leave room for `…`; `length` is how long a character is, at most as many as its bytes.
fn shortened(text: &str, most: usize, length: impl Fn(char) -> usize) -> String {
    if text.len() <= most || text.chars().map(&length).sum::<usize>() <= most {
        return text.to_string();
    }
    let mut room = most.saturating_sub(length('…'));
    let fits = |c: &char| match room.checked_sub(length(*c)) {
        Some(rest) => {
            room = rest;
            true
        }
        None => false,
    };
    text.chars().take_while(fits).chain(['…']).collect()
}
