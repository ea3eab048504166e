//! What tests say of protected tables. They are computed from the numbers that a table prints and from nothing else, so that
//! a test tells nobody more than its table does: where a number is withheld, the test is, too.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use crate::statistics::NotTested;
use crate::statistics::chi_square::adjusted_residuals;
use crate::statistics::independence::{Independence, independence};
use crate::statistics::kruskal_wallis::{KruskalWallis, kruskal_wallis};
use crate::statistics::mann_whitney::{MannWhitney, mann_whitney};
use crate::statistics::residual::{Residual, corrected, residuals};
use crate::table::crosstab::{CodeCrosstab, CodeRow, CodeTotal, Crosstab, CrosstabCell};
use crate::table::frequency::Frequency;
use crate::table::summary::median;
use crate::table::suppress::Protected;
use crate::table::{Count, ValueLabel};

/// What came of a test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome<T> {
    /// The result.
    Found(T),
    /// There is nothing to test.
    NotTested(NotTested),
    /// Withheld with the numbers that it follows from.
    Withheld,
}

impl<T> Outcome<T> {
    /// The result, if there is one.
    pub fn found(&self) -> Option<&T> {
        match self {
            Outcome::Found(found) => Some(found),
            Outcome::NotTested(_) | Outcome::Withheld => None,
        }
    }
}

impl<T> From<Result<T, NotTested>> for Outcome<T> {
    fn from(result: Result<T, NotTested>) -> Outcome<T> {
        result.map_or_else(Outcome::NotTested, Outcome::Found)
    }
}

/// The test of a cross table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TestedCrosstab {
    /// Whether rows and columns are independent.
    pub independence: Outcome<Independence>,
    /// `residuals[row][column]`, corrected for all cells that are compared; `None` where a cell cannot differ, is not compared, or
    /// nothing is tested.
    pub residuals: Vec<Vec<Option<Residual>>>,
    /// People who are compared; of a table that withholds a number all whom it counts.
    pub n: Count,
}

/// The test of one code against an attribute.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TestedCode {
    /// Whether having the code and the attribute are independent.
    pub independence: Outcome<Independence>,
    /// One a value of the attribute, corrected for all cells of the table that are tested, of all codes.
    pub residuals: Vec<Option<Residual>>,
    /// People who are compared; where how many have some value is withheld, all whom the table counts.
    pub n: Count,
}

/// Tests a cross table.
pub fn test_crosstab(table: &Protected<Crosstab>) -> TestedCrosstab {
    test_crosstab_among(table, |_| true, |_| true)
}

/// The same among the rows and columns that are compared; others, such as "prefer not to say", stand in the table and in no test.
/// Where any number of the table is withheld, the test is, too.
pub fn test_crosstab_among(
    table: &Protected<Crosstab>,
    is_row_compared: impl Fn(&ValueLabel) -> bool,
    is_column_compared: impl Fn(&ValueLabel) -> bool,
) -> TestedCrosstab {
    let crosstab = table.table();
    let mut residuals_of_all: Vec<Vec<Option<Residual>>> =
        crosstab.cells.iter().map(|cells| vec![None; cells.len()]).collect();
    let Some(observed) = printed(crosstab) else {
        let (independence, n) = (Outcome::Withheld, crosstab.total);
        return TestedCrosstab { independence, residuals: residuals_of_all, n };
    };
    let rows = places(&crosstab.rows, is_row_compared);
    let columns = places(&crosstab.columns, is_column_compared);
    let kept = |row: &Vec<usize>| -> Vec<usize> {
        columns.iter().filter_map(|column| row.get(*column)).copied().collect()
    };
    let observed: Vec<Vec<usize>> = rows.iter().filter_map(|row| observed.get(*row)).map(kept).collect();
    let n = Count::Shown(observed.iter().flatten().sum());
    let independence: Outcome<Independence> = independence(&observed).into();
    if independence.found().is_some() {
        for (row, found) in rows.iter().zip(residuals(&observed)) {
            for (column, residual) in columns.iter().zip(found) {
                let cell = residuals_of_all.get_mut(*row).and_then(|cells| cells.get_mut(*column));
                if let Some(cell) = cell {
                    *cell = residual;
                }
            }
        }
    }
    TestedCrosstab { independence, residuals: residuals_of_all, n }
}

/// The places of the values that are compared.
fn places(values: &[ValueLabel], is_compared: impl Fn(&ValueLabel) -> bool) -> Vec<usize> {
    (0..).zip(values).filter(|(_, value)| is_compared(value)).map(|(place, _)| place).collect()
}

