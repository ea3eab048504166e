//! Walking through the pages that are visible at a time of day in Asia/Tokyo, past those that a trigger skips.

use super::answer::{Answers, visibility};
use super::definition::{Definition, Page};
use chrono::NaiveDateTime;
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

/// The page to come back to after leaving: the first one on which something is asked and nothing was answered; None if
/// there is none, so that all answers can be looked at.
pub fn page_to_go_on<'a>(
    definition: &'a Definition,
    answers: &Answers,
    now: NaiveDateTime,
) -> Option<&'a Page> {
    let visible = visibility(definition, answers, now);
    let is_open = |page: &&Page| {
        let questions = page.questions();
        let mut asked = questions
            .iter()
            .filter(|question| question.has_answer() && visible.questions.contains(&question.name))
            .peekable();
        asked.peek().is_some() && asked.all(|question| !answers.contains_key(&question.name))
    };
    let is_walked =
        |page: &&Page| visible.pages.contains(&page.name) && !visible.skipped.contains(&page.name);
    definition.pages.iter().filter(is_walked).find(is_open)
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
