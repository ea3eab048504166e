//! `html`: a text between questions.

use super::{Question, QuestionType, unknown};
use crate::questionnaire::reader::Reader;
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType { name: "html", properties: &["html"], parse, ..unknown::TYPE };

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.html = reader.localized(object, "html", path);
}