/// The counts of a table in which nothing is withheld.
fn printed(crosstab: &Crosstab) -> Option<Vec<Vec<usize>>> {
    if crosstab.has_hidden {
        return None;
    }
    let row = |cells: &Vec<CrosstabCell>| {
        cells.iter().map(|cell| cell.count.shown()).collect::<Option<Vec<usize>>>()
    };
    crosstab.cells.iter().map(row).collect()
}

/// Tests each code of a table.
pub fn test_codes(table: &Protected<CodeCrosstab>) -> Vec<TestedCode> {
    test_codes_among(table, |_| true, |_| true)
}

/// The same among the values of the attribute that are compared, of the codes that are answers; others, such as "prefer not to say",
/// stand in the table and in no test. Where a number of any value is withheld, the test is, too.
pub fn test_codes_among(
    table: &Protected<CodeCrosstab>,
    is_compared: impl Fn(&CodeRow) -> bool,
    is_answer: impl Fn(&CodeTotal) -> bool,
) -> Vec<TestedCode> {
    let crosstab = table.table();
    let compared: Vec<bool> = crosstab.rows.iter().map(is_compared).collect();
    let among = |observed: Vec<Vec<usize>>| -> Vec<Vec<usize>> {
        observed
            .into_iter()
            .zip(&compared)
            .filter(|(_, is_compared)| **is_compared)
            .map(|(row, _)| row)
            .collect()
    };
    let tables: Vec<Option<Vec<Vec<usize>>>> =
        (0..crosstab.codes.len()).map(|code| hits_and_misses(crosstab, code).map(&among)).collect();
    let why_not = |code: &CodeTotal| match code.has_other_base {
        true => Some(NotTested::OtherBase),
        false => (!is_answer(code)).then_some(NotTested::NoAnswer),
    };
    let not_tested: Vec<Option<NotTested>> = crosstab.codes.iter().map(why_not).collect();
    let outcome =
        |(observed, not_tested): (&Option<Vec<Vec<usize>>>, &Option<NotTested>)| match (observed, not_tested)
        {
            (_, Some(why)) => Outcome::NotTested(*why),
            (Some(observed), None) => independence(observed).into(),
            (None, None) => Outcome::Withheld,
        };
    // On all threads: the tests of rare codes draw tables at random.
    let outcomes: Vec<Outcome<Independence>> =
        tables.par_iter().zip(not_tested.par_iter()).map(outcome).collect();
    // Misses differ where hits do, the other way round, so that hits alone are compared.
    let first = |(observed, outcome): (&Option<Vec<Vec<usize>>>, &Outcome<Independence>)| match observed {
        Some(observed) if outcome.found().is_some() => {
            let found = adjusted_residuals(observed);
            let mut found = found.iter().map(|cells| cells.first().copied().flatten());
            compared
                .iter()
                .map(|is_compared| if *is_compared { found.next().flatten() } else { None })
                .collect()
        }
        _ => vec![None; crosstab.rows.len()],
    };
    let hits: Vec<Vec<Option<f64>>> = tables.iter().zip(&outcomes).map(first).collect();
    let n = n_compared(crosstab, &compared);
    let codes = outcomes.into_iter().zip(corrected(&hits));
    codes.map(|(independence, residuals)| TestedCode { independence, residuals, n }).collect()
}

/// How many people have one of the values that are compared, from printed numbers alone; where one is withheld the total of the
/// table, whatever that is.
fn n_compared(crosstab: &CodeCrosstab, are_compared: &[bool]) -> Count {
    let n_of = |(row, is_compared): (&CodeRow, &bool)| {
        let n = row.n.shown()?;
        Some(if *is_compared { n } else { 0 })
    };
    let printed: Option<usize> = crosstab.rows.iter().zip(are_compared).map(n_of).sum();
    match crosstab.total {
        Count::Shown(_) => printed.map_or(crosstab.total, Count::Shown),
        Count::Hidden => Count::Hidden,
    }
}

/// A code's table of hits and misses; `None` where a number of it is withheld.
fn hits_and_misses(crosstab: &CodeCrosstab, code: usize) -> Option<Vec<Vec<usize>>> {
    crosstab.total.shown()?;
    crosstab.codes.get(code)?.count.shown()?;
    let row = |row: &CodeRow| {
        let (n, hits) = (row.n.shown()?, row.cells.get(code)?.count.shown()?);
        Some(vec![hits, n.checked_sub(hits)?])
    };
    crosstab.rows.iter().map(row).collect()
}

