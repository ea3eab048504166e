//! Tables of questions that not everybody was asked: how few were not is a number of the table, though it is never printed.

use std::collections::BTreeMap;

use super::{CodeCrosstab, Crosstab};
use crate::table::Count;

/// How many people of the data were not asked one side of a table, by their value of the other side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NotAsked {
    /// Those who have a value of the other side.
    pub by_value: BTreeMap<String, usize>,
    /// All, those without a value too.
    pub total: usize,
}

impl NotAsked {
    fn of(&self, value: &str) -> Count {
        Count::Shown(self.by_value.get(value).copied().unwrap_or(0))
    }
}

impl Crosstab {
    /// The same table of a question that not everybody was asked.
    pub fn with_not_asked(self, not_asked: &NotAsked) -> Crosstab {
        Crosstab {
            not_asked: self.rows.iter().map(|row| not_asked.of(&row.value)).collect(),
            not_asked_total: Count::Shown(not_asked.total),
            ..self
        }
    }

    /// The same table against an attribute that not everybody was asked who was asked the question.
    pub fn with_not_placed(self, not_placed: &NotAsked) -> Crosstab {
        Crosstab {
            not_placed: self.columns.iter().map(|column| not_placed.of(&column.value)).collect(),
            not_placed_total: Count::Shown(not_placed.total),
            ..self
        }
    }
}

impl CodeCrosstab {
    /// The same table of a question that not everybody was asked.
    pub fn with_not_asked(mut self, not_asked: &NotAsked) -> CodeCrosstab {
        for row in &mut self.rows {
            row.not_asked = not_asked.of(&row.value);
        }
        CodeCrosstab { not_asked_total: Count::Shown(not_asked.total), ..self }
    }

    /// The same table against an attribute that not everybody was asked who was asked the question.
    pub fn with_not_placed(mut self, not_placed: &NotAsked) -> CodeCrosstab {
        for code in &mut self.codes {
            code.not_placed = not_placed.of(&code.name);
        }
        CodeCrosstab { not_placed_total: Count::Shown(not_placed.total), ..self }
    }
}
