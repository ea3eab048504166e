//! What a reader finds out who has a question's frequencies, its answers by area and its answers by kind before them: every way in
//! which all three could have come about is tried.

use std::collections::BTreeSet;

use super::*;
use crate::table::crosstab::{CodeCrosstab, Crosstab, choices};

/// The tables of people by value, and by area and kind (area 0 of kind 0, area 0 of kind 1, area 1 of kind 0 …).
fn raw(people: &[[usize; 4]]) -> (Frequency, [Crosstab; 2]) {
    let mut cells: [Vec<Option<String>>; 3] = Default::default();
    for (value, counts) in people.iter().enumerate() {
        for (place, count) in counts.iter().enumerate() {
            let [values, areas, kinds] = &mut cells;
            values.extend(std::iter::repeat_n(Some(value.to_string()), *count));
            areas.extend(std::iter::repeat_n(Some((place / 2).to_string()), *count));
            kinds.extend(std::iter::repeat_n(Some((place % 2).to_string()), *count));
        }
    }
    let names = ["question", "area", "kind"].into_iter().zip(cells);
    let columns =
        names.map(|(name, cells)| Column { name: name.to_string(), data: ColumnData::Texts(cells) });
    let table = frame(columns.collect()).unwrap();
    let question = variable("question", Kind::Single, people.len());
    let by = |name: &str| {
        crosstab(&table, &variable(name, Kind::Single, 2), &question, CrosstabOptions::default()).unwrap()
    };
    let counted = frequency(&table, &question, FrequencyOptions::default()).unwrap();
    (counted, [by("area"), by("kind")])
}

fn linked(people: &[[usize; 4]], disclosure: Disclosure) -> Linked<Crosstab> {
    let (frequency, tables) = raw(people);
    protect_linked(frequency, tables, disclosure)
}

/// Values that a reader cannot exclude.
#[derive(Clone, Default)]
struct Found {
    cells: Vec<[BTreeSet<usize>; 2]>,
    rows: [BTreeSet<usize>; 2],
}

/// Every filling of a cross table of two rows that agrees with the totals of its columns, and with all that it prints.
fn fillings(table: &Crosstab, totals: &[usize], low: usize) -> Found {
    // Of a group that is withheld altogether nothing is known.
    let least = |row: usize| {
        let is_silent = |(cell, total): (&Count, &Count)| cell.is_hidden() || *total == Count::Shown(0);
        let cells: Vec<Count> = table.cells[row].iter().map(|cell| cell.count).collect();
        let is_withheld = cells.iter().zip(&table.column_totals).all(is_silent);
        if table.row_totals[row].is_hidden() && is_withheld { 0 } else { low }
    };
    let lows = (low, [least(0), least(1)]);
    let mut found = Found { cells: vec![Default::default(); totals.len()], ..Found::default() };
    let mut filled: Vec<[usize; 2]> = vec![[0; 2]; totals.len()];
    fill_from(table, totals, lows, 0, &mut filled, &mut found);
    found
}

fn fill_from(
    table: &Crosstab,
    totals: &[usize],
    (low, least): (usize, [usize; 2]),
    column: usize,
    filled: &mut [[usize; 2]],
    found: &mut Found,
) {
    let Some(total) = totals.get(column) else {
        let sums = [0, 1].map(|row| filled.iter().map(|cells| cells[row]).sum::<usize>());
        let low = if table.total.is_hidden() { 0 } else { low };
        if (0..2).all(|row| agrees(table.row_totals[row], sums[row], low)) {
            found.rows.iter_mut().zip(sums).for_each(|(found, sum)| found.extend([sum]));
            for (found, cells) in found.cells.iter_mut().zip(filled.iter()) {
                found.iter_mut().zip(cells).for_each(|(found, cell)| found.extend([*cell]));
            }
        }
        return;
    };
    for first in 0..=*total {
        let cells = [first, total - first];
        if (0..2).all(|row| agrees(table.cells[row][column].count, cells[row], least[row])) {
            filled[column] = cells;
            fill_from(table, totals, (low, least), column + 1, filled, found);
        }
    }
}

