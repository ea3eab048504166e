//! The columns that an argument names.

use std::collections::BTreeSet;

/// Each once, in their order.
pub fn each_once(columns: &[String]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    columns.iter().map(|column| column.trim()).filter(|column| seen.insert(*column)).collect()
}
