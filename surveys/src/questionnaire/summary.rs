//! Answers in words, page by page: for the check-answers page, paper and exports.

use super::answer::{Answers, visibility};
use super::definition::{Definition, Page};
use super::piping::Piping;
use super::question::Question;
use chrono::NaiveDateTime;
use serde::Serialize;

/// Part of an answer: one row of a matrix, or the whole answer of other types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Title of the matrix row; None for other types.
    pub row: Option<String>,
    /// Labels of the chosen choices, or the text; empty for an unanswered row.
    pub texts: Vec<String>,
}

/// A visible question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SummaryItem {
    /// The question's name.
    pub name: String,
    /// Number as printed; may be empty.
    pub number: String,
    /// What was asked.
    pub title: String,
    /// The answer; None = unanswered.
    pub lines: Option<Vec<Line>>,
}

/// A visible page with its questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SummaryPage {
    /// The page's name, for the link that changes an answer.
    pub name: String,
    /// Heading; may be empty.
    pub title: String,
    /// Visible questions that ask something, in order.
    pub items: Vec<SummaryItem>,
}

/// The answers in words, for visible pages and questions only; without what is unanswered if the definition says so
/// (`previewMode`). Pages without a question are left out.
pub fn summary(
    definition: &Definition,
    answers: &Answers,
    lang: &str,
    now: NaiveDateTime,
) -> Vec<SummaryPage> {
    let visible = visibility(definition, answers, now);
    let piping = Piping::of(definition, &visible, lang);
    let item = |question: &Question| {
        let question = &piping.question(visible.of(&question.name, question));
        let lines = question.display(answers, lang);
        SummaryItem {
            name: question.name.clone(),
            number: question.number.clone(),
            title: question.title.get(lang).to_owned(),
            lines: if lines.is_empty() { None } else { Some(lines) },
        }
    };
    let page = |page: &Page| SummaryPage {
        name: page.name.clone(),
        title: piping.localized(&page.title).get(lang).to_owned(),
        items: page
            .questions()
            .into_iter()
            .filter(|question| question.has_answer() && visible.questions.contains(&question.name))
            .map(item)
            .filter(|item| item.lines.is_some() || !definition.settings.previews_answered_only)
            .collect(),
    };
    let pages = definition.pages.iter().filter(|page| visible.pages.contains(&page.name)).map(page);
    pages.filter(|page| !page.items.is_empty()).collect()
}
