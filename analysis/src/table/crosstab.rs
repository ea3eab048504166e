//! Cross tables (クロス集計): two variables against each other, and codes against an attribute.

mod not_asked;
mod transposed;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use self::not_asked::NotAsked;
use crate::error::Error;
use crate::statistics::chi_square::{ChiSquare, Correction, adjusted_residuals, chi_square, expected_counts};
use crate::table::{
    Answers, Count, Frame, Kind, MAX_CATEGORIES, RowId, ValueLabel, Variable, answers, share,
};

/// How to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CrosstabOptions {
    /// When χ² carries Yates' correction.
    pub correction: Correction,
}

/// Two variables of one answer each against each other. Every counted row of the table is in exactly one cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Crosstab {
    /// Label of the variable down the side.
    pub row_label: String,
    /// Label of the variable along the top.
    pub column_label: String,
    /// Values down the side; those without an answer are kept.
    pub rows: Vec<ValueLabel>,
    /// Values along the top; those without an answer are kept.
    pub columns: Vec<ValueLabel>,
    /// `cells[row][column]`.
    pub cells: Vec<Vec<CrosstabCell>>,
    /// One total a row.
    pub row_totals: Vec<Count>,
    /// One total a column.
    pub column_totals: Vec<Count>,
    /// All counted rows of the table.
    pub total: Count,
    /// Rows of the table left out because they lack an answer to one of the two.
    pub left_out: Count,
    /// One number a row: rows of the data with its value, of people who were not asked. Whoever knows how many have
    /// the value knows it from the row's total.
    pub not_asked: Vec<Count>,
    /// All rows of the data, of people who were not asked.
    pub not_asked_total: Count,
    /// One number a column: rows of the table with its value, of people who were not asked the variable down the side.
    /// Whoever knows how often the value was given knows it from the column's total.
    pub not_placed: Vec<Count>,
    /// All rows of the table, of people who were not asked the variable down the side.
    pub not_placed_total: Count,
    /// χ² of the table; `None` if there is nothing to test, or withheld.
    pub test: Option<ChiSquare>,
    /// Whether anything is withheld.
    pub has_hidden: bool,
    /// Rows that all tables of these people withhold.
    #[serde(skip)]
    pub(super) withheld_rows: Vec<bool>,
    /// Columns that all tables of these people withhold.
    #[serde(skip)]
    pub(super) withheld_columns: Vec<bool>,
}

/// One cell of a [`Crosstab`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrosstabCell {
    /// How many rows of the table are in it.
    pub count: Count,
    /// Share (0 to 1) of its row's total.
    pub row_share: Option<f64>,
    /// Share (0 to 1) of its column's total.
    pub column_share: Option<f64>,
    /// Share (0 to 1) of all.
    pub total_share: Option<f64>,
    /// Expected count if the variables were independent; `None` if withheld.
    pub expected: Option<f64>,
    /// Adjusted residual; beyond ±1.96 the cell differs at the 5 % level.
    pub residual: Option<f64>,
    /// The rows counted, ascending; empty in a protected table.
    pub members: Vec<RowId>,
}

/// The rows that one code, or one choice of a multiple-answer question, was found in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeHits {
    /// Name of the code.
    pub name: String,
    /// What people read for it.
    pub label: String,
    /// Row ids, in any order; repeats count once.
    pub rows: Vec<RowId>,
}

/// Codes against the values of an attribute (KH Coder's コードのクロス集計). A row may have several codes or none,
/// so the cells of a row do not sum to anything.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CodeCrosstab {
    /// Label of the attribute.
    pub row_label: String,
    /// The attribute's values with their cells.
    pub rows: Vec<CodeRow>,
    /// The codes; those never found are kept.
    pub codes: Vec<CodeTotal>,
    /// Rows of the table that have the attribute.
    pub total: Count,
    /// Rows of the table left out because they lack the attribute.
    pub left_out: Count,
    /// All rows of the data, of people who were not asked.
    pub not_asked_total: Count,
    /// All rows of the table, of people who were not asked the attribute.
    pub not_placed_total: Count,
    /// Whether anything is withheld.
    pub has_hidden: bool,
    /// Whether few without a code are protected like few who have it.
    #[serde(skip)]
    pub(super) are_misses_kept: bool,
    /// Whether a table beside this one withholds the total.
    #[serde(skip)]
    pub(super) is_total_withheld: bool,
}

/// One attribute value of a [`CodeCrosstab`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CodeRow {
    /// The value as stored.
    pub value: String,
    /// The words for it.
    pub label: String,
    /// Rows of the table with this value.
    pub n: Count,
    /// Rows of the data with this value, of people who were not asked.
    pub not_asked: Count,
    /// Those rows, ascending; empty in a protected table.
    pub members: Vec<RowId>,
    /// One cell a code.
    pub cells: Vec<CodeCell>,
    /// Whether all tables of these people withhold the value.
    #[serde(skip)]
    pub(super) is_withheld: bool,
}

