//! What triggers show and hide: `complete`, `skip` and `visible`, and variables of `setvalue`. They depend on nothing
//! but the answers, so that going back and answering otherwise takes everything back.

use crate::questionnaire::definition::Definition;
use crate::questionnaire::expression::evaluate::is_true;
use crate::questionnaire::expression::scope::Scope;
use crate::questionnaire::expression::variables;
use crate::questionnaire::settings::Action;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What triggers decide about pages and questions.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    /// Indexes of pages that are not asked: those after a `complete`.
    pub pages: BTreeSet<usize>,
    /// Indexes of pages between a `skip` and its goal. As in SurveyJS they are passed over, not hidden: what was answered
    /// there counts, and nothing there must be answered.
    pub skipped: BTreeSet<usize>,
    /// Pages and questions that a `visible` trigger speaks of, with whether they are shown.
    pub shown: BTreeMap<String, bool>,
    /// Variables (`isVariable`) with their value while their trigger holds.
    pub variables: BTreeMap<String, Option<Value>>,
}

impl Hidden {
    /// What the triggers of a definition decide.
    pub fn of(definition: &Definition, scope: &Scope<'_>) -> Hidden {
        let mut hidden = Hidden::default();
        for trigger in &definition.triggers {
            let holds = is_true(&trigger.condition, scope);
            match &trigger.action {
                Action::Visible { pages, questions } => {
                    hidden.shown.extend(pages.iter().chain(questions).map(|name| (name.clone(), holds)));
                }
                Action::SetValue { name, value, is_variable: true } => {
                    let slot = hidden.variables.entry(name.clone()).or_default();
                    if holds {
                        *slot = Some(value.clone());
                    }
                }
                Action::Complete if holds => {
                    let from = last_page(definition, trigger) + 1;
                    hidden.pages.extend(from..definition.pages.len());
                }
                Action::Skip { to } if holds => {
                    let from = last_page(definition, trigger) + 1;
                    hidden.skipped.extend(from..page_index(definition, to).unwrap_or(from));
                }
                _ => {}
            }
        }
        hidden
    }
}

/// Index of the last page with a question that the trigger's condition speaks of.
fn last_page(definition: &Definition, trigger: &crate::questionnaire::settings::Trigger) -> usize {
    let names = variables(&trigger.condition.root).into_iter();
    names.filter_map(|name| page_index(definition, name)).max().unwrap_or(0)
}

fn page_index(definition: &Definition, name: &str) -> Option<usize> {
    let (named, _) = definition.names.resolve(name)?;
    let holds = |page: &crate::questionnaire::definition::Page| {
        page.questions().iter().any(|question| question.name == named.key)
    };
    definition.pages.iter().position(holds)
}
