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
    /// Rows of the data beside the table, of people who were not asked; never printed as a value. Whoever knows the
    /// number of all knows it from `n`.
    pub not_asked: Count,
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
    /// From 0 to 1; `None` without a base, or withheld, or where it has another base.
    pub share: Option<f64>,
    /// Whether some of those in the base could not give the value, so that a share of the base would be none of those who could.
    #[serde(skip)]
    pub has_other_base: bool,
    /// Whether all tables of these people withhold the value.
    #[serde(skip)]
    pub(super) is_withheld: bool,
    /// The rows counted, ascending; empty in a protected table.
    pub members: Vec<RowId>,
}

/// Counts the values of one variable.
///
/// # Errors
/// [`Error::ColumnMissing`], [`Error::NotCountable`] for free text.
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
        has_other_base: false,
        is_withheld: false,
        members,
    });
    let no_answer = FrequencyRow {
        value: String::new(),
        label: String::new(),
        is_known: true,
        count: Count::Shown(silent.len()),
        share: (options.base == Base::Everyone).then(|| share(silent.len(), base)).flatten(),
        has_other_base: false,
        is_withheld: false,
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
        not_asked: Count::Shown(0),
        may_exceed_whole: variable.kind == Kind::Multiple,
        has_hidden: false,
    })
}

impl Frequency {
    /// The same table of a question that `n` people of the data were not asked.
    pub fn with_not_asked(self, n: usize) -> Frequency {
        Frequency { not_asked: Count::Shown(n), ..self }
    }

    /// The same table where some of those in its base could not give these values: they have a count and no share.
    pub fn with_other_base(mut self, is_other: impl Fn(&str) -> bool) -> Frequency {
        for row in self.rows.iter_mut().filter(|row| is_other(&row.value)) {
            (row.share, row.has_other_base) = (None, true);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::table::{Column, ColumnData, ValueLabel, frame, keep};

    fn variable(kind: Kind, values: &[&str]) -> Variable {
        let label =
            |value: &&str| ValueLabel { value: (*value).to_string(), label: format!("「{value}」") };
        Variable {
            name: "q".to_string(),
            label: "設問".to_string(),
            kind,
            values: values.iter().map(label).collect(),
        }
    }

    fn table(data: ColumnData) -> Frame {
        frame(vec![Column { name: "q".to_string(), data }]).unwrap()
    }

    fn texts(cells: &[&str]) -> Frame {
        table(ColumnData::Texts(cells.iter().map(|cell| Some((*cell).to_string())).collect()))
    }

    fn printed(table: &Frequency) -> Vec<(String, Option<usize>, Vec<RowId>)> {
        table.rows.iter().map(|row| (row.label.clone(), row.count.shown(), row.members.clone())).collect()
    }

    #[test]
    fn values_keep_their_order_and_every_number_its_rows() {
        let table = texts(&["b", "", "x", "b", "a", "w"]);
        let result =
            frequency(&table, &variable(Kind::Single, &["c", "b", "a"]), FrequencyOptions::default())
                .unwrap();
        assert_eq!(
            printed(&result),
            [
                ("「c」".to_string(), Some(0), vec![]),
                ("「b」".to_string(), Some(2), vec![0, 3]),
                ("「a」".to_string(), Some(1), vec![4]),
                ("w".to_string(), Some(1), vec![5]),
                ("x".to_string(), Some(1), vec![2]),
            ]
        );
        assert_eq!(
            result.rows.iter().map(|row| row.is_known).collect::<Vec<_>>(),
            [true, true, true, false, false]
        );
        assert_eq!((result.no_answer.members.as_slice(), result.no_answer.share), (&[1][..], None));
        assert_eq!(
            (result.base, result.n, result.rows[1].share),
            (Count::Shown(5), Count::Shown(6), Some(0.4))
        );
        assert!(!result.may_exceed_whole);
    }

    #[test]
    fn several_answers_are_shares_of_respondents() {
        let list = |values: &[&str]| Some(values.iter().map(ToString::to_string).collect());
        let table = table(ColumnData::Lists(vec![
            list(&["a", "b", "a"]),
            list(&["a"]),
            list(&[]),
            None,
            list(&["b"]),
        ]));
        let result =
            frequency(&table, &variable(Kind::Multiple, &["a", "b"]), FrequencyOptions::default()).unwrap();
        assert_eq!(result.rows[0].members, [0, 1]);
        assert_eq!(result.rows[1].members, [0, 4]);
        assert_eq!((result.base, result.no_answer.count), (Count::Shown(3), Count::Shown(2)));
        assert!(result.may_exceed_whole && result.rows.iter().filter_map(|row| row.share).sum::<f64>() > 1.0);
    }

    #[test]
    fn numbers_are_listed_by_size() {
        let table = table(ColumnData::Numbers(vec![
            Some(10.0),
            Some(9.0),
            None,
            Some(f64::NAN),
            Some(10.0),
            Some(1.5),
        ]));
        let result = frequency(&table, &variable(Kind::Number, &[]), FrequencyOptions::default()).unwrap();
        let values: Vec<&str> = result.rows.iter().map(|row| row.value.as_str()).collect();
        assert_eq!(values, ["1.5", "9", "10"]);
        assert_eq!(result.no_answer.members, [2, 3]);
    }

    #[test]
    fn everyone_can_be_the_base() {
        let options = FrequencyOptions { base: Base::Everyone };
        let result =
            frequency(&texts(&["a", "", "", "a"]), &variable(Kind::Single, &["a"]), options).unwrap();
        assert_eq!(
            (result.rows[0].share, result.no_answer.share, result.base),
            (Some(0.5), Some(0.5), Count::Shown(4))
        );
    }

    #[test]
    fn a_part_of_the_table_keeps_its_ids() {
        let part = keep(&texts(&["a", "b", "a", "b"]), &[3, 2, 9]).unwrap();
        let result =
            frequency(&part, &variable(Kind::Single, &["a", "b"]), FrequencyOptions::default()).unwrap();
        assert_eq!(
            (result.rows[0].members.as_slice(), result.rows[1].members.as_slice()),
            (&[2][..], &[3][..])
        );
    }

    #[test]
    fn free_text_and_missing_columns_are_errors() {
        let table = texts(&["長い意見"]);
        let counted = |variable: &Variable| frequency(&table, variable, FrequencyOptions::default());
        assert!(matches!(counted(&variable(Kind::Text, &[])), Err(Error::NotCountable { .. })));
        let missing = Variable { name: "r".to_string(), ..variable(Kind::Single, &[]) };
        assert!(matches!(counted(&missing), Err(Error::ColumnMissing { .. })));
        let empty =
            frequency(&texts(&[]), &variable(Kind::Single, &["a"]), FrequencyOptions::default()).unwrap();
        assert_eq!((empty.rows[0].share, empty.n), (None, Count::Shown(0)));
    }

    proptest! {
        #[test]
        fn rows_and_no_answer_sum_to_all(cells in proptest::collection::vec("[a-d]?", 0..40)) {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            let result =
                frequency(&texts(&cells), &variable(Kind::Single, &["b", "a"]), FrequencyOptions::default()).unwrap();
            let mut members: Vec<RowId> = result.rows.iter().chain([&result.no_answer])
                .flat_map(|row| row.members.clone()).collect();
            members.sort_unstable();
            let all: Vec<RowId> = (0..RowId::try_from(cells.len()).unwrap()).collect();
            prop_assert_eq!(members, all);
        }
    }
}
