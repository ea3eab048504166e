//! Krippendorff's α: agreement of any number of coders, with values missing, on nominal, ordinal or interval scales.

use super::{Table, Unit};

/// How far two values are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The same or not.
    Nominal,
    /// By the values that lie between, in the order of their numbers.
    Ordinal,
    /// By the square of their difference.
    Interval,
}

/// The coincidences of units: every ordered pair of values of two coders in a unit counts 1/(m − 1), m being the number of
/// values of the unit. Units with fewer than two values pair nothing and are left out.
pub fn table(units: &[Unit], values: &[f64]) -> Table {
    let mut table = Table::new(values);
    for unit in units {
        let given: Vec<f64> = unit.values.iter().flatten().copied().collect();
        if given.len() < 2 {
            continue;
        }
        let share = unit.weight / (given.len() - 1) as f64;
        for (place, a) in given.iter().enumerate() {
            for (_, b) in given.iter().enumerate().filter(|(other, _)| *other != place) {
                table.count(*a, *b, share);
            }
        }
    }
    table
}

/// α = 1 − Do/De = 1 − (n − 1)·Σ oₖₗδ²ₖₗ / Σ nₖnₗδ²ₖₗ. `None` without pairs, and where only one value occurs: then there is
/// nothing to agree on.
///
/// Source: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), sections C to E,
/// <https://repository.upenn.edu/asc_papers/43>.
pub fn alpha(table: &Table, level: Level) -> Option<f64> {
    let (counts, _) = table.margins();
    let n: f64 = counts.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for row in 0..counts.len() {
        for column in 0..counts.len() {
            let distance = distance(table, &counts, level, row, column);
            observed += table.at(row, column)? * distance;
            expected += counts.get(row)? * counts.get(column)? * distance;
        }
    }
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
}

/// δ² of two values, by their places.
fn distance(table: &Table, counts: &[f64], level: Level, a: usize, b: usize) -> f64 {
    let (low, high) = (a.min(b), a.max(b));
    let count = |place: usize| counts.get(place).copied().unwrap_or(0.0);
    match level {
        Level::Nominal => f64::from(a != b),
        Level::Ordinal => {
            let between: f64 = (low..=high).map(count).sum();
            let distance = between - (count(low) + count(high)) / 2.0;
            distance * distance
        }
        Level::Interval => {
            let value = |place: usize| table.values.get(place).copied().unwrap_or(0.0);
            let distance = value(high) - value(low);
            distance * distance
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Four observers and twelve units, a dot where one did not judge: Krippendorff (2011), section C.
    const OBSERVERS: [&str; 4] = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];

    fn reliability_data() -> Vec<Unit> {
        let value =
            |row: &&str, column: usize| row.chars().nth(column).and_then(|c| c.to_digit(10)).map(f64::from);
        let unit = |column: usize| Unit {
            weight: 1.0,
            values: OBSERVERS.iter().map(|row| value(row, column)).collect(),
        };
        (0..12).map(unit).collect()
    }

    fn of(units: &[Unit], level: Level) -> Option<f64> {
        let values: Vec<f64> = units.iter().flat_map(|unit| unit.values.iter().flatten().copied()).collect();
        alpha(&table(units, &values), level)
    }

    #[test]
    fn krippendorffs_four_observers_and_twelve_units() {
        let units = reliability_data();
        let found = [Level::Nominal, Level::Ordinal, Level::Interval].map(|level| of(&units, level).unwrap());
        assert_eq!(found.map(|alpha| format!("{alpha:.3}")), ["0.743", "0.815", "0.849"]);
    }

    /// Two observers, ten units of two values without missing ones: Krippendorff (2011), section A: α = .095.
    #[test]
    fn krippendorffs_two_observers_and_ten_units() {
        let (first, second) = ([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]);
        let pair = |(a, b): (&i32, &i32)| Unit {
            weight: 1.0,
            values: vec![Some(f64::from(*a)), Some(f64::from(*b))],
        };
        let units: Vec<Unit> = first.iter().zip(&second).map(pair).collect();
        assert_eq!(format!("{:.3}", of(&units, Level::Nominal).unwrap()), "0.095");
    }

    #[test]
    fn without_pairs_or_difference_there_is_no_alpha() {
        let single = [Unit { weight: 1.0, values: vec![Some(1.0), None] }];
        assert_eq!(of(&single, Level::Nominal), None);
        let same = [Unit { weight: 5.0, values: vec![Some(1.0), Some(1.0)] }];
        assert_eq!(of(&same, Level::Interval), None);
    }

    proptest! {
        #[test]
        fn a_weight_is_as_many_units_and_coders_may_change_places(
            rows in prop::collection::vec((1u32..4, prop::option::of(0i32..4), prop::option::of(0i32..4), prop::option::of(0i32..4)), 1..20)
        ) {
            let unit = |weight: u32, values: [Option<i32>; 3]| Unit { weight: f64::from(weight), values: values.map(|v| v.map(f64::from)).to_vec() };
            let weighted: Vec<Unit> = rows.iter().map(|(w, a, b, c)| unit(*w, [*a, *b, *c])).collect();
            let repeated: Vec<Unit> = rows.iter().flat_map(|(w, a, b, c)| (0..*w).map(move |_| unit(1, [*c, *a, *b]))).collect();
            for level in [Level::Nominal, Level::Ordinal, Level::Interval] {
                match (of(&weighted, level), of(&repeated, level)) {
                    (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-9 && a <= 1.0 + 1e-9),
                    (a, b) => prop_assert_eq!(a, b),
                }
            }
        }
    }
}
