//! A questionnaire guessed from a table of answers that has none.

use super::matching::{Match, Reason, propose};
use super::platform::Platform;
use super::target::{ID, TIME};
use super::value::date_of;
use super::{Table, folded};
use crate::questionnaire::question::input::{self, moment};
use serde_json::{Value, json};
use std::collections::HashMap;

/// What kind of question a column is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// No question.
    Left,
    /// One of several choices.
    One,
    /// Any of several choices.
    Several,
    /// A number.
    Number,
    /// A date.
    Date,
    /// A line of text.
    Short,
    /// A longer text.
    Long,
    /// A row of a grid: `title [row]`.
    Grid,
}

/// Words that the guessed questionnaire needs besides those of the table.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Title of the questionnaire.
    pub title: String,
    /// What a column without a heading is called.
    pub untitled: String,
    /// The question about consent.
    pub consent: String,
    /// Its choices: what is consented to (`kt:consent`) and the label.
    pub consents: Vec<(&'static str, String)>,
}

/// Most choices of a question; what else was answered is a text beside "other".
const MAX_CHOICES: usize = 50;
/// Most choices of a question that is guessed to have some.
const FEW: usize = 12;
/// Characters of a cell from which on a text is a long one.
const LONG: usize = 60;
/// Name of the question about consent.
pub const CONSENT: &str = "consent";

impl Shape {
    /// All, in the order in which they are offered.
    pub const ALL: [Shape; 8] = [
        Shape::Left,
        Shape::One,
        Shape::Several,
        Shape::Number,
        Shape::Date,
        Shape::Short,
        Shape::Long,
        Shape::Grid,
    ];

    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            Shape::Left => "left",
            Shape::One => "one",
            Shape::Several => "several",
            Shape::Number => "number",
            Shape::Date => "date",
            Shape::Short => "short",
            Shape::Long => "long",
            Shape::Grid => "grid",
        }
    }

    /// The shape with this code.
    pub fn from_code(code: &str) -> Option<Shape> {
        Shape::ALL.into_iter().find(|shape| shape.code() == code)
    }
}

/// Guesses what each column is. What the service adds and what says who somebody is are left.
pub fn shapes(table: &Table, platform: Platform) -> Vec<Shape> {
    let added = propose(table, &[], platform);
    let n_columns = table.columns.len();
    let mut shapes: Vec<Shape> = (0..n_columns)
        .map(|at| match added.get(at).map(|found| found.reason) {
            Some(Reason::Unknown) => shape(table, at, platform),
            _ => Shape::Left,
        })
        .collect();
    for at in 0..n_columns {
        let base = |at: usize| table.columns.get(at).and_then(|name| grid_row(name)).map(|(base, _)| base);
        let is_next_to_its_like =
            base(at).is_some() && (base(at) == base(at + 1) || (at > 0 && base(at) == base(at - 1)));
        if let Some(shape) = shapes.get_mut(at).filter(|shape| is_next_to_its_like && **shape != Shape::Left)
        {
            *shape = Shape::Grid;
        }
    }
    shapes
}

fn shape(table: &Table, at: usize, platform: Platform) -> Shape {
    let cells: Vec<&str> = table.column(at).collect();
    let n_cells = cells.len();
    if n_cells == 0 {
        return Shape::Short;
    }
    let n_distinct = counted(cells.iter().map(|cell| (*cell).to_owned())).len();
    if cells.iter().all(|cell| moment::date(&date_of(cell)).is_some()) {
        return Shape::Date;
    }
    if cells.iter().all(|cell| input::number_typed(cell).is_some()) {
        return if n_distinct <= FEW && n_cells >= 3 * n_distinct { Shape::One } else { Shape::Number };
    }
    let several: Vec<Vec<String>> = cells.iter().map(|cell| pieces(cell, platform)).collect();
    let has_several = several.iter().any(|pieces| pieces.len() > 1);
    let pieces = counted(several.iter().flatten().cloned());
    let n_pieces: usize = pieces.iter().map(|(_, n)| n).sum();
    let are_short = pieces.iter().all(|(piece, _)| piece.chars().count() <= LONG);
    if has_several && are_short && pieces.len() <= 2 * FEW && n_pieces >= 2 * pieces.len() {
        return Shape::Several;
    }
    let n_long = cells.iter().filter(|cell| cell.chars().count() > LONG || cell.contains('\n')).count();
    if n_distinct <= FEW && n_cells >= 2 * n_distinct && 2 * n_long <= n_cells {
        return Shape::One;
    }
    if n_long > 0 { Shape::Long } else { Shape::Short }
}

