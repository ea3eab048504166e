//! Hearings (ヒアリング): the sheet that a note is written on, spans of the note, files beside it, and what
//! the interviewee is asked to confirm.

pub mod confirmation;
pub mod file;
pub mod merge;
pub mod sheet;
pub mod span;
pub mod stretch;
pub mod utterance;
