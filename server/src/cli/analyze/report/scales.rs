//! Scales between groups, and before and after, in the report.

use serde::Serialize;

use super::crosstabs::probability;
use super::decimals;
use crate::cli::analyze::LANG;
use crate::cli::analyze::scales::{Group, Outcome, ScaleTest};
use crate::cli::analyze::sheets::method;
use crate::i18n::text;

#[derive(Serialize)]
pub struct ScaleView {
    scale: String,
    /// What it is set against.
    by: String,
    groups: Vec<String>,
    test: String,
    p: String,
    effect: String,
    left_out: String,
}

/// One row for each test.
pub fn views(found: &[ScaleTest]) -> Vec<ScaleView> {
    let dash = || "–".to_owned();
    let view = |test: &ScaleTest| {
        let outcome = test.outcome.ok();
        ScaleView {
            scale: test.column.clone(),
            by: format!("{} {}", test.by, test.wave).trim_end().to_owned(),
            groups: test.groups.iter().map(group).collect(),
            test: outcome.map_or_else(dash, tested),
            p: outcome.map_or_else(dash, |outcome| probability(outcome.p)),
            effect: outcome.map_or_else(dash, |outcome| decimals(outcome.effect, 2)),
            left_out: test.n_left_out.to_string(),
        }
    };
    found.iter().map(view).collect()
}

fn group(group: &Group) -> String {
    let number = |value: Option<f64>, places: usize| decimals(value.unwrap_or(f64::NAN), places);
    let args = [
        ("value", group.value.clone()),
        ("n", group.n().to_string()),
        ("median", number(group.median(), 1)),
        ("mean", number(group.mean(), 2)),
    ];
    text(LANG, "analyze-scale-group", &args)
}

fn tested(outcome: Outcome) -> String {
    let args = [
        ("statistic", decimals(outcome.statistic, 2)),
        ("df", outcome.df.map(|df| df.to_string()).unwrap_or_default()),
        ("method", text(LANG, &format!("analyze-scale-method-{}", method(outcome.method)), &[])),
    ];
    text(LANG, &format!("analyze-scale-test-{}", outcome.test.key()), &args)
}
