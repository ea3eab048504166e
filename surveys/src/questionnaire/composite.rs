//! Questions made of questions: `paneldynamic`, `matrixdynamic` (a list of items) and `matrixdropdown` (fixed rows).
//!
//! The inner questions are whole `Question`s. An item is an object by inner name; its place is `name[0]` or
//! `name.row`, and the place of an inner answer, also its form field, is `name[0].inner`. How many items a form
//! shows is sent as `name.length`, so that nothing depends on what was stored meanwhile.

use super::answer::{Answers, Field, field};
use super::definition::Element;
use super::expression::Expression;
use super::localized::Localized;
use super::question::Question;
use serde_json::{Map, Value};

/// Most items of a composite, whatever its definition says.
pub const MAX_ITEMS: usize = 100;
/// Most items that are looked at; more than allowed are named, not silently dropped.
const MAX_READ: usize = 1000;
/// Most items that exported data have columns for.
pub const MAX_EXPORTED: usize = 20;
/// Deepest nesting of composites.
pub const MAX_NESTING: usize = 4;

/// How the items of a composite are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `[{…}, {…}]`
    List,
    /// `{row: {…}}`, one for each of the question's rows.
    Rows,
}

/// How a column is summed up (`totalType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// Sum of the numbers.
    Sum,
    /// How many cells are answered.
    Count,
    /// Smallest number.
    Min,
    /// Largest number.
    Max,
    /// Mean of the numbers.
    Average,
}

/// What a composite question has beyond others.
#[derive(Debug, Clone)]
pub struct Composite {
    /// How it is stored.
    pub shape: Shape,
    /// `templateElements`, or one question a column.
    pub elements: Vec<Element>,
    /// `templateTitle`; may be empty. `{panelIndex}` counts from 0, as in SurveyJS.
    pub title: Localized,
    /// `templateVisibleIf`: whether an item is shown.
    pub visible_if: Option<Expression>,
    /// Items of a new list: `panelCount`, `rowCount`.
    pub count: usize,
    /// Fewest items that are shown.
    pub min: usize,
    /// Most items.
    pub max: usize,
    /// `keyName`: the inner question whose answer may be given once only.
    pub key_name: Option<String>,
    /// `keyDuplicationError`; may be empty.
    pub key_error: Localized,
    /// `totalType` and inner name of the columns that have one.
    pub totals: Vec<(String, Total)>,
    /// Words of the button that adds an item; empty = the product's.
    pub add_text: Localized,
    /// Words of the button that removes an item; empty = the product's.
    pub remove_text: Localized,
    /// `allowAddPanel`, `allowAddRows`.
    pub may_add: bool,
    /// `allowRemovePanel`, `allowRemoveRows`.
    pub may_remove: bool,
}

/// One item with its place.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// Position from 0.
    pub index: usize,
    /// The row of a matrix with fixed rows.
    pub row: Option<&'a str>,
    /// Its answers.
    pub answers: &'a Answers,
}

impl Composite {
    /// The inner questions in order, those inside panels included.
    pub fn questions(&self) -> Vec<&Question> {
        super::definition::questions_of(&self.elements)
    }
}

/// Whether a value has the shape of a composite's answer.
pub fn fits(composite: &Composite, value: &Value) -> bool {
    match (composite.shape, value) {
        (Shape::List, Value::Array(items)) => items.iter().all(Value::is_object),
        (Shape::Rows, Value::Object(rows)) => rows.values().all(Value::is_object),
        _ => false,
    }
}

/// The place of an item: `outer[2]`, `outer.row`.
pub fn item_place(outer: &str, index: usize, row: Option<&str>) -> String {
    match row {
        Some(row) => format!("{outer}.{row}"),
        None => format!("{outer}[{index}]"),
    }
}

/// The place of an inner answer.
pub fn inner_place(item: &str, inner: &str) -> String {
    if item.is_empty() { inner.to_owned() } else { format!("{item}.{inner}") }
}

/// How many items a list has: those stored, or as many as a new one shows.
pub fn n_items(composite: &Composite, value: Option<&Value>) -> usize {
    let n = match value {
        Some(Value::Array(items)) => items.len(),
        _ => composite.count,
    };
    n.max(composite.min).min(MAX_READ)
}

/// The items of a composite that are shown with certain answers; items without an answer are empty.
pub fn items<'a>(question: &'a Question, value: Option<&'a Value>, empty: &'a Answers) -> Vec<Item<'a>> {
    let Some(composite) = &question.composite else { return Vec::new() };
    match composite.shape {
        Shape::List => (0..n_items(composite, value))
            .map(|index| Item { index, row: None, answers: object(value.and_then(|v| v.get(index)), empty) })
            .collect(),
        Shape::Rows => question
            .rows
            .iter()
            .enumerate()
            .map(|(index, row)| Item {
                index,
                row: Some(&row.value),
                answers: object(value.and_then(|v| v.get(&row.value)), empty),
            })
            .collect(),
    }
}

fn object<'a>(value: Option<&'a Value>, empty: &'a Answers) -> &'a Answers {
    value.and_then(Value::as_object).unwrap_or(empty)
}

/// The value of a composite from its items by place; empty items of a list stay while `keeps_empty`, because they are
/// on the page. None if nothing is left.
pub fn value_of(question: &Question, items: Vec<Answers>, keeps_empty: bool) -> Option<Value> {
    let shape = question.composite.as_ref().map(|composite| composite.shape)?;
    match shape {
        Shape::List => {
            let kept: Vec<Value> =
                items.into_iter().filter(|item| keeps_empty || !item.is_empty()).map(Value::Object).collect();
            (keeps_empty || !kept.is_empty()).then_some(Value::Array(kept))
        }
        Shape::Rows => {
            let rows = question.rows.iter().map(|row| row.value.clone());
            let kept: Map<String, Value> = rows
                .zip(items)
                .filter(|(_, item)| !item.is_empty())
                .map(|(row, item)| (row, Value::Object(item)))
                .collect();
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
    }
}

/// How many items a form shows, as far as the list allows.
pub fn n_sent(place: &str, composite: &Composite, form: &[Field], before: Option<&Value>) -> usize {
    let sent = field(form, &format!("{place}.length")).and_then(|typed| typed.trim().parse::<usize>().ok());
    sent.unwrap_or_else(|| n_items(composite, before)).min(composite.max)
}

/// The fields that belong to an item, named as its questions know them.
pub fn inside(item: &str, form: &[Field]) -> Vec<Field> {
    let inner = |name: &str| name.strip_prefix(item)?.strip_prefix('.').map(str::to_owned);
    form.iter().filter_map(|(name, value)| Some((inner(name)?, value.clone()))).collect()
}

/// A number in an answer.
pub fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str().and_then(super::question::input::number_typed))
}

/// The total of a column over all items; None if there is nothing to sum up.
pub fn total(kind: Total, inner: &str, items: &[Item<'_>]) -> Option<f64> {
    let cells: Vec<&Value> = items.iter().filter_map(|item| item.answers.get(inner)).collect();
    let numbers: Vec<f64> = cells.iter().filter_map(|cell| number(cell)).collect();
    match kind {
        Total::Count => Some(cells.len() as f64),
        Total::Sum => Some(numbers.iter().sum()),
        _ if numbers.is_empty() => None,
        Total::Average => Some(numbers.iter().sum::<f64>() / numbers.len() as f64),
        Total::Min => numbers.into_iter().reduce(f64::min),
        Total::Max => numbers.into_iter().reduce(f64::max),
    }
}
