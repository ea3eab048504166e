//! Frequencies of one variable (単純集計): each value with its count, its share and the rows it was counted from.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::table::{Count, Frame, Kind, RowId, Variable, answers, share};

/// What the shares are shares of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Those who answered the question.
    #[default]
    Answered,
    /// Every row of the table, so that no answer has its share too.
    Everyone,
}

/// How to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FrequencyOptions {
    /// What the shares are shares of.
    pub base: Base,
}

/// The frequencies of one variable.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frequency {
    /// Name of the variable.
    pub name: String,
    /// What people read for it.
    pub label: String,
    /// How it was counted.
    pub kind: Kind,
    /// One row a value, in the variable's order; values without an answer are kept with 0.
    pub rows: Vec<FrequencyRow>,
    /// The rows of the table without an answer (無回答); its value and label are empty.
    pub no_answer: FrequencyRow,
    /// What [`Frequency::base`] counts.
    pub base_kind: Base,
    /// The number that the shares are shares of (分母).
    pub base: Count,
    /// Rows with an answer.
    pub answered: Count,
    /// All rows of the table.
    pub n: Count,
    /// Whether a row may be counted under several values, so that the shares may sum to more than 1 (複数回答).
    pub may_exceed_whole: bool,
    /// Whether anything is withheld.
    pub has_hidden: bool,
}

/// One value's count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrequencyRow {
    /// The value as stored.
    pub value: String,
    /// The words for it; the value itself where the variable does not know it.
    pub label: String,
    /// Whether the variable lists this value.
    pub is_known: bool,
    /// How many rows have it.
    pub count: Count,
    /// From 0 to 1; `None` without a base, or withheld.
    pub share: Option<f64>,
    /// The rows counted, ascending; empty in a protected table.
    pub members: Vec<RowId>,
}

/// Counts the values of one variable. Fails if the column is missing or holds free text.
pub fn frequency(frame: &Frame, variable: &Variable, options: FrequencyOptions) -> Result<Frequency, Error> {
    let answers = answers(frame, variable)?;
    let mut members: Vec<Vec<RowId>> = vec![Vec::new(); answers.categories.len()];
    let mut silent = Vec::new();
    for (id, found) in &answers.rows {
        if found.is_empty() {
            silent.push(*id);
        }
        for &place in found {
            members[place].push(*id);
        }
    }
    let n = answers.rows.len();
    let answered = n - silent.len();
    let base = match options.base {
        Base::Answered => answered,
        Base::Everyone => n,
    };
    let rows = answers.categories.into_iter().zip(members).enumerate();
    let rows = rows.map(|(place, (category, members))| FrequencyRow {
        value: category.value,
        label: category.label,
        is_known: place < answers.known,
        count: Count::Shown(members.len()),
        share: share(members.len(), base),
        members,
    });
    let no_answer = FrequencyRow {
        value: String::new(),
        label: String::new(),
        is_known: true,
        count: Count::Shown(silent.len()),
        share: (options.base == Base::Everyone).then(|| share(silent.len(), base)).flatten(),
        members: silent,
    };
    Ok(Frequency {
        name: variable.name.clone(),
        label: variable.label.clone(),
        kind: variable.kind,
        rows: rows.collect(),
        no_answer,
        base_kind: options.base,
        base: Count::Shown(base),
        answered: Count::Shown(answered),
        n: Count::Shown(n),
        may_exceed_whole: variable.kind == Kind::Multiple,
        has_hidden: false,
    })
}
