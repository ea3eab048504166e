//! Groups of people that all tables of these people withhold together.
//!
//! By itself each table chooses what it withholds beside a small group. Two tables that choose differently tell together what each
//! of them withholds: the one prints the size of the group that hides the small one in the other. So the choice is made once, from
//! how many people are of each group, and every table by these groups takes it over: it prints no number of them, neither
//! sizes nor cells. Whatever the tables tell then stays the same when people of withheld groups exchange them, so that nothing but
//! what they are together can be worked out, however many tables a reader has (decision 41).

use std::collections::{BTreeMap, BTreeSet};

use super::private::Rule;
use super::{Disclosure, Protected};
use crate::table::crosstab::{CodeCrosstab, Crosstab};
use crate::table::frequency::Frequency;

/// The values of one variable that every table of the same people withholds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WithheldGroups {
    values: BTreeSet<String>,
}

impl WithheldGroups {
    /// The groups of people; `values` has the value of each of them. Small groups are withheld, and where there is only one, or
    /// all small ones together are few, the smallest other group with them. Internal readers see all groups.
    pub fn of<'v>(values: impl IntoIterator<Item = &'v str>, disclosure: Disclosure) -> WithheldGroups {
        WithheldGroups::of_few(values, [], disclosure)
    }

    /// The same where readers know how `few` people or bodies may be of some groups (a kind of agency with two members on the list):
    /// these are small although nobody is of them, for that nobody is tells what each of the few did.
    pub fn of_few<'v>(
        values: impl IntoIterator<Item = &'v str>,
        few: impl IntoIterator<Item = &'v str>,
        disclosure: Disclosure,
    ) -> WithheldGroups {
        let Some(rule) = Rule::of(disclosure) else { return WithheldGroups::default() };
        let mut sizes: BTreeMap<&str, usize> = few.into_iter().map(|value| (value, 0)).collect();
        let few: BTreeSet<&str> = sizes.keys().copied().collect();
        for value in values {
            *sizes.entry(value).or_default() += 1;
        }
        let (small, large): (Vec<_>, Vec<_>) = sizes.into_iter().partition(|(_, n)| *n < rule.min_cell);
        let n_small: usize = small.iter().map(|(_, n)| n).sum();
        // Each small group that is met has somebody, and none as many as the threshold: at either end each would be known.
        let n_met = small.iter().filter(|(value, _)| !few.contains(value)).count();
        let ends = [n_met, small.len() * rule.min_cell.saturating_sub(1)];
        let is_told = small.len() == 1 || n_small < rule.min_cell || ends.contains(&n_small);
        let beside = large.into_iter().min_by_key(|(_, n)| *n).filter(|_| !small.is_empty() && is_told);
        small.into_iter().chain(beside).map(|(value, _)| value.to_string()).collect()
    }

    /// The values that a table withholds.
    pub fn hidden_in(table: &Protected<Frequency>) -> WithheldGroups {
        let hidden = table.table().rows.iter().filter(|row| row.count.is_hidden());
        hidden.map(|row| row.value.clone()).collect()
    }

    /// Whether a value is withheld.
    pub fn contains(&self, value: &str) -> bool {
        self.values.contains(value)
    }

    /// The same with more values.
    pub fn with(mut self, values: impl IntoIterator<Item = String>) -> WithheldGroups {
        self.values.extend(values);
        self
    }

    /// The same where all values that `is_own` does not name are counted together as `name`, which hides those that are left.
    pub fn pooled(&self, name: &str, is_own: impl Fn(&str) -> bool) -> WithheldGroups {
        let own: WithheldGroups = self.values.iter().filter(|value| is_own(value)).cloned().collect();
        if own.values.is_empty() { own } else { own.with([name.to_string()]) }
    }
}

impl FromIterator<String> for WithheldGroups {
    fn from_iter<I: IntoIterator<Item = String>>(values: I) -> WithheldGroups {
        WithheldGroups { values: values.into_iter().collect() }
    }
}

impl Frequency {
    /// The same table, of whose values all tables of these people withhold some, besides those that are marked already.
    pub fn with_withheld(mut self, groups: &WithheldGroups) -> Frequency {
        for row in &mut self.rows {
            row.is_withheld |= groups.contains(&row.value);
        }
        self
    }
}

impl Crosstab {
    /// The same table, where all tables of these people withhold some of the values down the side.
    pub fn with_withheld_rows(self, groups: &WithheldGroups) -> Crosstab {
        let withheld_rows = self.rows.iter().map(|row| groups.contains(&row.value)).collect();
        Crosstab { withheld_rows, ..self }
    }

    /// The same table, where all tables of these people withhold some of the values along the top.
    pub fn with_withheld_columns(self, groups: &WithheldGroups) -> Crosstab {
        let withheld_columns = self.columns.iter().map(|column| groups.contains(&column.value)).collect();
        Crosstab { withheld_columns, ..self }
    }
}

impl CodeCrosstab {
    /// The same table, where all tables of these people withhold some of the attribute's values.
    pub fn with_withheld_rows(mut self, groups: &WithheldGroups) -> CodeCrosstab {
        for row in &mut self.rows {
            row.is_withheld = groups.contains(&row.value);
        }
        self
    }

    /// The same table of codes of which one may be that another one is missing (`not` in a rule): how many of a group do not have a
    /// code is protected like how many have it.
    pub fn with_misses_kept(self) -> CodeCrosstab {
        CodeCrosstab { are_misses_kept: true, ..self }
    }

    /// The same table beside another one that withholds the totals of some codes, besides those that are marked already.
    pub fn with_withheld_codes(mut self, codes: &WithheldGroups) -> CodeCrosstab {
        for code in &mut self.codes {
            code.is_withheld |= codes.contains(&code.name);
        }
        self
    }
}

impl Protected<Crosstab> {
    /// The table with its sides exchanged. Protected once, it withholds the same numbers whichever way round it is shown.
    pub fn transposed(self) -> Protected<Crosstab> {
        Protected { table: self.table.transposed() }
    }
}
