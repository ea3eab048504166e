//! Questions that not everybody was asked: how many were not follows from how many were, and the other way round.

use std::collections::BTreeMap;

use super::*;
use crate::table::coverage::Coverage;
use crate::table::crosstab::NotAsked;

fn asked(counts: &[usize], silent: usize, not_asked: usize, disclosure: Disclosure) -> Frequency {
    let variable = variable("a", Kind::Single, counts.len());
    let table = frequency(&singles(counts, silent), &variable, FrequencyOptions::default()).unwrap();
    protect(table.with_not_asked(not_asked), disclosure).table().clone()
}

fn by_first_row(n: usize) -> NotAsked {
    NotAsked { by_value: BTreeMap::from([("0".to_string(), n)]), total: n }
}

#[test]
fn the_number_asked_goes_with_a_small_number_of_others() {
    let table = asked(&[10, 8], 0, 2, Disclosure::PROTECTED);
    assert_eq!(printed(&table), "10 * / 0 / * of *");
    assert!(table.base.is_hidden() && table.not_asked.is_hidden() && table.has_hidden);
    assert!(table.rows.iter().all(|row| row.share.is_none()), "a share tells its base");
    assert_eq!(printed(&asked(&[10, 8], 3, 2, Disclosure::PROTECTED)), "10 * / 3 / * of *");
    let many = asked(&[10, 8], 0, 7, Disclosure::PROTECTED);
    assert_eq!((printed(&many).as_str(), many.not_asked), ("10 8 / 0 / 18 of 18", Count::Shown(7)));
    assert_eq!(printed(&asked(&[10, 8], 0, 2, Disclosure::Internal)), "10 8 / 0 / 18 of 18");
}

#[test]
fn a_small_number_asked_takes_the_number_of_others_with_it() {
    let table = asked(&[3, 1], 0, 16, Disclosure::PROTECTED);
    assert_eq!(printed(&table), "* * / 0 / * of *");
    assert!(table.not_asked.is_hidden());
}

#[test]
fn a_choice_of_everybody_asked_is_withheld_with_their_number() {
    let list =
        |row: usize| if row < 6 { vec!["0".to_string(), "1".to_string()] } else { vec!["0".to_string()] };
    let cells = (0..12).map(|row| Some(list(row))).collect();
    let table = frame(vec![Column { name: "a".to_string(), data: ColumnData::Lists(cells) }]).unwrap();
    let table = frequency(&table, &variable("a", Kind::Multiple, 2), FrequencyOptions::default()).unwrap();
    let table = protect(table.with_not_asked(1), Disclosure::PROTECTED);
    assert_eq!(printed(table.table()), "* 6 / 0 / * of *");
}

#[test]
fn a_row_of_a_cross_table_hides_its_total() {
    let (a, b) = (variable("a", Kind::Single, 2), variable("b", Kind::Single, 2));
    let table = crosstab(&grid(&[vec![9, 8], vec![7, 9]]), &a, &b, CrosstabOptions::default()).unwrap();
    let open = protect(table.clone().with_not_asked(&by_first_row(6)), Disclosure::PROTECTED);
    assert!(!open.table().has_hidden);
    let table = protect(table.with_not_asked(&by_first_row(2)), Disclosure::PROTECTED);
    let table = table.table();
    assert!(table.row_totals[0].is_hidden() && table.total.is_hidden() && table.not_asked[0].is_hidden());
    assert!(table.cells[0].iter().all(|cell| cell.row_share.is_none()));
    assert!(table.cells[0].iter().any(|cell| cell.count.is_hidden()), "they would sum to the total");
    assert_eq!(table.row_totals[1], Count::Shown(16));
    assert_eq!(table.test, None);
}

#[test]
fn of_a_group_in_which_nobody_was_asked_a_small_one_is_not_told() {
    let (a, b) = (variable("a", Kind::Single, 3), variable("b", Kind::Single, 2));
    let table = crosstab(&grid(&[vec![0, 0], vec![7, 9], vec![6, 8]]), &a, &b, CrosstabOptions::default());
    let table = protect(table.unwrap().with_not_asked(&by_first_row(3)), Disclosure::PROTECTED);
    assert!(table.table().cells[0].iter().all(|cell| cell.count.is_hidden()), "all three said the same");
    assert!(table.table().row_totals[0].is_hidden());
}

#[test]
fn the_size_of_a_group_is_withheld_for_codes_too() {
    let cells = (0..30).map(|row| Some(usize::from(row >= 14).to_string())).collect();
    let table = frame(vec![Column { name: "a".to_string(), data: ColumnData::Texts(cells) }]).unwrap();
    let codes = [CodeHits { name: "c".to_string(), label: "コード".to_string(), rows: (7..22).collect() }];
    let a = variable("a", Kind::Single, 2);
    let table = code_crosstab(&table, &a, &codes, CrosstabOptions::default()).unwrap();
    let open = protect(table.clone().with_not_asked(&by_first_row(9)), Disclosure::PROTECTED);
    assert!(!open.table().has_hidden);
    let table = protect(table.with_not_asked(&by_first_row(4)), Disclosure::PROTECTED);
    let table = table.table();
    assert!(table.rows[0].n.is_hidden() && table.total.is_hidden() && table.rows[0].not_asked.is_hidden());
    assert_eq!((table.rows[0].cells[0].share, table.codes[0].share), (None, None));
    assert_eq!(table.rows[1].n, Count::Shown(16));
}

