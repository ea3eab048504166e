//! Hearings (ヒアリング): the sheet that a note is written on, spans of the note, and files beside it.

pub mod file;
pub mod merge;
pub mod sheet;
pub mod span;