/// The parts of a cell with several answers.
fn pieces(cell: &str, platform: Platform) -> Vec<String> {
    let pieces = cell.split(|c| platform.separates(c)).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.map(str::to_owned).collect()
}

/// Different texts with how often they come, in the order in which they come first; alike but for width and spaces is
/// the same.
fn counted(texts: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<(String, usize)> = Vec::new();
    for text in texts {
        let place = *places.entry(folded(&text)).or_insert(found.len());
        match found.get_mut(place) {
            Some((_, n)) => *n += 1,
            None => found.push((text, 1)),
        }
    }
    found
}

/// `title [row]` in its two parts.
fn grid_row(name: &str) -> Option<(&str, &str)> {
    let (base, row) = name.trim().strip_suffix([']', '］'])?.rsplit_once(['[', '［'])?;
    let (base, row) = (base.trim(), row.trim());
    (!base.is_empty() && !row.is_empty()).then_some((base, row))
}

/// The labels of what was answered, the most common ones where there are too many, and whether others remain.
fn labels(texts: Vec<(String, usize)>) -> (Vec<String>, bool) {
    let has_others = texts.len() > MAX_CHOICES;
    let mut kept = texts;
    if has_others {
        kept.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        kept.truncate(MAX_CHOICES);
    }
    let mut labels: Vec<String> = kept.into_iter().map(|(label, _)| label).collect();
    let numbers: Option<Vec<f64>> = labels.iter().map(|label| input::number_typed(label)).collect();
    if let Some(numbers) = numbers {
        let mut sorted: Vec<(f64, String)> = numbers.into_iter().zip(labels).collect();
        sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
        labels = sorted.into_iter().map(|(_, label)| label).collect();
    }
    (labels, has_others)
}

/// What the choices of a column would be; none for a text or a number.
pub fn choices(table: &Table, at: usize, shape: Shape, platform: Platform) -> (Vec<String>, bool) {
    let cells = table.column(at);
    match shape {
        Shape::One | Shape::Grid => labels(counted(cells.map(str::to_owned))),
        Shape::Several => labels(counted(cells.flat_map(|cell| pieces(cell, platform)))),
        Shape::Left | Shape::Number | Shape::Date | Shape::Short | Shape::Long => (Vec::new(), false),
    }
}

/// The questionnaire (SurveyJS JSON) and what each column is in it.
pub fn definition(
    table: &Table,
    shapes: &[Shape],
    platform: Platform,
    words: &Words,
) -> (Value, Vec<Option<String>>) {
    let mut made = Made { table, platform, words, elements: Vec::new(), matching: own(table, platform) };
    let mut at = 0;
    while let Some(shape) = shapes.get(at) {
        at += match shape {
            Shape::Left => 1,
            Shape::Grid => made.grid(at, shapes),
            shape => made.question(at, *shape),
        };
    }
    let consents: Vec<Value> = words
        .consents
        .iter()
        .map(|(code, label)| json!({ "value": code, "text": label, "kt:consent": code }))
        .collect();
    let consent = json!({ "type": "checkbox", "name": CONSENT, "title": words.consent, "kt:role": "consent", "choices": consents });
    let pages = json!([
        { "name": "page1", "elements": made.elements },
        { "name": "page2", "elements": [consent] },
    ]);
    (json!({ "title": plain(&words.title), "locale": "ja", "pages": pages }), made.matching)
}

/// The platform's number and time stay what they are.
fn own(table: &Table, platform: Platform) -> Vec<Option<String>> {
    let keep = |found: Match| found.target.filter(|key| key == ID || key == TIME);
    propose(table, &[], platform).into_iter().map(keep).collect()
}

