//! Cohen's κ: agreement of two coders beyond what their habits alone would give.

use super::{Table, Unit};

/// The table of two coders: rows are the values of `first`, columns those of `second` (places in [`Unit::values`]). Units
/// that one of them did not judge are left out.
pub fn table(units: &[Unit], values: &[f64], first: usize, second: usize) -> Table {
    let mut table = Table::new(values);
    for unit in units {
        let value = |place: usize| unit.values.get(place).copied().flatten();
        if let (Some(a), Some(b)) = (value(first), value(second)) {
            table.count(a, b, unit.weight);
        }
    }
    table
}

/// κ = (Po − Pe) / (1 − Pe), where Po is the share of units on which both agree and Pe = Σ p₁ₖ·p₂ₖ the share that their
/// margins would give by chance. `None` without units, and where both always used one and the same value: then there is
/// nothing to agree on.
///
/// Source: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960),
/// 37–46, formula 1.
pub fn kappa(table: &Table) -> Option<f64> {
    let (n, agreed) = (table.total(), agreement(table)?);
    let (rows, columns) = table.margins();
    let by_chance: f64 = rows.iter().zip(&columns).map(|(row, column)| row * column).sum::<f64>() / (n * n);
    let left = 1.0 - by_chance;
    (left > f64::EPSILON).then(|| (agreed - by_chance) / left)
}

/// The share of units on which both agree; `None` without units.
pub fn agreement(table: &Table) -> Option<f64> {
    let n = table.total();
    let agreed: f64 = (0..table.values.len()).filter_map(|place| table.at(place, place)).sum();
    (n > 0.0).then(|| agreed / n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::units::stretches;

    /// Two coders mark 100 of 1,000 characters each, 80 of them both: Po = .96, Pe = .1·.1 + .9·.9 = .82, κ = .14/.18.
    #[test]
    fn eighty_of_a_hundred_shared_characters_of_a_thousand_are_778() {
        let units = stretches(1000, &[vec![(100, 200)], vec![(120, 220)]]);
        let table = table(&units, &[0.0, 1.0], 0, 1);
        assert_eq!(table.total(), 1000.0);
        assert_eq!((table.cell(1.0, 1.0), table.cell(0.0, 0.0)), (80.0, 880.0));
        assert!((kappa(&table).unwrap() - 0.14 / 0.18).abs() < 1e-12);
        assert_eq!(format!("{:.3}", kappa(&table).unwrap()), "0.778");
        assert!((agreement(&table).unwrap() - 0.96).abs() < 1e-12);
    }

    /// Cohen (1960), table 2, in frequencies of 200: κ = .492.
    #[test]
    fn cohens_own_example() {
        let cells = [
            (1, 1, 88.0),
            (1, 2, 10.0),
            (1, 3, 2.0),
            (2, 1, 14.0),
            (2, 2, 40.0),
            (2, 3, 6.0),
            (3, 1, 18.0),
            (3, 2, 10.0),
            (3, 3, 12.0),
        ];
        let unit = |(a, b, weight): &(i32, i32, f64)| Unit {
            weight: *weight,
            values: vec![Some(f64::from(*a)), Some(f64::from(*b))],
        };
        let units: Vec<Unit> = cells.iter().map(unit).collect();
        let found = kappa(&table(&units, &[1.0, 2.0, 3.0], 0, 1)).unwrap();
        assert_eq!(format!("{found:.3}"), "0.492");
    }

    #[test]
    fn what_one_did_not_judge_is_left_out_and_one_value_is_no_agreement() {
        let unit = |a, b| Unit { weight: 1.0, values: vec![a, b] };
        let units = [unit(Some(1.0), Some(1.0)), unit(None, Some(0.0)), unit(Some(1.0), Some(1.0))];
        let table = table(&units, &[0.0, 1.0], 0, 1);
        assert_eq!(table.total(), 2.0);
        assert_eq!((kappa(&table), agreement(&table)), (None, Some(1.0)));
        assert_eq!(kappa(&Table::new(&[])), None);
    }
}
