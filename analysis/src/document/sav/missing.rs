//! Which values a column declares missing: SPSS takes three of them, or of numbers a range and one value beside it.

use std::cmp::Reverse;

use super::column::{Numbers, Value};
use crate::document::codebook::CodebookVariable;
use crate::document::typed::cells;
use crate::document::{Cell, Sheet};

/// The most values that a variable can have declared missing one by one.
const MAX_MISSING: usize = 3;

/// What a column declares missing.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Missing {
    /// These values, at most three.
    Values(Vec<Value>),
    /// All numbers from one to another, both included, and maybe one beside them.
    Range { low: f64, high: f64, beside: Option<f64> },
}

impl Missing {
    /// How many values are written, as the format counts (a range is -2, with a value beside it -3), and these values.
    pub(super) fn written(&self) -> (i32, Vec<Value>) {
        match self {
            Missing::Values(values) => (i32::try_from(values.len()).unwrap_or(0), values.clone()),
            Missing::Range { low, high, beside: None } => {
                (-2, vec![Value::Number(*low), Value::Number(*high)])
            }
            Missing::Range { low, high, beside: Some(beside) } => {
                (-3, vec![Value::Number(*low), Value::Number(*high), Value::Number(*beside)])
            }
        }
    }
}

/// What is declared of the `codes` of the column at `place`; `numbers` is how its cells become numbers. Where they are more than
/// three and no range has them without an answer among them, these are the three that most rows have.
pub(super) fn declared(
    mut codes: Vec<Value>,
    (sheet, place): (&Sheet, usize),
    entry: Option<&CodebookVariable>,
    numbers: &Numbers,
) -> Missing {
    if codes.len() <= MAX_MISSING {
        return Missing::Values(codes);
    }
    let is_answer = |low: f64, high: f64| {
        let offered = entry.map(|entry| entry.values.as_slice()).unwrap_or_default();
        let offered = offered.iter().filter_map(|value| numbers.of_code(&value.value));
        let given = cells(sheet, place).filter_map(|cell| numbers.of(cell));
        let mut all = offered.chain(given).filter(|number| (low..=high).contains(number));
        all.any(|number| !codes.contains(&Value::Number(number)))
    };
    if let Some(range) = range(&codes, is_answer) {
        return range;
    }
    let n_rows = |code: &Value| {
        let is_it = |cell: &&Cell| match code {
            Value::Number(number) => numbers.of(cell) == Some(*number),
            Value::Text(text) => cell.printed() == *text,
        };
        cells(sheet, place).filter(is_it).count()
    };
    codes.sort_by_cached_key(|code| Reverse(n_rows(code)));
    codes.truncate(MAX_MISSING);
    Missing::Values(codes)
}

/// The range of all codes, or of all but the lowest or the highest, that has no answer in it. None goes across 0: from -9 to 99 would be
/// nearly every number.
fn range(codes: &[Value], has_answer: impl Fn(f64, f64) -> bool) -> Option<Missing> {
    let is_number = |code: &Value| match code {
        Value::Number(number) => Some(*number),
        Value::Text(_) => None,
    };
    let mut numbers = codes.iter().map(is_number).collect::<Option<Vec<f64>>>()?;
    numbers.sort_by(f64::total_cmp);
    let ranges = match numbers.as_slice() {
        [first, second, .., before, last] => {
            [(first, last, None), (second, last, Some(*first)), (first, before, Some(*last))]
        }
        _ => return None,
    };
    ranges.into_iter().find_map(|(low, high, beside)| {
        let goes_across = *low <= 0.0 && *high >= 0.0;
        let fits = !goes_across && !has_answer(*low, *high);
        fits.then_some(Missing::Range { low: *low, high: *high, beside })
    })
}
