//! The codebook of a data file: every variable with its labels, who was asked, and how many answered.

#[cfg(test)]
pub(crate) mod invented;

use serde::{Deserialize, Serialize};

use crate::document::{Cell, Sheet};
use crate::table::{Count, Kind};

/// A codebook (DDI Codebook `dataDscr`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Codebook {
    /// The variables in the order of the data's columns.
    pub variables: Vec<CodebookVariable>,
}

/// On which level a variable is measured (尺度水準): what may be computed with its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Its values are names.
    #[default]
    Nominal,
    /// Its values are in an order.
    Ordinal,
    /// Its values are quantities.
    Scale,
}

/// One variable of a codebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodebookVariable {
    /// Name of the column.
    pub name: String,
    /// What was asked.
    pub label: String,
    /// What its answers are.
    pub kind: Kind,
    /// On which level it is measured.
    pub level: Level,
    /// The values with their words.
    pub values: Vec<CodebookValue>,
    /// Who was asked, in prose; empty for everyone.
    pub universe: String,
    /// Which versions of the questionnaire ask it, in words; empty for all.
    pub versions: String,
    /// Anything else that a reader should know, such as earlier wordings; may be empty.
    pub note: String,
    /// Whether it can identify a person or body, and is left out of de-identified data.
    pub is_identifier: bool,
    /// Rows with an answer.
    pub n_valid: Count,
    /// Rows of those who were asked, without one.
    pub n_missing: Count,
    /// Rows of those who were not asked.
    pub n_not_asked: Count,
}

/// A value of a variable with its words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CodebookValue {
    /// The value as it stands in the data.
    pub value: String,
    /// What it means.
    pub label: String,
    /// Whether it stands for an answer that is missing (DDI `catgry missing="Y"`).
    pub is_missing: bool,
    /// Whether it is an answer that is no step of its variable's order, such as わからない: counted among the answers, and left out by
    /// whoever computes with the steps. Data files declare it missing.
    pub is_beside: bool,
    /// Which versions of the questionnaire offer it, in words; empty for those of its variable.
    pub versions: String,
    /// Earlier wordings; may be empty.
    pub note: String,
}

impl Level {
    /// Its name for programs, which SPSS has, too.
    pub fn name(self) -> &'static str {
        match self {
            Level::Nominal => "nominal",
            Level::Ordinal => "ordinal",
            Level::Scale => "scale",
        }
    }
}

impl CodebookVariable {
    /// A variable that every version asks everyone, of which nothing is counted yet. Numbers are quantities, and all others names.
    pub fn new(
        name: impl Into<String>,
        label: impl Into<String>,
        kind: Kind,
        values: Vec<CodebookValue>,
    ) -> CodebookVariable {
        CodebookVariable {
            name: name.into(),
            label: label.into(),
            kind,
            level: if kind == Kind::Number { Level::Scale } else { Level::Nominal },
            values,
            universe: String::new(),
            versions: String::new(),
            note: String::new(),
            is_identifier: false,
            n_valid: Count::Shown(0),
            n_missing: Count::Shown(0),
            n_not_asked: Count::Shown(0),
        }
    }
}

impl CodebookValue {
    /// A value that every version of its variable offers.
    pub fn new(value: impl Into<String>, label: impl Into<String>, is_missing: bool) -> CodebookValue {
        CodebookValue {
            value: value.into(),
            label: label.into(),
            is_missing,
            is_beside: false,
            versions: String::new(),
            note: String::new(),
        }
    }

    /// Whether it is left out of what is computed with the variable: as missing, or as no step of its order.
    pub fn is_left_out(&self) -> bool {
        self.is_missing || self.is_beside
    }
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
    /// Head of the column with the levels on which they are measured.
    pub level: String,
    /// Head of the column with values.
    pub value: String,
    /// Head of the column with the words for values.
    pub value_label: String,
    /// Head of the column that says whether a value stands for a missing answer, or is no step of an order.
    pub missing: String,
    /// Head of the column with who was asked.
    pub universe: String,
    /// Head of the column with the versions that ask it.
    pub versions: String,
    /// Head of the column with remarks.
    pub note: String,
    /// Head of the column that says whether a variable identifies.
    pub identifier: String,
    /// Head of the column with the number of answers.
    pub n_valid: String,
    /// Head of the column with the number of missing answers.
    pub n_missing: String,
    /// Head of the column with the number of those who were not asked.
    pub n_not_asked: String,
    /// The kind [`Kind::Single`].
    pub single: String,
    /// The kind [`Kind::Multiple`].
    pub multiple: String,
    /// The kind [`Kind::Number`].
    pub number: String,
    /// The kind [`Kind::Text`].
    pub text: String,
    /// The level [`Level::Nominal`].
    pub nominal: String,
    /// The level [`Level::Ordinal`].
    pub ordinal: String,
    /// The level [`Level::Scale`].
    pub scale: String,
    /// For identifiers.
    pub yes: String,
    /// For all others.
    pub no: String,
    /// The universe of a variable that everyone was asked.
    pub everyone: String,
    /// The versions of a variable that every version asks.
    pub all_versions: String,
}

