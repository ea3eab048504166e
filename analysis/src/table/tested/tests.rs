//! Tests of protected tables against published figures, and what is withheld.

use super::*;
use crate::statistics::Method;
use crate::statistics::tests::near;
use crate::table::Kind;
use crate::table::crosstab::{CodeHits, CrosstabOptions, code_crosstab, crosstab};
use crate::table::frequency::{FrequencyOptions, frequency};
use crate::table::invented::{grid, variable};
use crate::table::suppress::{Disclosure, protect};

fn table(counts: &[Vec<usize>], disclosure: Disclosure) -> Protected<Crosstab> {
    let width = counts.first().map_or(0, Vec::len);
    let (a, b) = (variable("a", Kind::Single, counts.len()), variable("b", Kind::Single, width));
    protect(crosstab(&grid(counts), &a, &b, CrosstabOptions::default()).unwrap(), disclosure)
}

/// Agresti (2007), table 2.5; R's `chisq.test` prints X-squared = 30.07 and the residual 4.5020535.
#[test]
fn a_cross_table_is_tested_with_its_cells() {
    let tested = test_crosstab(&table(&[vec![762, 327, 468], vec![484, 239, 477]], Disclosure::PROTECTED));
    let found = tested.independence.found().expect("there is something to test");
    near(found.chi_square.statistic, 30.07, 0.005);
    assert_eq!(found.method, Method::Approximate);
    let first = tested.residuals[0][0].expect("the cell can differ");
    near(first.residual, 4.502_053_5, 5e-8);
    assert!(first.p_holm > first.p && first.p_holm < 0.01);
    assert!(tested.residuals[0][1].is_some_and(|cell| cell.p_holm > 0.05));
}

#[test]
fn a_table_that_withholds_a_number_is_not_tested() {
    let counts = [vec![2, 18, 9], vec![11, 8, 10]];
    let inside = test_crosstab(&table(&counts, Disclosure::Internal));
    assert!(inside.independence.found().is_some_and(|found| found.fisher.is_none()));
    let outside = test_crosstab(&table(&counts, Disclosure::PROTECTED));
    assert_eq!(outside.independence, Outcome::Withheld);
    assert!(outside.residuals.iter().flatten().all(Option::is_none));
    let one = test_crosstab(&table(&[vec![7, 9]], Disclosure::PROTECTED));
    assert_eq!(one.independence, Outcome::NotTested(NotTested::TooFew));
}

#[test]
fn codes_are_tested_each_and_corrected_together() {
    let hits =
        |name: &str, rows: Vec<u32>| CodeHits { name: name.to_string(), label: name.to_string(), rows };
    let counts = [vec![20], vec![20]];
    let codes = [hits("多", (0..16).chain(20..26).collect()), hits("少", vec![0, 1]), hits("無", Vec::new())];
    let counted =
        code_crosstab(&grid(&counts), &variable("a", Kind::Single, 2), &codes, CrosstabOptions::default())
            .unwrap();
    let inside = test_codes(&protect(counted.clone(), Disclosure::Internal));
    // R: chisq.test(matrix(c(16, 6, 4, 14), 2), correct = FALSE): the square of the residual is X-squared = 10.101.
    let first = inside[0].residuals[0].expect("it can differ");
    near(first.residual.powi(2), 10.101_010_101, 1e-6);
    near(first.p_holm, (first.p * 4.0).min(1.0), 1e-12);
    assert!(inside[1].independence.found().is_some_and(|found| found.method == Method::Exact));
    assert_eq!(inside[2].independence, Outcome::NotTested(NotTested::TooFew));
    let answers =
        test_codes_among(&protect(counted.clone(), Disclosure::Internal), |_| true, |code| code.name != "少");
    assert_eq!(answers[1].independence, Outcome::NotTested(NotTested::NoAnswer));
    let first = answers[0].residuals[0].expect("it can differ");
    near(first.p_holm, (first.p * 2.0).min(1.0), 1e-12);
    let outside = test_codes(&protect(counted, Disclosure::PROTECTED));
    assert_eq!(outside[1].independence, Outcome::Withheld);
    assert!(outside[1].residuals.iter().all(Option::is_none));
}

