//! The way to a page of the office: the list of surveys, the survey, its questionnaire, and the steps behind them. A step
//! without an address is the page itself.

use surveys::entity::{questionnaire, survey};

use super::{questionnaires, surveys as survey_pages};
use crate::view::form::{Crumb, crumbs};
use crate::view::frame::Frame;

/// From the list of surveys.
pub fn of_surveys<const N: usize>(frame: &Frame, steps: [(String, String); N]) -> Vec<Crumb> {
    let start = [(frame.text("surveys-title"), "/surveys".to_owned())];
    [crumbs(start), crumbs(steps)].concat()
}

/// From a survey.
pub fn of_survey<const N: usize>(
    frame: &Frame,
    survey: &survey::Model,
    steps: [(String, String); N],
) -> Vec<Crumb> {
    let own = [(survey.title.clone(), survey_pages::address(survey.id))];
    [of_surveys(frame, own), crumbs(steps)].concat()
}

/// From a questionnaire of a survey.
pub fn of_questionnaire<const N: usize>(
    frame: &Frame,
    survey: &survey::Model,
    questionnaire: &questionnaire::Model,
    steps: [(String, String); N],
) -> Vec<Crumb> {
    let own = [(questionnaire.title.clone(), questionnaires::address(questionnaire.id))];
    [of_survey(frame, survey, own), crumbs(steps)].concat()
}
