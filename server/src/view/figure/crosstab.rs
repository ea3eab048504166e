//! A protected cross table as rows of cells.

use analysis::table::crosstab::Crosstab;
use analysis::table::suppress::Protected;

use super::{TableView, column, counted, words};
use crate::i18n::{self, Lang};

/// The counts of a cross table with the total of each row.
pub fn crosstab_view(lang: Lang, title: &str, table: &Protected<Crosstab>) -> TableView {
    let crosstab = table.table();
    let mut columns = vec![column(&crosstab.row_label, false)];
    columns.extend(crosstab.columns.iter().map(|value| column(&value.label, true)));
    columns.push(column(i18n::plain(lang, "table-total"), true));
    let rows = crosstab.rows.iter().zip(&crosstab.cells).zip(&crosstab.row_totals);
    let rows = rows.map(|((value, cells), total)| {
        let counts = cells.iter().map(|cell| cell.count).chain([*total]);
        [words(&value.label)]
            .into_iter()
            .chain(counts.map(|count| counted(count, None, String::new())))
            .collect()
    });
    TableView { caption: title.to_owned(), columns, rows: rows.collect() }
}
