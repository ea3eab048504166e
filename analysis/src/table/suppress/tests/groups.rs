//! Tables of several questions about the same people: what a reader finds out who has them all.

use super::*;
use crate::table::crosstab::{CodeCrosstab, Crosstab};

/// The groups that are withheld of so many people, named 0, 1 and so on.
fn of_sizes(sizes: &[usize], disclosure: Disclosure) -> WithheldGroups {
    let names: Vec<String> = (0..sizes.len()).map(|place| place.to_string()).collect();
    let people = names.iter().zip(sizes).flat_map(|(name, n)| std::iter::repeat_n(name.as_str(), *n));
    WithheldGroups::of(people, disclosure)
}

fn named(places: &[usize]) -> WithheldGroups {
    places.iter().map(ToString::to_string).collect()
}

fn sizes_of(counts: &[Vec<usize>]) -> Vec<usize> {
    counts.iter().map(|cells| cells.iter().sum()).collect()
}

fn counted(counts: &[Vec<usize>]) -> Crosstab {
    let (a, b) = (variable("a", Kind::Single, counts.len()), variable("b", Kind::Single, counts[0].len()));
    crosstab(&grid(counts), &a, &b, CrosstabOptions::default()).unwrap()
}

/// A question by group, as it is printed beside other questions.
fn by_group(counts: &[Vec<usize>]) -> Protected<Crosstab> {
    let groups = of_sizes(&sizes_of(counts), Disclosure::PROTECTED);
    protect(counted(counts).with_withheld_rows(&groups), Disclosure::PROTECTED)
}

fn hidden(counts: &[Count]) -> Vec<bool> {
    counts.iter().map(|count| count.is_hidden()).collect()
}

#[test]
fn a_small_group_takes_the_smallest_other_one_with_it_unless_small_ones_are_many_together() {
    let found = |sizes: &[usize]| of_sizes(sizes, Disclosure::PROTECTED);
    assert_eq!(found(&[15, 22, 3]), named(&[0, 2]));
    assert_eq!(found(&[15, 22, 2, 2]), named(&[0, 2, 3]), "four together are few");
    assert_eq!(found(&[15, 22, 3, 4]), named(&[2, 3]));
    assert_eq!(found(&[15, 22, 5, 0]), WithheldGroups::default());
    assert_eq!(found(&[3]), named(&[0]));
    assert_eq!(of_sizes(&[15, 22, 3], Disclosure::Internal), WithheldGroups::default());
}

/// Of the second group there are two members on a list that readers have.
#[test]
fn not_even_that_nobody_is_of_a_group_is_told_of_few() {
    let counts = [vec![8, 12], vec![0, 0], vec![9, 6], vec![10, 12]];
    let groups = |few: &'static str| {
        let names: Vec<String> = (0..counts.len()).map(|place| place.to_string()).collect();
        let sizes = sizes_of(&counts);
        let people = names.iter().zip(&sizes).flat_map(|(name, n)| std::iter::repeat_n(name.as_str(), *n));
        WithheldGroups::of_few(people, [few], Disclosure::PROTECTED)
    };
    assert_eq!(groups("1"), named(&[1, 2]), "the rest would tell the nought");
    assert_eq!(groups("3"), WithheldGroups::default(), "of them more answered than are few");
    let variable = variable("a", Kind::Single, 4);
    let sizes = frequency(&singles(&sizes_of(&counts), 0), &variable, FrequencyOptions::default()).unwrap();
    let sizes = protect(sizes.with_withheld(&groups("1")), Disclosure::PROTECTED);
    assert_eq!(printed(sizes.table()), "20 * * 22 / 0 / 57 of 57");
    let table = protect(counted(&counts).with_withheld_rows(&groups("1")), Disclosure::PROTECTED);
    let table = table.table();
    assert_eq!(hidden(&table.row_totals), [false, true, true, false]);
    for row in [1, 2] {
        assert!(table.cells[row].iter().all(|cell| cell.count.is_hidden()), "{table:?}");
    }
    assert_eq!(table.total, Count::Shown(57));
}

/// Fifteen, twenty-two and three people answer two questions. By itself the one table would hide the three behind the first group, and
/// the other one behind the second: both together told all sizes.
#[test]
fn all_tables_withhold_the_same_groups_and_tell_nothing_else_of_them() {
    let questions = [vec![vec![9, 6], vec![12, 10], vec![2, 1]], vec![vec![8, 7], vec![21, 1], vec![1, 2]]];
    for counts in &questions {
        let table = by_group(counts);
        let table = table.table();
        assert_eq!(hidden(&table.row_totals), [true, false, true], "{table:?}");
        for row in [0, 2] {
            assert!(table.cells[row].iter().all(|cell| cell.count.is_hidden()), "{table:?}");
        }
        // Whoever of the withheld groups changes places with somebody of the other one changes nothing that is printed.
        let mut exchanged = counts.clone();
        exchanged[0][0] -= 1;
        exchanged[2][0] += 1;
        let groups = named(&[0, 2]);
        let other = protect(counted(&exchanged).with_withheld_rows(&groups), Disclosure::PROTECTED);
        let printed = |table: &Crosstab| {
            let cells = table.cells.iter().flatten().map(|cell| cell.count);
            let totals = table.row_totals.iter().chain(&table.column_totals).copied();
            cells.chain(totals).chain([table.total]).collect::<Vec<Count>>()
        };
        assert_eq!(printed(table), printed(other.table()));
    }
}

