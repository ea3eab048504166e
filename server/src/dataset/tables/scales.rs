//! Scales: questions whose values are steps in an order (行列の設問, 評価), and sets of them.

use std::collections::BTreeSet;

use analysis::error::Error;
use analysis::table::crosstab::Crosstab;
use analysis::table::items::{ItemSet, item_set};
use analysis::table::suppress::{Protected, protect};
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::AnswerTable;
use crate::dataset::{Dataset, Response, strings};

/// Codes that stand beside a scale and are no step of it: わからない, 答えない, 無回答.
const BESIDE: [&str; 3] = ["97", "98", "99"];

/// Those of them that are no answer: 答えない, 無回答. わからない is one, though no step.
const NO_ANSWER: [&str; 2] = ["98", "99"];

/// Types of questions whose values are steps.
const TYPES: [&str; 2] = ["matrix", "rating"];

/// Fewer steps than this make no scale.
const FEWEST_STEPS: usize = 3;

/// Whether a value is no answer in itself: わからない, 答えない, 無回答.
pub fn is_beside(value: &str) -> bool {
    BESIDE.contains(&value)
}

/// Whether a value says that somebody did not answer: 答えない, 無回答.
pub fn is_no_answer(value: &str) -> bool {
    NO_ANSWER.contains(&value)
}

/// The height of a value; `None` for one that is no step.
pub fn step(value: &str) -> Option<f64> {
    if is_beside(value) {
        return None;
    }
    value.parse::<f64>().ok().filter(|step| step.is_finite())
}

/// The values of a question that are answers in themselves, without わからない and the like.
pub fn plain_values(variable: &Variable) -> Vec<&(String, String)> {
    variable.value_labels.iter().filter(|(value, _)| !is_beside(value)).collect()
}

/// The height of each column of a table.
pub fn column_steps(table: &Crosstab) -> Vec<Option<f64>> {
    table.columns.iter().map(|column| step(&column.value)).collect()
}

impl AnswerTable<'_> {
    /// Whether a question's values are steps of a scale.
    pub fn is_scale(&self, variable: &Variable) -> bool {
        let is_type = self.question(variable).is_some_and(|question| TYPES.contains(&question.kind.name));
        let values = plain_values(variable);
        let steps: BTreeSet<u64> =
            values.iter().filter_map(|(value, _)| step(value)).map(f64::to_bits).collect();
        let is_each_a_step = values.iter().all(|(value, _)| step(value).is_some());
        variable.kind == VariableKind::Single && is_type && is_each_a_step && steps.len() >= FEWEST_STEPS
    }

    /// The step that a response gave.
    pub fn step_given(&self, variable: &Variable, response: &Response) -> Option<f64> {
        let value = self.joined(variable).and_then(|joined| response.value(joined));
        strings(value).first().and_then(|value| step(value))
    }

    /// The questions of a matrix as a set of items with α; `None` where they are no scale.
    ///
    /// # Errors
    /// When a question cannot be counted.
    pub fn items(
        &self,
        dataset: &Dataset,
        variables: &[Variable],
    ) -> Result<Option<Protected<ItemSet>>, Error> {
        if variables.len() < 2 || !variables.iter().all(|variable| self.is_scale(variable)) {
            return Ok(None);
        }
        let mut has_hidden = false;
        for variable in variables {
            has_hidden |= self.frequency(dataset, variable)?.table().has_hidden;
        }
        let given = |response: &Response| {
            variables.iter().map(|variable| self.step_given(variable, response)).collect()
        };
        let rows: Vec<Vec<Option<f64>>> = self.fielded.responses.iter().map(given).collect();
        let label =
            |variable: &Variable| variable.row_label.clone().unwrap_or_else(|| variable.label.clone());
        let set = item_set(variables.iter().map(label).collect(), &rows, has_hidden);
        Ok(Some(protect(set, dataset.disclosure())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_to_know_is_an_answer_and_not_to_tell_is_none() {
        assert_eq!(["1", "97", "98", "99"].map(is_no_answer), [false, false, true, true]);
    }

    #[test]
    fn what_is_known_to_be_no_step_has_no_height() {
        assert_eq!((step("4"), step("0.5")), (Some(4.0), Some(0.5)));
        assert_eq!([step("97"), step("98"), step("99"), step("other"), step("NaN"), step("inf")], [None; 6]);
    }
}
