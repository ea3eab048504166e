//! How sure a figure of agreement is: the same figure of many samples drawn from what was coded.
//!
//! Whole texts are drawn, not their code points: letters of one span are no independent observations. Numbers come from
//! SplitMix64 with a fixed seed, so that the same codings give the same interval.

use super::Table;
use crate::statistics::random::{SEED, place};

/// Samples drawn for an interval.
pub const DRAWS: usize = 1000;

/// The 95 % percentile interval of a statistic over texts drawn with replacement; each text is given by its table. `None`
/// for fewer than two texts, or where more than half of the samples have no such figure.
///
/// Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
pub fn interval(texts: &[Table], statistic: impl Fn(&Table) -> Option<f64>) -> Option<(f64, f64)> {
    let first = texts.first().filter(|_| texts.len() > 1)?;
    let mut state = SEED;
    let mut found = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let mut sample = Table::new(&first.values);
        for _ in 0..texts.len() {
            if let Some(text) = texts.get(place(&mut state, texts.len())) {
                sample.add(text);
            }
        }
        found.extend(statistic(&sample));
    }
    if found.len() * 2 < DRAWS {
        return None;
    }
    found.sort_by(f64::total_cmp);
    // The k-th of n values: k = ⌈n·p⌉.
    let at =
        |per_mille: usize| found.get((found.len() * per_mille).div_ceil(1000).saturating_sub(1)).copied();
    Some((at(25)?, at(975)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Unit;
    use crate::agreement::alpha::{self, Level, alpha};

    fn texts(agreeing: usize, differing: usize) -> Vec<Table> {
        let unit = |a, b| Unit { weight: 1.0, values: vec![Some(a), Some(b)] };
        let table = |unit: Unit| alpha::table(&[unit], &[0.0, 1.0]);
        let same =
            (0..agreeing).map(|place| table(unit(f64::from(place % 2 == 0), f64::from(place % 2 == 0))));
        same.chain((0..differing).map(|_| table(unit(0.0, 1.0)))).collect()
    }

    #[test]
    fn the_interval_holds_the_figure_narrows_with_more_texts_and_is_repeatable() {
        let of = |texts: &[Table]| interval(texts, |table| alpha(table, Level::Nominal)).unwrap();
        let (few, many) = (texts(16, 4), texts(160, 40));
        let (low, high) = of(&few);
        let (lower, upper) = of(&many);
        assert!(low < 0.6 && 0.6 < high, "{low} {high}");
        assert!(upper - lower < (high - low) / 2.0);
        assert_eq!(of(&few), (low, high));
    }

    #[test]
    fn one_text_and_no_difference_give_no_interval() {
        assert_eq!(interval(&texts(1, 0), |table| alpha(table, Level::Nominal)), None);
        let same =
            vec![alpha::table(&[Unit { weight: 1.0, values: vec![Some(1.0), Some(1.0)] }], &[0.0, 1.0]); 9];
        assert_eq!(interval(&same, |table| alpha(table, Level::Nominal)), None);
    }
}
