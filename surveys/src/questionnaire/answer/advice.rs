//! Advice about what somebody wrote in their own words. It is given once, holds nobody up and changes nothing.

use super::{ADVISED, Answers, Field, Visibility, fields};
use crate::questionnaire::definition::{Definition, Page};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::question::Question;
use serde_json::Value;

/// What words of a free text seem to be that may tell who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identifying {
    /// A telephone number.
    Phone,
    /// A mail address.
    Mail,
    /// A person's name.
    PersonName,
    /// A disease together with a municipality.
    DiseaseAndPlace,
}

impl Identifying {
    /// The advice about `words` in the answer at a place.
    pub fn advice(self, place: &str, words: &str) -> Problem {
        let code = match self {
            Identifying::Phone => "identifying-phone",
            Identifying::Mail => "identifying-mail",
            Identifying::PersonName => "identifying-name",
            Identifying::DiseaseAndPlace => "identifying-disease",
        };
        Problem::warning(code, place).with("words", words)
    }
}

/// The free texts of a page that a person will read in tables and quotes, with their places: answers in own words and
/// texts beside "other", of visible questions that are not asked to identify anybody. Places whose advice `form` says
/// was shown are left out.
pub fn free_texts<'a>(
    definition: &'a Definition,
    page: &str,
    visible: &Visibility,
    answers: &'a Answers,
    form: &[Field],
) -> Vec<(String, String)> {
    let advised = fields(form, ADVISED);
    let questions = definition.page(page).map(Page::questions).unwrap_or_default();
    let is_read =
        |question: &&Question| visible.questions.contains(&question.name) && !may_identify(question);
    let places = questions.into_iter().filter(is_read).flat_map(|question| {
        let own = is_in_own_words(question).then(|| question.name.clone());
        own.into_iter().chain(question.has_comment().then(|| question.comment_name()))
    });
    places
        .filter(|place| !advised.contains(&place.as_str()))
        .filter_map(|place| {
            let mut text = String::new();
            collect(answers.get(&place)?, &mut text);
            (!text.trim().is_empty()).then_some((place, text))
        })
        .collect()
}

/// Whether an answer, or a part of it, is a person's own words.
fn is_in_own_words(question: &Question) -> bool {
    let kind = question.kind.name;
    kind == "comment"
        || kind == "multipletext"
        || question.composite.is_some()
        || (kind == "text" && question.input.input_type == "text")
}

/// Whether a question, or one inside it, asks who somebody is.
fn may_identify(question: &Question) -> bool {
    let inner = question.composite.as_ref().map(|composite| composite.questions()).unwrap_or_default();
    question.is_identifier || inner.iter().any(|inner| may_identify(inner))
}

/// All words of an answer, one after the other.
fn collect(value: &Value, text: &mut String) {
    match value {
        Value::String(words) => {
            text.push_str(words);
            text.push('\n');
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, text)),
        Value::Object(values) => values.values().for_each(|value| collect(value, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::answer::visibility;
    use crate::questionnaire::parse::parse;
    use chrono::NaiveDate;
    use serde_json::json;

    fn places(form: &[Field]) -> Vec<String> {
        let definition = parse(
            &json!({"elements": [
                {"type": "comment", "name": "words"},
                {"type": "text", "name": "short"},
                {"type": "text", "name": "day", "inputType": "date"},
                {"type": "text", "name": "phone", "kt:identifier": true},
                {"type": "comment", "name": "gone", "visibleIf": "{short} = 'x'"},
                {"type": "radiogroup", "name": "one", "choices": ["1"], "showOtherItem": true},
                {"type": "paneldynamic", "name": "cases", "templateElements": [{"type": "comment", "name": "case"}]},
            ]})
            .to_string(),
        )
        .0
        .unwrap();
        let answers = json!({"words": "a", "short": "b", "day": "2026-01-01", "phone": "048", "gone": "c", "one": "other",
            "one-Comment": "d", "cases": [{"case": "e"}]});
        let answers = answers.as_object().unwrap();
        let now = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
        let visible = visibility(&definition, answers, now);
        let page = &definition.pages[0].name;
        free_texts(&definition, page, &visible, answers, form).into_iter().map(|found| found.0).collect()
    }

    #[test]
    fn words_that_will_be_read_are_looked_at() {
        assert_eq!(places(&[]), ["words", "short", "one-Comment", "cases"]);
    }

    #[test]
    fn what_was_advised_is_not_looked_at_again() {
        assert_eq!(places(&[(ADVISED.to_owned(), "words".to_owned())]), ["short", "one-Comment", "cases"]);
    }
}
