//! What a column of the data is for SPSS: its name, labels, form and the codes that stand for missing answers.

use std::collections::HashMap;

use super::names::names;
use super::{MAX_TEXT, cut};
use crate::document::codebook::{Codebook, CodebookVariable};
use crate::document::{Cell, Sheet};
use crate::table::{HIDDEN, Kind};

/// The longest label of a variable, in bytes.
const MAX_LABEL: usize = 255;
/// The longest label of a value, in bytes.
const MAX_VALUE_LABEL: usize = 120;
/// The most values that a variable can have declared missing.
const MAX_MISSING: usize = 3;
/// The longest text that can be declared missing, in bytes.
pub(super) const MAX_MISSING_TEXT: usize = 8;
/// What stands for a withheld number, the first that is not a value itself.
const WITHHELD_CODES: [f64; 6] = [98.0, -98.0, 998.0, -998.0, 9998.0, -9998.0];
/// Days from the first day of the Gregorian calendar, from which SPSS counts, to 1970-01-01.
const DAYS_BEFORE_1970: i64 = 141_428;

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub name: String,
    pub label: String,
    pub form: Form,
    /// Whether its numbers are quantities, and no codes.
    pub is_scale: bool,
    /// The labels of values, no value twice.
    pub labels: Vec<(Value, String)>,
    /// The values that stand for missing answers, at most three.
    pub missing: Vec<Value>,
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
    let is_scale = form == Form::Date || is_quantity(entry, form);
    Column { name, label: cut(&label, MAX_LABEL), form, is_scale, labels, missing, withheld }
}

fn is_quantity(entry: Option<&CodebookVariable>, form: Form) -> bool {
    let is_closed = entry.is_some_and(is_closed);
    matches!(form, Form::Number { .. }) && !is_closed
}

/// Whether answers are values of a list.
fn is_closed(entry: &CodebookVariable) -> bool {
    matches!(entry.kind, Kind::Single | Kind::Multiple)
}

fn cells(sheet: &Sheet, place: usize) -> impl Iterator<Item = &Cell> {
    sheet.rows.iter().filter_map(move |row| row.get(place))
}

/// A column is numbers if its cells are; texts that are numbers count where answers are codes or numbers, but not in free text, where
/// a telephone number would lose its zero. It is days if all that is in it are days.
fn form(sheet: &Sheet, place: usize, entry: Option<&CodebookVariable>) -> Form {
    let reads_texts = entry.is_some_and(|entry| entry.kind != Kind::Text);
    let is_coded = |text: &str| reads_texts && (text.is_empty() || text == HIDDEN || number(text).is_some());
    let fits = |cell: &Cell| match cell {
        Cell::Text(text) => is_coded(text),
        Cell::Number(_) | Cell::Integer(_) | Cell::Hidden | Cell::Empty => true,
    };
    let values = entry.map(|entry| entry.values.as_slice()).unwrap_or_default();
    let has_any = cells(sheet, place).any(|cell| *cell != Cell::Empty);
    let is_open = !reads_texts && values.is_empty();
    let is_number = (has_any || !is_open)
        && cells(sheet, place).all(fits)
        && values.iter().all(|value| value.value == HIDDEN || number(&value.value).is_some());
    if is_number {
        return number_form(sheet, place);
    }
    let is_day = |cell: &Cell| match cell {
        Cell::Text(text) => day(text).is_some(),
        Cell::Empty => true,
        Cell::Number(_) | Cell::Integer(_) | Cell::Hidden => false,
    };
    if has_any && values.is_empty() && cells(sheet, place).all(is_day) {
        return Form::Date;
    }
    let printed = cells(sheet, place).map(|cell| match cell {
        Cell::Text(text) => text.len(),
        other => other.printed().len(),
    });
    let widest = printed.chain(values.iter().map(|value| value.value.len())).max();
    Form::Text { width: widest.unwrap_or(0).clamp(1, MAX_TEXT) }
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

/// The labels of values and those that stand for missing answers.
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
        if known.is_missing && can_be && !missing.contains(&value) {
            missing.push(value);
        }
    }
    // It goes first: a code that is taken for a number would be counted.
    if let Some(code) = withheld.map(Value::Number).filter(|code| !missing.contains(code)) {
        missing.insert(0, code);
    }
    missing.truncate(MAX_MISSING);
    (labels, missing)
}

/// The number of a cell; `withheld` stands for those that are. None is SPSS's own missing value.
pub(super) fn number_of(cell: &Cell, withheld: Option<f64>) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number).filter(|number| number.is_finite()),
        Cell::Integer(number) => Some(*number as f64),
        Cell::Hidden => withheld,
        Cell::Text(text) if text == HIDDEN => withheld,
        Cell::Text(text) => number(text),
        Cell::Empty => None,
    }
}

/// The number that a text is, if it is printed as numbers are: `01` and `1e3` are texts.
fn number(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    (number.is_finite() && number.to_string() == text).then_some(number)
}

/// The seconds from SPSS's first day to a day, `2026-03-31`.
pub(super) fn seconds_of(text: &str) -> Option<f64> {
    day(text).map(|day| (day * 86_400) as f64)
}

/// The days from SPSS's first day to one in ISO 8601, if there is such a day and it is not before that.
fn day(text: &str) -> Option<i64> {
    let is_iso = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let n_days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !is_iso || !(1..=12).contains(&month) || !(1..=n_days).contains(&day) {
        return None;
    }
    // Days from 1970-01-01 of the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"):
    // years begin in March, so that the day of a leap year is the last one.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(days + DAYS_BEFORE_1970).filter(|days| *days >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_first_of_the_calendar() {
        assert_eq!(day("1582-10-14"), Some(0));
        assert_eq!(day("1970-01-01"), Some(141_428));
        assert_eq!(day("2000-02-29"), Some(141_428 + 11_016));
        assert_eq!(day("2026-03-31"), Some(141_428 + 20_543));
        for none in ["2026-02-29", "2026-13-01", "1500-01-01", "2026-3-31", "+026-03-31", "二〇二六", ""]
        {
            assert_eq!(day(none), None, "{none}");
        }
    }

    #[test]
    fn only_what_is_printed_as_a_number_is_one() {
        assert_eq!(number("-96"), Some(-96.0));
        assert_eq!(number("2.5"), Some(2.5));
        for text in ["01", "1e3", "1.0", "+1", " 1", "１", "NaN", "inf", "12345678901234567890123"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
