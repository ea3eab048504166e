//! `image`: a picture between questions. Only pictures inside the definition (`data:`) are shown: a page must not
//! tell another server who reads it.

use super::{Question, QuestionType, unknown};
use crate::questionnaire::localized::Localized;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::{Reader, join};
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "image",
    properties: &[&["imageLink", "altText", "contentMode", "imageFit", "imageHeight", "imageWidth"]],
    parse,
    ..unknown::TYPE
};

/// A picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Picture {
    /// Where it is; may be empty.
    pub link: Localized,
    /// What it shows, in words; may be empty.
    pub alt: Localized,
}

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    question.picture.link = reader.localized(object, "imageLink", path);
    question.picture.alt = reader.localized(object, "altText", path);
    reader.problems.extend(picture_problem(&question.picture.link, &join(path, "imageLink")));
}

/// Kinds of pictures that every browser shows.
const KINDS: &[&str] = &["png", "jpeg", "gif", "webp", "svg+xml"];

/// Whether a picture is part of the definition, so that showing it asks nobody else.
pub fn is_inside(link: &str) -> bool {
    let kind = link.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
    kind.is_some_and(|(kind, data)| {
        KINDS.contains(&kind)
            && data.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='))
    })
}

/// The warning for a picture that will not be shown.
pub fn picture_problem(link: &Localized, place: &str) -> Option<Problem> {
    let text = link.get("");
    let is_elsewhere = !text.is_empty() && !is_inside(text);
    is_elsewhere.then(|| Problem::warning("image-not-shown", place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_of_the_definition_are_inside() {
        assert!(is_inside("data:image/png;base64,iVBORw0KGgo="));
        for link in [
            "",
            "https://example.jp/a.png",
            "//example.jp/a.png",
            "a.png",
            "data:text/html;base64,PGI+",
            "data:image/png,xx",
            "data:image/png;base64,a\" onload=\"x",
            "javascript:alert(1)",
        ] {
            assert!(!is_inside(link), "{link}");
        }
    }
}
