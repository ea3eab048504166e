//! What the region said of the findings that it was asked about (`replies.rs`), as one chart of the next sheet: a row a finding.

use surveys::questionnaire::reply::asks_of_finding;
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::content::SheetFigure;
use super::figures::{Part, chart};
use super::plain::{self, PlainWords};
use crate::dataset::Dataset;
use crate::dataset::tables::{By, answer_table};
use crate::error::Result;
use crate::i18n;

/// Of each finding how many say that it is the same, somewhat different, or that they can do something. Protected as every other
/// closed question. None where nothing is asked or nothing may be shown.
///
/// # Errors
/// When the table library refuses or the chart cannot be drawn.
pub fn reply_figure(dataset: &Dataset, part: &Part<'_>, area: Option<&str>) -> Result<Option<SheetFigure>> {
    let table = answer_table(dataset, part.fielded).map_err(anyhow::Error::from)?;
    let is_reply =
        |variable: &&Variable| variable.kind == VariableKind::Single && asks_of_finding(&variable.question);
    let as_row =
        |variable: &Variable| Variable { row_label: Some(variable.label.clone()), ..variable.clone() };
    let findings: Vec<Variable> = table.variables().iter().filter(is_reply).map(as_row).collect();
    let key = "replies-figure";
    // A chart of one finding has no rows: the finding is its title.
    let (title, plain_title) = match findings.as_slice() {
        [] => return Ok(None),
        [one] => (one.label.clone(), one.label.clone()),
        _ => (i18n::plain(dataset.lang, key), plain::say(dataset.lang, key, &[])),
    };
    // The area is asked last and may be left out: of the whole region everybody counts. These tables are protected together
    // (`tables/against.rs`).
    let by = area.map(|_| By::Region);
    let found = chart(dataset, (part, &table), ("replies", &title, &findings), (area, by))?;
    Ok(found.map(|found| SheetFigure {
        plain: found.plain.map(|words| PlainWords { title: plain_title, ..words }),
        // Findings that an area said nothing of have no row, so that places of rows are not those of variables.
        places: None,
        ..found
    }))
}
