//! k-anonymity: of how many rows each row is one, for somebody who knows what others know of a respondent.
//!
//! Rows that have the same values in all quasi-identifiers are one equivalence class; k is the size of the smallest
//! (Sweeney, L. (2002). k-anonymity: a model for protecting privacy. Int. J. Uncertainty, Fuzziness and Knowledge-Based
//! Systems, 10, 557–570).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

/// The most quasi-identifiers that are looked at; those after them are named as left out.
pub const MAX_QUASI_IDENTIFIERS: usize = 20;
/// The most pairs that are named.
pub const MAX_PAIRS: usize = 20;

/// A column that others may know of a respondent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuasiIdentifier {
    /// Name of the column.
    pub name: String,
    /// What it has for each row, as printed; no answer and a value that is withheld are values like others.
    pub values: Vec<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Anonymity {
    /// The smallest class that is asked for.
    pub wanted: usize,
    /// The quasi-identifiers that were looked at, in their order.
    pub looked_at: Vec<String>,
    /// Those that were not, because they are too many.
    pub left_out: Vec<String>,
    /// Rows in all.
    pub rows: usize,
    /// Equivalence classes.
    pub classes: usize,
    /// Rows of the smallest class; 0 without rows.
    pub k: usize,
    /// Rows in classes smaller than wanted.
    pub at_risk: usize,
    /// Columns that put rows at risk by themselves, those of most rows first.
    pub singles: Vec<Risk>,
    /// Pairs that put rows at risk which neither of the two does alone, those of most rows first.
    pub pairs: Vec<Risk>,
    /// For each column: how many rows would be at risk if it were left out, the fewest first.
    pub without: Vec<Risk>,
}

/// Columns and how many rows they concern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows in classes smaller than wanted.
    pub rows: usize,
}

impl Anonymity {
    /// Whether any row is in a class smaller than wanted, or may be by columns that were not looked at.
    pub fn is_at_risk(&self) -> bool {
        self.at_risk > 0 || self.rows > 0 && !self.left_out.is_empty()
    }
}

/// Looks how well the rows hide among each other. `wanted` is the smallest class that is asked for.
pub fn anonymity(columns: &[QuasiIdentifier], n_rows: usize, wanted: usize) -> Anonymity {
    let (looked_at, left_out) = columns.split_at(columns.len().min(MAX_QUASI_IDENTIFIERS));
    let names = |columns: &[QuasiIdentifier]| {
        columns.iter().map(|column| column.name.clone()).collect::<Vec<String>>()
    };
    let coded: Vec<Vec<u32>> = looked_at.iter().map(|column| codes(column, n_rows)).collect();
    let all: Vec<&[u32]> = coded.iter().map(Vec::as_slice).collect();
    let own: Vec<Vec<usize>> = all.iter().map(|column| class_sizes(&[column], n_rows)).collect();
    let small = |sizes: &[usize]| sizes.iter().filter(|size| **size < wanted).count();
    let sizes = class_sizes(&all, n_rows);
    let risk = |places: &[usize], rows: usize| Risk {
        columns: places.iter().map(|at| looked_at[*at].name.clone()).collect(),
        rows,
    };
    let mut singles: Vec<Risk> = own.iter().enumerate().map(|(at, own)| risk(&[at], small(own))).collect();
    singles.retain(|single| single.rows > 0);
    let mut pairs = Vec::new();
    for (a, b) in (0..all.len()).flat_map(|a| (a + 1..all.len()).map(move |b| (a, b))) {
        let both = class_sizes(&[all[a], all[b]], n_rows);
        let is_new = |row: &usize| both[*row] < wanted && own[a][*row] >= wanted && own[b][*row] >= wanted;
        let rows = (0..n_rows).filter(is_new).count();
        pairs.extend((rows > 0).then(|| risk(&[a, b], rows)));
    }
    let mut without: Vec<Risk> = (0..all.len())
        .map(|left| {
            let rest: Vec<&[u32]> =
                all.iter().enumerate().filter(|(at, _)| *at != left).map(|(_, column)| *column).collect();
            risk(&[left], small(&class_sizes(&rest, n_rows)))
        })
        .collect();
    // Sorting is stable: of equals the order of the columns holds.
    singles.sort_by_key(|risk| std::cmp::Reverse(risk.rows));
    pairs.sort_by_key(|risk| std::cmp::Reverse(risk.rows));
    pairs.truncate(MAX_PAIRS);
    without.sort_by_key(|risk| risk.rows);
    Anonymity {
        wanted,
        looked_at: names(looked_at),
        left_out: names(left_out),
        rows: n_rows,
        classes: classes(&all, n_rows),
        k: sizes.iter().copied().min().unwrap_or_default(),
        at_risk: small(&sizes),
        singles,
        pairs,
        without,
    }
}

