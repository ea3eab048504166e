//! By what a row is known again, so that the same answers are not taken twice.

use super::matching::Match;
use super::moment;
use super::platform::{Added, Platform};
use super::target::{ID, TIME};
use super::{Row, Table, folded, marks};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Parts a key's parts, which cannot be in a cell of CSV that people type.
const BETWEEN: char = '\u{1f}';

/// The seed of each row's key: the service's own number of the response, with its time where numbers are counted for
/// each form; without a number, or without the time that it needs, what was answered to which heading, time and number
/// included, the second row of the same content being another one. What columns are taken makes no difference, nor do their
/// order and columns that are empty in a row: adding a question to a form that runs adds a column to the answers before it.
/// A seed has what people wrote: store a keyed hash of it.
pub fn seeds(table: &Table, matches: &[Match], platform: Platform) -> Vec<String> {
    let column = |key: &str| matches.iter().position(|found| found.target.as_deref() == Some(key));
    let (id, time) = (column(ID), column(TIME));
    let headings: Vec<Heading> = table.columns.iter().map(|column| heading(column)).collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut seeds = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        let sent = time.map(cell).and_then(|sent| moment::read(sent, platform));
        let number = id.map(cell).filter(|number| !number.is_empty());
        let numbered = match (number, sent) {
            (Some(number), _) if platform == Platform::Kobo => {
                Some(format!("{}{BETWEEN}{number}", platform.code()))
            }
            (Some(number), Some(sent)) => {
                Some(format!("{}{BETWEEN}{number}{BETWEEN}{}", platform.code(), sent.to_rfc3339()))
            }
            _ => None,
        };
        // A number that the service gives twice at the same time is one response.
        let is_numbered = numbered.is_some();
        let seed = numbered.unwrap_or_else(|| content(&headings, row, platform));
        let n_before = seen.entry(seed.clone()).or_insert(0);
        let seed = if !is_numbered && *n_before > 0 { format!("{seed}{BETWEEN}{n_before}") } else { seed };
        *n_before += 1;
        seeds.push(seed);
    }
    seeds
}

/// A column as the keys know it.
enum Heading {
    /// When a row was sent.
    Time,
    /// Anything else, by its folded name.
    Other(String),
}

/// Where the file comes from is told by the place of a column, too, which must make no difference here.
fn heading(column: &str) -> Heading {
    let is_time = |platform: Platform| platform.added(column) == Some(Added::Time);
    // LimeSurvey's headings may be code and text in one.
    if is_time(Platform::Other) || is_time(Platform::Limesurvey) {
        Heading::Time
    } else {
        Heading::Other(folded(column))
    }
}

/// What a row says that no number stands for: its times in one spelling, then its cells with their headings, sorted.
fn content(headings: &[Heading], row: &Row, platform: Platform) -> String {
    let mut parts: Vec<(&str, String)> = headings
        .iter()
        .zip(&row.cells)
        .filter(|(_, cell)| !platform.is_blank(cell))
        .map(|(heading, cell)| match heading {
            Heading::Time => {
                let sent = moment::read(cell.trim(), platform).map(|moment| moment.to_rfc3339());
                ("", sent.unwrap_or_else(|| plain(cell)))
            }
            Heading::Other(name) => (name.as_str(), plain(cell)),
        })
        .collect();
    parts.sort();
    let parts = parts.into_iter().map(|(name, text)| format!("{name}{BETWEEN}{text}"));
    parts.collect::<Vec<_>>().join(&BETWEEN.to_string())
}

/// A cell in one spelling.
fn plain(cell: &str) -> String {
    let text: Vec<char> = cell.trim().nfkc().collect();
    marks(&text).into_iter().collect()
}
