//! By what a row is known again, so that the same answers are not taken twice.

use super::Table;
use super::matching::Match;
use super::moment;
use super::platform::Platform;
use super::target::{ID, TIME};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Parts a key's parts, which cannot be in a cell of CSV that people type.
const BETWEEN: char = '\u{1f}';

/// The seed of each row's key: the service's own number of the response, with its time where numbers are counted for
/// each form; without a number the whole content, the second row of the same content being another one. What columns
/// are taken makes no difference. A seed has what people wrote: store a keyed hash of it.
pub fn seeds(table: &Table, matches: &[Match], platform: Platform) -> Vec<String> {
    let column = |key: &str| matches.iter().position(|found| found.target.as_deref() == Some(key));
    let (id, time) = (column(ID), column(TIME));
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut seeds = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        let sent = time.map(cell).unwrap_or_default();
        let sent = moment::read(sent, platform).map_or(sent.to_owned(), |moment| moment.to_rfc3339());
        let number = id.map(cell).filter(|number| !number.is_empty());
        let seed = match number {
            Some(number) if platform == Platform::Kobo => format!("{}{BETWEEN}{number}", platform.code()),
            Some(number) => format!("{}{BETWEEN}{number}{BETWEEN}{sent}", platform.code()),
            None => {
                let others = row.cells.iter().enumerate().filter(|(at, _)| Some(*at) != time);
                let others = others.map(|(_, cell)| cell.trim().nfkc().collect::<String>());
                [sent].into_iter().chain(others).collect::<Vec<_>>().join(&BETWEEN.to_string())
            }
        };
        let n_before = seen.entry(seed.clone()).or_insert(0);
        // A number that the service gives twice is one response.
        let seed =
            if number.is_none() && *n_before > 0 { format!("{seed}{BETWEEN}{n_before}") } else { seed };
        *n_before += 1;
        seeds.push(seed);
    }
    seeds
}