/// One cell of a [`CodeCrosstab`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CodeCell {
    /// How many rows of the table with this value have the code.
    pub count: Count,
    /// Share (0 to 1) of the row's `n`.
    pub share: Option<f64>,
    /// Adjusted residual of the code's table of hits and misses.
    pub residual: Option<f64>,
    /// The rows counted, ascending; empty in a protected table.
    pub members: Vec<RowId>,
}

/// One code of a [`CodeCrosstab`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CodeTotal {
    /// Name of the code.
    pub name: String,
    /// What people read for it.
    pub label: String,
    /// Hits among all rows that have the attribute.
    pub count: Count,
    /// Share (0 to 1) of the total; `None` where it has another base.
    pub share: Option<f64>,
    /// Whether some of those in the total could not have the code: it has no share then, in no group, and is not tested.
    #[serde(skip)]
    pub has_other_base: bool,
    /// Rows of the table that have the code, of people who were not asked the attribute.
    pub not_placed: Count,
    /// χ² of the code's table of hits and misses; `None` if there is nothing to test, or withheld.
    pub test: Option<ChiSquare>,
    /// Whether a table beside this one withholds the code's total.
    #[serde(skip)]
    pub(super) is_withheld: bool,
}

/// Counts two variables against each other.
///
/// # Errors
/// [`Error::ColumnMissing`], [`Error::NotCountable`] for free text and several answers (use [`choices`] and [`code_crosstab`] for those),
/// [`Error::TooManyCategories`] for more than [`MAX_CATEGORIES`] values.
pub fn crosstab(
    frame: &Frame,
    row: &Variable,
    column: &Variable,
    options: CrosstabOptions,
) -> Result<Crosstab, Error> {
    let (row_answers, column_answers) = (one_answer(frame, row)?, one_answer(frame, column)?);
    let (height, width) = (row_answers.categories.len(), column_answers.categories.len());
    let mut members: Vec<Vec<Vec<RowId>>> = vec![vec![Vec::new(); width]; height];
    let mut left_out = 0;
    for ((id, in_row), (_, in_column)) in row_answers.rows.iter().zip(&column_answers.rows) {
        match (in_row.first(), in_column.first()) {
            (Some(&r), Some(&c)) => members[r][c].push(*id),
            _ => left_out += 1,
        }
    }
    let observed: Vec<Vec<usize>> =
        members.iter().map(|cells| cells.iter().map(Vec::len).collect()).collect();
    let row_totals: Vec<usize> = observed.iter().map(|cells| cells.iter().sum()).collect();
    let column_totals: Vec<usize> = (0..width).map(|c| observed.iter().map(|cells| cells[c]).sum()).collect();
    let total: usize = row_totals.iter().sum();
    let (expected, residuals) = (expected_counts(&observed), adjusted_residuals(&observed));
    let cell = |r: usize, c: usize, members: Vec<RowId>| CrosstabCell {
        count: Count::Shown(members.len()),
        row_share: share(members.len(), row_totals[r]),
        column_share: share(members.len(), column_totals[c]),
        total_share: share(members.len(), total),
        expected: Some(expected[r][c]),
        residual: residuals[r][c],
        members,
    };
    let cells = members
        .into_iter()
        .enumerate()
        .map(|(r, cells)| cells.into_iter().enumerate().map(|(c, members)| cell(r, c, members)).collect());
    Ok(Crosstab {
        row_label: row.label.clone(),
        column_label: column.label.clone(),
        cells: cells.collect(),
        rows: row_answers.categories,
        columns: column_answers.categories,
        row_totals: shown(&row_totals),
        column_totals: shown(&column_totals),
        total: Count::Shown(total),
        left_out: Count::Shown(left_out),
        not_asked: vec![Count::Shown(0); height],
        not_asked_total: Count::Shown(0),
        not_placed: vec![Count::Shown(0); width],
        not_placed_total: Count::Shown(0),
        test: chi_square(&observed, options.correction),
        has_hidden: false,
        withheld_rows: vec![false; height],
        withheld_columns: vec![false; width],
    })
}

