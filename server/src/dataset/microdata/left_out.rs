//! The questions that the data does not have, and why: nobody shall take them for questions that were not asked.

use surveys::privacy::generalise::Treatment;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::{is_exported, treatment_of};
use crate::dataset::tables::scales::question_of;
use crate::dataset::{Dataset, Fielded};

/// Why there is nothing that would tell few who answered between two versions.
const BETWEEN: &str = "between";

/// A question, or a column, that is not in the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// What was asked.
    pub label: String,
    /// Why it is not there, the end of a Fluent key (`bundle-left-out-…`).
    pub why: &'static str,
}

/// The questions of a questionnaire that are not in the data whatever somebody decides, each once, in their order.
pub fn never_there(dataset: &Dataset, fielded: &Fielded) -> Vec<LeftOut> {
    let mut all: Vec<LeftOut> = Vec::new();
    let told = fielded.variables(dataset.lang);
    let never = told.into_iter().filter_map(|joined| Some((why(dataset, &joined)?, joined)));
    let untold = fielded.untold_variables(dataset.lang).into_iter();
    let untold = untold.filter(is_exported).map(|joined| (BETWEEN, joined));
    for (why, joined) in never.chain(untold) {
        let variable = &joined.variable;
        let question = question_of(fielded, &joined).filter(|_| !variable.is_comment && why != BETWEEN);
        // Rows and parts of a question are not there either.
        let (name, label) = match question {
            Some(question) => (question.name.clone(), question.title.get(dataset.lang.code()).to_owned()),
            None => (variable.name.clone(), variable.label.clone()),
        };
        let one = LeftOut { name, label, why };
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all.extend(untold_choices(dataset, fielded));
    all
}

/// The choices that have no column, by the names of their columns.
fn untold_choices(dataset: &Dataset, fielded: &Fielded) -> Vec<LeftOut> {
    let mut found = Vec::new();
    let several = fielded.variables(dataset.lang).into_iter();
    for joined in
        several.filter(|joined| joined.variable.kind == VariableKind::Multiple && is_exported(joined))
    {
        let Variable { name, label, value_labels, .. } = &joined.variable;
        let untold = value_labels.iter().filter(|(value, _)| fielded.untold.has_choice(&joined, value));
        found.extend(untold.map(|(value, words)| LeftOut {
            name: format!("{name}_{value}"),
            label: format!("{label}：{words}"),
            why: BETWEEN,
        }));
    }
    found
}

fn why(dataset: &Dataset, joined: &Joined) -> Option<&'static str> {
    let variable = &joined.variable;
    let has = |role: &str| joined.roles.iter().chain(&variable.role).any(|own| own == role);
    if variable.is_identifier {
        return Some("identifier");
    }
    if variable.is_comment {
        return Some("beside");
    }
    match treatment_of(joined) {
        Treatment::LeaveOut if has("region") || has("agency_kind") => Some("elsewhere"),
        Treatment::LeaveOut if has("respondent_code") || has("affiliation") => Some("who"),
        Treatment::LeaveOut if has("diagnosis") => Some("diagnosis"),
        Treatment::LeaveOut => Some("text"),
        Treatment::Area if dataset.places.names().is_empty() => Some("scheme"),
        Treatment::Keep
        | Treatment::KeepKnown
        | Treatment::AgeBand
        | Treatment::Month
        | Treatment::Area
        | Treatment::Rare
        | Treatment::DiseaseGroup => None,
    }
}
