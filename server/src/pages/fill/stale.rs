//! Two tabs, or two devices, on one page of one response: whoever comes second sees both answers before one replaces the
//! other.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use sha2::{Digest, Sha256};
use surveys::id::ResponseId;
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::{Definition, Page};
use surveys::questionnaire::question::Question;

use crate::view::question::question_id;

/// The form field that names the window a page was opened in.
pub const WINDOW: &str = "kt:window";
/// Pages whose last window is remembered; beyond that all are forgotten, which costs a question at most.
const MOST_WINDOWS: usize = 20_000;

/// Which window saved a page last. Somebody who goes back in the browser and answers anew is alone with the page,
/// although it shows what was stored before. In memory only: forgotten, both answers are shown once too often.
#[derive(Default)]
pub struct Windows(Mutex<HashMap<(ResponseId, String), String>>);

impl Windows {
    /// Whether this window was the last one to save the page.
    pub fn is_last(&self, response: ResponseId, page: &str, window: &str) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        !window.is_empty() && known.get(&(response, page.to_owned())).is_some_and(|last| last == window)
    }

    /// Remembers who saved the page.
    pub fn remember(&self, response: ResponseId, page: &str, window: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_WINDOWS {
            known.clear();
        }
        let window: String = window.chars().take(64).collect();
        known.insert((response, page.to_owned()), window);
    }
}

/// The form field that says what the page showed when it was opened.
pub const BASE: &str = "kt:base";
/// Bytes of the fingerprint; enough to tell a few states of one page apart.
const FINGERPRINT: usize = 8;

/// A question that was answered otherwise elsewhere since the page was opened.
#[derive(Serialize)]
pub struct Differing {
    title: String,
    href: String,
    /// What is stored, in words; empty = no answer.
    there: Vec<String>,
    /// What was sent now, in words.
    here: Vec<String>,
}

fn questions<'a>(definition: &'a Definition, page: &str) -> Vec<&'a Question> {
    let questions = definition.page(page).map(Page::questions).unwrap_or_default();
    questions.into_iter().filter(|question| question.has_answer()).collect()
}

/// A fingerprint of what is stored for one page.
pub fn base(definition: &Definition, page: &str, answers: &Answers) -> String {
    let mut hash = Sha256::new();
    for question in questions(definition, page) {
        for name in [question.name.clone(), question.comment_name()] {
            hash.update(answers.get(&name).map(ToString::to_string).unwrap_or_default());
            hash.update([0]);
        }
    }
    hash.finalize().iter().take(FINGERPRINT).map(|byte| format!("{byte:02x}")).collect()
}

/// The questions of a page whose stored answer and sent answer differ. `lang` is that of their words.
pub fn differing(
    definition: &Definition,
    page: &str,
    stored: &Answers,
    sent: &Answers,
    lang: &str,
) -> Vec<Differing> {
    let differs = |question: &&Question| {
        let names = [question.name.clone(), question.comment_name()];
        names.iter().any(|name| stored.get(name) != sent.get(name))
    };
    let view = |question: &Question| Differing {
        title: question.title.get(lang).to_owned(),
        href: format!("#{}-box", question_id(&question.name)),
        there: words(question, stored, lang),
        here: words(question, sent, lang),
    };
    questions(definition, page).into_iter().filter(differs).map(view).collect()
}

fn words(question: &Question, answers: &Answers, lang: &str) -> Vec<String> {
    let line = |line: surveys::questionnaire::summary::Line| {
        line.row.into_iter().chain(line.texts).collect::<Vec<String>>().join(" ")
    };
    question.display(answers, lang).into_iter().map(line).collect()
}