/// Counts codes against the values of an attribute, with χ² for each code. Hits in rows that the table does not
/// have are passed over.
///
/// # Errors
/// As [`crosstab`].
pub fn code_crosstab(
    frame: &Frame,
    row: &Variable,
    codes: &[CodeHits],
    options: CrosstabOptions,
) -> Result<CodeCrosstab, Error> {
    if codes.len() > MAX_CATEGORIES {
        return Err(Error::TooManyCategories { variable: row.name.clone(), limit: MAX_CATEGORIES });
    }
    let answers = one_answer(frame, row)?;
    let height = answers.categories.len();
    let place: BTreeMap<RowId, usize> =
        answers.rows.iter().filter_map(|(id, found)| found.first().map(|&r| (*id, r))).collect();
    let mut groups: Vec<Vec<RowId>> = vec![Vec::new(); height];
    for (&id, &r) in &place {
        groups[r].push(id);
    }
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    let mut rows: Vec<CodeRow> = answers
        .categories
        .into_iter()
        .zip(groups)
        .map(|(category, members)| CodeRow {
            value: category.value,
            label: category.label,
            n: Count::Shown(members.len()),
            not_asked: Count::Shown(0),
            members,
            cells: Vec::with_capacity(codes.len()),
            is_withheld: false,
        })
        .collect();
    let mut totals = Vec::with_capacity(codes.len());
    for code in codes {
        let members = hits_by_group(code, &place, height);
        totals.push(code_total(code, &members, &sizes, options));
        for (row, cell) in rows.iter_mut().zip(code_cells(members, &sizes)) {
            row.cells.push(cell);
        }
    }
    Ok(CodeCrosstab {
        row_label: row.label.clone(),
        rows,
        codes: totals,
        total: Count::Shown(place.len()),
        left_out: Count::Shown(answers.rows.len() - place.len()),
        not_asked_total: Count::Shown(0),
        not_placed_total: Count::Shown(0),
        has_hidden: false,
        are_misses_kept: false,
        is_total_withheld: false,
    })
}

impl CodeCrosstab {
    /// The same table where some of the people could not have these codes, by their names: counts stay, shares and tests do not.
    pub fn with_other_base(mut self, is_other: impl Fn(&str) -> bool) -> CodeCrosstab {
        for (place, code) in self.codes.iter_mut().enumerate().filter(|(_, code)| is_other(&code.name)) {
            (code.share, code.test, code.has_other_base) = (None, None, true);
            for cell in self.rows.iter_mut().filter_map(|row| row.cells.get_mut(place)) {
                (cell.share, cell.residual) = (None, None);
            }
        }
        self
    }
}

/// The choices of a multiple-answer question as codes, so that [`code_crosstab`] can set them against an attribute.
///
/// # Errors
/// As [`crosstab`], but questions of one answer are taken, too.
pub fn choices(frame: &Frame, variable: &Variable) -> Result<Vec<CodeHits>, Error> {
    let answers = answers(frame, variable)?;
    let codes = answers.categories.into_iter();
    let mut codes: Vec<CodeHits> = codes
        .map(|category| CodeHits { name: category.value, label: category.label, rows: Vec::new() })
        .collect();
    for (id, found) in answers.rows {
        for place in found {
            codes[place].rows.push(id);
        }
    }
    Ok(codes)
}

fn one_answer(frame: &Frame, variable: &Variable) -> Result<Answers, Error> {
    if variable.kind == Kind::Multiple {
        return Err(Error::NotCountable { variable: variable.name.clone() });
    }
    let answers = answers(frame, variable)?;
    if answers.categories.len() > MAX_CATEGORIES {
        return Err(Error::TooManyCategories { variable: variable.name.clone(), limit: MAX_CATEGORIES });
    }
    Ok(answers)
}

fn hits_by_group(code: &CodeHits, place: &BTreeMap<RowId, usize>, height: usize) -> Vec<Vec<RowId>> {
    let mut members = vec![Vec::new(); height];
    let hits: BTreeSet<RowId> = code.rows.iter().copied().collect();
    for id in hits {
        if let Some(&r) = place.get(&id) {
            members[r].push(id);
        }
    }
    members
}

fn code_cells(members: Vec<Vec<RowId>>, sizes: &[usize]) -> impl Iterator<Item = CodeCell> {
    let residuals = adjusted_residuals(&hits_and_misses(&members, sizes));
    let cells = members.into_iter().zip(sizes).zip(residuals);
    cells.map(|((members, &n), residual)| CodeCell {
        count: Count::Shown(members.len()),
        share: share(members.len(), n),
        residual: residual.first().copied().flatten(),
        members,
    })
}

fn code_total(
    code: &CodeHits,
    members: &[Vec<RowId>],
    sizes: &[usize],
    options: CrosstabOptions,
) -> CodeTotal {
    let count = members.iter().map(Vec::len).sum();
    CodeTotal {
        name: code.name.clone(),
        label: code.label.clone(),
        count: Count::Shown(count),
        share: share(count, sizes.iter().sum()),
        has_other_base: false,
        not_placed: Count::Shown(0),
        test: chi_square(&hits_and_misses(members, sizes), options.correction),
        is_withheld: false,
    }
}

/// The table of rows × 2 whose χ² KH Coder prints under each code.
fn hits_and_misses(members: &[Vec<RowId>], sizes: &[usize]) -> Vec<Vec<usize>> {
    members.iter().zip(sizes).map(|(hits, &n)| vec![hits.len(), n - hits.len()]).collect()
}

fn shown(counts: &[usize]) -> Vec<Count> {
    counts.iter().copied().map(Count::Shown).collect()
}

#[cfg(test)]
mod tests;
