//! The codebook of a data file: every variable with its labels, who was asked, and how many answered.

use serde::{Deserialize, Serialize};

use crate::document::{Cell, Sheet};
use crate::table::{Kind, ValueLabel};

/// A codebook (DDI Codebook `dataDscr`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Codebook {
    /// The variables in the order of the data's columns.
    pub variables: Vec<CodebookVariable>,
}

/// One variable of a codebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodebookVariable {
    /// Name of the column.
    pub name: String,
    /// What was asked.
    pub label: String,
    /// How it is measured.
    pub kind: Kind,
    /// The values with their words.
    pub values: Vec<ValueLabel>,
    /// Who was asked, in prose; empty for everyone.
    pub universe: String,
    /// Whether it can identify a person or body, and is left out of de-identified data.
    pub is_identifier: bool,
    /// Rows with an answer.
    pub n_valid: usize,
    /// Rows without.
    pub n_missing: usize,
}

/// The words of a codebook's sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodebookWords {
    /// Name of the sheet.
    pub sheet: String,
    /// Head of the column with the variables' names.
    pub variable: String,
    /// Head of the column with their labels.
    pub label: String,
    /// Head of the column with their kinds.
    pub kind: String,
    /// Head of the column with values.
    pub value: String,
    /// Head of the column with the words for values.
    pub value_label: String,
    /// Head of the column with who was asked.
    pub universe: String,
    /// Head of the column that says whether a variable identifies.
    pub identifier: String,
    /// Head of the column with the number of answers.
    pub n_valid: String,
    /// Head of the column with the number of missing answers.
    pub n_missing: String,
    /// The kind [`Kind::Single`].
    pub single: String,
    /// The kind [`Kind::Multiple`].
    pub multiple: String,
    /// The kind [`Kind::Number`].
    pub number: String,
    /// The kind [`Kind::Text`].
    pub text: String,
    /// For identifiers.
    pub yes: String,
    /// For all others.
    pub no: String,
    /// The universe of a variable that everyone was asked.
    pub everyone: String,
}

/// The codebook as a sheet: one row a value, and one for a variable without values. Code and words are in columns of
/// their own, and a variable's own facts are on each of its rows, so that the sheet can be filtered and read by a
/// program.
pub fn codebook_sheet(codebook: &Codebook, words: &CodebookWords) -> Sheet {
    let columns = [
        &words.variable,
        &words.label,
        &words.kind,
        &words.value,
        &words.value_label,
        &words.universe,
        &words.identifier,
        &words.n_valid,
        &words.n_missing,
    ];
    let rows = codebook.variables.iter().flat_map(|variable| variable_rows(variable, words)).collect();
    Sheet { name: words.sheet.clone(), columns: columns.into_iter().cloned().collect(), rows }
}

fn variable_rows(variable: &CodebookVariable, words: &CodebookWords) -> Vec<Vec<Cell>> {
    let kind = match variable.kind {
        Kind::Single => &words.single,
        Kind::Multiple => &words.multiple,
        Kind::Number => &words.number,
        Kind::Text => &words.text,
    };
    let universe = if variable.universe.is_empty() { &words.everyone } else { &variable.universe };
    let integer = |n: usize| i64::try_from(n).map_or(Cell::Empty, Cell::Integer);
    let row = |value: Cell, label: Cell| {
        vec![
            Cell::text(&variable.name),
            Cell::text(&variable.label),
            Cell::text(kind),
            value,
            label,
            Cell::text(universe),
            Cell::text(if variable.is_identifier { &words.yes } else { &words.no }),
            integer(variable.n_valid),
            integer(variable.n_missing),
        ]
    };
    if variable.values.is_empty() {
        return vec![row(Cell::Empty, Cell::Empty)];
    }
    variable.values.iter().map(|value| row(Cell::text(&value.value), Cell::text(&value.label))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_a_row_and_each_variable_at_least_one() {
        let word = |word: &str| word.to_string();
        let words = CodebookWords {
            sheet: word("変数一覧"),
            variable: word("変数"),
            label: word("設問"),
            kind: word("種類"),
            value: word("値"),
            value_label: word("値の意味"),
            universe: word("対象"),
            identifier: word("識別"),
            n_valid: word("有効"),
            n_missing: word("欠測"),
            single: word("単一回答"),
            multiple: word("複数回答"),
            number: word("数値"),
            text: word("自由記述"),
            yes: word("はい"),
            no: word("いいえ"),
            everyone: word("全員"),
        };
        let variable = |name: &str, kind, labels: &[&str], universe: &str| CodebookVariable {
            name: name.to_string(),
            label: format!("設問 {name}"),
            kind,
            values: labels
                .iter()
                .enumerate()
                .map(|(n, label)| ValueLabel { value: (n + 1).to_string(), label: (*label).to_string() })
                .collect(),
            universe: universe.to_string(),
            is_identifier: name == "mail",
            n_valid: 30,
            n_missing: 2,
        };
        let variables = vec![
            variable("q1", Kind::Multiple, &["はい", "いいえ"], "支援機関のみ"),
            variable("mail", Kind::Text, &[], ""),
        ];
        let sheet = codebook_sheet(&Codebook { variables }, &words);
        let printed: Vec<String> = sheet
            .rows
            .iter()
            .map(|row| row.iter().map(Cell::printed).collect::<Vec<_>>().join("|"))
            .collect();
        assert_eq!(
            printed,
            [
                "q1|設問 q1|複数回答|1|はい|支援機関のみ|いいえ|30|2",
                "q1|設問 q1|複数回答|2|いいえ|支援機関のみ|いいえ|30|2",
                "mail|設問 mail|自由記述|||全員|はい|30|2",
            ]
        );
        assert!(sheet.rows.iter().all(|row| row.len() == sheet.columns.len()));
    }
}
