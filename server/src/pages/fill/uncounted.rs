//! Answers that are in no number that anybody is given, because marks of consent are missing: who is about to send them, or has sent them,
//! hears of it and finds the way to the question.

use chrono::NaiveDateTime;
use surveys::privacy::consent::{Consent, Purpose};
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::{Definition, Kind};
use surveys::questionnaire::page::visible_pages;
use surveys::questionnaire::respondent::consent;

use crate::view::question::question_id;

/// The query with which whoever begins to mend answers comes to the question of consent.
pub const QUERY: &str = "to=consent";

/// Behind the address of a response, the question of consent, where its answer allows neither sharing in the region nor academic use
/// and another one would. None where all is well, where there is no such question, and of what is never counted.
pub fn place(definition: &Definition, answers: &Answers, now: NaiveDateTime) -> Option<String> {
    let question = definition.question_with_role("consent").filter(|_| definition.kind == Kind::Survey)?;
    let counts = |consent: Consent| consent.allows(Purpose::Regional) || consent.allows(Purpose::Academic);
    let offered = Consent::from_codes(question.choices.iter().filter_map(|choice| choice.consent.as_deref()));
    if !counts(offered) || counts(consent(definition, answers)) {
        return None;
    }
    let pages = visible_pages(definition, answers, now);
    let page =
        pages.into_iter().find(|page| page.questions().iter().any(|found| found.name == question.name))?;
    Some(format!("p/{}#{}-box", page.name, question_id(&question.name)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use surveys::questionnaire::parse::parse;

    use super::*;
    use crate::view::time;

    fn definition(kind: &str) -> Definition {
        let json = json!({ "kt:kind": kind, "pages": [{ "name": "start", "elements": [
            { "type": "checkbox", "name": "use", "kt:role": "consent", "choices": [
                { "value": "1", "kt:consent": "aggregate" }, { "value": "2", "kt:consent": "region" },
                { "value": "3", "kt:consent": "quote" }] }] }] });
        parse(&json.to_string()).0.unwrap()
    }

    fn place_of(definition: &Definition, ticked: &[&str]) -> Option<String> {
        place(definition, json!({ "use": ticked }).as_object().unwrap(), time::now())
    }

    #[test]
    fn whoever_ticks_too_little_to_be_counted_comes_to_the_question() {
        let survey = definition("survey");
        let there = Some("p/start#q-use-box".to_owned());
        for ticked in [&[] as &[&str], &["1"], &["2"], &["1", "3"]] {
            assert_eq!(place_of(&survey, ticked), there, "{ticked:?}");
        }
        assert_eq!(place_of(&survey, &["1", "2"]), None);
        assert_eq!(place_of(&definition("consultation"), &[]), None, "it is never counted");
        let asks_nothing = parse(r#"{"elements":[{"type":"comment","name":"a"}]}"#).0.unwrap();
        assert_eq!(place_of(&asks_nothing, &[]), None);
    }
}
