//! The question that a link leads to (`?to=<name>`), as the links beside the findings of a feedback sheet do. What stands before the first
//! question is read all the same, and consent is asked for first; from there the way goes to that question.

use chrono::NaiveDateTime;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::page::{next_page, visible_pages};
use surveys::questionnaire::question::Question;

use crate::view::frame::Frame;
use crate::view::question::question_id;

/// What is written as its code in an address.
const CODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// The question that is aimed at; none where the address names none, or one that is not asked.
pub struct Aim<'d>(Option<&'d Question>);

#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    to: String,
}

/// The address that aims at a question from the first page of a questionnaire.
pub fn aimed(address: &str, question: &str) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}to={}", utf8_percent_encode(question, CODED))
}

impl<'d> Aim<'d> {
    /// What the address of a page aims at.
    pub fn of(frame: &Frame, definition: &'d Definition) -> Aim<'d> {
        let asked: Asked = frame.query().unwrap_or_default();
        Aim(definition.question(&asked.to))
    }

    /// The words of the question; empty without one.
    pub fn title(&self, lang: &str) -> String {
        self.0.map(|question| question.title.get(lang).to_owned()).unwrap_or_default()
    }

    /// Another address that aims at the same.
    pub fn keep(&self, address: &str) -> String {
        match self.0 {
            Some(question) => aimed(address, &question.name),
            None => address.to_owned(),
        }
    }

    /// Where the way goes on behind a page: to the question that is aimed at, if it lies ahead, past what is not asked for
    /// consent; otherwise to the page after it. None behind the last page.
    pub fn next(
        &self,
        definition: &Definition,
        page: &str,
        answers: &Answers,
        now: NaiveDateTime,
    ) -> Option<String> {
        let next = next_page(definition, page, answers, now)?;
        let usual = format!("p/{}", next.name);
        let pages = visible_pages(definition, answers, now);
        let here = pages.iter().position(|found| found.name == page);
        let place_of = |asked: &Question| {
            pages
                .iter()
                .position(|found| found.questions().iter().any(|question| question.name == asked.name))
        };
        let Some((question, there)) = self.0.and_then(|asked| Some((asked, place_of(asked)?))) else {
            return Some(usual);
        };
        if here.is_none_or(|here| there <= here) {
            return Some(usual);
        }
        // Nobody is led past boxes of consent, wherever they stand.
        let asks = |question: &&Question| question.choices.iter().any(|choice| choice.consent.is_some());
        let is_before = |page: usize| Some(page) > here && page <= there;
        if definition.questions().into_iter().filter(asks).filter_map(place_of).any(is_before) {
            return Some(self.keep(&usual));
        }
        let id = format!("{}-box", question_id(&question.name));
        let target = pages.get(there).map_or(next.name.as_str(), |found| found.name.as_str());
        Some(format!("p/{target}#{}", utf8_percent_encode(&id, CODED)))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use serde_json::json;
    use surveys::questionnaire::parse::parse;

    use super::*;

    /// Pages of which the second and the fifth ask for consent and the fourth has the question.
    fn definition() -> Definition {
        let page = |name: &str, element: serde_json::Value| json!({ "name": name, "elements": [element] });
        let text = |name: &str| json!({ "type": "text", "name": name });
        let consent = json!({ "type": "checkbox", "name": "consent", "kt:role": "consent",
            "choices": [{ "value": "1", "text": "集計", "kt:consent": "aggregate" }] });
        let more = json!({ "type": "checkbox", "name": "more",
            "choices": [{ "value": "1", "text": "学会", "kt:consent": "academic" }] });
        let pages = [
            page("p1", text("before")),
            page("p2", consent),
            page("p3", text("between")),
            page("p4", text("asked")),
            page("p5", more),
            page("p6", text("after")),
        ];
        parse(&json!({ "title": "架空の調査", "pages": pages }).to_string()).0.unwrap()
    }

    fn next(page: &str, to: &str) -> Option<String> {
        let definition = definition();
        let now = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(12, 0, 0).unwrap();
        Aim(definition.question(to)).next(&definition, page, &Answers::new(), now)
    }

    #[test]
    fn the_way_goes_to_the_question_that_is_aimed_at_but_not_past_consent() {
        assert_eq!(next("p1", "asked").as_deref(), Some("p/p2?to=asked"), "consent is asked for first");
        assert_eq!(next("p2", "asked").as_deref(), Some("p/p4#q-asked-box"));
        assert_eq!(next("p4", "asked").as_deref(), Some("p/p5"), "and on from there");
        assert_eq!(next("p2", "before").as_deref(), Some("p/p3"), "it lies behind");
        assert_eq!(next("p2", "nobody").as_deref(), Some("p/p3"), "no such question");
        assert_eq!(next("p2", "after").as_deref(), Some("p/p3?to=after"), "there are boxes in between");
        assert_eq!(next("p4", "after").as_deref(), Some("p/p5?to=after"));
        assert_eq!(next("p5", "after").as_deref(), Some("p/p6#q-after-box"));
        assert_eq!(next("p6", "asked"), None);
    }
}
