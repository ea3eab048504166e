//! `tagbox`: any number of choices. SurveyJS puts them into a list that opens; here they are a list of checkboxes,
//! which needs no script.

use super::{QuestionType, checkbox, select};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "tagbox",
    properties: &[
        select::PROPERTIES,
        checkbox::LIMITS,
        &["showSelectAllItem", "selectAllText", "placeholder"],
    ],
    ..checkbox::TYPE
};
