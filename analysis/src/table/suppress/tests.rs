//! What a reader of a protected table could find out, tried by brute force on small tables.

mod groups;
mod linked;
mod not_asked;
mod thresholds;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::table::crosstab::{CodeHits, CrosstabOptions, code_crosstab, crosstab};
use crate::table::frequency::{FrequencyOptions, frequency};
use crate::table::invented::{grid, variable};
use crate::table::{Column, ColumnData, Frame, Kind, RowId, frame};

/// A table with `counts[value]` rows a value and `silent` rows without an answer.
fn singles(counts: &[usize], silent: usize) -> Frame {
    let mut cells: Vec<Option<String>> = vec![None; silent];
    for (value, &count) in counts.iter().enumerate() {
        cells.extend(std::iter::repeat_n(Some(value.to_string()), count));
    }
    frame(vec![Column { name: "a".to_string(), data: ColumnData::Texts(cells) }]).unwrap()
}

fn single(counts: &[usize], silent: usize, disclosure: Disclosure) -> Frequency {
    let variable = variable("a", Kind::Single, counts.len());
    let table = frequency(&singles(counts, silent), &variable, FrequencyOptions::default()).unwrap();
    protect(table, disclosure).table().clone()
}

fn printed(table: &Frequency) -> String {
    let text = |count: Count| count.shown().map_or("*".to_string(), |n| n.to_string());
    let rows: Vec<String> = table.rows.iter().map(|row| text(row.count)).collect();
    let (no_answer, answered, n) = (text(table.no_answer.count), text(table.answered), text(table.n));
    format!("{} / {no_answer} / {answered} of {n}", rows.join(" "))
}

#[test]
fn a_small_value_takes_the_next_smallest_with_it() {
    let table = single(&[20, 3, 8, 0], 2, Disclosure::PROTECTED);
    assert_eq!(printed(&table), "20 * * 0 / 2 / 31 of 33");
    assert_eq!(table.rows[1].share, None);
    assert_eq!(table.rows[0].share, Some(20.0 / 31.0));
    assert!(table.rows.iter().all(|row| row.members.is_empty()) && table.no_answer.members.is_empty());
}

#[test]
fn two_ones_need_a_third() {
    // 1 + 1 is the only way to write 2 with numbers that are not 0.
    assert_eq!(printed(&single(&[20, 1, 1, 9], 0, Disclosure::PROTECTED)), "20 * * * / 0 / 31 of 31");
    // 3 together: neither could be 5.
    assert_eq!(printed(&single(&[20, 1, 2, 9], 0, Disclosure::PROTECTED)), "20 * * * / 0 / 32 of 32");
    assert_eq!(printed(&single(&[20, 1, 5, 9], 0, Disclosure::PROTECTED)), "20 * * 9 / 0 / 35 of 35");
}

#[test]
fn of_five_people_the_base_is_printed_all_the_same() {
    // 3 and 2 could be 4 and 1 at the most; for more than that the base would have to go.
    assert_eq!(printed(&single(&[3, 2], 4, Disclosure::PROTECTED)), "* * / 4 / 5 of 9");
}

#[test]
fn a_small_base_is_withheld_and_cannot_be_subtracted() {
    assert_eq!(printed(&single(&[3, 0], 20, Disclosure::PROTECTED)), "* * / * / * of 23");
    assert_eq!(printed(&single(&[2, 0], 0, Disclosure::PROTECTED)), "* * / 0 / * of *");
}

#[test]
fn nothing_is_told_of_a_group_of_two() {
    let counts = [vec![2, 0, 0], vec![9, 8, 0], vec![7, 9, 6]];
    let (a, b) = (variable("a", Kind::Single, 3), variable("b", Kind::Single, 3));
    let table = crosstab(&grid(&counts), &a, &b, CrosstabOptions::default()).unwrap();
    let table = protect(table, Disclosure::PROTECTED).table().clone();
    let hidden =
        |row: usize| table.cells[row].iter().map(|cell| cell.count.is_hidden()).collect::<Vec<bool>>();
    assert_eq!(hidden(0), [true; 3], "a zero beside a withheld two says what both answered");
    // Nor may it be found by subtraction: in every column another cell or the total is withheld too.
    for column in 0..3 {
        let others = (1..3).any(|row| table.cells[row][column].count.is_hidden());
        assert!(others || table.column_totals[column].is_hidden(), "column {column}");
    }
}

