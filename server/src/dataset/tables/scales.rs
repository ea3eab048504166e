//! Scales: questions whose values are steps in an order (行列の設問, 評価), and sets of them; on which level each question is measured.

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::codebook::Level;
use analysis::error::Error;
use analysis::table::crosstab::Crosstab;
use analysis::table::items::{ItemSet, item_set};
use analysis::table::suppress::{Protected, protect};
use surveys::questionnaire::ordered::are_ordered;
use surveys::questionnaire::question::Question;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::AnswerTable;
use crate::dataset::{Dataset, Fielded, Response, strings};

/// Codes that stand beside a scale and are no step of it: わからない, 答えない, 無回答.
const BESIDE: [&str; 3] = ["97", "98", "99"];

/// Those of them that are no answer: 答えない, 無回答. わからない is one, though no step.
const NO_ANSWER: [&str; 2] = ["98", "99"];

/// A type of questions whose values are steps even where they are stored as numbers.
const RATING: &str = "rating";

/// Types of questions whose values are steps.
const TYPES: [&str; 2] = ["matrix", RATING];

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

/// The question of a variable, as the newest version that has it asks it.
pub fn question_of<'f>(fielded: &'f Fielded, joined: &Joined) -> Option<&'f Question> {
    let version = joined.asked_in().last().copied()?;
    fielded.versions.get(version)?.definition.question(&joined.variable.question)
}

/// On which level a question is measured: numbers are quantities but for those of a rating; answers of which one is chosen are ordinal
/// where they are steps of a scale, bands of numbers, a trend or a scale of the library; days, which data have as months, are in an order, too.
pub fn level(question: Option<&Question>, variable: &Variable) -> Level {
    let is_ordinal = match variable.kind {
        VariableKind::Number if question.is_some_and(|question| question.kind.name == RATING) => true,
        VariableKind::Number => return Level::Scale,
        VariableKind::Single => are_steps(question, variable) || are_ordered_choices(question, variable),
        VariableKind::Date => true,
        VariableKind::Multiple | VariableKind::Text => false,
    };
    if is_ordinal { Level::Ordinal } else { Level::Nominal }
}

/// Whether a question's values are steps of a scale.
fn are_steps(question: Option<&Question>, variable: &Variable) -> bool {
    let is_type = question.is_some_and(|question| TYPES.contains(&question.kind.name));
    let values = plain_values(variable);
    let steps: BTreeSet<u64> = values.iter().filter_map(|(value, _)| step(value)).map(f64::to_bits).collect();
    let is_each_a_step = values.iter().all(|(value, _)| step(value).is_some());
    variable.kind == VariableKind::Single && is_type && is_each_a_step && steps.len() >= FEWEST_STEPS
}

/// Whether choices are in an order. What they are called in Japanese decides, so that data in every language say the same.
fn are_ordered_choices(question: Option<&Question>, variable: &Variable) -> bool {
    let words = |value: &String, label: &String| {
        let choice = question.and_then(|question| question.choices.iter().find(|own| own.value == *value));
        choice.map_or_else(|| label.clone(), |choice| choice.text.get("ja").to_owned())
    };
    let plain: BTreeMap<String, String> = plain_values(variable)
        .into_iter()
        .map(|(value, label)| (value.clone(), words(value, label)))
        .collect();
    plain.len() >= FEWEST_STEPS && are_ordered(&plain)
}

impl AnswerTable<'_> {
    /// Whether a question's values are steps of a scale.
    pub fn is_scale(&self, variable: &Variable) -> bool {
        are_steps(self.question(variable), variable)
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
    use serde_json::{Value, json};
    use surveys::questionnaire::parse;
    use surveys::questionnaire::variable::variables;

    use super::*;

    #[test]
    fn not_to_know_is_an_answer_and_not_to_tell_is_none() {
        assert_eq!(["1", "97", "98", "99"].map(is_no_answer), [false, false, true, true]);
    }

    /// The level of the only question with a variable.
    fn level_of(element: Value) -> Level {
        let source = json!({ "pages": [{ "name": "one", "elements": [element] }] }).to_string();
        let definition = parse::parse(&source).0.unwrap();
        let variable = variables(&definition, "ja").remove(0);
        level(definition.question(&variable.question), &variable)
    }

    #[test]
    fn questions_are_measured_on_the_level_of_their_answers() {
        let single = |choices: Value| {
            level_of(json!({ "type": "radiogroup", "name": "q", "title": "問い", "choices": choices }))
        };
        assert_eq!(single(json!(["1|相談", "2|就労", "3|医療", "97|わからない"])), Level::Nominal);
        assert_eq!(single(json!(["1|はい", "2|いいえ"])), Level::Nominal);
        assert_eq!(single(json!(["1|1〜2人", "2|3〜5人", "3|6人以上", "97|わからない"])), Level::Ordinal);
        let trend = ["1|増えた", "2|変わらない", "3|減った", "97|わからない"];
        assert_eq!(single(json!(trend)), Level::Ordinal);
        assert_eq!(single(json!(["1|1年未満", "2|1〜3年", "3|4年以上", "98|答えない"])), Level::Ordinal);
        let agreement =
            ["4|とてもそう思う", "3|ややそう思う", "2|あまりそう思わない", "1|まったくそう思わない"];
        assert_eq!(single(json!(agreement)), Level::Ordinal);
        let typed =
            |of: &str| level_of(json!({ "type": "text", "name": "q", "title": "問い", "inputType": of }));
        assert_eq!(
            (typed("number"), typed("date"), typed("text")),
            (Level::Scale, Level::Ordinal, Level::Nominal)
        );
        assert_eq!(level_of(json!({ "type": "rating", "name": "q", "title": "問い" })), Level::Ordinal);
        let columns = json!(["0|知らない", "1|名前は知っている", "2|連絡した", "97|わからない"]);
        let matrix =
            json!({ "type": "matrix", "name": "q", "title": "問い", "columns": columns, "rows": ["1|病院"] });
        assert_eq!(level_of(matrix), Level::Ordinal);
        let several = json!({ "type": "checkbox", "name": "q", "title": "問い", "choices": ["1|1〜2人", "2|3〜5人", "3|6人以上"] });
        assert_eq!(level_of(several), Level::Nominal);
    }

    #[test]
    fn what_is_known_to_be_no_step_has_no_height() {
        assert_eq!((step("4"), step("0.5")), (Some(4.0), Some(0.5)));
        assert_eq!([step("97"), step("98"), step("99"), step("other"), step("NaN"), step("inf")], [None; 6]);
    }
}
