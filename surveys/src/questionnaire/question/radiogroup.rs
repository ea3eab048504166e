//! `radiogroup`: one of several choices, all of them on the page.

use super::{QuestionType, select};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "radiogroup",
    properties: &[select::PROPERTIES],
    has_answer: true,
    parse: select::parse,
    read: select::read_single,
    missing: select::missing,
    check: select::check_single,
    display: select::display_single,
    variables: select::variables_single,
};
