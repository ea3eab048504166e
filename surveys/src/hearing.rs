//! Hearings (ヒアリング): the sheet that a note is written on, and spans of the note.

pub mod merge;
pub mod sheet;
pub mod span;
pub mod stretch;
pub mod utterance;