struct Made<'a> {
    table: &'a Table,
    platform: Platform,
    words: &'a Words,
    elements: Vec<Value>,
    matching: Vec<Option<String>>,
}

impl Made<'_> {
    fn title(&self, at: usize) -> String {
        let name = self.table.columns.get(at).map_or("", |name| name.trim());
        plain(if name.is_empty() { &self.words.untitled } else { name })
    }

    fn is(&mut self, at: usize, key: String) {
        if let Some(found) = self.matching.get_mut(at) {
            *found = Some(key);
        }
    }

    /// One question of one column.
    fn question(&mut self, at: usize, shape: Shape) -> usize {
        let name = format!("q{}", at + 1);
        let mut element = json!({ "name": name, "title": self.title(at) });
        let (labels, has_others) = choices(self.table, at, shape, self.platform);
        let kind = match shape {
            Shape::One | Shape::Grid if labels.is_empty() => "text",
            Shape::Several if labels.is_empty() => "text",
            Shape::One | Shape::Grid => "radiogroup",
            Shape::Several => "checkbox",
            Shape::Long => "comment",
            Shape::Number | Shape::Date | Shape::Short | Shape::Left => "text",
        };
        element["type"] = json!(kind);
        if !labels.is_empty() {
            element["choices"] = listed(&labels);
        }
        if has_others {
            element["showOtherItem"] = json!(true);
        }
        match shape {
            Shape::Number => element["inputType"] = json!("number"),
            Shape::Date => element["inputType"] = json!("date"),
            _ => {}
        }
        self.elements.push(element);
        self.is(at, format!("f:{name}"));
        1
    }

    /// A grid of the columns from `at` on that have the same title; returns how many.
    fn grid(&mut self, at: usize, shapes: &[Shape]) -> usize {
        let base = |at: usize| self.table.columns.get(at).and_then(|name| grid_row(name));
        let Some((title, _)) = base(at) else { return self.question(at, Shape::One) };
        let is_row = |other: &usize| {
            shapes.get(*other) == Some(&Shape::Grid) && base(*other).is_some_and(|(found, _)| found == title)
        };
        let rows: Vec<usize> = (at..shapes.len()).take_while(is_row).collect();
        let cells = rows.iter().flat_map(|row| self.table.column(*row)).map(str::to_owned);
        let (labels, has_others) = labels(counted(cells));
        if labels.is_empty() || has_others {
            // All at once: each of them would find the same.
            for row in &rows {
                self.question(*row, Shape::One);
            }
            return rows.len();
        }
        let name = format!("q{}", at + 1);
        let row = |(n, at): (usize, &usize)| {
            let label = base(*at).map(|(_, row)| plain(row)).unwrap_or_default();
            json!({ "value": format!("r{}", n + 1), "text": label })
        };
        let listed_rows: Vec<Value> = rows.iter().enumerate().map(row).collect();
        self.elements.push(json!({
            "type": "matrix", "name": name, "title": plain(title), "rows": listed_rows, "columns": listed(&labels),
        }));
        for (n, at) in rows.iter().enumerate() {
            self.is(*at, format!("f:{name}.r{}", n + 1));
        }
        rows.len()
    }
}

/// Choices with numbers as values: a whole number is its own, other labels get the smallest numbers that no label has.
/// Otherwise a cell could be read as the value of another choice.
fn listed(labels: &[String]) -> Value {
    let taken: Vec<f64> = labels.iter().filter_map(|label| input::number_typed(label)).collect();
    let mut free = (1_u32..).filter(|n| !taken.contains(&f64::from(*n)));
    let choice = |label: &String| {
        let value = whole(label).unwrap_or_else(|| free.next().unwrap_or_default().to_string());
        json!({ "value": value, "text": plain(label) })
    };
    labels.iter().map(choice).collect()
}

/// A label that is a whole number, folded.
fn whole(label: &str) -> Option<String> {
    let text = folded(label);
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let is_whole = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    is_whole.then_some(text)
}

/// A text that is neither a placeholder nor put together of answers.
fn plain(text: &str) -> String {
    text.replace('{', "｛").replace('}', "｝").replace("[[", "［［").replace("]]", "］］")
}