#[test]
fn what_some_could_not_choose_has_a_number_and_neither_share_nor_test() {
    let hits =
        |name: &str, rows: Vec<u32>| CodeHits { name: name.to_string(), label: name.to_string(), rows };
    let codes =
        [hits("all", (0..16).chain(20..26).collect()), hits("later", (4..20).chain(30..36).collect())];
    let attribute = variable("a", Kind::Single, 2);
    let counted = code_crosstab(&grid(&[vec![20], vec![20]]), &attribute, &codes, CrosstabOptions::default());
    let counted = protect(counted.unwrap().with_other_base(|name| name == "later"), Disclosure::PROTECTED);
    let table = counted.table();
    assert_eq!((table.codes[1].count, table.codes[1].share), (Count::Shown(22), None));
    let cell = &table.rows[0].cells[1];
    assert_eq!((cell.count, cell.share, cell.residual), (Count::Shown(16), None, None));
    assert_eq!(table.codes[0].share, Some(22.0 / 40.0));
    let tested = test_codes(&counted);
    assert!(tested[0].independence.found().is_some());
    assert_eq!(tested[1].independence, Outcome::NotTested(NotTested::OtherBase));
    assert!(tested[1].residuals.iter().all(Option::is_none));
}

/// Twenty of each of two values are compared; twenty more, or few, say nothing of it.
#[test]
fn the_number_of_people_of_a_code_is_of_those_who_are_compared() {
    let hits =
        CodeHits { name: "a".to_owned(), label: "a".to_owned(), rows: (0..15).chain(20..30).collect() };
    let tested = |n_silent: usize, disclosure: Disclosure| {
        let rows = grid(&[vec![20], vec![20], vec![n_silent]]);
        let attribute = variable("a", Kind::Single, 3);
        let table = code_crosstab(&rows, &attribute, std::slice::from_ref(&hits), CrosstabOptions::default());
        let protected = protect(table.unwrap(), disclosure);
        let total = protected.table().total;
        let tested = test_codes_among(&protected, |row| row.value != "2", |_| true);
        (tested[0].n, total)
    };
    let (inside, total) = tested(20, Disclosure::Internal);
    assert_eq!((inside, total), (Count::Shown(40), Count::Shown(60)));
    let (outside, total) = tested(2, Disclosure::PROTECTED);
    assert_eq!(outside, total, "the difference would be the number that is withheld");
}

/// Agresti (2007), table 2.5, again, with a third row and a fourth column of those who did not answer.
#[test]
fn who_does_not_answer_is_in_the_table_and_in_no_test() {
    let counts = [vec![762, 327, 468, 60], vec![484, 239, 477, 9], vec![50, 7, 90, 5]];
    let is_answer = |value: &ValueLabel| value.value != "2";
    let is_column = |value: &ValueLabel| value.value != "3";
    let tested = test_crosstab_among(&table(&counts, Disclosure::PROTECTED), is_answer, is_column);
    let alone = test_crosstab(&table(&[vec![762, 327, 468], vec![484, 239, 477]], Disclosure::PROTECTED));
    assert_eq!(tested.independence, alone.independence);
    assert_eq!((tested.n, alone.n), (Count::Shown(2_757), Count::Shown(2_757)));
    assert_eq!(tested.residuals[1][..3], alone.residuals[1][..]);
    assert!(tested.residuals[2].iter().chain([&tested.residuals[0][3]]).all(Option::is_none));
    let few = [vec![20, 30, 2], vec![15, 9, 7]];
    let few = test_crosstab_among(&table(&few, Disclosure::PROTECTED), |_| true, is_answer);
    assert_eq!(few.independence, Outcome::Withheld, "a table is withheld by its numbers, compared or not");
}

/// By hand, steps 1 to 3 and one column that is no step.
#[test]
fn a_scale_has_medians_and_a_test() {
    let counts = [vec![8, 6, 5, 9], vec![5, 6, 9, 7]];
    let steps = [Some(1.0), Some(2.0), Some(3.0), None];
    let tested = test_scale(&table(&counts, Disclosure::PROTECTED), &steps, |_| true);
    let groups: Vec<_> = tested.groups.iter().map(|group| (group.n, group.median)).collect();
    assert_eq!(groups, [(Count::Shown(19), Some(2.0)), (Count::Shown(20), Some(2.0))]);
    assert!(matches!(tested.test, Outcome::Found(ScaleTest::MannWhitney(test)) if test.effect < 0.0));
    let three = [vec![8, 6, 5, 9], vec![5, 6, 9, 7], vec![6, 6, 6, 6]];
    let tested = test_scale(&table(&three, Disclosure::PROTECTED), &steps, |_| true);
    assert!(matches!(tested.test, Outcome::Found(ScaleTest::KruskalWallis(test)) if test.df == 2));
}