/// Tests whether an answer is as frequent in several tables of the same question: all its values that are answers, or one choice of
/// several against those who did not give it.
pub fn test_frequencies(
    tables: &[&Protected<Frequency>],
    choice: Option<&str>,
    is_answer: impl Fn(&str) -> bool,
) -> Outcome<Independence> {
    let values = tables.iter().flat_map(|table| &table.table().rows).map(|row| row.value.as_str());
    let values: BTreeSet<&str> = values.filter(|value| is_answer(value)).collect();
    let mut rows = tables.iter().flat_map(|table| &table.table().rows);
    if rows.any(|row| row.has_other_base && choice == Some(row.value.as_str())) {
        return Outcome::NotTested(NotTested::OtherBase);
    }
    let mut observed = Vec::with_capacity(tables.len());
    for table in tables {
        let table = table.table();
        let count = |value: &str| match table.rows.iter().find(|row| row.value == value) {
            Some(row) => row.count.shown(),
            None => Some(0),
        };
        let counts: Option<Vec<usize>> = match choice {
            Some(choice) => count(choice)
                .zip(table.answered.shown())
                .and_then(|(hits, answered)| Some(vec![hits, answered.checked_sub(hits)?])),
            None => values.iter().map(|value| count(value)).collect(),
        };
        let Some(counts) = counts.filter(|_| !table.has_hidden) else { return Outcome::Withheld };
        observed.push(counts);
    }
    independence(&observed).into()
}

/// The height of a scale in one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScaleGroup {
    /// The words for the group.
    pub label: String,
    /// People of the group who gave a step of the scale.
    pub n: Count,
    /// The middle one of their steps; `None` without one, or withheld.
    pub median: Option<f64>,
}

/// The test of a scale in several groups.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleTest {
    /// Of two groups.
    MannWhitney(MannWhitney),
    /// Of more groups.
    KruskalWallis(KruskalWallis),
}

/// A scale in several groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TestedScale {
    /// The groups in which somebody gave a step of the scale, or may have.
    pub groups: Vec<ScaleGroup>,
    /// Whether the groups are of the same height.
    pub test: Outcome<ScaleTest>,
}

/// Tests a scale whose steps are the columns of a table and whose groups are its rows. `steps` has the height of each column,
/// `None` for columns that are no step (わからない). Rows that are not compared are no group.
pub fn test_scale(
    table: &Protected<Crosstab>,
    steps: &[Option<f64>],
    is_compared: impl Fn(&ValueLabel) -> bool,
) -> TestedScale {
    let crosstab = table.table();
    let rows = crosstab.rows.iter().zip(&crosstab.cells).filter(|(row, _)| is_compared(row));
    let groups = rows.map(|(row, cells)| {
        let counted = cells.iter().zip(steps).filter_map(|(cell, step)| step.map(|step| (step, cell.count)));
        (row.label.as_str(), group_values(counted))
    });
    tested_scale(groups, crosstab.has_hidden)
}

/// The same with the groups in tables of their own: each is named, and `step` has the height of a value. Nothing is tested where a table
/// withholds a number.
pub fn test_scales(
    tables: &[(&str, &Protected<Frequency>)],
    step: impl Fn(&str) -> Option<f64>,
) -> TestedScale {
    let groups = tables.iter().map(|(label, table)| {
        let rows = table.table().rows.iter();
        (*label, group_values(rows.filter_map(|row| step(&row.value).map(|step| (step, row.count)))))
    });
    tested_scale(groups, tables.iter().any(|(_, table)| table.table().has_hidden))
}

/// Tests the values of named groups; `None` for values that are withheld. Groups without a value are left out.
fn tested_scale<'g>(
    found: impl Iterator<Item = (&'g str, Option<Vec<f64>>)>,
    has_hidden: bool,
) -> TestedScale {
    let mut groups = Vec::new();
    let mut values = Vec::new();
    for (label, found) in found {
        if found.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        groups.push(ScaleGroup {
            label: label.to_owned(),
            n: found.as_ref().map_or(Count::Hidden, |values| Count::Shown(values.len())),
            median: found.as_ref().and_then(|values| median(values)),
        });
        values.push(found.unwrap_or_default());
    }
    let test: Outcome<ScaleTest> = match values.as_slice() {
        _ if has_hidden => Outcome::Withheld,
        [first, second] => mann_whitney(first, second).map(ScaleTest::MannWhitney).into(),
        groups => kruskal_wallis(groups).map(ScaleTest::KruskalWallis).into(),
    };
    TestedScale { groups, test }
}

/// The values of a group, ascending; `None` where one of its counts is withheld.
fn group_values(counted: impl Iterator<Item = (f64, Count)>) -> Option<Vec<f64>> {
    let mut values = Vec::new();
    for (step, count) in counted {
        values.extend(std::iter::repeat_n(step, count.shown()?));
    }
    values.sort_by(f64::total_cmp);
    Some(values)
}

#[cfg(test)]
mod tests;
