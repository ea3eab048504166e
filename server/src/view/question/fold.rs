//! Pages and panels that can be folded up (`state`). What has an answer or something to look at inside is open, so that
//! nobody misses it.

use serde::Serialize;
use surveys::questionnaire::question::Question;
use surveys::questionnaire::rules::GroupRules;

use super::{Scene, belongs};

/// What can be folded up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FoldView {
    /// Open at first.
    pub is_open: bool,
}

impl Scene<'_> {
    /// How a page or panel with a heading is folded; None where it is always open.
    pub(super) fn fold(&self, rules: &GroupRules, title: &str, questions: &[&Question]) -> Option<FoldView> {
        let is_expanded = rules.is_expanded.filter(|_| !title.is_empty())?;
        let matters = |question: &&Question| {
            self.answers.contains_key(&question.name)
                || self.answers.contains_key(&question.comment_name())
                || self.problems.iter().any(|problem| belongs(question, &problem.place))
        };
        Some(FoldView { is_open: is_expanded || questions.iter().any(matters) })
    }
}
