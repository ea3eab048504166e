//! What somebody wrote, without what says nothing (特になし): it is the face of no topic.

use analysis::coding::suggest::CodedSentence;

use crate::dataset::writings::{BETWEEN_FIELDS, Part};
use crate::pages::explore::Reading;

/// What somebody wrote, field by field, without the fields that say nothing.
pub fn said(reading: &Reading, place: u32) -> String {
    let Some(writing) = reading.writings.get(place as usize) else { return String::new() };
    let is_own = |sentence: &&CodedSentence| sentence.document == place && !sentence.suggestion.is_blank;
    let speaking: Vec<&CodedSentence> = reading.texts.coded.iter().filter(is_own).collect();
    let speaks = |part: &&Part| {
        let field = part.start..part.start + part.text.chars().count();
        speaking.iter().any(|sentence| field.contains(&(sentence.span.start as usize)))
    };
    let fields: Vec<&str> = writing.parts.iter().filter(speaks).map(|part| part.text.trim()).collect();
    fields.join(BETWEEN_FIELDS)
}
