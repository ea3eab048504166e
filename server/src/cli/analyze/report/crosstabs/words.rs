//! Words by the columns that are compared, as codes are.

use analysis::table::crosstab::CodeCrosstab;

use super::super::listings::Listings;
use super::super::said::{self, said};
use super::super::words;
use super::{CrosstabView, largest, picture, row, tell_left_out};
use crate::cli::analyze::LANG;
use crate::cli::analyze::compared::WordTable;
use crate::i18n::text;

/// A table for each column.
///
/// # Errors
/// When a table cannot be drawn.
pub fn tables(found: &[WordTable], listings: &mut Listings<'_>) -> anyhow::Result<Vec<CrosstabView>> {
    (1..).zip(found).map(|(number, found)| view(number, found, listings)).collect()
}

fn view(number: usize, found: &WordTable, listings: &mut Listings<'_>) -> anyhow::Result<CrosstabView> {
    let (table, tests) = (told_apart(found), found.tests.as_slice());
    let table = &table;
    let tested: Vec<_> = tests.iter().map(|test| (test.independence, test.p_holm.as_slice())).collect();
    let shown = largest(table);
    let mut rows = Vec::new();
    for (place, word) in table.codes.iter().enumerate() {
        rows.push(row(table, &shown, (place, word), tests.get(place), listings));
    }
    let things = ("things", text(LANG, "analyze-compare-words", &[]));
    let args = [things, ("what", "words".to_owned()), ("column", table.row_label.clone())];
    let mut view = CrosstabView {
        title: text(LANG, "analyze-correspondence-title", &args),
        rows_label: text(LANG, "analyze-word", &[]),
        said: said(&said::lines(table, &tested), &table.row_label),
        ..CrosstabView::of(table, &shown, rows, listings)
    };
    tell_left_out(&mut view, table, found.n_contradicting);
    view.picture = picture(&format!("word-heatmap{number}"), table, &view)?;
    Ok(view)
}

/// The table with the class beside words that stand in it in several.
fn told_apart(found: &WordTable) -> CodeCrosstab {
    let words =
        found.table.codes.iter().zip(&found.classes).map(|(word, class)| (word.name.as_str(), *class));
    let names = words::told_apart(&words.collect::<Vec<_>>());
    let mut table = found.table.clone();
    for (word, name) in table.codes.iter_mut().zip(names) {
        word.name = name;
    }
    table
}
