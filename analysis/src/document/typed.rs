//! What the cells of a column are, for formats whose columns have types.

use arrow::compute::kernels::cast_utils::Parser;
use arrow::datatypes::Date32Type;

use crate::document::codebook::CodebookVariable;
use crate::document::{Cell, Sheet};
use crate::table::{HIDDEN, Kind};

/// Days from 1582-10-15, the first of the Gregorian calendar, to 1970-01-01.
const DAYS_OF_CALENDAR: i32 = 141_427;

/// What a column holds beside cells that are empty or withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Whole numbers: counts, and codes that are whole numbers.
    Integers,
    /// Numbers.
    Numbers,
    /// Days.
    Days,
    /// Anything.
    Texts,
}

/// What the column at `place` holds. Texts that are numbers count where answers are codes or numbers, but not in free text, where a
/// telephone number would lose its zero; the codes of the codebook have to be numbers, too. Days are those of columns in which all
/// that stands is a day.
pub fn holds(sheet: &Sheet, place: usize, entry: Option<&CodebookVariable>) -> Holds {
    let reads_texts = entry.is_some_and(|entry| entry.kind != Kind::Text);
    let values = entry.map(|entry| entry.values.as_slice()).unwrap_or_default();
    let is_empty = cells(sheet, place).all(|cell| *cell == Cell::Empty);
    let is_open = !reads_texts && values.is_empty();
    let is_number = |text: &str| text.is_empty() || text == HIDDEN || number(text).is_some();
    let fits = |cell: &Cell| match cell {
        Cell::Text(text) => reads_texts && is_number(text),
        Cell::Number(_) | Cell::Integer(_) | Cell::Hidden | Cell::Empty => true,
    };
    if !(is_empty && is_open)
        && cells(sheet, place).all(fits)
        && values.iter().all(|value| is_number(&value.value))
    {
        let is_fraction = |cell: &Cell| match cell {
            Cell::Number(_) => true,
            Cell::Text(text) => number(text).is_some_and(|number| number.fract() != 0.0),
            Cell::Integer(_) | Cell::Hidden | Cell::Empty => false,
        };
        let counts_nothing = is_empty && entry.is_some_and(|entry| entry.kind == Kind::Number);
        let has_fractions = counts_nothing || cells(sheet, place).any(is_fraction);
        return if has_fractions { Holds::Numbers } else { Holds::Integers };
    }
    let is_day = |cell: &Cell| match cell {
        Cell::Text(text) => day(text).is_some(),
        Cell::Empty => true,
        Cell::Number(_) | Cell::Integer(_) | Cell::Hidden => false,
    };
    if !is_empty && values.is_empty() && cells(sheet, place).all(is_day) {
        return Holds::Days;
    }
    Holds::Texts
}

/// The cells of a column; rows that end before it have none.
pub(super) fn cells(sheet: &Sheet, place: usize) -> impl Iterator<Item = &Cell> {
    sheet.rows.iter().filter_map(move |row| row.get(place))
}

/// The number of a cell; `withheld` stands for those that are.
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
pub(super) fn number(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    (number.is_finite() && number.to_string() == text).then_some(number)
}

/// The days from 1970-01-01 to a day in ISO 8601, if there is such a day and it is not before the Gregorian calendar.
pub(super) fn day(text: &str) -> Option<i32> {
    let is_iso = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let days = if is_iso { Date32Type::parse(text) } else { None };
    days.filter(|days| *days >= -DAYS_OF_CALENDAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day("1970-01-01"), Some(0));
        assert_eq!(day("1582-10-15"), Some(-141_427));
        assert_eq!(day("2000-02-29"), Some(11_016));
        assert_eq!(day("2026-03-31"), Some(20_543));
        let none =
            ["2026-02-29", "2026-13-01", "1582-10-14", "2026-3-31", "+026-03-31", "2026/03/31", "〇-〇", ""];
        for text in none {
            assert_eq!(day(text), None, "{text}");
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