/// Tries every number of people by value, and for each every filling of both cross tables; each withheld number must keep
/// more than one value.
fn assert_no_number_is_told(published: &Linked<Crosstab>, low: usize, what: &str) {
    let frequency = published.frequency.table();
    let tables = published.tables.each_ref().map(Protected::table);
    let low_of_values = if frequency.answered.is_hidden() { 0 } else { low };
    let printed: Vec<Count> = frequency.rows.iter().map(|row| row.count).collect();
    let n_hidden = printed.iter().filter(|count| count.is_hidden()).count();
    let mut values: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); printed.len()];
    let mut sides =
        [(); 2].map(|()| Found { cells: vec![Default::default(); printed.len()], ..Found::default() });
    let most = frequency.answered.shown().unwrap_or(6);
    every_filling(n_hidden, low_of_values, most, &mut |guesses| {
        let mut guesses = guesses.iter().copied();
        let totals: Vec<usize> = printed.iter().map(|count| fill(*count, &mut guesses)).collect();
        let n = totals.iter().sum::<usize>();
        let mut margins = tables.iter().flat_map(|table| table.column_totals.iter().zip(&totals));
        let sums = [frequency.answered, frequency.n, tables[0].total, tables[1].total];
        let fits = sums.iter().all(|count| agrees(*count, n, 0))
            && margins.all(|(count, total)| agrees(*count, *total, low_of_values));
        if !fits {
            return;
        }
        let found = tables.map(|table| fillings(table, &totals, low));
        if found.iter().any(|found| found.rows[0].is_empty()) {
            return;
        }
        values.iter_mut().zip(&totals).for_each(|(found, total)| found.extend([*total]));
        for (side, found) in sides.iter_mut().zip(found) {
            side.rows.iter_mut().zip(found.rows).for_each(|(all, some)| all.extend(some));
            let cells = side.cells.iter_mut().flatten().zip(found.cells.into_iter().flatten());
            cells.for_each(|(all, some)| all.extend(some));
        }
    });
    let is_open = |count: Count, found: &BTreeSet<usize>| !count.is_hidden() || found.len() > 1;
    for (value, (count, found)) in printed.iter().zip(&values).enumerate() {
        assert!(is_open(*count, found), "{what}: value {value} is one of {found:?}");
    }
    for (side, (table, found)) in tables.into_iter().zip(&sides).enumerate() {
        for row in 0..2 {
            assert!(is_open(table.row_totals[row], &found.rows[row]), "{what}: table {side}, row {row}");
            for (column, cells) in found.cells.iter().enumerate() {
                let count = table.cells[row][column].count;
                let found = &cells[row];
                assert!(
                    is_open(count, found),
                    "{what}: table {side}, cell {row} {column} is one of {found:?}"
                );
            }
        }
    }
}

/// Protected alone, the frequencies withhold the 3 with the 8, and the answers by area the 3 with the 20: whoever has both reads 20
/// in the one and 8 in the other, and 31 together.
#[test]
fn what_one_table_withholds_another_one_does_not_print() {
    let people = [[5, 5, 5, 5], [3, 0, 0, 0], [0, 0, 4, 4]];
    let (frequency, [by_area, _]) = raw(&people);
    let (alone, by_area_alone) =
        (protect(frequency, Disclosure::PROTECTED), protect(by_area, Disclosure::PROTECTED));
    assert_eq!(printed(alone.table()), "20 * * / 0 / 31 of 31");
    assert_eq!(by_area_alone.table().column_totals, [Count::Hidden, Count::Hidden, Count::Shown(8)]);
    let together = linked(&people, Disclosure::PROTECTED);
    for (value, row) in together.frequency.table().rows.iter().enumerate() {
        for table in &together.tables {
            let total = table.table().column_totals[value];
            assert_eq!(row.count.is_hidden(), total.is_hidden(), "value {value}");
        }
    }
    assert!(together.frequency.table().rows[1].count.is_hidden());
    assert_no_number_is_told(&together, 1, "31 people");
}

#[test]
fn nothing_is_withheld_where_nothing_is_small() {
    let people = [[6, 7, 8, 9], [9, 8, 7, 6]];
    let together = linked(&people, Disclosure::PROTECTED);
    assert!(!together.frequency.table().has_hidden);
    assert!(together.tables.iter().all(|table| !table.table().has_hidden && table.table().test.is_some()));
    let internal = linked(&[[1, 1, 1, 1], [2, 2, 2, 2]], Disclosure::Internal);
    assert!(internal.tables.iter().all(|table| !table.table().has_hidden));
}

#[test]
fn those_without_an_area_are_reckoned_with() {
    let (frequency, [_, by_kind]) = raw(&[[6, 6, 6, 6], [3, 6, 6, 6]]);
    // The area of three who gave the second answer is not known.
    let (_, [by_area, _]) = raw(&[[6, 6, 6, 6], [0, 6, 6, 6]]);
    let together = protect_linked(frequency, [by_area, by_kind], Disclosure::PROTECTED);
    assert_eq!(together.frequency.table().rows[1].count, Count::Shown(21));
    // 21 less 18 would tell of the three.
    assert_eq!(together.tables[0].table().column_totals[1], Count::Hidden);
    // More people by area than in all: these tables are of different people, and each is protected alone.
    let (few, [_, by_kind]) = raw(&[[3, 0, 0, 0], [6, 6, 6, 6]]);
    let (_, [many, _]) = raw(&[[9, 9, 9, 9], [9, 9, 9, 9]]);
    let apart = protect_linked(few, [many, by_kind], Disclosure::PROTECTED);
    assert!(apart.frequency.table().has_hidden && !apart.tables[0].table().has_hidden);
}

