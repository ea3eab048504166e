//! The questions that the data does not have, and why: nobody shall take them for questions that were not asked.

use surveys::privacy::generalise::Treatment;
use surveys::questionnaire::union::Joined;

use super::treatment_of;
use crate::dataset::tables::scales::question_of;
use crate::dataset::{Dataset, Fielded};

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

/// The questions of a questionnaire that are never in the data, each once, in their order.
pub fn never_there(dataset: &Dataset, fielded: &Fielded) -> Vec<LeftOut> {
    let mut all: Vec<LeftOut> = Vec::new();
    for joined in fielded.variables(dataset.lang) {
        let Some(why) = why(dataset, &joined) else { continue };
        let variable = &joined.variable;
        let question = question_of(fielded, &joined).filter(|_| !variable.is_comment);
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
    all
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
