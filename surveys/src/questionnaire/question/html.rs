//! `html`: a text between questions. The aliases `infotext` and `helptext` have plain words instead.

use super::{Question, QuestionType, unknown};
use crate::questionnaire::localized::Localized;
use crate::questionnaire::placeholder::escape;
use crate::questionnaire::reader::Reader;
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType =
    QuestionType { name: "html", properties: &[&["html", "text"]], parse, ..unknown::TYPE };

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.html = reader.localized(object, "html", path);
    if question.html.is_empty() {
        let plain = reader.localized(object, "text", path);
        let title = if object.contains_key("title") { question.title.clone() } else { plain };
        question.html = paragraph(&title);
    }
}

/// Plain words as markup.
fn paragraph(text: &Localized) -> Localized {
    let markup =
        |text: &str| if text.is_empty() { String::new() } else { format!("<p>{}</p>", escape(text)) };
    Localized {
        default: markup(&text.default),
        by_lang: text.by_lang.iter().map(|(lang, text)| (lang.clone(), markup(text))).collect(),
    }
}