/// Two who gave the first answer were not asked where they are: the totals beside those of the question tell how many.
#[test]
fn what_misses_in_a_cross_table_is_not_told_by_its_totals() {
    let (a, b) = (variable("a", Kind::Single, 2), variable("b", Kind::Single, 2));
    let table = crosstab(&grid(&[vec![9, 8], vec![7, 9]]), &a, &b, CrosstabOptions::default()).unwrap();
    let open = protect(table.clone().with_not_placed(&by_first_row(6)), Disclosure::PROTECTED);
    assert!(!open.table().has_hidden);
    let table = protect(table.with_not_placed(&by_first_row(2)), Disclosure::PROTECTED);
    let table = table.table();
    assert!(table.total.is_hidden() && table.column_totals[0].is_hidden() && table.not_placed[0].is_hidden());
    assert_eq!(table.column_totals[1], Count::Shown(17), "readers know it from the question");
    // 16 of the second row are fewer than 17 of the first.
    assert!(table.row_totals[1].is_hidden() && table.cells[1][0].count.is_hidden());
    assert_eq!((table.row_totals[0], table.test), (Count::Shown(17), None));
}

#[test]
fn what_misses_in_a_table_of_codes_is_not_told_by_its_totals() {
    let cells = (0..30).map(|row| Some(usize::from(row >= 14).to_string())).collect();
    let table = frame(vec![Column { name: "a".to_string(), data: ColumnData::Texts(cells) }]).unwrap();
    let codes = [CodeHits { name: "0".to_string(), label: "コード".to_string(), rows: (7..22).collect() }];
    let a = variable("a", Kind::Single, 2);
    let table = code_crosstab(&table, &a, &codes, CrosstabOptions::default()).unwrap();
    let open = protect(table.clone().with_not_placed(&by_first_row(9)), Disclosure::PROTECTED);
    assert!(!open.table().has_hidden);
    let table = protect(table.with_not_placed(&by_first_row(2)), Disclosure::PROTECTED);
    let table = table.table();
    assert!(table.total.is_hidden() && table.codes[0].count.is_hidden());
    assert!(table.rows.iter().any(|row| row.n.is_hidden()), "they would sum to the total");
    assert!(table.rows.iter().any(|row| row.cells[0].count.is_hidden()), "they would sum to the hits");
    assert!(table.codes[0].not_placed.is_hidden() && table.not_placed_total.is_hidden());
}

#[test]
fn a_coverage_withholds_what_its_table_withholds() {
    let of = |n_valid, n_missing, n_not_asked| {
        let coverage = protect(Coverage::of(n_valid, n_missing, n_not_asked), Disclosure::PROTECTED);
        let Coverage { n_valid, n_missing, n_not_asked } = *coverage.table();
        [n_valid, n_missing, n_not_asked].map(Count::shown)
    };
    assert_eq!(of(18, 0, 2), [None, Some(0), None]);
    assert_eq!(of(18, 3, 7), [Some(18), Some(3), Some(7)]);
    assert_eq!(of(3, 1, 20), [None, None, Some(20)]);
    assert_eq!(of(3, 0, 20), [None, Some(0), None]);
    assert_eq!(of(20, 0, 0), [Some(20), Some(0), Some(0)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: RngSeed::Fixed(12), ..ProptestConfig::default() })]

    #[test]
    fn neither_who_was_asked_nor_who_was_not_can_be_told(
        counts in proptest::collection::vec(0usize..9, 1..4),
        silent in 0usize..9,
        rest in 1usize..9,
        min_cell in prop_oneof![Just(3usize), Just(5)],
    ) {
        let whole = counts.iter().sum::<usize>() + silent + rest;
        // Of a handful of people nothing is given at all.
        prop_assume!(whole >= 5 && whole > rest);
        let table = asked(&counts, silent, rest, Disclosure::Protected { min_cell, hide_zeros: false });
        let order: Vec<Count> =
            table.rows.iter().map(|row| row.count).chain([table.no_answer.count]).collect();
        let n_hidden = order.iter().filter(|count| count.is_hidden()).count();
        let (rows, no_answer) = order.split_at(order.len() - 1);
        let lows = lows(&[rows.to_vec(), no_answer.to_vec()], 1);
        let mut found: Vec<Vec<usize>> = vec![Vec::new(); n_hidden + 1];
        every_filling(n_hidden, 0, 18, &mut |values| {
            if !are_possible(values, &lows) { return; }
            let mut guesses = values.iter().copied();
            let filled: Vec<usize> = order.iter().map(|count| fill(*count, &mut guesses)).collect();
            let n: usize = filled.iter().sum();
            let answered = n - filled[filled.len() - 1];
            let Some(others) = whole.checked_sub(n) else { return };
            if agrees(table.answered, answered, 1) && agrees(table.n, n, 1) && agrees(table.not_asked, others, 1) {
                (0..n_hidden).for_each(|k| found[k].push(values[k]));
                found[n_hidden].push(n);
            }
        });
        if !table.n.is_hidden() { found.remove(n_hidden); }
        assert_ambiguous(&found, &format!("{} and {:?} of {whole}", printed(&table), table.not_asked));
    }
}
