//! Answers in SurveyJS's format: which questions count, reading one page of a form, and the final check.

use super::definition::Definition;
use super::problem::Problem;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Answers by question name, in SurveyJS's answer format: one choice = string, several = array, matrix = object by
/// row, number and rating = number, text beside "other" under `name-Comment`. Unanswered = no key.
pub type Answers = Map<String, Value>;

/// One form field as sent: (name, value).
pub type Field = (String, String);

/// Most characters of any text, whatever the definition says.
pub const MAX_TEXT: usize = 10_000;

/// What a respondent sees with certain answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visibility {
    /// Names of visible pages (a page without a visible element is not visible).
    pub pages: BTreeSet<String>,
    /// Names of visible panels.
    pub panels: BTreeSet<String>,
    /// Names of visible questions on visible pages.
    pub questions: BTreeSet<String>,
    /// Names of visible questions that must be answered (`isRequired`, `requiredIf`).
    pub required: BTreeSet<String>,
}

/// Which pages, panels and questions are visible. Answers of hidden questions do not count.
pub fn visibility(definition: &Definition, answers: &Answers) -> Visibility {
    let _ = (definition, answers);
    Visibility::default()
}

/// Reads the form fields of one page into the answers so far.
///
/// Fields: `name`; `name` repeated for a checkbox; `name.row` for a matrix; `name-Comment` for the text beside
/// "other". Fields of other pages and unknown fields are ignored. Any problem means: save the answers, show the
/// page again. What was typed stays in the answers even when it is not valid, so that it can be shown again.
/// A notice `revealed` names a question that became visible on this same page and is not answered yet; it comes
/// once, because the answers returned here are the ones given next time.
pub fn read_page(
    definition: &Definition,
    page: &str,
    form: &[Field],
    answers: &Answers,
) -> (Answers, Vec<Problem>) {
    let _ = (definition, page, form);
    (answers.clone(), Vec::new())
}

/// The final check over all visible questions. The answers returned have no value of a hidden question and no key
/// that the definition does not know; they may be stored if no problem is an error.
pub fn complete(definition: &Definition, answers: &Answers) -> (Answers, Vec<Problem>) {
    let _ = definition;
    (answers.clone(), Vec::new())
}
