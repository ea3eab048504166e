//! How many words occur once, twice and so on.

use analysis::document::{Cell, Sheet};
use analysis::text::frequencies;

use super::sheet;
use crate::cli::analyze::figures::Figures;

/// One row for each number of occurrences: words that have it, and those that have it or fewer.
pub fn frequencies(figures: &Figures) -> Sheet {
    let percent = |share: f64| Cell::share(Some(share), 2);
    let found = frequencies::frequencies(&figures.corpus);
    let rows = found.rows.iter().map(|row| {
        vec![
            Cell::Integer(row.n_occurrences.into()),
            Cell::Integer(row.n_words.into()),
            percent(row.share),
            Cell::Integer(row.n_up_to.into()),
            percent(row.share_up_to),
            Cell::Integer(found.n_words.into()),
        ]
    });
    let columns = ["occurrences", "words", "percent", "cumulative", "cumulative_percent", "n"];
    sheet("frequencies", &columns, rows.collect())
}