#[test]
fn choices_that_only_just_make_up_the_base_are_withheld_together() {
    // Ten people chose one thing each. With 6 printed, the other is at least 4, and a small count is at most 4.
    let cells = (0..10).map(|row| Some(vec![usize::from(row < 4).to_string()])).collect();
    let table = frame(vec![Column { name: "a".to_string(), data: ColumnData::Lists(cells) }]).unwrap();
    let table = frequency(&table, &variable("a", Kind::Multiple, 2), FrequencyOptions::default()).unwrap();
    assert_eq!(printed(protect(table, Disclosure::PROTECTED).table()), "* * / 0 / 10 of 10");
}

/// The hits of a word in groups of twenty, and in all: as a table of codes and as one of words.
fn hits_of_a_word(counts: &[usize]) -> [String; 2] {
    let group_of = |row: usize| Some((row / 20).to_string());
    let cells = (0..20 * counts.len()).map(group_of).collect();
    let table = frame(vec![Column { name: "a".to_string(), data: ColumnData::Texts(cells) }]).unwrap();
    let rows = counts.iter().enumerate().flat_map(|(group, n)| 20 * group..20 * group + n);
    let rows = rows.map(|row| RowId::try_from(row).unwrap()).collect();
    let codes = [CodeHits { name: "word".to_string(), label: "送迎".to_string(), rows }];
    let a = variable("a", Kind::Single, counts.len());
    let table = code_crosstab(&table, &a, &codes, CrosstabOptions::default()).unwrap();
    let printed = |table: Protected<CodeCrosstab>| {
        let table = table.table();
        let counts = table.rows.iter().map(|row| row.cells[0].count).chain([table.codes[0].count]);
        counts.map(|count| count.to_string()).collect::<Vec<String>>().join(" ")
    };
    [protect(table.clone(), Disclosure::PROTECTED), protect_words(table, Disclosure::PROTECTED)].map(printed)
}

/// Of five people of three other groups each could have used the word: with the zero withheld no large number has to go.
#[test]
fn words_of_few_that_are_many_together_take_no_large_number_with_them() {
    assert_eq!(hits_of_a_word(&[6, 3, 2, 0]), ["* * * 0 11", "6 * * * 11"]);
    assert_eq!(hits_of_a_word(&[7, 6, 2, 1]), ["7 * * * 16", "7 * * * 16"], "three together are few");
    assert_eq!(hits_of_a_word(&[6, 3, 0, 0]), ["* * 0 0 9", "* * * * 9"]);
    for open in [[6, 5, 0, 0], [6, 0, 0, 0]] {
        let [codes, words] = hits_of_a_word(&open);
        assert!(codes == words && !words.contains('*'), "{words}");
    }
}

#[test]
fn internal_readers_see_everything() {
    let table = single(&[20, 3], 1, Disclosure::Internal);
    assert_eq!(printed(&table), "20 3 / 1 / 23 of 24");
    assert_eq!(table.rows[1].members.len(), 3);
    assert!(!table.has_hidden);
}

