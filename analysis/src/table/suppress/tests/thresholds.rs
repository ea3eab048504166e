//! What other thresholds withhold, by themselves and together.

use super::*;

#[test]
fn thresholds_differ() {
    let at =
        |min_cell| printed(&single(&[20, 7, 4], 0, Disclosure::Protected { min_cell, hide_zeros: false }));
    assert_eq!(at(3), "20 7 4 / 0 / 31 of 31");
    assert_eq!(at(5), "20 * * / 0 / 31 of 31");
    assert_eq!(at(10), "20 * * / 0 / 31 of 31");
    let zeros = single(&[20, 0, 9], 0, Disclosure::Protected { min_cell: 5, hide_zeros: true });
    assert_eq!(printed(&zeros), "20 * * / 0 / 29 of 29");
}

/// Each table is safe by itself, and both together are not: what the lower threshold withholds beside the small number the higher one
/// prints, so that the other one is known to be below the lower threshold, and is 4. Versions of a sheet are compared for that
/// (`close.rs` of the server).
#[test]
fn tables_of_the_same_people_under_two_thresholds_tell_more_than_each_of_them() {
    // Thirty people chose one thing each: 4, 12 and 14.
    let value = |row: usize| usize::from(row >= 4) + usize::from(row >= 16);
    let at = |min_cell| {
        let cells = (0..30).map(|row| Some(vec![value(row).to_string()])).collect();
        let table = frame(vec![Column { name: "a".to_string(), data: ColumnData::Lists(cells) }]).unwrap();
        let table =
            frequency(&table, &variable("a", Kind::Multiple, 3), FrequencyOptions::default()).unwrap();
        printed(protect(table, Disclosure::Protected { min_cell, hide_zeros: false }).table())
    };
    assert_eq!(at(10), "* 12 14 / 0 / 30 of 30");
    assert_eq!(at(5), "* * 14 / 0 / 30 of 30");
}
