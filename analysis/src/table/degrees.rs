//! How closely groups of people are tied to something (連携度): how many answered, their mean degree, and how many are close. The degrees
//! are 0 not known, 1 known by name, 2 in touch before, 3 in touch case by case, 4 working together regularly.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Error;
use crate::table::crosstab::{Crosstab, CrosstabOptions, NotAsked, crosstab};
use crate::table::suppress::WithheldGroups;
use crate::table::{Column, ColumnData, Count, Kind, ValueLabel, Variable, frame, share};

/// The highest degree; the lowest is 0.
pub const HIGHEST: usize = 4;

/// From this degree on people are close.
pub const CLOSE: usize = 3;

/// The columns of the counts: those who are not close, then those who are.
const SIDES: [&str; 2] = ["apart", "close"];

/// How closely groups are tied to one thing; see [`crate::table::suppress::protect`] before it is shown to others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Degrees {
    /// The groups; those without an answer are kept.
    pub groups: Vec<ValueLabel>,
    /// One row a group.
    pub rows: Vec<DegreeRow>,
    /// All groups together.
    pub all: DegreeRow,
    /// Whether anything is withheld.
    pub has_hidden: bool,
    /// What readers know of how often each degree was given.
    #[serde(skip)]
    pub(super) detail: Detail,
    /// How many of each group gave each degree; nothing in a protected table.
    #[serde(skip)]
    pub(super) by_degree: Vec<[usize; HIGHEST + 1]>,
    /// The groups against [`SIDES`].
    #[serde(skip)]
    pub(super) counts: Crosstab,
}

/// The table of the degrees themselves, as the same readers see it. It counts the same people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Detail {
    /// Whether it withholds a number.
    pub has_hidden: bool,
    /// Of which degrees, from 0, it prints how many gave them.
    pub printed: [bool; HIGHEST + 1],
}

/// How closely one group is tied to it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DegreeRow {
    /// How many gave a degree.
    pub n: Count,
    /// How many of them are close.
    pub n_close: Count,
    /// Their share, from 0 to 1; `None` where nobody answered, or withheld.
    pub close_share: Option<f64>,
    /// Mean of the degrees; `None` where nobody answered, or withheld.
    pub mean: Option<f64>,
    /// Sum of the degrees; 0 in a protected table.
    #[serde(skip)]
    pub(super) sum: usize,
}

/// Counts degrees by group, from one group and degree a person; degrees over [`HIGHEST`] are none. `not_asked` are people who were not
/// asked, by group.
///
/// # Errors
/// As [`crosstab`].
pub fn degrees(
    groups: &[ValueLabel],
    given: &[(String, usize)],
    not_asked: &NotAsked,
) -> Result<Degrees, Error> {
    let given: Vec<&(String, usize)> = given.iter().filter(|(_, degree)| *degree <= HIGHEST).collect();
    let side = |degree: usize| SIDES[usize::from(degree >= CLOSE)].to_string();
    let texts = |name: &str, cells: Vec<Option<String>>| Column {
        name: name.to_string(),
        data: ColumnData::Texts(cells),
    };
    let table = frame(vec![
        texts("group", given.iter().map(|(group, _)| Some(group.clone())).collect()),
        texts("side", given.iter().map(|(_, degree)| Some(side(*degree))).collect()),
    ])?;
    let variable = |name: &str, values: Vec<ValueLabel>| Variable {
        name: name.to_string(),
        label: name.to_string(),
        kind: Kind::Single,
        values,
    };
    let sides = SIDES.map(|side| ValueLabel { value: side.to_string(), label: side.to_string() });
    let counts = crosstab(
        &table,
        &variable("group", groups.to_vec()),
        &variable("side", sides.into()),
        CrosstabOptions::default(),
    )?;
    let mut by_group: BTreeMap<&str, [usize; HIGHEST + 1]> = BTreeMap::new();
    for (group, degree) in given {
        if let Some(n) = by_group.entry(group.as_str()).or_default().get_mut(*degree) {
            *n += 1;
        }
    }
    let of = |group: &ValueLabel| by_group.get(group.value.as_str()).copied().unwrap_or_default();
    let by_degree: Vec<[usize; HIGHEST + 1]> = counts.rows.iter().map(of).collect();
    let sum = |counts: &[usize; HIGHEST + 1]| counts.iter().enumerate().map(|(degree, n)| degree * n).sum();
    let sums: Vec<usize> = by_degree.iter().map(sum).collect();
    let mut found = Degrees {
        groups: counts.rows.clone(),
        rows: sums.iter().map(|sum| DegreeRow::with_sum(*sum)).collect(),
        all: DegreeRow::with_sum(sums.iter().sum()),
        has_hidden: false,
        detail: Detail::default(),
        by_degree,
        counts: counts.with_not_asked(not_asked),
    };
    found.read_counts();
    for row in found.rows.iter_mut().chain([&mut found.all]) {
        row.mean = row.n.shown().filter(|n| *n > 0).map(|n| row.sum as f64 / n as f64);
    }
    Ok(found)
}

