//! What the interviewee says beside the sections: uses that shall stop, uses that might be allowed, and words of their own.

use serde::Serialize;
use surveys::hearing::confirmation::{LONGEST_WORDS, Use, plain};
use surveys::store::hearings::Sheet;

use crate::auth::form::PublicForm;
use crate::view::form::FieldView;
use crate::view::frame::Frame;

/// Everything that was typed beside the sections.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) refused: Vec<Use>,
    pub(super) offered: Vec<Use>,
    pub(super) words: FieldView,
}

/// Uses that the interviewee ticked, below the words that they were ticked under.
#[derive(Serialize)]
pub(super) struct SentUses {
    key: &'static str,
    title: String,
    labels: Vec<String>,
}

/// Uses and words. Only what is allowed can be taken back, and only what is not can be offered.
pub(super) fn read_beside(frame: &Frame, form: &PublicForm, sheet: &Sheet) -> Beside {
    let ticked = |name: &str| -> Vec<Use> {
        let is_ticked = |one: &Use| form.0.iter().any(|(field, value)| field == name && value == one.code());
        Use::ALL.into_iter().filter(is_ticked).collect()
    };
    let (mut refused, mut offered) = (ticked("refuse"), ticked("offer"));
    refused.retain(|one| sheet.allows(*one));
    offered.retain(|one| !sheet.allows(*one));
    let mut words = FieldView { value: plain(form.get("words")), errors: Vec::new() };
    if words.value.chars().count() > LONGEST_WORDS {
        let args = [("field", frame.text("confirming-words")), ("max", LONGEST_WORDS.to_string())];
        words.errors.push(frame.text_with("form-too-long", &args));
    }
    Beside { refused, offered, words }
}

/// What was ticked, whatever the sheet says of it meanwhile.
pub(super) fn sent_uses(frame: &Frame, beside: &Beside) -> Vec<SentUses> {
    let label = |one: &Use| frame.text(&format!("hearing-field-{}", one.code()));
    let ticked = [("refuse", &beside.refused), ("offer", &beside.offered)];
    let ticked = ticked.into_iter().filter(|(_, uses)| !uses.is_empty());
    ticked
        .map(|(key, uses)| SentUses {
            key,
            title: frame.text(&format!("confirming-{key}")),
            labels: uses.iter().map(label).collect(),
        })
        .collect()
}
