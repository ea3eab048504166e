//! Reading questionnaires from the formats of other programs.

pub mod surveyjs;