/// What further columns would put at risk, each by itself, if they were known beside these: for those that add any, the rows in
/// classes smaller than wanted, those of most rows first.
pub fn known_beside(
    columns: &[QuasiIdentifier],
    further: impl IntoIterator<Item = QuasiIdentifier>,
    n_rows: usize,
    wanted: usize,
) -> Vec<Risk> {
    let looked_at = columns.iter().take(MAX_QUASI_IDENTIFIERS);
    let coded: Vec<Vec<u32>> = looked_at.map(|column| codes(column, n_rows)).collect();
    let all: Vec<&[u32]> = coded.iter().map(Vec::as_slice).collect();
    let known = class_numbers(&all, n_rows);
    let small =
        |columns: &[&[u32]]| class_sizes(columns, n_rows).into_iter().filter(|size| *size < wanted).count();
    let now = small(&[known.as_slice()]);
    let risk = |column: QuasiIdentifier| {
        let rows = small(&[known.as_slice(), codes(&column, n_rows).as_slice()]);
        (rows > now).then(|| Risk { columns: vec![column.name], rows })
    };
    let mut found: Vec<Risk> = further.into_iter().filter_map(risk).collect();
    found.sort_by_key(|risk| std::cmp::Reverse(risk.rows));
    found
}

/// A number for each value of a column; rows that it lacks have no value.
fn codes(column: &QuasiIdentifier, n_rows: usize) -> Vec<u32> {
    let values: BTreeSet<&str> = column.values.iter().map(String::as_str).collect();
    let places: BTreeMap<&str, u32> = values.into_iter().zip(1..).collect();
    let value = |row: usize| column.values.get(row).and_then(|value| places.get(value.as_str()));
    (0..n_rows).map(|row| value(row).copied().unwrap_or_default()).collect()
}

/// The values of a row.
fn key(columns: &[&[u32]], row: usize) -> Vec<u32> {
    columns.iter().map(|column| column[row]).collect()
}

/// For each row how many rows have its values, itself included.
fn class_sizes(columns: &[&[u32]], n_rows: usize) -> Vec<usize> {
    let mut counts: HashMap<Vec<u32>, usize> = HashMap::new();
    for row in 0..n_rows {
        *counts.entry(key(columns, row)).or_default() += 1;
    }
    (0..n_rows).map(|row| counts.get(&key(columns, row)).copied().unwrap_or_default()).collect()
}

/// For each row the number of its class.
fn class_numbers(columns: &[&[u32]], n_rows: usize) -> Vec<u32> {
    let mut numbers: HashMap<Vec<u32>, u32> = HashMap::new();
    let number = |row: usize| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(key(columns, row)).or_insert(next)
    };
    (0..n_rows).map(number).collect()
}

