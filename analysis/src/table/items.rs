//! Sets of items that are meant to measure one thing (the rows of a matrix), with Cronbach's α.

use serde::Serialize;

use crate::statistics::cronbach::{Cronbach, cronbach};
use crate::table::Count;
use crate::table::joint::squares;
use crate::table::tested::Outcome;

/// A set of items; see [`crate::table::suppress::protect`] before it is shown to others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemSet {
    /// Words of the items.
    pub items: Vec<String>,
    /// People who gave a step of the scale to all items.
    pub n: Count,
    /// α of all, and without each item.
    pub alpha: Outcome<Cronbach>,
    /// Whether a table of one of the items withholds a number.
    pub(super) has_hidden_items: bool,
    /// For each two items how many people of `n` gave each two steps; empty in a protected set.
    #[serde(skip)]
    pub(super) squares: Vec<Vec<usize>>,
    /// For each item how many people gave a step to it, and not to all; empty in a protected set.
    #[serde(skip)]
    pub(super) beside: Vec<usize>,
}

/// A set of items from one row a person, one value an item. `has_hidden_items` says whether a table of one of the items, as
/// these readers see it, withholds a number.
pub fn item_set(items: Vec<String>, rows: &[Vec<Option<f64>>], has_hidden_items: bool) -> ItemSet {
    let is_complete = |row: &&Vec<Option<f64>>| row.iter().all(Option::is_some);
    let complete: Vec<Vec<Option<f64>>> = rows.iter().filter(is_complete).cloned().collect();
    let width = rows.first().map_or(0, Vec::len);
    let n_given = |item: usize| rows.iter().filter(|row| row.get(item).is_some_and(Option::is_some)).count();
    ItemSet {
        items,
        n: Count::Shown(complete.len()),
        alpha: cronbach(rows).into(),
        has_hidden_items,
        squares: squares(&complete),
        beside: (0..width).map(|item| n_given(item).saturating_sub(complete.len())).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_left_an_item_out_is_not_counted() {
        let row = |a: f64, b: Option<f64>| vec![Some(a), b];
        let rows = [row(1.0, Some(1.0)), row(2.0, Some(3.0)), row(2.0, Some(2.0)), row(5.0, None)];
        let set = item_set(vec!["一".to_string(), "二".to_string()], &rows, false);
        assert_eq!(set.n, Count::Shown(3));
        assert_eq!(set.squares, [vec![1, 0, 0, 0, 1, 1]], "1 and 2 by 1, 3 and 2");
        assert_eq!(set.beside, [1, 0]);
        assert!(set.alpha.found().is_some());
    }
}
