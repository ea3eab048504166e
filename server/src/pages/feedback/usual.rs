//! The questions of a sheet for which nobody has chosen any: the first ones that are about the matter, and not about who answers.

use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::variable::Variable;

use super::figures::{Asked, Part, answer_figures, tells_nothing};
use crate::dataset::Dataset;
use crate::error::Result;

/// How many there are: with all else that is on by default a new sheet stays at two pages.
const USUAL: usize = 2;
/// Roles of questions that say who answers, or have a section of their own.
const PASSED_OVER: [&str; 7] =
    ["affiliation", "attendance", "collaboration", "contact", "proxy", "respondent_code", "wish"];
/// Roles by which the page about the respondent is known.
const RESPONDENT: [&str; 2] = ["region", "agency_kind"];

/// Whether a question is about who answers: by its role, or because it stands on the page that asks for area or kind.
pub fn is_about_respondent(definition: &Definition, variable: &Variable) -> bool {
    let has = |roles: &[&str], role: Option<&str>| role.is_some_and(|role| roles.contains(&role));
    if has(&PASSED_OVER, variable.role.as_deref()) {
        return true;
    }
    // Where everything is asked on one page, the page tells nothing.
    let page = definition.page_of(&variable.question).filter(|_| definition.pages.len() > 1);
    page.is_some_and(|page| {
        page.questions().iter().any(|question| has(&RESPONDENT, question.role.as_deref()))
    })
}

/// Marks the usual questions: first those of which the area, or the region, has a number to show.
///
/// # Errors
/// When the table library refuses or a chart cannot be drawn.
pub fn mark_usual(
    dataset: &Dataset,
    parts: &[Part<'_>],
    asked: &mut [Asked],
    area: Option<&str>,
) -> Result<()> {
    let all = 0..asked.len();
    let of_matter: Vec<usize> = all.filter(|place| !asked[*place].is_about_respondent).collect();
    let mut usual: Vec<usize> = Vec::new();
    for place in &of_matter {
        if usual.len() < USUAL && has_numbers(dataset, parts, &asked[*place], area)? {
            usual.push(*place);
        }
    }
    let others: Vec<usize> = of_matter.into_iter().filter(|place| !usual.contains(place)).collect();
    for place in usual.into_iter().chain(others).take(USUAL) {
        asked[place].is_usual = true;
    }
    Ok(())
}

fn has_numbers(dataset: &Dataset, parts: &[Part<'_>], asked: &Asked, area: Option<&str>) -> Result<bool> {
    let Some(part) = parts.get(asked.part) else { return Ok(false) };
    let figures = answer_figures(dataset, (asked.part, part), area, &[asked])?;
    Ok(figures.iter().any(|found| !tells_nothing(&found.figure)))
}
