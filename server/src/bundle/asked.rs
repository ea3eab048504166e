//! What versions asked, as others see it in the data: whoever answered before a question was added has an empty cell there. Of whom nobody
//! knows the version, the empty cells tell it; so they are looked at like a column that others may know (decision 55).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use analysis::document::{Cell, Sheet};
use analysis::table::anonymity::QuasiIdentifier;

use super::columns::first_named;
use super::prepare::Prepared;
use crate::app::App;
use crate::dataset::microdata::{is_exported, pseudonym};
use crate::dataset::{Dataset, Fielded};
use crate::i18n::{self, Lang};

/// What it is called among the columns. No column has it: their names have no brackets.
pub const NAME: &str = "[asked]";

/// What the versions that were answered leave empty, of the columns that the data have.
pub struct Asked {
    /// The columns that not all of these versions fill.
    pub columns: Vec<String>,
    /// Of each row the columns that its version does not fill, in the order of the rows.
    pub rows: Vec<String>,
}

/// What is seen in the data; None where all were asked alike.
pub fn look((app, dataset, fielded): (&App, &Dataset, &Fielded), sheet: &Sheet) -> Option<Asked> {
    let answered: BTreeSet<usize> = fielded.responses.iter().map(|response| response.version).collect();
    if answered.len() < 2 {
        return None;
    }
    let by_column = versions_of_columns(dataset, fielded);
    let is_parting = |name: &&String| {
        by_column.get(name.as_str()).is_some_and(|own| !answered.is_subset(own) && !answered.is_disjoint(own))
    };
    let columns: Vec<String> = sheet.columns.iter().filter(is_parting).cloned().collect();
    if columns.is_empty() {
        return None;
    }
    let pattern = |version: usize| {
        let is_empty =
            |name: &&String| by_column.get(name.as_str()).is_some_and(|own| !own.contains(&version));
        columns.iter().filter(is_empty).map(String::as_str).collect::<Vec<&str>>().join(" ")
    };
    let patterns: BTreeMap<usize, String> =
        answered.into_iter().map(|version| (version, pattern(version))).collect();
    let of: HashMap<String, usize> =
        fielded.responses.iter().map(|response| (pseudonym(app, response), response.version)).collect();
    // Rows are in an order of their own; their first cell is the pseudonym, which is never left out.
    let row = |row: &Vec<Cell>| {
        let version = row.first().and_then(|cell| of.get(&cell.printed()));
        version.and_then(|version| patterns.get(version)).cloned().unwrap_or_default()
    };
    Some(Asked { columns, rows: sheet.rows.iter().map(row).collect() })
}

/// The versions that ask what a column has, by the column's name.
fn versions_of_columns(dataset: &Dataset, fielded: &Fielded) -> HashMap<String, BTreeSet<usize>> {
    let mut found: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for joined in fielded.variables(dataset.lang).into_iter().filter(is_exported) {
        let name = &joined.variable.name;
        for version in joined.asked_in() {
            for column in [name.clone(), format!("{name}_missing")] {
                found.entry(column).or_default().insert(version);
            }
            for (value, _) in
                joined.variable.value_labels.iter().filter(|(value, _)| joined.offers(version, value))
            {
                found.entry(format!("{name}_{value}")).or_default().insert(version);
            }
        }
    }
    found
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
