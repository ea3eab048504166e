//! Agreement for each code: how often it was put, Cohen's κ, Krippendorff's α and its interval.

use analysis::agreement::alpha::{Level, alpha};
use analysis::agreement::bootstrap::interval;
use analysis::agreement::kappa::{agreement, kappa};
use analysis::agreement::{Table, alpha as coincidences, kappa as pairs};
use serde::Serialize;
use surveys::id::CodeId;

use super::super::tree::CodeView;
use super::compare::Comparison;
use crate::view::figure::percent;

/// A code was put (1) or not (0).
const VALUES: [f64; 2] = [0.0, 1.0];

/// Least α for conclusions, and for tentative ones: Krippendorff, Content Analysis (2004), section 11.4.
const RELIABLE: f64 = 0.8;
const TENTATIVE: f64 = 0.667;

/// Agreement on one code.
#[derive(Serialize)]
pub struct Row {
    code: CodeView,
    /// In how many answers, or on how many characters, each coder put it.
    n: Vec<String>,
    /// Where all who code a text did.
    n_all: String,
    /// The share of pairs of values that agree.
    agreement: String,
    /// Of two coders; empty for more.
    kappa: String,
    alpha: String,
    interval: String,
    /// reliable, tentative, weak, or empty without α.
    level: &'static str,
}

/// A row for each code that somebody put.
pub fn rows(comparison: &Comparison) -> Vec<Row> {
    comparison.codes.iter().map(|code| row(comparison, code)).collect()
}

fn row(comparison: &Comparison, code: &CodeView) -> Row {
    let (mut whole, mut two) = (Table::new(&VALUES), Table::new(&VALUES));
    let mut texts = Vec::new();
    let mut n = vec![0.0; comparison.coders.len()];
    let mut n_all = 0.0;
    for text in &comparison.texts {
        let units = comparison.units(text, CodeId(code.id));
        for unit in &units {
            for (sum, value) in n.iter_mut().zip(&unit.values) {
                *sum += unit.weight * value.unwrap_or(0.0);
            }
            let is_put_by_all = unit.values.iter().flatten().all(|value| *value > 0.0);
            n_all += if is_put_by_all { unit.weight } else { 0.0 };
        }
        two.add(&pairs::table(&units, &VALUES, 0, 1));
        let table = coincidences::table(&units, &VALUES);
        whole.add(&table);
        texts.push(table);
    }
    let nominal = |table: &Table| alpha(table, Level::Nominal);
    let found = nominal(&whole);
    Row {
        n: n.iter().map(f64::to_string).collect(),
        n_all: n_all.to_string(),
        // Of two coders the table of coincidences has every unit twice, so that the share is theirs.
        agreement: agreement(&whole).map(percent).unwrap_or_default(),
        kappa: kappa(&two).filter(|_| comparison.coders.len() == 2).map(three).unwrap_or_default(),
        alpha: found.map(three).unwrap_or_default(),
        interval: interval(&texts, nominal)
            .map(|(low, high)| format!("{} – {}", three(low), three(high)))
            .unwrap_or_default(),
        level: match found {
            Some(alpha) if alpha >= RELIABLE => "reliable",
            Some(alpha) if alpha >= TENTATIVE => "tentative",
            Some(_) => "weak",
            None => "",
        },
        code: code.clone(),
    }
}

fn three(value: f64) -> String {
    // −0.000 reads like a misprint.
    let rounded = format!("{value:.3}");
    if rounded == "-0.000" { "0.000".to_owned() } else { rounded }
}
