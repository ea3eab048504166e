//! Two tabs, or two devices, on one page of one response: whoever comes second sees both answers before one replaces the
//! other.

use std::collections::{BTreeSet, HashMap};
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
/// Bytes of the fingerprint of one answer; enough to tell a few states of it apart.
const FINGERPRINT: usize = 4;

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

/// A fingerprint of what is stored for one page: one of each of its questions, behind one another.
pub fn base(definition: &Definition, page: &str, answers: &Answers) -> String {
    questions(definition, page).into_iter().map(|question| fingerprint(question, answers)).collect()
}

fn fingerprint(question: &Question, answers: &Answers) -> String {
    let mut hash = Sha256::new();
    for name in [question.name.clone(), question.comment_name()] {
        hash.update(answers.get(&name).map(ToString::to_string).unwrap_or_default());
        hash.update([0]);
    }
    hash.finalize().iter().take(FINGERPRINT).map(|byte| format!("{byte:02x}")).collect()
}

/// What became of a page since it was opened.
pub struct Meeting {
    /// The questions that were answered otherwise elsewhere and stand on the page as they were: what is stored holds.
    pub theirs: BTreeSet<String>,
    /// The questions that were answered otherwise there and here.
    both: BTreeSet<String>,
}

/// Holds what is stored now and what was sent against what the page showed when it was opened (`opened`, see [`base`]).
pub fn meet(definition: &Definition, page: &str, opened: &str, stored: &Answers, sent: &Answers) -> Meeting {
    let mut meeting = Meeting { theirs: BTreeSet::new(), both: BTreeSet::new() };
    let questions = questions(definition, page);
    // A page that says nothing readable was opened on something else.
    let is_readable = opened.len() == questions.len() * FINGERPRINT * 2;
    for (place, question) in questions.into_iter().enumerate() {
        let (from, to) = (place * FINGERPRINT * 2, (place + 1) * FINGERPRINT * 2);
        let was = opened.get(from..to).filter(|_| is_readable).unwrap_or_default();
        let (there, here) = (fingerprint(question, stored), fingerprint(question, sent));
        if there == was || there == here {
            continue;
        }
        let list = if here == was { &mut meeting.theirs } else { &mut meeting.both };
        list.insert(question.name.clone());
    }
    meeting
}

impl Meeting {
    /// The questions of a page whose stored answer and sent answer meet. `lang` is that of their words.
    pub fn differing(
        &self,
        definition: &Definition,
        page: &str,
        stored: &Answers,
        sent: &Answers,
        lang: &str,
    ) -> Vec<Differing> {
        let view = |question: &Question| Differing {
            title: question.title.get(lang).to_owned(),
            href: format!("#{}-box", question_id(&question.name)),
            there: words(question, stored, lang),
            here: words(question, sent, lang),
        };
        let questions = questions(definition, page).into_iter();
        questions.filter(|question| self.both.contains(&question.name)).map(view).collect()
    }
}

fn words(question: &Question, answers: &Answers, lang: &str) -> Vec<String> {
    let line = |line: surveys::questionnaire::summary::Line| {
        line.row.into_iter().chain(line.texts).collect::<Vec<String>>().join(" ")
    };
    question.display(answers, lang).into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use surveys::questionnaire::parse::parse;

    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect()
    }

    #[test]
    fn only_what_was_answered_otherwise_there_and_here_meets() {
        let text = |name: &str| json!({ "type": "text", "name": name, "title": name });
        let elements = ["a", "b", "c", "d"].map(text);
        let json = json!({ "title": "t", "pages": [{ "name": "p", "elements": elements }] });
        let definition = parse(&json.to_string()).0.expect("a definition");
        let opened = answers(&[("a", "1"), ("b", "1"), ("c", "1"), ("d", "1")]);
        let stored = answers(&[("a", "2"), ("b", "1"), ("c", "2"), ("d", "2")]);
        let sent = answers(&[("a", "1"), ("b", "3"), ("c", "3"), ("d", "2")]);
        let base = base(&definition, "p", &opened);
        let meeting = meet(&definition, "p", &base, &stored, &sent);
        assert_eq!(meeting.theirs, BTreeSet::from(["a".to_owned()]));
        let differing = meeting.differing(&definition, "p", &stored, &sent, "ja");
        assert_eq!(differing.iter().map(|own| own.title.as_str()).collect::<Vec<_>>(), ["c"]);
        // Without knowing what was shown everything that differs is asked about.
        let unknown = meet(&definition, "p", "0123", &stored, &sent);
        assert!(unknown.theirs.is_empty() && unknown.both.len() == 3, "{:?}", unknown.both);
    }
}
