//! Answers that are in no number that anybody is given, because marks of consent are missing: who is about to send them, or has sent them,
//! hears of it and finds the way to the question.

use chrono::NaiveDateTime;
use surveys::privacy::consent::{Consent, Purpose};
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::{Definition, Kind};
use surveys::questionnaire::page::visible_pages;
use surveys::questionnaire::respondent::consent;

use crate::i18n::{self, Lang};
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

/// The marks that are missing, by the questionnaire's own words in the language `texts` (see [`crate::view::display::Display::texts`]): that of
/// counting, and one of those of sharing. A mark that the questionnaire does not offer is not named.
pub fn missing(definition: &Definition, answers: &Answers, lang: Lang, texts: &str) -> Vec<String> {
    let Some(question) = definition.question_with_role("consent") else { return Vec::new() };
    let given = consent(definition, answers);
    let label = |code: &str| {
        let choice = question.choices.iter().find(|choice| choice.consent.as_deref() == Some(code))?;
        Some(choice.text.get(texts).to_owned())
    };
    let mark = |label: String| i18n::text(lang.code(), "fill-uncounted-mark", &[("label", label)]);
    let either = |one: String, other: String| {
        i18n::text(lang.code(), "fill-uncounted-either", &[("one", one), ("other", other)])
    };
    let counting = label("aggregate").filter(|_| !given.aggregate).map(mark);
    let sharing = match (label("region"), label("academic")) {
        _ if given.region || given.academic => None,
        (Some(one), Some(other)) => Some(either(one, other)),
        (one, other) => one.or(other).map(mark),
    };
    counting.into_iter().chain(sharing).collect()
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

    #[test]
    fn marks_that_are_missing_are_named_by_their_own_words() {
        let named = |ticked: &[&str], academic: bool| {
            let mut choices = vec![
                json!({ "value": "1", "text": "数える", "kt:consent": "aggregate" }),
                json!({ "value": "2", "text": "分け合う", "kt:consent": "region" }),
            ];
            if academic {
                choices.push(json!({ "value": "3", "text": "学会で使う", "kt:consent": "academic" }));
            }
            let question =
                json!({ "type": "checkbox", "name": "use", "kt:role": "consent", "choices": choices });
            let definition = parse(&json!({ "elements": [question] }).to_string()).0.unwrap();
            missing(&definition, json!({ "use": ticked }).as_object().unwrap(), Lang::Ja, "ja")
        };
        let has = |lines: &[String], words: &[&str]| {
            assert!(lines.len() == 1 && words.iter().all(|word| lines[0].contains(word)), "{lines:?}");
        };
        has(&named(&["2"], true), &["数える"]);
        has(&named(&["1"], false), &["分け合う"]);
        has(&named(&["1"], true), &["分け合う", "学会で使う"]);
        assert_eq!(named(&[], true).len(), 2);
        assert_eq!(named(&["1", "3"], true), [] as [String; 0]);
    }
}
