//! Walking through the pages that are visible at a time of day in Asia/Tokyo, past those that a trigger skips.

use super::answer::react::default_of;
use super::answer::{Answers, start, visibility};
use super::definition::{Definition, Page};
use super::expression::scope::Scope;
use super::question::Question;
use chrono::NaiveDateTime;
use serde_json::Value;
use std::collections::BTreeSet;

/// Names of the pages that are walked through.
fn walked(definition: &Definition, answers: &Answers, now: NaiveDateTime) -> BTreeSet<String> {
    let visible = visibility(definition, answers, now);
    visible.pages.difference(&visible.skipped).cloned().collect()
}

/// The first visible page; None if nothing is visible.
pub fn first_page<'a>(definition: &'a Definition, answers: &Answers, now: NaiveDateTime) -> Option<&'a Page> {
    visible_pages(definition, answers, now).into_iter().next()
}

/// The visible page after `page`; None after the last one (then the check-answers page follows).
pub fn next_page<'a>(
    definition: &'a Definition,
    page: &str,
    answers: &Answers,
    now: NaiveDateTime,
) -> Option<&'a Page> {
    let visible = walked(definition, answers, now);
    let here = definition.pages.iter().position(|found| found.name == page)?;
    definition.pages.iter().skip(here + 1).find(|found| visible.contains(&found.name))
}

/// The visible page before `page`; None before the first one.
pub fn previous_page<'a>(
    definition: &'a Definition,
    page: &str,
    answers: &Answers,
    now: NaiveDateTime,
) -> Option<&'a Page> {
    let visible = walked(definition, answers, now);
    let here = definition.pages.iter().position(|found| found.name == page)?;
    definition.pages.iter().take(here).rev().find(|found| visible.contains(&found.name))
}

/// All visible pages in order.
pub fn visible_pages<'a>(definition: &'a Definition, answers: &Answers, now: NaiveDateTime) -> Vec<&'a Page> {
    let visible = walked(definition, answers, now);
    definition.pages.iter().filter(|page| visible.contains(&page.name)).collect()
}

/// The page to come back to after leaving: the one with the first question without an answer behind the last answer that
/// somebody gave, so that nothing is passed over that nobody has seen, however the questions are put on pages. The first page
/// if nobody gave an answer; None if nothing is open behind the last one, so that all answers can be looked at. What was
/// passed over before it stays so.
pub fn page_to_go_on<'a>(
    definition: &'a Definition,
    answers: &Answers,
    now: NaiveDateTime,
) -> Option<&'a Page> {
    let visible = visibility(definition, answers, now);
    let begun = start(definition, now);
    let scope = Scope::new(definition, &visible.counted, now);
    // Who answers is not asked for what follows from other answers.
    let is_asked = |question: &Question| {
        visible.questions.contains(&question.name)
            && !visible.read_only.contains(&question.name)
            && question.has_answer()
            && question.value_expression.is_none()
            && question.rules.set_value_expression.is_none()
    };
    let has_remark = |question: &Question| answers.contains_key(&question.comment_name());
    // Default values say nothing of where somebody was.
    let is_given = |question: &Question| {
        let is_own = |value: &Value| {
            begun.get(&question.name) != Some(value) && default_of(question, &scope).as_ref() != Some(value)
        };
        answers.get(&question.name).is_some_and(is_own) || has_remark(question)
    };
    let pages = visible_pages(definition, answers, now);
    let questions: Vec<(&Page, &Question)> = pages
        .iter()
        .flat_map(|page| page.questions().into_iter().map(move |question| (*page, question)))
        .filter(|(_, question)| is_asked(question))
        .collect();
    let Some(last) = questions.iter().rposition(|(_, question)| is_given(question)) else {
        return pages.first().copied();
    };
    let is_open =
        |(_, question): &&(&Page, &Question)| !answers.contains_key(&question.name) && !has_remark(question);
    questions.iter().skip(last + 1).find(is_open).map(|(page, _)| *page)
}

/// Place of a page among the visible ones, as (number from 1, how many). A page that is skipped can be opened from the page
/// with all answers; it counts as the one that it stands after.
pub fn progress(
    definition: &Definition,
    page: &str,
    answers: &Answers,
    now: NaiveDateTime,
) -> Option<(usize, usize)> {
    let visible = visibility(definition, answers, now);
    let pages: Vec<&Page> =
        definition.pages.iter().filter(|page| visible.pages.contains(&page.name)).collect();
    let here = pages.iter().position(|found| found.name == page)?;
    let is_walked = |page: &&&Page| !visible.skipped.contains(&page.name);
    let number = pages.iter().take(here + 1).filter(is_walked).count();
    Some((number.max(1), pages.iter().filter(is_walked).count().max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::answer::react::react;
    use crate::questionnaire::parse::parse;
    use serde_json::json;

    /// Where somebody with these answers goes on; "check" behind the last page.
    fn goes_on(answers: Value) -> String {
        let form = json!({"pages": [
            {"name": "one", "elements": [
                {"type": "text", "name": "area", "defaultValue": "北"},
                {"type": "text", "name": "copy", "defaultValueExpression": "{area} + '部'"}]},
            {"name": "two", "elements": [{"type": "comment", "name": "wish"},
                {"type": "html", "name": "thanks", "html": "ありがとうございます"}]},
            {"name": "three", "elements": [{"type": "text", "name": "place"}, {"type": "text", "name": "street"},
                {"type": "text", "name": "twice", "setValueExpression": "{area} + {area}"}]},
            {"name": "never", "visibleIf": "{area} = '東'", "elements": [{"type": "text", "name": "east"}]},
            {"name": "four", "elements": [{"type": "radiogroup", "name": "last", "choices": ["1"],
                "showCommentArea": true}]}]});
        let definition = parse(&form.to_string()).0.unwrap();
        let now = NaiveDateTime::default();
        let begun = start(&definition, now);
        let mut given = begun.clone();
        given.extend(answers.as_object().unwrap().clone());
        let given = react(&definition, &begun, given, now);
        page_to_go_on(&definition, &given, now).map_or("check".to_owned(), |page| page.name.clone())
    }

    #[test]
    fn one_goes_on_behind_the_last_answer_of_ones_own() {
        assert_eq!(goes_on(json!({})), "one", "default values are nobody's answers");
        assert_eq!(goes_on(json!({"area": "南"})), "two");
        assert_eq!(goes_on(json!({"wish": "橋"})), "three", "a text asks for nothing");
        assert_eq!(goes_on(json!({"place": "港"})), "three", "the street was perhaps not seen");
        assert_eq!(goes_on(json!({"street": "一"})), "four", "what was passed over stays so");
        assert_eq!(goes_on(json!({"wish": "橋", "last": "1"})), "check");
        assert_eq!(goes_on(json!({"last-Comment": "ほか"})), "check", "a remark alone is an answer");
    }
}
