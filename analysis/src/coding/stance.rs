//! What a sentence does: names a challenge, tells of a good practice, asks for something, or none of these.

/// The cue rules.
pub const STANCE_RULES: &str = include_str!("../../data/stance-rules.tsv");

/// Whether a text says nothing.
pub fn is_blank_answer(text: &str) -> bool {
    text.trim().is_empty()
}
