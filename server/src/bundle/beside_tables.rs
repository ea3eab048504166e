//! What tables by area or by kind may add to the data. A printed zero of an answer tells of each row with this answer that it is of
//! another area or kind, whatever the data withhold or group; so the look works out what it would be to know these of every row.

use std::collections::HashMap;

use analysis::document::{Cell, Sheet};
use analysis::table::anonymity::{QuasiIdentifier, Risk, known_beside};

use super::prepare::Prepared;
use crate::app::App;
use crate::dataset::microdata::pseudonym;
use crate::dataset::tables::{By, answer_table};
use crate::dataset::{Dataset, Fielded, Response};
use crate::i18n::{self, Lang};

/// The rows in groups smaller than `k` if the area, or the kind, of each were known beside the columns that others know: an entry for
/// each of the two that adds any, named by its code ([`By::code`]), where tables by it are given. Nothing but these numbers goes on from here.
pub fn look(
    (app, dataset, fielded): (&App, &Dataset, &Fielded),
    sheet: &Sheet,
    known: &[QuasiIdentifier],
    k: usize,
) -> Vec<Risk> {
    let table = answer_table(dataset, fielded);
    let of: HashMap<String, &Response> =
        fielded.responses.iter().map(|response| (pseudonym(app, response), response)).collect();
    // Rows are in an order of their own; their first cell is the pseudonym, which is never left out.
    let value = |row: &Vec<Cell>, by: By| {
        let response = row.first().and_then(|cell| of.get(&cell.printed()));
        response.and_then(|response| by.value(response)).unwrap_or_default()
    };
    let told = [By::Region, By::Kind].into_iter().filter(|by| table.is_told_by(dataset, *by));
    let further = told.map(|by| {
        let values = sheet.rows.iter().map(|row| value(row, by)).collect();
        QuasiIdentifier { name: by.code().to_owned(), values }
    });
    known_beside(known, further, sheet.rows.len(), k)
}

/// What was found, in words, with what to do then.
pub fn lines(lang: Lang, prepared: &Prepared) -> Vec<String> {
    let one = |risk: &Risk| {
        let is_kind = risk.columns.iter().any(|name| name == By::Kind.code());
        let key = if is_kind { "bundle-risk-tables-kind" } else { "bundle-risk-tables-area" };
        let args = [("n", risk.rows.to_string()), ("k", prepared.anonymity.wanted.to_string())];
        i18n::text(lang.code(), key, &args)
    };
    let mut lines: Vec<String> = prepared.beside_tables.iter().map(one).collect();
    if !lines.is_empty() {
        lines.push(i18n::plain(lang, "bundle-risk-tables-do"));
    }
    lines
}