#[test]
fn the_groups_themselves_are_counted_with_the_same_ones_withheld() {
    for sizes in [[15, 22, 3], [22, 15, 3], [3, 15, 15]] {
        let groups = of_sizes(&sizes, Disclosure::PROTECTED);
        let variable = variable("a", Kind::Single, 3);
        let people = frequency(&singles(&sizes, 0), &variable, FrequencyOptions::default()).unwrap();
        let people = protect(people.with_withheld(&groups), Disclosure::PROTECTED);
        let counts: Vec<Count> = people.table().rows.iter().map(|row| row.count).collect();
        let table = by_group(&sizes.map(|n| vec![n / 2, n - n / 2]));
        assert_eq!(hidden(&counts), hidden(&table.table().row_totals), "{sizes:?}");
        assert_eq!(WithheldGroups::hidden_in(&people), groups);
    }
}

fn of_codes(counts: &[Vec<usize>]) -> CodeCrosstab {
    let a = variable("a", Kind::Single, counts.len());
    let codes = crate::table::crosstab::choices(&grid(counts), &variable("b", Kind::Single, 2)).unwrap();
    code_crosstab(&grid(counts), &a, &codes, CrosstabOptions::default()).unwrap()
}

#[test]
fn codes_keep_the_groups_to_themselves() {
    let counts = [vec![9, 6], vec![12, 10], vec![2, 1]];
    let table = protect(of_codes(&counts).with_withheld_rows(&named(&[0, 2])), Disclosure::PROTECTED);
    let table = table.table();
    let sizes: Vec<Count> = table.rows.iter().map(|row| row.n).collect();
    assert_eq!(hidden(&sizes), [true, false, true], "{table:?}");
    for row in [0, 2] {
        assert!(table.rows[row].cells.iter().all(|cell| cell.count.is_hidden()), "{table:?}");
    }
    let beside = protect(of_codes(&counts).with_withheld_codes(&named(&[1])), Disclosure::PROTECTED);
    assert!(beside.table().codes[1].count.is_hidden());
}

/// The second code is that the first one is missing, as it is of one of eleven.
#[test]
fn few_without_a_code_are_no_difference_of_a_group_and_its_hits() {
    let counts = [vec![10, 1], vec![6, 9], vec![5, 6]];
    let hits = |table: CodeCrosstab, code: usize| {
        let table = protect(table, Disclosure::PROTECTED);
        let cells = table.table().rows.iter().map(|row| row.cells[code].count);
        hidden(&cells.collect::<Vec<Count>>())
    };
    assert_eq!(hits(of_codes(&counts), 1), [true, false, true]);
    assert_eq!(hits(of_codes(&counts), 0), [false; 3], "and tells what the other one withholds");
    assert_eq!(hits(of_codes(&counts).with_misses_kept(), 0), [true, false, true]);
    assert_eq!(hits(of_codes(&counts).with_misses_kept(), 1), [true, false, true]);
    let table = protect(of_codes(&counts).with_misses_kept(), Disclosure::PROTECTED);
    assert_eq!((table.table().codes[0].count, table.table().total), (Count::Shown(21), Count::Shown(37)));
}

/// A rule may find whom a word finds. By itself its table would print 8 people of the first group, and that of the word 13 of the
/// second one: with the total the third group's one person would be what is left. In the second survey its table has no total.
#[test]
fn where_few_are_without_a_code_nothing_is_printed_that_another_table_of_it_withholds() {
    let surveys = [([[8, 11], [13, 2], [1, 4]], vec![]), ([[22, 0], [4, 2], [11, 0]], vec![0])];
    for (counts, without_total) in surveys {
        let counts = counts.map(Vec::from);
        let hits = |table: CodeCrosstab| {
            let table = protect(table, Disclosure::PROTECTED);
            let cells = table.table().rows.iter().map(|row| row.cells[0].count);
            hidden(&cells.collect::<Vec<Count>>())
        };
        let of_word = hits(of_codes(&counts));
        let of_rule = of_codes(&counts).with_withheld_codes(&named(&without_total)).with_misses_kept();
        let of_rule = hits(of_rule);
        let is_told = of_word.iter().zip(&of_rule).any(|(of_word, of_rule)| *of_word && !of_rule);
        assert!(of_word.contains(&true) && !is_told, "{counts:?}: {of_word:?} {of_rule:?}");
    }
}

/// Of an answer that a question's own table withholds a table of two questions tells nothing, whichever way round it stands.
#[test]
fn withheld_answers_are_withheld_along_the_top_and_down_the_side() {
    let counts = [vec![9, 8, 6], vec![12, 7, 8], vec![8, 9, 6]];
    let table = counted(&counts).with_withheld_rows(&named(&[0, 1])).with_withheld_columns(&named(&[0, 2]));
    let table = protect(table, Disclosure::PROTECTED);
    let printed = table.table();
    for (row, cells) in printed.cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            assert_eq!(cell.count.is_hidden(), row < 2 || column != 1, "{row} {column}: {printed:?}");
        }
    }
    assert_eq!(hidden(&printed.row_totals), [true, true, false]);
    assert_eq!(hidden(&printed.column_totals), [true, false, true]);
    let turned = table.clone().transposed();
    let turned = turned.table();
    assert_eq!((&turned.rows, &turned.row_totals), (&printed.columns, &printed.column_totals));
    assert_eq!(turned.cells[1][2].count, printed.cells[2][1].count);
}

#[test]
fn groups_that_are_counted_together_stay_withheld_while_another_one_hides_them() {
    let alone = of_sizes(&[15, 22, 3], Disclosure::PROTECTED);
    let pooled = alone.pooled("other", |name| name != "2");
    assert_eq!(pooled, named(&[0]).with(["other".to_string()]));
    let several = of_sizes(&[15, 22, 3, 4], Disclosure::PROTECTED);
    assert_eq!(several.pooled("other", |name| name == "0" || name == "1"), WithheldGroups::default());
}
