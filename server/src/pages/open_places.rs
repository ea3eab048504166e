//! Letters whose places are still open are not sent: what is said of such a place, on every page that writes letters.

use crate::letter_text::{OpenPlace, open_place};
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// Rejects fields of a letter with words that stand for something still to be written, or for nothing. `known` are the
/// words in braces that something is put in for.
pub fn reject_open_places(frame: &Frame, form: &mut FormView, fields: &[&'static str], known: &[&str]) {
    for field in fields {
        if let Some(words) = words(frame, form.value(field), known) {
            form.reject(field, words);
        }
    }
}

/// What is said of the first open place of a text; None if it may be sent.
pub fn words(frame: &Frame, text: &str, known: &[&str]) -> Option<String> {
    Some(match open_place(text, known)? {
        OpenPlace::Empty(place) => frame.text_with("letter-open-place", &[("place", place)]),
        OpenPlace::Odd(word) => {
            frame.text_with("letter-odd-word", &[("word", word), ("known", known.join(" "))])
        }
    })
}
