//! Letters whose places are still open are not sent unless somebody says that they are meant so: what is said of such a
//! place, on every page that writes letters.

use serde::Serialize;

use crate::letter_text::{OpenPlace, open_place};
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// The box of whoever says that what looks like an open place is meant so (「例：○○市」).
pub const AS_IS: &str = "as_is";

/// What a form with letters shows of their open places.
#[derive(Clone, Copy, Default, Serialize)]
pub struct OpenPlaces {
    /// Whether there are any, and with them the box.
    is_found: bool,
    /// Whether it is ticked.
    is_as_is: bool,
}

impl OpenPlaces {
    /// Whether there are any, and somebody says that they are meant so.
    pub fn is_meant_so(self) -> bool {
        self.is_found && self.is_as_is
    }
}

/// Rejects fields of a letter with words that stand for something still to be written, or for nothing, unless somebody says
/// that they are meant so (see [`AS_IS`]). `known` are the words in braces that something is put in for.
pub fn reject_open_places(
    frame: &Frame,
    form: &mut FormView,
    is_as_is: bool,
    fields: &[&'static str],
    known: &[&str],
) -> OpenPlaces {
    let mut found = OpenPlaces { is_found: false, is_as_is };
    for field in fields {
        if let Some(refusal) = refusal(frame, form.value(field), known) {
            found.is_found = true;
            if !found.is_as_is {
                form.reject(field, refusal);
            }
        }
    }
    found
}

/// What is said of the first open place of a text; None if it may be sent.
pub fn refusal(frame: &Frame, text: &str, known: &[&str]) -> Option<String> {
    Some(match open_place(text, known)? {
        OpenPlace::Empty(place) => frame.text_with("letter-open-place", &[("place", place)]),
        OpenPlace::Odd(word) => {
            frame.text_with("letter-odd-word", &[("word", word), ("known", known.join(" "))])
        }
    })
}