#[test]
fn a_median_goes_with_the_counts_that_it_follows_from() {
    let counts = [vec![2, 6, 5], vec![5, 6, 9], vec![30, 30, 30]];
    let steps = [Some(1.0), Some(2.0), Some(3.0)];
    let tested = test_scale(&table(&counts, Disclosure::PROTECTED), &steps, |_| true);
    assert_eq!(tested.test, Outcome::Withheld);
    assert_eq!((tested.groups[0].n, tested.groups[0].median), (Count::Hidden, None));
    assert_eq!(tested.groups[2].median, Some(2.0));
}

#[test]
fn a_scale_without_groups_is_said() {
    let tested = test_scale(&table(&[vec![9, 7]], Disclosure::PROTECTED), &[Some(1.0), Some(2.0)], |_| true);
    assert_eq!(tested.test, Outcome::NotTested(NotTested::TooFew));
    let none = test_scale(&table(&[vec![9, 7]], Disclosure::PROTECTED), &[None, None], |_| true);
    assert!(none.groups.is_empty());
}

/// Two waves as the table [[12, 7], [5, 7]] of R's `?chisq.test`: p-value 0.4233 with Yates' correction.
#[test]
fn frequencies_of_waves_are_tested_side_by_side() {
    let wave = |counts: &[usize]| {
        let data = grid(&[counts.to_vec()]);
        protect(
            frequency(&data, &variable("b", Kind::Single, 2), FrequencyOptions::default()).unwrap(),
            Disclosure::PROTECTED,
        )
    };
    let (before, after) = (wave(&[12, 7]), wave(&[5, 7]));
    let tested = test_frequencies(&[&before, &after], None, |_| true);
    near(tested.found().expect("both are printed").p, 0.4233, 0.00005);
    let one = test_frequencies(&[&before, &after], Some("0"), |_| true);
    near(one.found().expect("both are printed").p, 0.4233, 0.00005);
    assert_eq!(test_frequencies(&[&before, &wave(&[12, 2])], None, |_| true), Outcome::Withheld);
    assert_eq!(test_frequencies(&[&before], None, |_| true), Outcome::NotTested(NotTested::TooFew));
}

#[test]
fn frequencies_are_compared_among_answers() {
    let wave = |counts: &[usize]| {
        let data = grid(&[counts.to_vec()]);
        let counted = frequency(&data, &variable("b", Kind::Single, 3), FrequencyOptions::default()).unwrap();
        protect(counted, Disclosure::PROTECTED)
    };
    let (before, after) = (wave(&[12, 7, 9]), wave(&[5, 7, 30]));
    let tested = test_frequencies(&[&before, &after], None, |value| value != "2");
    near(tested.found().expect("both are printed").p, 0.4233, 0.00005);
}

/// The same numbers as rows of one table and as tables of their own.
#[test]
fn a_scale_of_waves_is_tested_as_one_of_groups_is() {
    let wave = |counts: &[usize]| {
        let data = grid(&[counts.to_vec()]);
        let counted = frequency(&data, &variable("b", Kind::Single, 3), FrequencyOptions::default()).unwrap();
        protect(counted, Disclosure::PROTECTED)
    };
    // The last value is no step.
    let step = |value: &str| value.parse::<f64>().ok().filter(|step| *step < 2.0);
    let (before, after) = (wave(&[12, 7, 9]), wave(&[5, 17, 8]));
    let waves = test_scales(&[("前", &before), ("後", &after)], step);
    let one = table(&[vec![12, 7, 9], vec![5, 17, 8]], Disclosure::PROTECTED);
    let groups = test_scale(&one, &[Some(0.0), Some(1.0), None], |_| true);
    assert_eq!(waves.test, groups.test);
    assert!(waves.test.found().is_some());
    let named: Vec<_> = waves.groups.iter().map(|group| (group.label.as_str(), group.n)).collect();
    assert_eq!(named, [("前", Count::Shown(19)), ("後", Count::Shown(22))]);
    let few = wave(&[12, 2, 9]);
    assert_eq!(test_scales(&[("前", &before), ("後", &few)], step).test, Outcome::Withheld);
}
