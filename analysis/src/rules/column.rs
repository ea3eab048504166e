//! A number for each unit, of which most are the same.

use super::expression::is_true;

/// Values of units: those listed, ascending by unit, and one for all the others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub default: f64,
    pub entries: Vec<(u32, f64)>,
}

impl Column {
    /// The same value everywhere.
    pub(super) fn constant(value: f64) -> Column {
        Column { default: value, entries: Vec::new() }
    }

    /// How often each unit is named; 0 for the others.
    pub(super) fn counted(units: impl Iterator<Item = u32>) -> Column {
        let mut entries: Vec<(u32, f64)> = Vec::new();
        let mut is_ascending = true;
        for unit in units {
            match entries.last_mut() {
                Some((last, count)) if *last == unit => *count += 1.0,
                last => {
                    is_ascending &= last.is_none_or(|last| last.0 < unit);
                    entries.push((unit, 1.0));
                }
            }
        }
        if !is_ascending {
            entries.sort_unstable_by_key(|entry| entry.0);
            entries.dedup_by(|later, earlier| {
                let is_same = later.0 == earlier.0;
                if is_same {
                    earlier.1 += later.1;
                }
                is_same
            });
        }
        Column { default: 0.0, entries }
    }

    /// These values from the first unit on.
    pub(super) fn dense(values: Vec<f64>) -> Column {
        let entries = (0..).zip(values).filter(|(_, value)| *value != 0.0).collect();
        Column { default: 0.0, entries }
    }

    /// Each value changed.
    pub(super) fn map(&self, change: impl Fn(f64) -> f64) -> Column {
        let default = change(self.default);
        let entries = self.entries.iter().map(|&(unit, value)| (unit, change(value)));
        Column { default, entries: entries.filter(|(_, value)| !is_same(*value, default)).collect() }
    }

    /// Two columns put together, value by value.
    pub(super) fn with(&self, other: &Column, join: impl Fn(f64, f64) -> f64) -> Column {
        let default = join(self.default, other.default);
        let mut entries = Vec::with_capacity(self.entries.len().max(other.entries.len()));
        let mut push = |unit: u32, value: f64| {
            if !is_same(value, default) {
                entries.push((unit, value));
            }
        };
        let (mut left, mut right) = (self.entries.iter().peekable(), other.entries.iter().peekable());
        loop {
            match (left.peek(), right.peek()) {
                (Some(&&(unit, value)), Some(&&(other_unit, other_value))) if unit == other_unit => {
                    push(unit, join(value, other_value));
                    left.next();
                    right.next();
                }
                (Some(&&(unit, value)), next) if next.is_none_or(|next| unit < next.0) => {
                    push(unit, join(value, other.default));
                    left.next();
                }
                (_, Some(&&(unit, value))) => {
                    push(unit, join(self.default, value));
                    right.next();
                }
                _ => return Column { default, entries },
            }
        }
    }

    /// The units of `n` whose value is true.
    pub(super) fn units(&self, n: u32) -> Vec<u32> {
        if !is_true(self.default) {
            let listed = self.entries.iter().filter(|(unit, value)| *unit < n && is_true(*value));
            return listed.map(|(unit, _)| *unit).collect();
        }
        let mut entries = self.entries.iter().peekable();
        let is_wanted =
            |unit: &u32| entries.next_if(|entry| entry.0 == *unit).is_none_or(|entry| is_true(entry.1));
        (0..n).filter(is_wanted).collect()
    }
}

fn is_same(one: f64, other: f64) -> bool {
    one == other || one.is_nan() && other.is_nan()
}

#[cfg(test)]
mod tests {
    use super::super::expression::{Operator, and, not, or};
    use super::*;

    fn column(entries: &[(u32, f64)]) -> Column {
        Column { default: 0.0, entries: entries.to_vec() }
    }

    #[test]
    fn units_are_counted_in_any_order() {
        assert_eq!(Column::counted([3, 3, 1, 3].into_iter()), column(&[(1, 1.0), (3, 3.0)]));
        assert_eq!(Column::counted([1, 1, 4].into_iter()), column(&[(1, 2.0), (4, 1.0)]));
    }

    #[test]
    fn columns_are_joined_value_by_value() {
        let (a, b) = (column(&[(0, 2.0), (2, 1.0)]), column(&[(1, 3.0), (2, 1.0)]));
        let sum = a.with(&b, |a, b| Operator::Add.apply(a, b));
        assert_eq!(sum, column(&[(0, 2.0), (1, 3.0), (2, 2.0)]));
        assert_eq!(a.with(&b, and).units(4), [2]);
        assert_eq!(a.with(&b, or).units(4), [0, 1, 2]);
        assert_eq!(a.map(not).units(4), [1, 3]);
        // 1 / 0 has no value: neither it nor its opposite is true.
        let quotient = a.with(&b, |a, b| Operator::Divide.apply(a, b));
        assert_eq!(quotient.units(4), [2]);
        assert_eq!(quotient.map(not).units(4), [1]);
    }
}
