//! What a page says when it comes back: its problems, advice, and questions that its own answers revealed.
//!
//! The answers are saved and the browser is sent on to a page that it may open again (POST, redirect, GET), so that going
//! back never asks to send a form once more. What there is to say waits here meanwhile, in memory only: forgotten, the
//! page comes back without it, and says it when it is sent again. What a respondent left as it is although it was pointed
//! out is not pointed out again, as long as it is the same.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};
use surveys::id::ResponseId;
use surveys::questionnaire::answer::{ADVISED, Field, fields};
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

/// Notes by response and page, and what was left as it is by response and place.
#[derive(Default)]
pub struct Notes {
    said: Mutex<HashMap<(ResponseId, String), Note>>,
    meant: Mutex<HashMap<(ResponseId, String), Fingerprint>>,
}

/// SHA-256 of what was typed at a place: the words themselves are not kept.
type Fingerprint = [u8; 32];

impl Notes {
    /// Remembers what to say of a page; what was to be said before is forgotten.
    pub fn put(&self, response: ResponseId, page: &str, note: Note) {
        let mut known = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert((response, page.to_owned()), note);
    }

    /// Forgets what was to be said of a page.
    pub fn drop(&self, response: ResponseId, page: &str) {
        let mut known = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&(response, page.to_owned()));
    }

    /// Forgets everything about a response: it was sent, or taken back, and words of it stand in what there was to say.
    pub fn forget(&self, response: ResponseId) {
        let mut known = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(of, _), _| *of != response);
        let mut meant = self.meant.lock().unwrap_or_else(PoisonError::into_inner);
        meant.retain(|(of, _), _| *of != response);
    }

    /// Remembers the places of a form whose advice was read, and which are left as they are.
    pub fn leave(&self, response: ResponseId, form: &[Field]) {
        let mut meant = self.meant.lock().unwrap_or_else(PoisonError::into_inner);
        if meant.len() >= MOST {
            meant.clear();
        }
        for place in fields(form, ADVISED) {
            meant.insert((response, place.to_owned()), fingerprint(form, place));
        }
    }

    /// The places of a form that were left as they are and are the same, as fields that say that their advice was read.
    pub fn left(&self, response: ResponseId, form: &[Field]) -> Vec<Field> {
        let meant = self.meant.lock().unwrap_or_else(PoisonError::into_inner);
        let own = meant
            .iter()
            .filter(|((of, place), known)| *of == response && **known == fingerprint(form, place));
        own.map(|((_, place), _)| (ADVISED.to_owned(), place.clone())).collect()
    }

    /// What to say of a page in this state, as often as it is opened; None if nothing is known of it. The window is named
    /// once: whoever opens the address a second time sits in another one.
    pub fn of(&self, response: ResponseId, page: &str, base: &str) -> Option<Note> {
        let mut known = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let note = known.get_mut(&(response, page.to_owned())).filter(|note| note.base == base)?;
        let window = std::mem::take(&mut note.window);
        Some(Note { window, base: note.base.clone(), problems: note.problems.clone() })
    }
}

/// What a form has at a place, and at the places in it.
fn fingerprint(form: &[Field], place: &str) -> Fingerprint {
    let is_here = |name: &str| {
        let rest = name.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', '-']))
    };
    let mut hash = Sha256::new();
    for (name, value) in form.iter().filter(|(name, _)| is_here(name)) {
        for part in [name, value] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().into()
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

    #[test]
    fn what_was_left_as_it_is_is_remembered_while_it_is_the_same() {
        let notes = Notes::default();
        let form = |words: &str, rest: &[(&str, &str)]| -> Vec<Field> {
            let own = [("words", words)].into_iter().chain(rest.iter().copied());
            own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
        };
        notes.leave(ResponseId(1), &form("電話", &[("words2", "x"), (ADVISED, "words")]));
        let left = |response: i64, words: &str| {
            notes.left(ResponseId(response), &form(words, &[("words2", "y")])).len()
        };
        assert_eq!((left(1, "電話"), left(1, "別の電話"), left(2, "電話")), (1, 0, 0));
        notes.forget(ResponseId(1));
        assert_eq!(left(1, "電話"), 0);
    }
}
