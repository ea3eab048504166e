//! Before a sheet is published it is said where many of the answers that it counts came through a public link within minutes. It is a
//! caution and no wall: people who answer in one room come as close.

use serde::Serialize;
use surveys::fielding::bursts::{FEWEST, WITHIN_MINUTES};
use surveys::id::SurveyId;

use crate::dataset::bursts::{Burst, counted_in};
use crate::error::Result;
use crate::pages::surveys::address;
use crate::view::frame::Frame;
use crate::view::time;

/// What is said of the bursts of a questionnaire.
#[derive(Serialize)]
pub struct BurstsOf {
    /// How often, and when last.
    text: String,
    /// Where they are listed.
    href: String,
}

/// What is said of the answers of a survey.
///
/// # Errors
/// When the database fails.
pub async fn bursts(frame: &Frame, survey: SurveyId) -> Result<Vec<BurstsOf>> {
    let found = counted_in(&frame.app, survey).await?.into_iter();
    let said = found.filter_map(|(questionnaire, bursts)| {
        let newest = bursts.first()?;
        let args = [
            ("title", questionnaire.title.clone()),
            ("n", bursts.len().to_string()),
            ("fewest", FEWEST.to_string()),
            ("minutes", WITHIN_MINUTES.to_string()),
            ("time", time::date_time(newest.from, frame.lang)),
            ("standing", bursts.iter().map(Burst::n_standing).sum::<usize>().to_string()),
        ];
        Some(BurstsOf {
            text: frame.text_with("sheet-bursts-of", &args),
            href: format!("{}/progress?questionnaire={}#bursts", address(survey), questionnaire.id.0),
        })
    });
    Ok(said.collect())
}
