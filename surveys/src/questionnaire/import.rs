//! Reading questionnaires from the formats of other programs.

pub mod limesurvey;
pub mod places;
pub mod surveyjs;
pub mod xlsform;
