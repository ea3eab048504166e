//! Writing questionnaires in the formats of other programs.

pub mod codes;
pub mod ddi;
pub mod flat;
pub mod limesurvey;
pub mod logic;
pub mod losses;
pub mod plain;
pub mod redcap;
pub mod surveyjs;
pub mod xlsform;

#[cfg(test)]
mod loss_tests;
#[cfg(test)]
pub mod samples;
