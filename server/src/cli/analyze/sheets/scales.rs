//! Scales between groups, and before and after.

use analysis::document::{Cell, Sheet};
use analysis::statistics::Method;

use super::{ids, sheet};
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::scales::{Group, ScaleTest};

/// One row for each group, with the test that it is in. What could not be tested has no test.
pub fn scales(figures: &Figures, found: &[ScaleTest]) -> Sheet {
    let rows = found.iter().flat_map(|test| test.groups.iter().map(move |group| row(figures, test, group)));
    let columns = [
        "scale",
        "by",
        "wave",
        "value",
        "n",
        "median",
        "mean",
        "test",
        "method",
        "statistic",
        "df",
        "p",
        "effect",
        "left_out",
        "ids",
    ];
    sheet("scales", &columns, rows.collect())
}

fn row(figures: &Figures, test: &ScaleTest, group: &Group) -> Vec<Cell> {
    let outcome = test.outcome.ok();
    let df = outcome.and_then(|outcome| outcome.df);
    vec![
        Cell::text(&test.column),
        Cell::text(&test.by),
        Cell::text(&test.wave),
        Cell::text(&group.value),
        Cell::Integer(group.n() as i64),
        Cell::rounded(group.median(), 2),
        Cell::rounded(group.mean(), 3),
        outcome.map_or(Cell::Empty, |outcome| Cell::text(outcome.test.key())),
        outcome.map_or(Cell::Empty, |outcome| Cell::text(method(outcome.method))),
        Cell::rounded(outcome.map(|outcome| outcome.statistic), 3),
        df.map_or(Cell::Empty, |df| Cell::Integer(df as i64)),
        Cell::probability(outcome.map(|outcome| outcome.p)),
        Cell::effect(outcome.map(|outcome| outcome.effect)),
        Cell::Integer(test.n_left_out as i64),
        ids(figures, &group.texts()),
    ]
}

/// How a probability was found.
pub fn method(method: Method) -> &'static str {
    match method {
        Method::Exact => "exact",
        Method::Approximate => "approximate",
        Method::Simulated => "simulated",
    }
}
