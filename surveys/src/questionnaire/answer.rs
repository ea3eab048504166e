//! Answers in SurveyJS's format: what counts, what follows from them, reading one page of a form, the final check.
//!
//! The order of evaluation, the same for web pages, paper, imports and the API:
//! 1. `start` gives a new response its default values.
//! 2. `read_page` reads a form into the answers; what was sent for read-only questions is ignored. Callers without
//!    pages (paper, imports, API) give all answers to `accept` instead.
//! 3. `react` (part of both) does what follows from a *change*: shared answers (`valueName`), defaults that are still
//!    untouched, `setValueIf`, `resetValueIf`, triggers, answers of questions that were hidden.
//! 4. `visibility` says what follows from *the answers as they are*: calculated values, what is visible, required and
//!    read-only, which choices are offered, computed answers and totals.
//! 5. `complete` keeps what counts and names the problems.

use super::definition::{Definition, Page};
use super::problem::Problem;
use super::question::Question;

use chrono::NaiveDateTime;
use files::Received;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub mod advice;
mod check;
pub mod compact;
pub mod files;
mod frame;
mod hidden;
pub mod items;
mod narrow;
pub mod react;
mod seen;
mod visibility;

pub use check::complete;
pub use frame::{Frames, frame_names};
pub use react::{accept, settled, start};
pub use seen::{all_on_paper, on_paper, readable};
pub use visibility::visibility;

/// Answers by question name, in SurveyJS's answer format: one choice = string, several = array, matrix = object by
/// row, number and rating = number, lists of panels or rows = array of objects, text beside "other" under
/// `name-Comment`, totals under `name-total`. Unanswered = no key.
pub type Answers = Map<String, Value>;

/// One form field as sent: (name, value).
pub type Field = (String, String);

/// Most characters of any text, whatever the definition says.
pub const MAX_TEXT: usize = 10_000;

/// The form field that names a place whose advice (a validator's warning) was shown.
pub const ADVISED: &str = "kt:advised";

/// The first field with this name.
pub fn field<'a>(form: &'a [Field], name: &str) -> Option<&'a str> {
    form.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

/// All fields with this name.
pub fn fields<'a>(form: &'a [Field], name: &str) -> Vec<&'a str> {
    form.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect()
}

/// What a respondent sees with certain answers. Questions inside others go by their places (`name[0].inner`).
#[derive(Debug, Clone, Default)]
pub struct Visibility {
    /// Names of visible pages (a page without a visible element is not visible).
    pub pages: BTreeSet<String>,
    /// Names of visible pages that a trigger passes over: nothing on them must be answered.
    pub skipped: BTreeSet<String>,
    /// Names of visible panels.
    pub panels: BTreeSet<String>,
    /// Names of visible questions on visible pages; most respondents of a questionnaire see the same, and can share them.
    pub questions: Arc<BTreeSet<String>>,
    /// Names of visible questions that must be answered (`isRequired`, `requiredIf`).
    pub required: BTreeSet<String>,
    /// Paths of visible pages and panels of which one question must be answered.
    pub required_groups: BTreeSet<String>,
    /// Names of visible questions that cannot be changed.
    pub read_only: BTreeSet<String>,
    /// The answers that count, with calculated and computed values and totals.
    pub counted: Answers,
    /// Questions that this respondent sees otherwise than defined (other choices), by place.
    pub seen: BTreeMap<String, Question>,
    /// The time of day in Asia/Tokyo that this was decided for.
    pub now: NaiveDateTime,
}

impl Visibility {
    /// A question as this respondent sees it at a place.
    pub fn of<'a>(&'a self, place: &str, question: &'a Question) -> &'a Question {
        self.seen.get(place).unwrap_or(question)
    }

    /// Names of the visible questions that this respondent was asked: without those that could not be answered (read-only, or on a page that a
    /// trigger passes over) and have no answer.
    pub fn asked(&self, definition: &Definition) -> Arc<BTreeSet<String>> {
        if self.skipped.is_empty() && self.read_only.is_empty() {
            return Arc::clone(&self.questions);
        }
        let mut asked = BTreeSet::clone(&self.questions);
        for page in &definition.pages {
            let is_skipped = self.skipped.contains(&page.name);
            for question in page.questions() {
                let is_closed = is_skipped || self.read_only.contains(&question.name);
                if is_closed && !self.counted.contains_key(&question.name) {
                    asked.remove(&question.name);
                }
            }
        }
        Arc::new(asked)
    }

    /// Whether a question is visible and can be changed.
    pub fn is_open(&self, place: &str) -> bool {
        self.questions.contains(place) && !self.read_only.contains(place)
    }

    /// Whether two decisions show the same.
    fn is_same(&self, other: &Visibility) -> bool {
        self.pages == other.pages
            && self.skipped == other.skipped
            && self.panels == other.panels
            && self.questions == other.questions
            && self.required == other.required
            && self.required_groups == other.required_groups
            && self.read_only == other.read_only
    }
}

/// Reads the form fields of one page into the answers so far.
///
/// Fields: `name`; `name` repeated for a checkbox; `name.row` for a matrix; `name-Comment` for the text beside
/// "other"; `name[0].inner` or `name.row.inner` for questions in questions. Fields of other pages and unknown fields
/// are ignored. Any problem means: save the answers, show the page again. What was typed stays in the answers even
/// when it is not valid, so that it can be shown again. A notice `revealed` names a question that became visible on
/// this same page, or can be answered only now, and is not answered yet; it comes once, because the answers returned here are the ones given next
/// time. Advice (warnings and notices of validators) comes once, too: the page sends its places as `ADVISED`.
pub fn read_page(
    definition: &Definition,
    page: &str,
    form: &[Field],
    answers: &Answers,
    now: NaiveDateTime,
) -> (Answers, Vec<Problem>) {
    read_page_with(definition, page, form, &Received::default(), answers, now)
}

