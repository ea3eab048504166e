//! What a column of the data is for SPSS: its name, labels, form and the codes that stand for missing answers.

use std::collections::{BTreeMap, HashMap};

use super::missing::{Missing, declared};
use super::names::names;
use super::{MAX_TEXT, cut};
use crate::document::codebook::{Codebook, CodebookValue, CodebookVariable, Level};
use crate::document::typed::{Holds, cells, holds, number, number_of};
use crate::document::{Cell, Sheet};
use crate::table::{HIDDEN, Kind};

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
    /// How its cells become numbers.
    pub numbers: Numbers,
}

/// How the cells of a column become numbers.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// The numbers of codes that are texts: where one is too long to be declared missing beside, all codes of a column are numbers.
    /// Empty for a column that needs none.
    codes: HashMap<String, f64>,
    /// What stands for a withheld number.
    withheld: Option<f64>,
}

impl Numbers {
    /// The number of a cell, if there is one.
    pub(super) fn of(&self, cell: &Cell) -> Option<f64> {
        match cell {
            Cell::Text(text) if text != HIDDEN => self.of_code(text),
            other => number_of(other, self.withheld),
        }
    }

    /// The number of a code that is not withheld.
    pub(super) fn of_code(&self, code: &str) -> Option<f64> {
        self.codes.get(code).copied().or_else(|| number(code))
    }
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
    let codes = numbered(sheet, place, entry);
    let form = match codes.is_empty() {
        true => form(sheet, place, entry),
        false => Form::Number { width: 8, decimals: 0 },
    };
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
    let numbers = Numbers { codes, withheld };
    let (labels, missing) = values(entry, form, &numbers);
    let missing = declared(missing, (sheet, place), entry, &numbers);
    let level = level(entry, form);
    Column { name, label: cut(&label, MAX_LABEL), form, level, labels, missing, numbers }
}

/// Numbers for the codes of a column whose answers are chosen from a list, where one of them is a text that is too long for the record
/// of a variable's missing values, and there are any: programs read the record of those of longer texts differently, or not at all.
/// Codes that are whole numbers stay, the others are counted from 1 in the order of the list. Empty where none are needed, or something
/// else stands in a cell.
fn numbered(sheet: &Sheet, place: usize, entry: Option<&CodebookVariable>) -> HashMap<String, f64> {
    let none = HashMap::new();
    let Some(entry) = entry.filter(|entry| entry.kind != Kind::Text) else { return none };
    let values = || entry.values.iter().filter(|known| known.value != HIDDEN).map(|known| &known.value);
    let is_long = values().any(|value| value.len() > MAX_MISSING_TEXT);
    let has_missing = entry.values.iter().any(CodebookValue::is_left_out);
    if !is_long || !has_missing || holds(sheet, place, Some(entry)) != Holds::Texts {
        return none;
    }
    let whole = values().filter_map(|value| Some((value.clone(), number(value)?)));
    let mut codes: HashMap<String, f64> = whole.collect();
    if codes.values().any(|code| code.fract() != 0.0) {
        return none;
    }
    let taken: Vec<f64> = codes.values().copied().collect();
    let mut free = (1_u32..).map(f64::from).filter(|code| !taken.contains(code));
    for value in values() {
        if let Some(code) = (!codes.contains_key(value)).then(|| free.next()).flatten() {
            codes.insert(value.clone(), code);
        }
    }
    let is_known = |cell: &Cell| match cell {
        Cell::Text(text) => text.is_empty() || text == HIDDEN || codes.contains_key(text.as_str()),
        Cell::Number(_) | Cell::Integer(_) => codes.contains_key(&cell.printed()),
        Cell::Hidden | Cell::Empty => true,
    };
    if cells(sheet, place).all(is_known) { codes } else { none }
}

/// The numbers of the codes of a column that are none themselves, as printed.
pub(super) fn new_numbers(sheet: &Sheet, entry: &CodebookVariable) -> BTreeMap<String, String> {
    let place = sheet.columns.iter().position(|name| *name == entry.name);
    let codes = place.map(|place| numbered(sheet, place, Some(entry))).unwrap_or_default();
    let new = codes.into_iter().filter(|(code, _)| number(code).is_none());
    new.map(|(code, number)| (code, number.to_string())).collect()
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
    numbers: &Numbers,
) -> (Vec<(Value, String)>, Vec<Value>) {
    let (mut labels, mut missing): (Vec<(Value, String)>, Vec<Value>) = (Vec::new(), Vec::new());
    for known in entry.map(|entry| entry.values.as_slice()).unwrap_or_default() {
        let value = match form {
            Form::Number { .. } if known.value == HIDDEN => numbers.withheld.map(Value::Number),
            Form::Number { .. } => numbers.of_code(&known.value).map(Value::Number),
            Form::Date => None,
            Form::Text { width } => Some(Value::Text(cut(&known.value, width))),
        };
        let Some(value) = value else { continue };
        // A number in the place of a code says at least which one.
        let is_renamed = numbers.codes.contains_key(&known.value) && number(&known.value).is_none();
        let words = if known.label.is_empty() && is_renamed { &known.value } else { &known.label };
        if !words.is_empty() && !labels.iter().any(|(other, _)| *other == value) {
            labels.push((value.clone(), cut(words, MAX_VALUE_LABEL)));
        }
        let can_be = !matches!(&value, Value::Text(text) if text.len() > MAX_MISSING_TEXT);
        if known.is_left_out() && can_be && !missing.contains(&value) {
            missing.push(value);
        }
    }
    // A code that is taken for a number would be counted.
    if let Some(code) = numbers.withheld.map(Value::Number).filter(|code| !missing.contains(code)) {
        missing.insert(0, code);
    }
    (labels, missing)
}
