//! What a column of the data is for SPSS: its name, labels, form and the codes that stand for missing answers.

use std::collections::HashMap;

use super::missing::{Missing, declared};
use super::names::names;
use super::{MAX_TEXT, cut};
use crate::document::codebook::{Codebook, CodebookVariable, Level};
use crate::document::typed::{Holds, cells, holds, number, number_of};
use crate::document::{Cell, Sheet};
use crate::table::HIDDEN;

/// The longest label of a variable, in bytes.
const MAX_LABEL: usize = 255;
/// The longest label of a value, in bytes.
const MAX_VALUE_LABEL: usize = 120;
/// The longest text that can be declared missing, in bytes.
pub(super) const MAX_MISSING_TEXT: usize = 8;
/// What stands for a withheld number, the first that is not a value itself. None is like the codes of surveys (97, 98, 99 and -99).
const WITHHELD_CODES: [f64; 6] = [-9.0, -8.0, -7.0, -999.0, -9999.0, -99_999.0];

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub name: String,
    pub label: String,
    pub form: Form,
    /// On which level it is measured.
    pub level: Level,
    /// The labels of values, no value twice.
    pub labels: Vec<(Value, String)>,
    /// The values that stand for missing answers, or are no step of an order.
    pub missing: Missing,
    /// What stands for a withheld number.
    pub withheld: Option<f64>,
}

/// How a column's values are kept and printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Numbers: the widest as printed, and how many decimals.
    Number { width: u8, decimals: u8 },
    /// Days, printed `2026/03/31`.
    Date,
    /// Texts of at most so many bytes.
    Text { width: usize },
}

/// A value with a label, or one that stands for a missing answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Number(f64),
    Text(String),
}

/// The columns of a sheet, in its order.
pub(super) fn columns(sheet: &Sheet, codebook: &Codebook) -> Vec<Column> {
    let entries: HashMap<&str, &CodebookVariable> =
        codebook.variables.iter().map(|entry| (entry.name.as_str(), entry)).collect();
    let names = names(&sheet.columns);
    let own = sheet.columns.iter().zip(names).enumerate();
    own.map(|(place, (original, name))| {
        column(sheet, place, original, name, entries.get(original.as_str()).copied())
    })
    .collect()
}

fn column(
    sheet: &Sheet,
    place: usize,
    original: &str,
    name: String,
    entry: Option<&CodebookVariable>,
) -> Column {
    let form = form(sheet, place, entry);
    let words = entry.map(|entry| entry.label.as_str()).unwrap_or_default();
    let label = match (name == original, words) {
        (true, words) => words.to_string(),
        (false, "") => original.to_string(),
        (false, words) => format!("{original}: {words}"),
    };
    let withheld = match form {
        Form::Number { .. } => withheld_code(sheet, place, entry),
        Form::Date | Form::Text { .. } => None,
    };
    let (labels, missing) = values(entry, form, withheld);
    let missing = declared(missing, (sheet, place), entry, withheld);
    let level = level(entry, form);
    Column { name, label: cut(&label, MAX_LABEL), form, level, labels, missing, withheld }
}

/// What the codebook says, as far as the format takes it: days are quantities, and texts are none.
fn level(entry: Option<&CodebookVariable>, form: Form) -> Level {
    match (form, entry.map(|entry| entry.level)) {
        (Form::Date, _) | (Form::Number { .. }, None) => Level::Scale,
        (Form::Text { .. }, None | Some(Level::Scale)) => Level::Nominal,
        (Form::Number { .. } | Form::Text { .. }, Some(level)) => level,
    }
}

fn form(sheet: &Sheet, place: usize, entry: Option<&CodebookVariable>) -> Form {
    match holds(sheet, place, entry) {
        Holds::Integers | Holds::Numbers => number_form(sheet, place),
        Holds::Days => Form::Date,
        Holds::Texts => {
            let printed = cells(sheet, place).map(|cell| match cell {
                Cell::Text(text) => text.len(),
                other => other.printed().len(),
            });
            let values = entry.map(|entry| entry.values.as_slice()).unwrap_or_default();
            let widest = printed.chain(values.iter().map(|value| value.value.len())).max();
            Form::Text { width: widest.unwrap_or(0).clamp(1, MAX_TEXT) }
        }
    }
}

fn number_form(sheet: &Sheet, place: usize) -> Form {
    let (mut width, mut decimals) = (8_usize, 0_usize);
    for cell in cells(sheet, place) {
        let printed = cell.printed();
        width = width.max(printed.len());
        decimals = decimals.max(printed.split_once('.').map_or(0, |(_, decimals)| decimals.len()));
    }
    let byte = |n: usize, most: u8| u8::try_from(n).unwrap_or(most).min(most);
    Form::Number { width: byte(width, 40), decimals: byte(decimals, 6) }
}

/// The code for withheld numbers, if there are any, or the codebook has one.
fn withheld_code(sheet: &Sheet, place: usize, entry: Option<&CodebookVariable>) -> Option<f64> {
    let is_withheld = |cell: &Cell| match cell {
        Cell::Hidden => true,
        Cell::Text(text) => text == HIDDEN,
        Cell::Number(_) | Cell::Integer(_) | Cell::Empty => false,
    };
    let values = entry.map(|entry| entry.values.as_slice()).unwrap_or_default();
    let is_needed = cells(sheet, place).any(is_withheld) || values.iter().any(|value| value.value == HIDDEN);
    let is_value = |code: f64| {
        cells(sheet, place).any(|cell| number_of(cell, None) == Some(code))
            || values.iter().any(|value| number(&value.value) == Some(code))
    };
    WITHHELD_CODES.into_iter().find(|code| is_needed && !is_value(*code))
}

/// The labels of values, and all of those that are left out.
fn values(
    entry: Option<&CodebookVariable>,
    form: Form,
    withheld: Option<f64>,
) -> (Vec<(Value, String)>, Vec<Value>) {
    let (mut labels, mut missing): (Vec<(Value, String)>, Vec<Value>) = (Vec::new(), Vec::new());
    for known in entry.map(|entry| entry.values.as_slice()).unwrap_or_default() {
        let value = match form {
            Form::Number { .. } if known.value == HIDDEN => withheld.map(Value::Number),
            Form::Number { .. } => number(&known.value).map(Value::Number),
            Form::Date => None,
            Form::Text { width } => Some(Value::Text(cut(&known.value, width))),
        };
        let Some(value) = value else { continue };
        if !known.label.is_empty() && !labels.iter().any(|(other, _)| *other == value) {
            labels.push((value.clone(), cut(&known.label, MAX_VALUE_LABEL)));
        }
        let can_be = !matches!(&value, Value::Text(text) if text.len() > MAX_MISSING_TEXT);
        if known.is_left_out() && can_be && !missing.contains(&value) {
            missing.push(value);
        }
    }
    // A code that is taken for a number would be counted.
    if let Some(code) = withheld.map(Value::Number).filter(|code| !missing.contains(code)) {
        missing.insert(0, code);
    }
    (labels, missing)
}
