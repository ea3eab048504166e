//! Rows of the structure file, and small things that their cells need.

use crate::questionnaire::export::plain::{Item, Texts, list, text, texts};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The columns; those behind `default` are attributes of questions.
pub const COLUMNS: [&str; 15] = [
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "min_answers",
    "max_answers",
    "min_num_value_n",
    "max_num_value_n",
];

/// Cells by column.
pub type Cells = BTreeMap<&'static str, String>;

/// The file: a header and a line for each row, with a byte order mark.
pub fn tsv(rows: &[Cells]) -> String {
    let mut text = format!("\u{FEFF}{}\n", COLUMNS.join("\t"));
    for row in rows {
        let cells: Vec<String> =
            COLUMNS.iter().map(|column| quoted(row.get(column).map_or("", String::as_str))).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}

/// A cell, in quotation marks where it would break the row.
fn quoted(cell: &str) -> String {
    if cell.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Cells that are not empty.
pub fn cells<const N: usize>(pairs: [(&'static str, &str); N]) -> Cells {
    pairs.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key, text.to_owned())).collect()
}

/// The first pattern among the validators, as LimeSurvey writes it; empty for none.
pub fn pattern(element: &Map<String, Value>) -> String {
    let validators = list(element, "validators").iter().filter_map(Value::as_object);
    let regex = validators.map(|validator| text(validator, "regex")).find(|regex| !regex.is_empty());
    regex.map(|regex| format!("/{}/", regex.replace('/', "\\/"))).unwrap_or_default()
}

/// The steps of a scale, the ends with their words.
pub fn steps(element: &Map<String, Value>, locale: &str) -> Vec<Item> {
    let number =
        |property: &str, otherwise: u64| element.get(property).and_then(Value::as_u64).unwrap_or(otherwise);
    let (min, max) = (number("rateMin", 1), number("rateMax", number("rateCount", 5)));
    let step = usize::try_from(number("rateStep", 1).max(1)).unwrap_or(1);
    let words = |value: u64| match value {
        value if value == min => texts(element, "minRateDescription", locale),
        value if value == max => texts(element, "maxRateDescription", locale),
        _ => Texts::new(),
    };
    let item = |value: u64| {
        let mut texts: Texts =
            words(value).into_iter().map(|(lang, words)| (lang, format!("{value} {words}"))).collect();
        texts.entry(String::new()).or_insert_with(|| value.to_string());
        Item { value: value.to_string(), texts, rest: Map::new() }
    };
    (min..=max).step_by(step).take(101).map(item).collect()
}
