//! What versions asked, as others see it in the data: whoever answered before a question was added has an empty cell there, and so has
//! whoever was led past it by a condition that the other version does not have. Of whom nobody knows the version, the empty cells tell it;
//! so they are looked at like a column that others may know (decision 55).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use analysis::document::{Cell, Sheet};
use analysis::table::anonymity::QuasiIdentifier;

use super::columns::first_named;
use super::prepare::Prepared;
use crate::app::App;
use crate::dataset::Fielded;
use crate::dataset::microdata::pseudonym;
use crate::i18n::{self, Lang};

/// What it is called among the columns. No column has it: their names have no brackets.
pub const NAME: &str = "[asked]";

/// What the versions that were answered do not ask alike, of the columns that the data have.
pub struct Asked {
    /// The columns that not all of these versions fill, or that they fill under other conditions.
    pub columns: Vec<String>,
    /// Of each row how its version asks these columns, in the order of the rows.
    pub rows: Vec<String>,
}

/// What is seen in the data, of which each column has `parting` of [`Fielded::asking`]; None where all were asked alike.
pub fn look(
    (app, fielded): (&App, &Fielded),
    sheet: &Sheet,
    parting: &BTreeMap<String, Vec<usize>>,
) -> Option<Asked> {
    let asking = &fielded.asking;
    let answered: BTreeSet<usize> = fielded.responses.iter().map(|response| response.version).collect();
    let own = |name: &String| parting.get(name).into_iter().flatten().copied();
    let is_parting = |name: &&String| own(name).any(|place| asking.parts(place, &answered));
    let columns: Vec<String> = sheet.columns.iter().filter(is_parting).cloned().collect();
    if columns.is_empty() {
        return None;
    }
    let places: BTreeSet<usize> = columns.iter().flat_map(own).collect();
    let patterns: BTreeMap<usize, String> =
        answered.into_iter().map(|version| (version, asking.pattern_of(version, &places))).collect();
    let of: HashMap<String, usize> =
        fielded.responses.iter().map(|response| (pseudonym(app, response), response.version)).collect();
    // Rows are in an order of their own; their first cell is the pseudonym, which is never left out.
    let row = |row: &Vec<Cell>| {
        let version = row.first().and_then(|cell| of.get(&cell.printed()));
        version.and_then(|version| patterns.get(version)).cloned().unwrap_or_default()
    };
    Some(Asked { columns, rows: sheet.rows.iter().map(row).collect() })
}

impl Asked {
    /// The same as a column.
    pub fn column(&self) -> QuasiIdentifier {
        QuasiIdentifier { name: NAME.to_owned(), values: self.rows.clone() }
    }
}

/// The words for columns with those for this one.
pub fn labelled(lang: Lang, labels: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let own = (NAME.to_owned(), i18n::plain(lang, "bundle-asked"));
    labels.clone().into_iter().chain([own]).collect()
}

/// Says which columns tell the version, where rows are at risk; empty otherwise.
pub fn line(lang: Lang, prepared: &Prepared) -> Option<String> {
    let asked = prepared.asked.as_ref().filter(|_| prepared.anonymity.at_risk > 0)?;
    let columns = first_named(lang, &prepared.labels, &asked.columns);
    Some(i18n::text(lang.code(), "bundle-risk-asked", &[("columns", columns)]))
}