fn classes(columns: &[&[u32]], n_rows: usize) -> usize {
    (0..n_rows).map(|row| key(columns, row)).collect::<BTreeSet<Vec<u32>>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, values: &str) -> QuasiIdentifier {
        let values = values.chars().map(String::from).collect();
        QuasiIdentifier { name: name.to_string(), values }
    }

    fn found(risks: &[Risk]) -> Vec<(String, usize)> {
        risks.iter().map(|risk| (risk.columns.join("+"), risk.rows)).collect()
    }

    /// Counted by hand: the classes are Nh Nh | Nw | Sh Sh Sh, so that one row of six stands alone, and it does so by its
    /// kind alone.
    #[test]
    fn a_row_that_stands_alone_is_found_with_the_column_that_tells_it() {
        let columns = [column("area", "NNNSSS"), column("kind", "hhwhhh")];
        let report = anonymity(&columns, 6, 2);
        assert_eq!((report.rows, report.classes, report.k, report.at_risk), (6, 3, 1, 1));
        assert_eq!(found(&report.singles), [("kind".to_string(), 1)]);
        assert!(report.pairs.is_empty(), "{:?}", report.pairs);
        assert_eq!(found(&report.without), [("kind".to_string(), 0), ("area".to_string(), 1)]);
    }

    /// Counted by hand: ax ax | ay | by by | bx. Every value has three rows, and two rows stand alone only by both.
    #[test]
    fn a_pair_is_named_where_neither_tells_anything_alone() {
        let columns = [column("area", "aaabbb"), column("kind", "xxyyyx")];
        let report = anonymity(&columns, 6, 2);
        assert_eq!((report.classes, report.k, report.at_risk), (4, 1, 2));
        assert!(report.singles.is_empty());
        assert_eq!(found(&report.pairs), [("area+kind".to_string(), 2)]);
        let wider = anonymity(&columns, 6, 3);
        assert_eq!(wider.at_risk, 6);
        assert_eq!(found(&wider.without), [("area".to_string(), 0), ("kind".to_string(), 0)]);
    }

    /// Counted by hand: by area two classes of three. Who runs it parts each into two and one; how large it is, into nothing new;
    /// and the number of each row parts all.
    #[test]
    fn what_might_be_known_beside_is_named_where_it_adds_to_the_risk() {
        let area = [column("area", "NNNSSS")];
        let further = || [column("size", "aaabbb"), column("run", "ppqppq"), column("row", "123456")];
        assert_eq!(
            found(&known_beside(&area, further(), 6, 3)),
            [("run".to_string(), 6), ("row".to_string(), 6)]
        );
        assert_eq!(
            found(&known_beside(&area, further(), 6, 2)),
            [("row".to_string(), 6), ("run".to_string(), 2)]
        );
        assert!(known_beside(&area, further(), 6, 4).is_empty(), "all are at risk already");
        assert_eq!(
            found(&known_beside(&[], further(), 6, 3)),
            [("row".to_string(), 6), ("run".to_string(), 2)]
        );
    }

    #[test]
    fn without_columns_all_rows_are_one_class_and_without_rows_there_is_none() {
        let alone = anonymity(&[], 3, 5);
        assert_eq!((alone.classes, alone.k, alone.at_risk), (1, 3, 3), "three are fewer than five");
        assert_eq!(anonymity(&[], 5, 5).at_risk, 0);
        let empty = anonymity(&[column("area", "")], 0, 5);
        assert_eq!((empty.classes, empty.k, empty.at_risk), (0, 0, 0));
        assert!(!empty.is_at_risk());
    }

    #[test]
    fn a_short_column_is_filled_and_too_many_are_named() {
        let short = anonymity(&[column("area", "NN")], 4, 2);
        assert_eq!((short.classes, short.k), (2, 2));
        let many: Vec<QuasiIdentifier> = (0..22).map(|n| column(&n.to_string(), "aab")).collect();
        let report = anonymity(&many, 3, 2);
        assert_eq!(
            (report.looked_at.len(), report.left_out.as_slice()),
            (20, &["20".to_string(), "21".to_string()][..])
        );
    }

    /// What the last two columns tell nobody knows, though all rows are alike in the others.
    #[test]
    fn columns_that_were_not_looked_at_are_a_risk() {
        let columns = |n: usize, values: &str| -> Vec<QuasiIdentifier> {
            (0..n).map(|n| column(&n.to_string(), values)).collect()
        };
        let many = anonymity(&columns(22, "aaa"), 3, 2);
        assert!(many.at_risk == 0 && many.is_at_risk());
        assert!(!anonymity(&columns(20, "aaa"), 3, 2).is_at_risk());
        assert!(!anonymity(&columns(22, ""), 0, 2).is_at_risk(), "there is nobody");
    }
}
