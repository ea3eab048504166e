//! Places when items of a list move: those of which nothing counts are dropped, and those after them move up. On the
//! original, and on the page where it is typed, they stay where they were written.

use crate::questionnaire::answer::Answers;
use crate::questionnaire::composite::{Shape, inner_place, item_place};
use crate::questionnaire::question::Question;
use serde_json::Value;

/// Where a place inside an item of this question is among the items that stay. `counted` are the answers that count,
/// before items were dropped. An item of which nothing counts stands behind all others, and has no answers.
pub fn stored(question: &Question, counted: &Answers, place: &str) -> String {
    let order = |filled: &[bool], written: usize| Step { written, there: stored_index(filled, written) };
    shifted(question, counted, place, &order).unwrap_or_else(|| place.to_owned())
}

/// The other way: where on the original a place is that is known among the items that stay.
pub fn written(question: &Question, counted: &Answers, place: &str) -> String {
    let order = |filled: &[bool], stored: usize| {
        let written = written_index(filled, stored);
        Step { written, there: written }
    };
    shifted(question, counted, place, &order).unwrap_or_else(|| place.to_owned())
}

/// An item of a list.
struct Step {
    /// Its index on the original.
    written: usize,
    /// Its index there where the place is looked for.
    there: usize,
}

fn stored_index(filled: &[bool], written: usize) -> usize {
    let n_before = filled.iter().take(written).filter(|is_filled| **is_filled).count();
    let n_filled = filled.iter().filter(|is_filled| **is_filled).count();
    if filled.get(written).copied().unwrap_or(false) { n_before } else { n_filled + written - n_before }
}

fn written_index(filled: &[bool], stored: usize) -> usize {
    let of = |wanted: bool| filled.iter().enumerate().filter(move |(_, is)| **is == wanted).map(|(at, _)| at);
    of(true).chain(of(false)).nth(stored).unwrap_or(stored)
}

/// The place with every index of a list in it moved, from the outside in; None if there is none.
fn shifted(
    question: &Question,
    counted: &Answers,
    place: &str,
    order: &dyn Fn(&[bool], usize) -> Step,
) -> Option<String> {
    let composite = question.composite.as_ref()?;
    let rest = place.strip_prefix(question.name.as_str())?;
    let value = counted.get(&question.name);
    let within = |item: Option<&Value>, rest: &str| {
        let empty = Answers::new();
        let answers = item.and_then(Value::as_object).unwrap_or(&empty);
        let mut inner = composite.questions().into_iter();
        inner.find_map(|inner| shifted(inner, answers, rest, order)).unwrap_or_else(|| rest.to_owned())
    };
    if composite.shape == Shape::Rows {
        return question.rows.iter().find_map(|row| {
            let rest = rest.strip_prefix('.')?.strip_prefix(row.value.as_str())?.strip_prefix('.')?;
            let inner = within(value.and_then(|value| value.get(&row.value)), rest);
            Some(inner_place(&item_place(&question.name, 0, Some(&row.value)), &inner))
        });
    }
    let (index, rest) = rest.strip_prefix('[')?.split_once(']')?;
    let rest = rest.strip_prefix('.')?;
    let items = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let filled: Vec<bool> = items.iter().map(is_filled).collect();
    let step = order(&filled, index.parse().ok()?);
    let inner = within(items.get(step.written), rest);
    Some(inner_place(&item_place(&question.name, step.there, None), &inner))
}

/// Whether anything is left of an answer when empty items are dropped.
fn is_filled(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(is_filled),
        Value::Object(answers) => answers.values().any(is_filled),
        _ => true,
    }
}
