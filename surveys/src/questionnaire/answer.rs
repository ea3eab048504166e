//! Answers in SurveyJS's format: which questions count, reading one page of a form, and the final check.

use super::definition::{Definition, Element};
use super::expression::Expression;
use super::expression::evaluate::is_true;
use super::expression::scope::Scope;
use super::problem::Problem;
use super::question::Question;
use chrono::NaiveDateTime;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Answers by question name, in SurveyJS's answer format: one choice = string, several = array, matrix = object by
/// row, number and rating = number, text beside "other" under `name-Comment`. Unanswered = no key.
pub type Answers = Map<String, Value>;

/// One form field as sent: (name, value).
pub type Field = (String, String);

/// Most characters of any text, whatever the definition says.
pub const MAX_TEXT: usize = 10_000;

/// The first field with this name.
pub fn field<'a>(form: &'a [Field], name: &str) -> Option<&'a str> {
    form.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

/// All fields with this name.
pub fn fields<'a>(form: &'a [Field], name: &str) -> Vec<&'a str> {
    form.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect()
}

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

/// Most passes until visibility must be stable. One pass is enough when conditions look back only; a definition
/// whose conditions form a circle is not published.
const MAX_PASSES: usize = 32;

/// Which pages, panels and questions are visible at a time of day in Asia/Tokyo. Answers of hidden questions do not
/// count.
pub fn visibility(definition: &Definition, answers: &Answers, now: NaiveDateTime) -> Visibility {
    let mut counted = Answers::new();
    let questions = definition.questions();
    for question in &questions {
        count(question, true, answers, &mut counted);
    }
    let mut visible = Visibility::default();
    for _ in 0..MAX_PASSES {
        let mut next = Visibility::default();
        for page in &definition.pages {
            let mut round = Round { definition, answers, now, counted: &mut counted, next: &mut next };
            let is_open = round.holds(page.visible_if.as_ref());
            if round.show(&page.elements, is_open) {
                next.pages.insert(page.name.clone());
            }
        }
        let is_stable = next == visible;
        visible = next;
        if is_stable {
            break;
        }
    }
    let scope = Scope::new(definition, &counted, now);
    let must = |question: &Question| {
        question.has_answer()
            && visible.questions.contains(&question.name)
            && (question.is_required
                || question.required_if.as_ref().is_some_and(|condition| is_true(condition, &scope)))
    };
    visible.required =
        questions.into_iter().filter(|question| must(question)).map(|q| q.name.clone()).collect();
    visible
}

/// One walk through the questionnaire, in which answers begin or cease to count.
struct Round<'a> {
    definition: &'a Definition,
    answers: &'a Answers,
    now: NaiveDateTime,
    counted: &'a mut Answers,
    next: &'a mut Visibility,
}

impl Round<'_> {
    fn holds(&self, condition: Option<&Expression>) -> bool {
        let scope = || Scope::new(self.definition, self.counted, self.now);
        condition.is_none_or(|condition| is_true(condition, &scope()))
    }

    /// Shows what is visible of some elements; true if anything is.
    fn show(&mut self, elements: &[Element], is_open: bool) -> bool {
        let mut shows_any = false;
        for element in elements {
            shows_any |= match element {
                Element::Question(question) => {
                    let is_visible = is_open && self.holds(question.visible_if.as_ref());
                    count(question, is_visible, self.answers, self.counted);
                    if is_visible {
                        self.next.questions.insert(question.name.clone());
                    }
                    is_visible
                }
                Element::Panel(panel) => {
                    let is_open = is_open && self.holds(panel.visible_if.as_ref());
                    let shows = self.show(&panel.elements, is_open);
                    if shows {
                        self.next.panels.insert(panel.name.clone());
                    }
                    shows
                }
            };
        }
        shows_any
    }
}

/// Lets a question's answer count, or not.
fn count(question: &Question, is_visible: bool, answers: &Answers, counted: &mut Answers) {
    if !question.has_answer() {
        return;
    }
    for name in [question.name.clone(), question.comment_name()] {
        match answers.get(&name) {
            Some(value) if is_visible && !counted.contains_key(&name) => {
                counted.insert(name, value.clone());
            }
            Some(_) if !is_visible => {
                counted.swap_remove(&name);
            }
            _ => {}
        }
    }
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
    now: NaiveDateTime,
) -> (Answers, Vec<Problem>) {
    let mut read = answers.clone();
    let Some(page) = definition.page(page) else {
        return (read, vec![Problem::error("unknown-page", page)]);
    };
    let before = visibility(definition, answers, now);
    let questions: Vec<&Question> =
        page.questions().into_iter().filter(|question| question.has_answer()).collect();
    let was_shown =
        |question: &Question| before.questions.contains(&question.name) || is_sent(question, form);
    let mut found: Vec<(&Question, Vec<Problem>)> = Vec::new();
    for question in questions {
        // What was not on the page must not be read as unanswered.
        let problems =
            if was_shown(question) { (question.kind.read)(question, form, &mut read) } else { Vec::new() };
        found.push((question, problems));
    }
    let after = visibility(definition, &read, now);
    let mut problems = Vec::new();
    for (question, own) in found {
        if !after.questions.contains(&question.name) {
            continue;
        }
        let is_answered = read.contains_key(&question.name);
        if !was_shown(question) && !is_answered {
            problems.push(Problem::notice("revealed", &question.name));
            continue;
        }
        let names_it_already = !own.is_empty();
        problems.extend(own);
        problems.extend((question.kind.check)(question, &read));
        if !names_it_already {
            let is_required = after.required.contains(&question.name);
            problems.extend((question.kind.missing)(question, &read, is_required));
        }
    }
    (read, problems)
}

/// Whether any field of a question is in the form.
fn is_sent(question: &Question, form: &[Field]) -> bool {
    let comment = question.comment_name();
    form.iter().any(|(name, _)| {
        let is_row = || name.strip_prefix(&question.name).is_some_and(|rest| rest.starts_with('.'));
        *name == question.name || *name == comment || is_row()
    })
}

/// The final check over all visible questions. The answers returned have no value of a hidden question and no key
/// that the definition does not know, in the definition's order; they may be stored if no problem is an error.
pub fn complete(definition: &Definition, answers: &Answers, now: NaiveDateTime) -> (Answers, Vec<Problem>) {
    let visible = visibility(definition, answers, now);
    let mut kept = Answers::new();
    let mut problems = Vec::new();
    for question in definition.questions() {
        if !question.has_answer() || !visible.questions.contains(&question.name) {
            continue;
        }
        let mut names = vec![question.name.clone()];
        if question.other_text.is_some() {
            names.push(question.comment_name());
        }
        for name in names {
            if let Some(value) = answers.get(&name) {
                kept.insert(name, value.clone());
            }
        }
        problems.extend((question.kind.check)(question, &kept));
        let is_required = visible.required.contains(&question.name);
        problems.extend((question.kind.missing)(question, &kept, is_required));
    }
    (kept, problems)
}

#[cfg(test)]
mod tests;
