//! `dropdown`: one of several choices, in a list that opens.

use super::{Question, QuestionType, select};
use crate::questionnaire::reader::Reader;
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "dropdown",
    properties: &[select::PROPERTIES, &["placeholder"]],
    has_answer: true,
    parse,
    read: select::read_single,
    missing: select::missing,
    check: select::check_single,
    display: select::display_single,
    variables: select::variables_single,
};

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    select::parse(reader, object, path, question);
    question.input.placeholder = reader.localized(object, "placeholder", path);
}
