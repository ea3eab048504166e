//! Coding rules in the report: how many units each code is given to, and in which texts.

use analysis::text::units::Unit;
use serde::Serialize;

use super::listings::Listings;
use super::{Number, bars, decimals, grouped};
use crate::cli::analyze::LANG;
use crate::cli::analyze::rules::Ruled;
use crate::i18n::text;

#[derive(Serialize)]
pub struct RulesView {
    /// The file, the unit and how many there are, in words.
    note: String,
    pub(super) svg: String,
    rows: Vec<RuleView>,
}

#[derive(Serialize)]
struct RuleView {
    name: String,
    n: Number,
    percent: String,
}

/// What came of a file of rules.
///
/// # Errors
/// When the bars cannot be drawn.
pub fn view(ruled: &Ruled, listings: &mut Listings<'_>) -> anyhow::Result<RulesView> {
    let svg = bars::codes(ruled, listings)?;
    let row = |row: &crate::cli::analyze::rules::RuleRow| RuleView {
        n: listings.number_of(&row.name, row.n, &row.documents),
        percent: decimals(row.percent(ruled.n_units), 2),
        name: row.name.clone(),
    };
    let args = [
        ("file", ruled.source.clone()),
        ("codes", ruled.n_codes.to_string()),
        ("unit", unit_words(ruled.unit, LANG)),
        ("n", grouped(ruled.n_units)),
    ];
    let rows = ruled.rows.iter().map(row).collect();
    Ok(RulesView { rows, svg, note: text(LANG, "analyze-rules-note", &args) })
}

/// What people call a unit.
pub fn unit_words(unit: Unit, lang: &str) -> String {
    let word = |key: &str| text(lang, key, &[]);
    match unit {
        Unit::Sentence => word("analyze-unit-sentence"),
        Unit::Paragraph => word("analyze-unit-paragraph"),
        Unit::Document => word("analyze-unit-document"),
        Unit::Person => word("analyze-unit-person"),
        Unit::Heading(level) => text(lang, "analyze-unit-heading", &[("level", level.to_string())]),
    }
}