#[test]
fn the_statistic_goes_with_the_cells() {
    let table = grid(&[vec![30, 2, 11], vec![12, 14, 9], vec![8, 10, 16]]);
    let (a, b) = (variable("a", Kind::Single, 3), variable("b", Kind::Single, 3));
    let table = crosstab(&table, &a, &b, CrosstabOptions::default()).unwrap();
    let protected = protect(table, Disclosure::PROTECTED);
    let table = protected.table();
    let n_hidden = table.cells.iter().flatten().filter(|cell| cell.count.is_hidden()).count();
    assert_eq!((n_hidden, table.test), (4, None));
    assert!(table.row_totals.iter().chain(&table.column_totals).all(|total| !total.is_hidden()));
    for cell in table.cells.iter().flatten() {
        assert!(cell.members.is_empty() && cell.expected.is_some());
        assert_eq!(cell.count.is_hidden(), cell.residual.is_none() && cell.row_share.is_none());
    }
    let json = serde_json::to_string(&protected).unwrap();
    assert!(json.contains(r#""count":"*""#) && json.contains(r#""count":30"#));
}

/// Calls `visit` with every way to fill `hidden` numbers with values up to `most`.
fn every_filling(n_hidden: usize, lowest: usize, most: usize, visit: &mut dyn FnMut(&[usize])) {
    let mut values = vec![lowest; n_hidden];
    loop {
        visit(&values);
        let Some(place) = values.iter().position(|value| *value < most) else { return };
        values[..place].fill(lowest);
        values[place] += 1;
    }
}

/// The least a reader reckons with for each withheld number of groups (each with its numbers): nothing is known of a
/// group that is withheld altogether, not even that it is not zero.
fn lows(groups: &[Vec<Count>], low: usize) -> Vec<usize> {
    let of_group = |numbers: &Vec<Count>| {
        let least = if numbers.iter().all(|count| count.is_hidden()) { 0 } else { low };
        vec![least; numbers.iter().filter(|count| count.is_hidden()).count()]
    };
    groups.iter().flat_map(of_group).collect()
}

fn are_possible(values: &[usize], lows: &[usize]) -> bool {
    values.iter().zip(lows).all(|(value, low)| value >= low)
}

/// Each withheld number's possible values must be more than one; `found[k]` collects those of the k-th.
fn assert_ambiguous(found: &[Vec<usize>], what: &str) {
    for values in found {
        assert!(values.iter().any(|value| *value != values[0]), "{what} gives away {values:?}");
    }
}

fn lowest(disclosure: Disclosure) -> usize {
    match disclosure {
        Disclosure::Protected { hide_zeros: true, .. } => 0,
        _ => 1,
    }
}

fn disclosure() -> impl Strategy<Value = Disclosure> {
    (prop_oneof![Just(3usize), Just(5)], any::<bool>())
        .prop_map(|(min_cell, hide_zeros)| Disclosure::Protected { min_cell, hide_zeros })
}

/// Whether a printed number agrees with a reader's guess; a withheld one agrees with anything a reader cannot exclude.
fn agrees(count: Count, guess: usize, lowest: usize) -> bool {
    count.shown().map_or(guess >= lowest, |n| n == guess)
}

fn fill(count: Count, values: &mut impl Iterator<Item = usize>) -> usize {
    count.shown().unwrap_or_else(|| values.next().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: RngSeed::Fixed(11), ..ProptestConfig::default() })]

    #[test]
    fn no_value_of_a_frequency_can_be_told(
        counts in proptest::collection::vec(0usize..9, 1..4),
        silent in 0usize..9,
        disclosure in disclosure(),
    ) {
        let table = single(&counts, silent, disclosure);
        let low = lowest(disclosure);
        let order: Vec<Count> =
            table.rows.iter().map(|row| row.count).chain([table.no_answer.count]).collect();
        let n_hidden = order.iter().filter(|count| count.is_hidden()).count();
        let (rows, no_answer) = order.split_at(order.len() - 1);
        let lows = lows(&[rows.to_vec(), no_answer.to_vec()], low);
        let mut found: Vec<Vec<usize>> = vec![Vec::new(); n_hidden + 2];
        every_filling(n_hidden, 0, 18, &mut |values| {
            if !are_possible(values, &lows) { return; }
            let mut rest = values.iter().copied();
            let filled: Vec<usize> = order.iter().map(|count| fill(*count, &mut rest)).collect();
            let n: usize = filled.iter().sum();
            let answered = n - filled[filled.len() - 1];
            if agrees(table.answered, answered, low) && agrees(table.n, n, low) {
                (0..n_hidden).for_each(|k| found[k].push(values[k]));
                found[n_hidden].push(answered);
                found[n_hidden + 1].push(n);
            }
        });
        if !table.n.is_hidden() { found.remove(n_hidden + 1); }
        if !table.answered.is_hidden() { found.remove(n_hidden); }
        assert_ambiguous(&found, &printed(&table));
    }

    #[test]
    fn a_small_value_of_a_frequency_could_be_none(
        counts in proptest::collection::vec(0usize..12, 2..6),
        disclosure in disclosure(),
    ) {
        let table = single(&counts, 0, disclosure);
        let Disclosure::Protected { min_cell, .. } = disclosure else { unreachable!() };
        let hidden: Vec<usize> = counts.iter().zip(&table.rows)
            .filter(|(_, row)| row.count.is_hidden())
            .map(|(count, _)| *count)
            .collect();
        let is_any_left = table.rows.iter().any(|row| row.count.shown().is_some_and(|n| n > 0));
        if is_any_left && !table.answered.is_hidden() && hidden.iter().any(|n| *n > 0 && *n < min_cell) {
            // The most that one of them can be: all that they are together, less the least of the others.
            let most = hidden.iter().sum::<usize>() - (hidden.len() - 1) * lowest(disclosure);
            prop_assert!(most >= min_cell, "{} of {counts:?}", printed(&table));
        }
    }

    #[test]
    fn no_cell_of_a_cross_table_can_be_told(
        cells in proptest::collection::vec(0usize..7, 6),
        disclosure in disclosure(),
    ) {
        let counts: Vec<Vec<usize>> = cells.chunks(3).map(<[usize]>::to_vec).collect();
        let (a, b) = (variable("a", Kind::Single, 2), variable("b", Kind::Single, 3));
        let table = crosstab(&grid(&counts), &a, &b, CrosstabOptions::default()).unwrap();
        let protected = protect(table, disclosure);
        let table = protected.table();
        let low = lowest(disclosure);
        let order: Vec<Count> = table.cells.iter().flatten().map(|cell| cell.count).collect();
        let n_hidden = order.iter().filter(|count| count.is_hidden()).count();
        let margins: Vec<Count> =
            table.row_totals.iter().chain(&table.column_totals).chain([&table.total]).copied().collect();
        let mut found: Vec<Vec<usize>> = vec![Vec::new(); n_hidden + margins.len()];
        let margin_low = if table.total.is_hidden() { 0 } else { low };
        let rows: Vec<Vec<Count>> = order.chunks(3).map(<[Count]>::to_vec).collect();
        let lows = lows(&rows, low);
        every_filling(n_hidden, 0, 7, &mut |values| {
            if !are_possible(values, &lows) { return; }
            // In arrays: this runs a hundred thousand times for a table.
            let mut rest = values.iter().copied();
            let mut filled = [0; 6];
            for (cell, count) in filled.iter_mut().zip(&order) { *cell = fill(*count, &mut rest); }
            let [a, b, c, d, e, f] = filled;
            let sums = [a + b + c, d + e + f, a + d, b + e, c + f, a + b + c + d + e + f];
            if margins.iter().zip(&sums).all(|(count, sum)| agrees(*count, *sum, margin_low)) {
                values.iter().chain(&sums).zip(&mut found).for_each(|(value, found)| found.push(*value));
            }
        });
        let keep: Vec<Vec<usize>> = found.into_iter().enumerate()
            .filter(|(k, _)| *k < n_hidden || margins[k - n_hidden].is_hidden())
            .map(|(_, values)| values)
            .collect();
        assert_ambiguous(&keep, &format!("{counts:?} as {order:?} {margins:?}"));
    }

    #[test]
    fn no_choice_of_a_multiple_answer_can_be_told(
        lists in proptest::collection::vec(proptest::collection::btree_set(0usize..3, 0..4), 0..14),
        disclosure in disclosure(),
    ) {
        let cells = lists.iter().map(|list| Some(list.iter().map(ToString::to_string).collect())).collect();
        let table = frame(vec![Column { name: "a".to_string(), data: ColumnData::Lists(cells) }]).unwrap();
        let raw = frequency(&table, &variable("a", Kind::Multiple, 3), FrequencyOptions::default()).unwrap();
        let protected = protect(raw.clone(), disclosure);
        let table = protected.table();
        let low = lowest(disclosure);
        let order: Vec<Count> = table.rows.iter().map(|row| row.count).collect();
        let n_hidden = order.iter().filter(|count| count.is_hidden()).count();
        // Where nothing but small counts is withheld, a reader who reckons with that is right.
        let Disclosure::Protected { min_cell, .. } = disclosure else { unreachable!() };
        let withheld = raw.rows.iter().zip(&order).filter(|(_, printed)| printed.is_hidden());
        let are_all_small = withheld.filter_map(|(row, _)| row.count.shown()).all(|n| n < min_cell);
        let most = if are_all_small { min_cell - 1 } else { 15 };
        let mut found: Vec<Vec<usize>> = vec![Vec::new(); n_hidden];
        for answered in 0..=15 {
            let no_answer = table.n.shown().unwrap_or(15).saturating_sub(answered);
            if !agrees(table.answered, answered, low) || !agrees(table.no_answer.count, no_answer, low)
                && !table.n.is_hidden() {
                continue;
            }
            let lows = lows(std::slice::from_ref(&order), low);
            every_filling(n_hidden, 0, answered.min(most).max(low), &mut |values| {
                if !are_possible(values, &lows) { return; }
                let mut rest = values.iter().copied();
                let filled: Vec<usize> = order.iter().map(|count| fill(*count, &mut rest)).collect();
                if filled.iter().sum::<usize>() >= answered && filled.iter().all(|n| *n <= answered) {
                    (0..n_hidden).for_each(|k| found[k].push(values[k]));
                }
            });
        }
        assert_ambiguous(&found, &printed(table));
    }

    #[test]
    fn no_hit_of_a_code_can_be_told(
        groups in proptest::collection::vec((0usize..7, 0usize..7, 0usize..7), 2),
        disclosure in disclosure(),
    ) {
        let (mut cells, mut hits): (Vec<Option<String>>, Vec<Vec<RowId>>) = (Vec::new(), vec![Vec::new(); 2]);
        for (value, (size, first, second)) in groups.iter().enumerate() {
            for place in 0..*size {
                let id = RowId::try_from(cells.len()).unwrap();
                cells.push(Some(value.to_string()));
                if place < *first { hits[0].push(id); }
                if size - place <= *second { hits[1].push(id); }
            }
        }
        let table = frame(vec![Column { name: "a".to_string(), data: ColumnData::Texts(cells) }]).unwrap();
        let codes: Vec<CodeHits> = hits.into_iter()
            .map(|rows| CodeHits { name: "c".to_string(), label: "コード".to_string(), rows })
            .collect();
        let a = variable("a", Kind::Single, 2);
        let raw = code_crosstab(&table, &a, &codes, CrosstabOptions::default()).unwrap();
        let low = lowest(disclosure);
        for are_words in [false, true] {
            let protected = if are_words {
                protect_words(raw.clone(), disclosure)
            } else {
                protect(raw.clone(), disclosure)
            };
            let table = protected.table();
            // Sizes of the two groups, then the hits of each code in each group; the three totals follow from them.
            let order: Vec<Count> = table.rows.iter().map(|row| row.n)
                .chain((0..2).flat_map(|code| table.rows.iter().map(move |row| row.cells[code].count)))
                .collect();
            let totals = [table.total, table.codes[0].count, table.codes[1].count];
            let n_hidden = order.iter().filter(|count| count.is_hidden()).count();
            let mut found: Vec<Vec<usize>> = vec![Vec::new(); n_hidden + 3];
            // Of a group whose size is withheld nothing is known.
            let is_small = |row: usize| order[row].is_hidden();
            let may_be_none = |place: usize| place >= 2 && (are_words || is_small(place % 2));
            let least = |place: usize| if may_be_none(place) { 0 } else { low };
            let lows: Vec<usize> =
                (0..order.len()).filter(|place| order[*place].is_hidden()).map(least).collect();
            every_filling(n_hidden, 0, 7, &mut |values| {
                if !are_possible(values, &lows) { return; }
                let mut rest = values.iter().copied();
                let f: Vec<usize> = order.iter().map(|count| fill(*count, &mut rest)).collect();
                let sums = [f[0] + f[1], f[2] + f[3], f[4] + f[5]];
                let fits = f[2] <= f[0] && f[4] <= f[0] && f[3] <= f[1] && f[5] <= f[1];
                if fits && totals.iter().zip(&sums).all(|(count, sum)| agrees(*count, *sum, low)) {
                    values.iter().chain(&sums).zip(&mut found).for_each(|(value, found)| found.push(*value));
                }
            });
            let keep: Vec<Vec<usize>> = found.into_iter().enumerate()
                .filter(|(k, _)| *k < n_hidden || totals[k - n_hidden].is_hidden())
                .map(|(_, values)| values)
                .collect();
            assert_ambiguous(&keep, &format!("{groups:?} as {order:?} {totals:?}"));
        }
    }
}
