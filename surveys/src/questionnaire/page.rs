//! Walking through the pages that are visible at a time of day in Asia/Tokyo.

use super::answer::{Answers, visibility};
use super::definition::{Definition, Page};
use chrono::NaiveDateTime;

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
    let visible = visibility(definition, answers, now).pages;
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
    let visible = visibility(definition, answers, now).pages;
    let here = definition.pages.iter().position(|found| found.name == page)?;
    definition.pages.iter().take(here).rev().find(|found| visible.contains(&found.name))
}

/// All visible pages in order.
pub fn visible_pages<'a>(definition: &'a Definition, answers: &Answers, now: NaiveDateTime) -> Vec<&'a Page> {
    let visible = visibility(definition, answers, now).pages;
    definition.pages.iter().filter(|page| visible.contains(&page.name)).collect()
}

/// Place of a page among the visible ones, as (number from 1, how many).
pub fn progress(
    definition: &Definition,
    page: &str,
    answers: &Answers,
    now: NaiveDateTime,
) -> Option<(usize, usize)> {
    let visible = visible_pages(definition, answers, now);
    let here = visible.iter().position(|found| found.name == page)?;
    Some((here + 1, visible.len()))
}
