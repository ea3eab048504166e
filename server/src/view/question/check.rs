//! The page that shows all answers before they are sent.

use super::*;

/// The answers in words, each with the address where it can be changed; `page_href` gives the address of a page.
pub fn check_view(pages: &[SummaryPage], page_href: &dyn Fn(&str) -> String) -> Vec<CheckPage> {
    let item = |page: &SummaryPage, item: &surveys::questionnaire::summary::SummaryItem| CheckItem {
        number: item.number.clone(),
        title: item.title.clone(),
        lines: item.lines.clone().unwrap_or_default(),
        href: format!("{}#{}-box", page_href(&page.name), question_id(&item.name)),
    };
    pages
        .iter()
        .map(|page| CheckPage {
            title: page.title.clone(),
            items: page.items.iter().map(|found| item(page, found)).collect(),
        })
        .collect()
}

/// The errors that stand against sending, each with a link to its page and question.
pub fn check_problems(
    definition: &Definition,
    problems: &[Problem],
    page_href: &dyn Fn(&str) -> String,
    say: &dyn Fn(&Problem) -> String,
) -> Vec<ProblemView> {
    let view = |problem: &Problem| {
        let question = definition.questions().into_iter().find(|question| belongs(question, &problem.place));
        let page = question.and_then(|question| definition.page_of(&question.name));
        let href = page
            .zip(question)
            .map(|(page, question)| format!("{}#{}-box", page_href(&page.name), question_id(&question.name)));
        named(question, problem, href.unwrap_or_default(), &definition.locale, say)
    };
    problems.iter().filter(|problem| problem.severity == Severity::Error).map(view).collect()
}