/// Reads a page with the files that came with it. Files for places where nothing can be answered are left out.
pub fn read_page_with(
    definition: &Definition,
    page: &str,
    form: &[Field],
    received: &Received,
    answers: &Answers,
    now: NaiveDateTime,
) -> (Answers, Vec<Problem>) {
    read_page_beside(definition, page, form, received, &BTreeSet::new(), answers, now)
}

/// The same, but the questions of the page with these names keep their answers, whatever was sent for them.
pub fn read_page_beside(
    definition: &Definition,
    page: &str,
    form: &[Field],
    received: &Received,
    kept: &BTreeSet<String>,
    answers: &Answers,
    now: NaiveDateTime,
) -> (Answers, Vec<Problem>) {
    let Some(page) = definition.page(page) else {
        return (answers.clone(), vec![Problem::error("unknown-page", page)]);
    };
    let before = visibility(definition, answers, now);
    let shown: Vec<&Question> = page
        .questions()
        .into_iter()
        .filter(|question| question.has_answer() && !kept.contains(&question.name))
        .filter(|question| before.is_open(&question.name) || is_sent(question, form))
        .collect();
    let mut read = answers.clone();
    let mut own: BTreeMap<&str, Vec<Problem>> = BTreeMap::new();
    for question in &shown {
        // What was not on the page must not be read as unanswered.
        let shown_choices = readable(definition, question, form);
        own.insert(&question.name, shown_choices.read(form, &mut read));
    }
    for (place, file) in received.attached.iter().filter(|(place, _)| before.is_open(place)) {
        files::attach(&shown, place, file, &mut read);
    }
    for problem in &received.problems {
        let holds = |question: &&&Question| files::is_inside(&problem.place, &question.name);
        if let Some(found) = shown.iter().find(holds).and_then(|question| own.get_mut(question.name.as_str()))
        {
            found.push(problem.clone());
        }
    }
    keep_read_only(definition, page, answers, &mut read, now);
    let mut read = react::react(definition, answers, read, now);
    let after = visibility(definition, &read, now);
    // What was chosen beside the answer that took it away is gone without a word, as in SurveyJS.
    for question in page.questions() {
        seen::drop_lost(question, &question.name, &after.seen, &mut read);
    }
    let mut problems = Vec::new();
    for question in page.questions().into_iter().filter(|question| question.has_answer()) {
        if !after.questions.contains(&question.name) {
            continue;
        }
        let was_shown =
            kept.contains(&question.name) || shown.iter().any(|found| found.name == question.name);
        if !was_shown && after.is_open(&question.name) && !read.contains_key(&question.name) {
            problems.push(Problem::notice("revealed", &question.name));
            continue;
        }
        let found = own.remove(question.name.as_str()).unwrap_or_default();
        problems.extend(check::question(definition, &after, question, &read, found));
    }
    problems.extend(check::groups(page, &after, &read));
    let advised = fields(form, ADVISED);
    problems.retain(|problem| !is_advice(problem) || !advised.contains(&problem.place.as_str()));
    (read, problems)
}

/// Whether a problem of an answer is a validator's advice, which holds nobody up.
pub fn is_advice(problem: &Problem) -> bool {
    use super::problem::Severity;
    problem.severity == Severity::Warning
        || (problem.severity == Severity::Notice && problem.code != "revealed")
}

/// Whether any field of a question is in the form.
fn is_sent(question: &Question, form: &[Field]) -> bool {
    form.iter().any(|(name, _)| {
        let rest = name.strip_prefix(&question.name);
        rest.is_some_and(|rest| rest.is_empty() || rest == "-Comment" || rest.starts_with(['.', '[']))
    })
}

/// Takes back what was sent for questions that cannot be changed. Whether they can may depend on what was sent beside
/// them, so this is repeated until nothing is taken back.
fn keep_read_only(
    definition: &Definition,
    page: &Page,
    before: &Answers,
    read: &mut Answers,
    now: NaiveDateTime,
) {
    let questions: Vec<&Question> =
        page.questions().into_iter().filter(|question| question.has_answer()).collect();
    for _ in 0..=questions.len().min(8) {
        let visible = visibility(definition, read, now);
        if visible.read_only.is_empty() {
            return;
        }
        let mut is_changed = false;
        for question in &questions {
            if visible.read_only.contains(&question.name) {
                for name in [question.name.clone(), question.comment_name()] {
                    is_changed |= restore(&name, before, read);
                }
            } else {
                is_changed |= items::keep_read_only(question, &visible, before, read);
            }
        }
        if !is_changed {
            return;
        }
    }
}

/// Puts a value back as it was; true if it was not.
fn restore(name: &str, before: &Answers, read: &mut Answers) -> bool {
    if before.get(name) == read.get(name) {
        return false;
    }
    match before.get(name) {
        Some(value) => read.insert(name.to_owned(), value.clone()),
        None => read.shift_remove(name),
    };
    true
}

#[cfg(test)]
mod item_tests;
#[cfg(test)]
mod rule_tests;
#[cfg(test)]
mod tests;
