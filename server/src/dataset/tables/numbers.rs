//! Numbers that people gave, in a few figures.

use analysis::error::Error;
use analysis::table::summary::{Summary, summary};
use analysis::table::suppress::{Protected, protect_unless};
use serde_json::Value;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::AnswerTable;
use crate::dataset::microdata::is_exported;
use crate::dataset::{Dataset, Fielded, Response};

/// The questions that take a number, each with its figures among those who were asked; nothing that says who somebody is. What
/// cannot be read is no missing answer.
///
/// # Errors
/// When the questions that one of them follows cannot be counted.
pub fn numbers(
    dataset: &Dataset,
    fielded: &Fielded,
    answers: &AnswerTable<'_>,
) -> Result<Vec<(Variable, Protected<Summary>)>, Error> {
    let is_number = |kind: VariableKind| kind == VariableKind::Number;
    let joined = fielded.variables(dataset.lang).into_iter();
    let wanted = joined.filter(|joined| is_number(joined.variable.kind) && is_exported(joined));
    let figures = |joined: Joined| {
        let is_asked = |response: &&Response| response.asked(&joined).is_some();
        let asked: Vec<_> = fielded.responses.iter().filter(is_asked).collect();
        let read: Vec<_> = asked.iter().filter(|response| !response.is_unreadable(&joined)).collect();
        let values = read.iter().filter_map(|response| response.value(&joined).and_then(Value::as_f64));
        let n_not_asked = fielded.responses.len() - asked.len();
        let found = summary(&values.collect::<Vec<f64>>(), read.len(), n_not_asked);
        let is_untold = answers.is_untold_follow_up(dataset, &joined)?;
        Ok((joined.variable, protect_unless(is_untold, found, dataset.disclosure())))
    };
    wanted.map(figures).collect()
}
