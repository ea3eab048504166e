//! Form marks: what tells one form that makes something from others, so that it makes one thing however often it is sent.
//!
//! The form carries a random mark (component `form_mark`); what is made with it keeps a hash (`made_with`), by which the next sending
//! finds it. A page that is the form has the mark in its address, too: whoever goes back to it meets the same form. A button in a list
//! gets a new one whenever the list is shown: whoever goes back and presses it again wants another thing.

use crate::secret;

/// Name of the field, also in an address.
pub const FIELD: &str = "mark";

/// What is kept of a mark; empty for a form without one. `filled` is what of the form's content makes it another one; may be empty.
pub fn kept(mark: &str, filled: &str) -> String {
    if mark.is_empty() { String::new() } else { secret::hash(&format!("{mark}:{filled}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_known_again_by_its_mark_and_what_was_filled_in() {
        assert_eq!(kept("a", "1"), kept("a", "1"));
        assert_ne!(kept("a", "1"), kept("b", "1"));
        assert_ne!(kept("a", "1"), kept("a", "2"));
        assert_eq!(kept("", "1"), "", "without a mark no form is another one again");
    }
}
