//! A number of each person in a few figures (要約統計量): mean, standard deviation, median and range.

use serde::Serialize;

use crate::table::Count;
use crate::table::frequency::Frequency;
use crate::table::suppress::Protected;

/// Figures of one variable; see [`crate::table::suppress::protect`] before they are shown to others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// People who gave a number.
    pub n: Count,
    /// People who were asked and gave none.
    pub no_answer: Count,
    /// Arithmetic mean; `None` without a number, or withheld, as in all that follow.
    pub mean: Option<f64>,
    /// Standard deviation of a sample (divided by n − 1); `None` of one number, too.
    pub sd: Option<f64>,
    /// The middle number, or the mean of the two in the middle.
    pub median: Option<f64>,
    /// The smallest number.
    pub low: Option<f64>,
    /// The largest number.
    pub high: Option<f64>,
    /// Whether anything is withheld.
    pub has_hidden: bool,
    /// People of the data who were not asked.
    #[serde(skip)]
    pub(super) n_not_asked: usize,
    /// The numbers, ascending; none in a protected summary, and none where the figures follow from printed counts.
    #[serde(skip)]
    pub(super) values: Vec<f64>,
}

/// Figures of numbers; those that are not finite are no answer. `n_asked` people were asked, `n_not_asked` others were not.
pub fn summary(values: &[f64], n_asked: usize, n_not_asked: usize) -> Summary {
    let mut values: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let no_answer = Count::Shown(n_asked.saturating_sub(values.len()));
    let found = figures(&values, no_answer);
    Summary { n_not_asked, values, ..found }
}

/// Figures of a scale from the table of its answers; `step` is the height of a value, `None` for one that is none (わからない).
/// They follow from the printed counts alone: where one of them is withheld, all figures are.
pub fn of_scale(table: &Protected<Frequency>, step: impl Fn(&str) -> Option<f64>) -> Summary {
    let table = table.table();
    if table.has_hidden {
        return Summary { has_hidden: true, n: Count::Hidden, ..figures(&[], Count::Hidden) };
    }
    let mut values = Vec::new();
    for row in &table.rows {
        if let (Some(step), Some(n)) = (step(&row.value), row.count.shown()) {
            values.extend(std::iter::repeat_n(step, n));
        }
    }
    values.sort_by(f64::total_cmp);
    figures(&values, table.no_answer.count)
}

/// The figures of ascending numbers.
fn figures(values: &[f64], no_answer: Count) -> Summary {
    let n = values.len() as f64;
    let mean = (!values.is_empty()).then(|| values.iter().sum::<f64>() / n);
    let squares = |mean: f64| values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    let sd = mean.filter(|_| values.len() > 1).map(|mean| (squares(mean) / (n - 1.0)).sqrt());
    Summary {
        n: Count::Shown(values.len()),
        no_answer,
        mean: mean.filter(|mean| mean.is_finite()),
        sd: sd.filter(|sd| sd.is_finite()),
        median: median(values),
        low: values.first().copied(),
        high: values.last().copied(),
        has_hidden: false,
        n_not_asked: 0,
        values: Vec::new(),
    }
}

/// The middle of ascending values, or the mean of the two in the middle.
pub fn median(values: &[f64]) -> Option<f64> {
    let upper = values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(*upper);
    }
    values.get((values.len() / 2).checked_sub(1)?).map(|lower| f64::midpoint(*lower, *upper))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::frequency::{FrequencyOptions, frequency};
    use crate::table::suppress::{Disclosure, protect};
    use crate::table::{Column, ColumnData, Kind, ValueLabel, Variable, frame};

    /// By hand: 2 + 4 + 4 + 4 + 5 + 5 + 7 + 9 = 40, mean 5; squares of the distances 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, 32 / 7
    /// = 4.5714, its root 2.1381; the middle ones are 4 and 5.
    #[test]
    fn figures_are_those_of_the_textbook() {
        let found = summary(&[9.0, 2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, f64::NAN], 10, 3);
        assert_eq!((found.n, found.no_answer), (Count::Shown(8), Count::Shown(2)));
        assert_eq!((found.mean, found.median), (Some(5.0), Some(4.5)));
        assert!((found.sd.unwrap() - 2.1381).abs() < 1e-4);
        assert_eq!((found.low, found.high), (Some(2.0), Some(9.0)));
    }

    #[test]
    fn nobody_and_one_person_have_no_spread() {
        let none = summary(&[], 0, 0);
        assert_eq!((none.n, none.mean, none.sd, none.median), (Count::Shown(0), None, None, None));
        let one = summary(&[3.0], 1, 0);
        assert_eq!((one.mean, one.sd, one.median), (Some(3.0), None, Some(3.0)));
    }

    fn scale(answers: &[(&str, usize)], disclosure: Disclosure) -> Summary {
        let cells = answers.iter().flat_map(|(value, n)| std::iter::repeat_n(Some((*value).to_string()), *n));
        let table = frame(vec![Column { name: "q".to_string(), data: ColumnData::Texts(cells.collect()) }]);
        let label = |value: &str| ValueLabel { value: value.to_string(), label: value.to_string() };
        let variable = Variable {
            name: "q".to_string(),
            label: "q".to_string(),
            kind: Kind::Single,
            values: ["1", "2", "3", "98"].map(label).into(),
        };
        let counted = frequency(&table.unwrap(), &variable, FrequencyOptions::default()).unwrap();
        of_scale(&protect(counted, disclosure), |value| value.parse().ok().filter(|step| *step < 90.0))
    }

    /// 10 × 1 + 10 × 3 = 40, mean 2; 20 distances of 1, 20 / 19 = 1.0526, its root 1.0260.
    #[test]
    fn a_scale_is_counted_without_answers_that_are_no_step() {
        let found = scale(&[("1", 10), ("3", 10), ("98", 6)], Disclosure::PROTECTED);
        assert_eq!((found.n, found.mean, found.median), (Count::Shown(20), Some(2.0), Some(2.0)));
        assert!((found.sd.unwrap() - 1.0260).abs() < 1e-4);
    }

    #[test]
    fn a_scale_with_a_withheld_answer_has_no_figures() {
        let found = scale(&[("1", 10), ("3", 2)], Disclosure::PROTECTED);
        assert_eq!((found.n, found.mean, found.high), (Count::Hidden, None, None));
        assert!(found.has_hidden);
    }
}
