//! The explanation (説明文): what somebody read about a study and was asked to agree to, as it stood at that time.
//!
//! A version of the explanation is these texts, not the version of the questionnaire: a question that is mended later
//! leaves the explanation as it was, and another contact or deadline makes a new one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::questionnaire::definition::{Definition, Kind, Page};
use crate::questionnaire::localized::Localized;
use crate::questionnaire::question::Question;

/// What is said of the study itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Who asks.
    pub host: String,
    /// What for.
    pub purpose: String,
    /// Whom to ask.
    pub contact: String,
    /// Number of the ethics review; may be empty.
    pub ethics_number: String,
    /// Last day on which answers can be taken back.
    pub withdrawal_deadline: Option<NaiveDate>,
}

/// One thing that can be agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentBox {
    /// Its `kt:consent`.
    pub consent: String,
    /// Its words.
    pub text: Localized,
}

/// The texts of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// About the study.
    pub about: About,
    /// The questionnaire's own explanation: its introduction, then the texts of its first page and of the page that asks
    /// for consent (raw HTML of the definition: sanitise before showing).
    pub texts: Vec<Localized>,
    /// How consent is asked for; empty where nobody asks.
    pub question: Localized,
    /// What can be agreed to, in the order of the questionnaire.
    pub boxes: Vec<ConsentBox>,
}

impl Explanation {
    /// What a questionnaire of a study says now. Sign-ups and requests are no data of the study: they say neither its purpose nor
    /// its ethics review.
    pub fn of(definition: &Definition, about: About) -> Explanation {
        let about = match definition.kind {
            Kind::Survey => about,
            Kind::Signup | Kind::Consultation => {
                About { purpose: String::new(), ethics_number: String::new(), ..about }
            }
        };
        let asking = definition.question_with_role("consent");
        let mut pages: Vec<&Page> = definition.pages.first().into_iter().collect();
        let second = asking.and_then(|question| definition.page_of(&question.name));
        pages.extend(second.filter(|second| pages.iter().all(|first| first.name != second.name)));
        let on_pages = pages.into_iter().flat_map(texts_of).chain(asking.map(|asking| &asking.description));
        Explanation {
            about,
            texts: std::iter::once(&definition.description)
                .chain(on_pages)
                .filter(|text| !text.is_empty())
                .cloned()
                .collect(),
            question: asking.map(|question| question.title.clone()).unwrap_or_default(),
            boxes: definition.questions().into_iter().flat_map(boxes_of).collect(),
        }
    }
}

fn texts_of(page: &Page) -> impl Iterator<Item = &Localized> {
    let texts = page.questions().into_iter().filter(|question| question.kind.name == "html");
    std::iter::once(&page.description).chain(texts.map(|question| &question.html))
}

fn boxes_of(question: &Question) -> impl Iterator<Item = ConsentBox> {
    question
        .choices
        .iter()
        .filter_map(|choice| Some(ConsentBox { consent: choice.consent.clone()?, text: choice.text.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::parse::parse;
    use serde_json::{Value, json};

    fn explanation(change: impl Fn(&mut Value)) -> Explanation {
        let mut definition = json!({"title": "架空の調査", "pages": [
            {"name": "one", "elements": [
                {"type": "html", "name": "introduction", "html": "<p>ご説明</p>"},
                {"type": "radiogroup", "name": "mode", "title": "方法", "choices": ["1", "2"]}]},
            {"name": "two", "elements": [{"type": "html", "name": "between", "html": "<p>途中</p>"}]},
            {"name": "three", "elements": [
                {"type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent",
                 "description": "必須は1つ目だけです", "choices": [
                    {"value": "1", "text": "集計", "kt:consent": "aggregate"},
                    {"value": "2", "text": "引用", "kt:consent": "quote"},
                    {"value": "3", "text": "どれでもない"}]}]}]});
        change(&mut definition);
        let definition = parse(&definition.to_string()).0.expect("it can be read");
        Explanation::of(&definition, About { host: "架空の事務局".to_owned(), ..About::default() })
    }

    #[test]
    fn it_holds_what_was_read_before_agreeing_and_what_was_agreed_to() {
        let whole = explanation(|_| ());
        let texts: Vec<&str> = whole.texts.iter().map(|text| text.get("ja")).collect();
        assert_eq!(texts, ["<p>ご説明</p>", "必須は1つ目だけです"]);
        let boxes: Vec<&str> = whole.boxes.iter().map(|one| one.consent.as_str()).collect();
        assert_eq!(boxes, ["aggregate", "quote"]);
        assert_eq!(whole.question.get("ja"), "同意");
        let read: Explanation = serde_json::from_str(&serde_json::to_string(&whole).unwrap()).unwrap();
        assert_eq!(read, whole);
    }

    #[test]
    fn other_questions_leave_it_as_it_was_and_other_words_make_a_new_one() {
        let whole = explanation(|_| ());
        let mended = explanation(|json| json["pages"][0]["elements"][1]["title"] = json!("参加の方法"));
        assert_eq!(mended, whole);
        let reworded = explanation(|json| {
            json["pages"][2]["elements"][0]["choices"][1]["text"] = json!("書いた言葉の引用");
        });
        assert_ne!(reworded, whole);
    }
}