impl Degrees {
    /// The same where these readers see a table of how often each degree was given.
    pub fn with_detail(self, detail: Detail) -> Degrees {
        Degrees { detail, ..self }
    }

    /// The same where all tables of these people withhold some of the groups.
    pub fn with_withheld(self, groups: &WithheldGroups) -> Degrees {
        Degrees { counts: self.counts.with_withheld_rows(groups), ..self }
    }

    /// Gives the rows the counts as they may be printed.
    pub(super) fn read_counts(&mut self) {
        let counts = &self.counts;
        for ((row, n), cells) in self.rows.iter_mut().zip(&counts.row_totals).zip(&counts.cells) {
            row.set(*n, cells.get(1).map(|cell| cell.count));
        }
        self.all.set(counts.total, counts.column_totals.get(1).copied());
    }

    /// Whether a count of each row is withheld, and last of all together.
    pub(super) fn hidden_counts(&self) -> Vec<bool> {
        let counts = &self.counts;
        let rows = counts.row_totals.iter().zip(&counts.cells);
        let rows =
            rows.map(|(total, cells)| total.is_hidden() || cells.iter().any(|cell| cell.count.is_hidden()));
        let all = counts.total.is_hidden() || counts.column_totals.iter().any(|total| total.is_hidden());
        rows.chain([all]).collect()
    }
}

impl DegreeRow {
    fn with_sum(sum: usize) -> DegreeRow {
        DegreeRow { n: Count::Hidden, n_close: Count::Hidden, close_share: None, mean: None, sum }
    }

    fn set(&mut self, n: Count, n_close: Option<Count>) {
        self.n = n;
        self.n_close = n_close.unwrap_or(Count::Hidden);
        self.close_share = match (self.n_close, self.n) {
            (Count::Shown(close), Count::Shown(n)) => share(close, n),
            _ => None,
        };
    }

    /// Leaves nothing but how many answered.
    pub(super) fn withhold(&mut self) {
        *self = DegreeRow { n: self.n, ..DegreeRow::with_sum(0) };
    }

    /// Whether nobody gave a degree, and that may be told.
    pub fn is_empty(&self) -> bool {
        self.n == Count::Shown(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(value: &str) -> ValueLabel {
        ValueLabel { value: value.to_string(), label: value.to_string() }
    }

    /// By hand: 甲 0 + 3 + 4 = 7 of three, 乙 2 of one, 丙 nothing; together 9 of four, of whom two are close.
    #[test]
    fn a_small_matrix_is_counted_as_by_hand() {
        let groups = ["甲", "乙", "丙"].map(group);
        let given = [("甲", 0), ("甲", 3), ("乙", 2), ("甲", 4), ("乙", 97)];
        let given: Vec<(String, usize)> =
            given.iter().map(|(group, degree)| ((*group).to_string(), *degree)).collect();
        let found = degrees(&groups, &given, &NotAsked::default()).unwrap();
        let row = |n: usize, close: usize| (Count::Shown(n), Count::Shown(close));
        let counts: Vec<(Count, Count)> = found.rows.iter().map(|row| (row.n, row.n_close)).collect();
        assert_eq!(counts, [row(3, 2), row(1, 0), row(0, 0)]);
        let means: Vec<Option<f64>> = found.rows.iter().map(|row| row.mean).collect();
        assert_eq!(means, [Some(7.0 / 3.0), Some(2.0), None]);
        assert_eq!((found.all.n, found.all.n_close), row(4, 2));
        assert_eq!((found.all.mean, found.all.close_share), (Some(2.25), Some(0.5)));
        assert!(found.rows[2].is_empty() && found.rows[2].close_share.is_none());
    }

    #[test]
    fn without_an_answer_there_is_nothing_to_tell() {
        let none = degrees(&[group("甲")], &[], &NotAsked::default()).unwrap();
        assert!(none.rows[0].is_empty() && none.all.is_empty() && none.all.mean.is_none());
        let nobody = degrees(&[], &[], &NotAsked::default()).unwrap();
        assert!(nobody.rows.is_empty() && nobody.all.is_empty());
    }
}
