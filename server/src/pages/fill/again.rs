//! What a page says when it comes back: its problems, advice, and questions that its own answers revealed.
//!
//! The answers are saved and the browser is sent on to a page that it may open again (POST, redirect, GET), so that going
//! back never asks to send a form once more. What there is to say waits here meanwhile, in memory only: forgotten, the
//! page comes back without it, and says it when it is sent again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use surveys::id::ResponseId;
use surveys::questionnaire::problem::Problem;

/// The query of a page that comes back.
pub const AGAIN: &str = "again=1";
/// Pages that are remembered; beyond that all are forgotten.
const MOST: usize = 2_000;

/// What to say of a page as it was saved.
pub struct Note {
    /// The window that sent the page and sees it again.
    pub window: String,
    /// The state of the page that the problems are of (see [`super::stale::base`]).
    pub base: String,
    /// What there is to say.
    pub problems: Vec<Problem>,
}

/// Notes by response and page.
#[derive(Default)]
pub struct Notes(Mutex<HashMap<(ResponseId, String), Note>>);

impl Notes {
    /// Remembers what to say of a page; what was to be said before is forgotten.
    pub fn put(&self, response: ResponseId, page: &str, note: Note) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert((response, page.to_owned()), note);
    }

    /// Forgets what was to be said of a page.
    pub fn drop(&self, response: ResponseId, page: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&(response, page.to_owned()));
    }

    /// Forgets everything about a response: it was sent, or taken back, and words of it stand in what there was to say.
    pub fn forget(&self, response: ResponseId) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(of, _), _| *of != response);
    }

    /// What to say of a page in this state, as often as it is opened; None if nothing is known of it. The window is named
    /// once: whoever opens the address a second time sits in another one.
    pub fn of(&self, response: ResponseId, page: &str, base: &str) -> Option<Note> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let note = known.get_mut(&(response, page.to_owned())).filter(|note| note.base == base)?;
        let window = std::mem::take(&mut note.window);
        Some(Note { window, base: note.base.clone(), problems: note.problems.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_of_one_state_and_its_window_is_named_once() {
        let notes = Notes::default();
        let problems = vec![Problem::error("required", "agency")];
        let note = Note { window: "w".to_owned(), base: "b".to_owned(), problems };
        notes.put(ResponseId(1), "first", note);
        assert!(notes.of(ResponseId(1), "first", "other").is_none());
        let window = || notes.of(ResponseId(1), "first", "b").map(|note| (note.window, note.problems.len()));
        assert_eq!(window(), Some(("w".to_owned(), 1)));
        assert_eq!(window(), Some((String::new(), 1)));
        notes.drop(ResponseId(1), "first");
        assert_eq!(window(), None);
        for page in ["first", "second"] {
            let note = Note { window: String::new(), base: "b".to_owned(), problems: Vec::new() };
            notes.put(ResponseId(1), page, note);
        }
        notes.forget(ResponseId(1));
        assert!(["first", "second"].iter().all(|page| notes.of(ResponseId(1), page, "b").is_none()));
    }
}
