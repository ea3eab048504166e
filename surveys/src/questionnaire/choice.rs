//! One choice of a question, or one row or column of a matrix.

use super::localized::Localized;
use serde::Serialize;

/// The value that means "other" (SurveyJS `showOtherItem`).
pub const OTHER: &str = "other";

/// A value with its label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// What is stored. Numbers and booleans of the definition are kept as their text.
    pub value: String,
    /// What people read; the value where the definition gives no text.
    pub text: Localized,
    /// `kt:consent`: the use that is consented to with this choice (see `question::CONSENTS`).
    pub consent: Option<String>,
    /// `kt:required`: the question is only complete with this choice among the answers.
    pub is_required: bool,
    /// `kt:exclusive`: cannot be combined with other choices of the same question (なし, わからない).
    pub is_exclusive: bool,
}

impl Choice {
    /// A choice without anything special.
    pub fn plain(value: impl Into<String>, text: Localized) -> Choice {
        Choice { value: value.into(), text, consent: None, is_required: false, is_exclusive: false }
    }
}

/// The choice with this value.
pub fn find<'a>(choices: &'a [Choice], value: &str) -> Option<&'a Choice> {
    choices.iter().find(|choice| choice.value == value)
}