/// The tables of people by what they chose, and by area and kind.
fn raw_choices(people: &[(&[usize], usize, usize)]) -> (Frequency, [CodeCrosstab; 2]) {
    let lists =
        people.iter().map(|(list, ..)| Some(list.iter().map(ToString::to_string).collect())).collect();
    let texts = |of: fn(&(&[usize], usize, usize)) -> usize| {
        ColumnData::Texts(people.iter().map(|person| Some(of(person).to_string())).collect())
    };
    let named = |name: &str, data| Column { name: name.to_string(), data };
    let columns = vec![
        named("question", ColumnData::Lists(lists)),
        named("area", texts(|(_, area, _)| *area)),
        named("kind", texts(|(_, _, kind)| *kind)),
    ];
    let table = frame(columns).unwrap();
    let question = variable("question", Kind::Multiple, 3);
    let hits = choices(&table, &question).unwrap();
    let by = |name: &str| {
        code_crosstab(&table, &variable(name, Kind::Single, 2), &hits, CrosstabOptions::default()).unwrap()
    };
    (frequency(&table, &question, FrequencyOptions::default()).unwrap(), [by("area"), by("kind")])
}

fn assert_choices_agree(published: &Linked<CodeCrosstab>, what: &str) {
    for (place, row) in published.frequency.table().rows.iter().enumerate() {
        for table in &published.tables {
            let code = &table.table().codes[place];
            assert_eq!(row.count.is_hidden(), code.count.is_hidden(), "{what}: choice {place}");
        }
    }
}

/// Ten people chose one thing each: 6 of one and 10 in all tell the other 4, so that the frequencies withhold the 6, too.
#[test]
fn what_the_frequencies_withhold_of_several_choices_is_in_no_other_table() {
    let chosen: [(&[usize], usize, usize); 4] = [(&[0], 0, 0), (&[1], 0, 1), (&[1], 1, 0), (&[1], 1, 1)];
    let people: Vec<_> =
        chosen.into_iter().zip([4, 1, 3, 2]).flat_map(|(person, n)| std::iter::repeat_n(person, n)).collect();
    let (frequency, tables) = raw_choices(&people);
    assert_eq!(tables[0].codes[1].count, Count::Shown(6));
    let alone = protect(tables[0].clone(), Disclosure::PROTECTED);
    assert_eq!(alone.table().codes[1].count, Count::Shown(6));
    let together = protect_linked_choices(frequency, tables, Disclosure::PROTECTED);
    assert_eq!(printed(together.frequency.table()), "* * 0 / 0 / 10 of 10");
    for table in &together.tables {
        assert!(table.table().codes[..2].iter().all(|code| code.count.is_hidden()));
    }
}

/// Four chose the one thing and four the other one, and two chose nothing: that eight chose something would tell both.
#[test]
fn how_many_chose_anything_is_withheld_in_all_tables_or_in_none() {
    let chosen: [(&[usize], usize, usize); 4] = [(&[0], 0, 0), (&[0], 1, 1), (&[1], 0, 1), (&[1], 1, 0)];
    let answered: Vec<_> = chosen.into_iter().flat_map(|person| std::iter::repeat_n(person, 2)).collect();
    let silent: (&[usize], usize, usize) = (&[], 0, 0);
    let everybody = [answered.clone(), vec![silent; 2]].concat();
    let (frequency, _) = raw_choices(&everybody);
    let (_, tables) = raw_choices(&answered);
    assert_eq!((frequency.answered, tables[0].total), (Count::Shown(8), Count::Shown(8)));
    let published = protect_linked_choices(frequency, tables, Disclosure::PROTECTED);
    assert!(published.frequency.table().answered.is_hidden());
    assert!(published.tables.iter().all(|table| table.table().total.is_hidden()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, rng_seed: RngSeed::Fixed(13), ..ProptestConfig::default() })]

    #[test]
    fn no_number_of_tables_side_by_side_can_be_told(
        people in prop_oneof![
            proptest::collection::vec(proptest::array::uniform4(0usize..7), 2),
            proptest::collection::vec(proptest::array::uniform4(0usize..3), 3),
        ],
        disclosure in disclosure(),
    ) {
        prop_assume!(people.iter().flatten().sum::<usize>() > 0);
        let published = linked(&people, disclosure);
        assert_no_number_is_told(&published, lowest(disclosure), &format!("{people:?}"));
    }

    #[test]
    fn tables_of_several_choices_withhold_the_same_of_them(
        lists in proptest::collection::vec(
            (proptest::collection::btree_set(0usize..3, 1..3), 0usize..2, 0usize..2), 5..24),
        disclosure in disclosure(),
    ) {
        let lists: Vec<(Vec<usize>, usize, usize)> = lists.into_iter()
            .map(|(list, area, kind)| (list.into_iter().collect(), area, kind))
            .collect();
        let people: Vec<(&[usize], usize, usize)> =
            lists.iter().map(|(list, area, kind)| (list.as_slice(), *area, *kind)).collect();
        let (frequency, tables) = raw_choices(&people);
        assert_choices_agree(&protect_linked_choices(frequency, tables, disclosure), &format!("{people:?}"));
    }
}
