//! Correspondence analysis against published figures and numpy's singular values.

use super::*;
use crate::statistics::tests::near;

fn sparse(rows: &[&[u32]]) -> Vec<Sparse> {
    let entry = |(place, &count): (usize, &u32)| (count > 0).then(|| (place as u32, f64::from(count)));
    rows.iter().map(|row| row.iter().enumerate().filter_map(entry).collect()).collect()
}

const SMOKING: [&[u32]; 5] =
    [&[4, 2, 3, 2], &[4, 3, 7, 4], &[25, 10, 12, 4], &[18, 24, 33, 13], &[10, 6, 7, 2]];

/// Smoking by staff group (M. Greenacre, Theory and Applications of Correspondence Analysis, 1984, p. 55): principal inertias
/// .07476, .01002, .00041 of .08519 in all (87.76 %, 11.76 %, .49 %), principal coordinates of the groups (first: −.0658,
/// −.1937). To more digits by `numpy.linalg.svd` of S, with the sign that this module takes.
#[test]
fn smoking_by_staff_group() {
    let result = correspondence(&sparse(&SMOKING), 4, 9).unwrap();
    for (value, expected) in
        result.singular_values.iter().zip([0.273_421_115, 0.100_085_866, 0.020_336_520_8])
    {
        near(*value, expected, 1e-9);
    }
    assert_eq!(result.singular_values.len(), 3);
    near(result.inertia, 0.085_189_860_477_840_7, 1e-12);
    near(result.share(0), 0.877_558_731, 1e-8);
    near(result.share(7), 0.0, 1e-12);
    let rows = [
        [0.065_768_383_880_259_18, 0.193_737_003_621_610_23],
        [-0.258_958_421_430_402_15, 0.243_304_574_901_462_34],
    ];
    for (point, expected) in result.rows.iter().flatten().zip(rows) {
        let principal = result.scaled(point, Scaling::Principal);
        near(principal[0], expected[0], 1e-10);
        near(principal[1], expected[1], 1e-10);
    }
    let none = result.scaled(result.columns[0].as_ref().unwrap(), Scaling::Principal);
    near(none[0], 0.393_308_448_578_718_44, 1e-10);
    near(none[1], 0.030_492_071_109_187_308, 1e-10);
    let root = result.scaled(result.columns[0].as_ref().unwrap(), Scaling::Root);
    near(root[0] * result.singular_values[0].sqrt(), none[0], 1e-12);
}

/// By `numpy.linalg.svd`: one dimension, .867845934; standard coordinates of rows and columns.
#[test]
fn a_table_wider_than_high() {
    let table = sparse(&[&[3, 0, 1, 5, 0, 2], &[1, 4, 0, 0, 6, 1]]);
    let result = correspondence(&table, 6, 5).unwrap();
    assert_eq!(result.singular_values.len(), 1);
    near(result.singular_values[0], 0.867_845_934, 1e-9);
    let rows = [-1.044_465_935_734_187, 0.957_427_107_756_338_3];
    let columns = [-0.626_830_9, 1.103_222_4, -1.203_515_4, -1.203_515_4, 1.103_222_4, -0.434_602_8];
    for (point, expected) in result.rows.iter().flatten().zip(rows) {
        near(point[0], expected, 1e-9);
    }
    for (point, expected) in result.columns.iter().flatten().zip(columns) {
        near(point[0], expected, 1e-6);
    }
}

#[test]
fn empty_rows_and_columns_have_no_place() {
    let table = sparse(&[&[3, 0, 1], &[0, 0, 0], &[1, 0, 4]]);
    let result = correspondence(&table, 3, 2).unwrap();
    assert!(result.rows[1].is_none() && result.columns[1].is_none() && result.rows[2].is_some());
    let without = correspondence(&sparse(&[&[3, 1], &[1, 4]]), 2, 2).unwrap();
    near(result.singular_values[0], without.singular_values[0], 1e-12);
}

#[test]
fn bad_tables_are_refused() {
    assert_eq!(correspondence(&[], 0, 2), Err(NotComputed::TooFew));
    assert_eq!(correspondence(&sparse(&[&[1, 2]]), 2, 2), Err(NotComputed::TooFew));
    assert_eq!(correspondence(&[vec![(7, 1.0)]], 2, 2), Err(NotComputed::NotANumber));
    assert_eq!(correspondence(&[vec![(0, -1.0)]], 2, 2), Err(NotComputed::NotANumber));
    // Rows in the same shares have nothing to show.
    let same = correspondence(&sparse(&[&[1, 2], &[2, 4], &[3, 6]]), 2, 2).unwrap();
    assert!(same.singular_values.is_empty() && same.rows[0].as_ref().unwrap().is_empty());
    assert!(same.share(0).abs() < 1e-12);
}

/// `scipy.stats.chi2_contingency` of (count, total − count), uncorrected, for each column: 11.7347, 2.6667, 7.7924, 5.8612.
#[test]
fn the_most_different_columns() {
    let totals = [20.0, 15.0, 60.0, 100.0, 30.0];
    assert_eq!(most_different(&sparse(&SMOKING), &totals, 4, 60), [0, 2, 3, 1]);
    assert_eq!(most_different(&sparse(&SMOKING), &totals, 4, 2), [0, 2]);
    assert_eq!(most_different(&[], &[], 0, 60), Vec::<usize>::new());
}
