//! One choice of a question, or one row or column of a matrix.

use super::expression::Expression;
use super::localized::Localized;
use serde_json::{Map, Value};

/// The value that means "other" (SurveyJS `showOtherItem`).
pub const OTHER: &str = "other";
/// The value that means "none of these" (SurveyJS `showNoneItem`).
pub const NONE: &str = "none";
/// The value that means "I refuse to answer" (SurveyJS `showRefuseItem`).
pub const REFUSED: &str = "refused";
/// The value that means "I do not know" (SurveyJS `showDontKnowItem`).
pub const DONT_KNOW: &str = "dontknow";

/// A value with its label.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// What is stored. Numbers and booleans of the definition are kept as their text.
    pub value: String,
    /// What people read; the value where the definition gives no text.
    pub text: Localized,
    /// Condition for being offered; None = always.
    pub visible_if: Option<Expression>,
    /// Condition for being choosable; None = always.
    pub enable_if: Option<Expression>,
    /// Offered but not choosable now; decided by answers, never by the definition alone.
    pub is_disabled: bool,
    /// Picture of a choice of an imagepicker: its address (`data:` or elsewhere); may be empty.
    pub image: Localized,
    /// `kt:consent`: the use that is consented to with this choice (see `question::CONSENTS`).
    pub consent: Option<String>,
    /// `kt:required`: the question is only complete with this choice among the answers.
    pub is_required: bool,
    /// `kt:exclusive`: cannot be combined with other choices of the same question (なし, わからない).
    pub is_exclusive: bool,
    /// `kt:capacity`: how many people can have it (seats of a hall); None = no limit.
    pub capacity: Option<usize>,
    /// The definition's further properties, which conditions see as `{$item.name}`.
    pub properties: Map<String, Value>,
}

impl Choice {
    /// A choice without anything special.
    pub fn plain(value: impl Into<String>, text: Localized) -> Choice {
        Choice { value: value.into(), text, ..Choice::default() }
    }
}

/// The choice with this value.
pub fn find<'a>(choices: &'a [Choice], value: &str) -> Option<&'a Choice> {
    choices.iter().find(|choice| choice.value == value)
}