impl CodebookWords {
    /// On which level a variable is measured, in words.
    pub(crate) fn of_level(&self, level: Level) -> &str {
        match level {
            Level::Nominal => &self.nominal,
            Level::Ordinal => &self.ordinal,
            Level::Scale => &self.scale,
        }
    }

    /// What a variable's answers are, in words.
    pub(crate) fn of_kind(&self, kind: Kind) -> &str {
        match kind {
            Kind::Single => &self.single,
            Kind::Multiple => &self.multiple,
            Kind::Number => &self.number,
            Kind::Text => &self.text,
        }
    }
}

/// The codebook as a sheet: one row a value, and one for a variable without values. Code and words are in columns of
/// their own, and a variable's own facts are on each of its rows, so that the sheet can be filtered and read by a
/// program.
pub fn codebook_sheet(codebook: &Codebook, words: &CodebookWords) -> Sheet {
    let columns = [
        &words.variable,
        &words.label,
        &words.kind,
        &words.level,
        &words.value,
        &words.value_label,
        &words.missing,
        &words.universe,
        &words.versions,
        &words.note,
        &words.identifier,
        &words.n_valid,
        &words.n_missing,
        &words.n_not_asked,
    ];
    let rows = codebook.variables.iter().flat_map(|variable| variable_rows(variable, words)).collect();
    Sheet { name: words.sheet.clone(), columns: columns.into_iter().cloned().collect(), rows }
}

fn variable_rows(variable: &CodebookVariable, words: &CodebookWords) -> Vec<Vec<Cell>> {
    let universe = if variable.universe.is_empty() { &words.everyone } else { &variable.universe };
    let truth = |truth: bool| Cell::text(if truth { &words.yes } else { &words.no });
    let row = |value: Option<&CodebookValue>| {
        let narrower = value.map(|value| &value.versions).filter(|versions| !versions.is_empty());
        let versions = match narrower.unwrap_or(&variable.versions) {
            all if all.is_empty() => &words.all_versions,
            some => some,
        };
        let notes = [&variable.note].into_iter().chain(value.map(|value| &value.note));
        let notes: Vec<&str> = notes.map(String::as_str).filter(|note| !note.is_empty()).collect();
        vec![
            Cell::text(&variable.name),
            Cell::text(&variable.label),
            Cell::text(words.of_kind(variable.kind)),
            Cell::text(words.of_level(variable.level)),
            value.map_or(Cell::Empty, |value| Cell::text(&value.value)),
            value.map_or(Cell::Empty, |value| Cell::text(&value.label)),
            value.map_or(Cell::Empty, |value| truth(value.is_left_out())),
            Cell::text(universe),
            Cell::text(versions),
            Cell::text(&notes.join(" ")),
            truth(variable.is_identifier),
            Cell::count(variable.n_valid),
            Cell::count(variable.n_missing),
            Cell::count(variable.n_not_asked),
        ]
    };
    if variable.values.is_empty() {
        return vec![row(None)];
    }
    variable.values.iter().map(|value| row(Some(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::invented::words;
    use super::*;

    fn variable(name: &str, kind: Kind, labels: &[&str], universe: &str) -> CodebookVariable {
        let word = |word: &str| word.to_string();
        CodebookVariable {
            name: name.to_string(),
            label: format!("設問 {name}"),
            kind,
            level: if labels.is_empty() { Level::Nominal } else { Level::Ordinal },
            values: labels
                .iter()
                .enumerate()
                .map(|(n, label)| CodebookValue {
                    value: (n + 1).to_string(),
                    label: (*label).to_string(),
                    is_missing: *label == "無回答",
                    is_beside: *label == "わからない",
                    versions: word(if *label == "無回答" { "" } else { "第2版" }),
                    note: word(if *label == "無回答" { "" } else { "前の言葉" }),
                })
                .collect(),
            universe: universe.to_string(),
            versions: word(if name == "mail" { "" } else { "第1・2版" }),
            note: word(if name == "mail" { "" } else { "注" }),
            is_identifier: name == "mail",
            n_valid: Count::Shown(30),
            n_missing: Count::Shown(2),
            n_not_asked: Count::Hidden,
        }
    }

    #[test]
    fn each_value_has_a_row_and_each_variable_at_least_one() {
        let words = words();
        let variables = vec![
            variable("q1", Kind::Multiple, &["はい", "無回答", "わからない"], "支援機関のみ"),
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
                "q1|設問 q1|複数回答|順序|1|はい|いいえ|支援機関のみ|第2版|注 前の言葉|いいえ|30|2|*",
                "q1|設問 q1|複数回答|順序|2|無回答|はい|支援機関のみ|第1・2版|注|いいえ|30|2|*",
                "q1|設問 q1|複数回答|順序|3|わからない|はい|支援機関のみ|第2版|注 前の言葉|いいえ|30|2|*",
                "mail|設問 mail|自由記述|名義||||全員|すべて||はい|30|2|*",
            ]
        );
        assert!(sheet.rows.iter().all(|row| row.len() == sheet.columns.len()));
    }
}
