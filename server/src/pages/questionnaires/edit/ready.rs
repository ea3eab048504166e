//! Choices that a button adds, so that nobody types them: the survey's areas, the kinds of agencies, and the tail codes
//! for "not known" and "prefer not to answer" (99, "no answer", is given by the system).

use surveys::stakeholder::agency_kind::AGENCY_KINDS;
use surveys::store;

use super::desk::Desk;
use crate::error::Result;
use crate::pages::agencies::kind_label;
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// Sets of choices by what the button sends.
const SETS: &[&str] = &["areas", "kinds", "97", "98"];

/// The lines of a set; None for a set that is not offered.
///
/// # Errors
/// When the database fails.
pub async fn lines(frame: &Frame, desk: &Desk, set: &str) -> Result<Option<String>> {
    let line = |(value, label): (&str, String)| format!("{value}|{label}");
    Ok(match set {
        "areas" => {
            let areas = store::regions::areas(&frame.app.db, desk.survey.region_id).await?;
            let lines: Vec<String> = areas.into_iter().map(|area| line((&area.code, area.name))).collect();
            Some(lines.join("\n"))
        }
        "kinds" => {
            let lines: Vec<String> =
                AGENCY_KINDS.iter().map(|kind| line((kind.code, kind_label(frame, kind.code)))).collect();
            Some(lines.join("\n"))
        }
        code if SETS.contains(&code) => Some(line((code, frame.text(&format!("editor-ready-{code}"))))),
        _ => None,
    })
}

/// The buttons for a list of choices: sets that are not in it yet.
///
/// # Errors
/// When the database fails.
pub async fn offered(frame: &Frame, desk: &Desk, choices: &str) -> Result<Vec<ChoiceView>> {
    let mut offered = Vec::new();
    for set in SETS {
        let lines = lines(frame, desk, set).await?.unwrap_or_default();
        let is_new = !lines.is_empty() && !lines.lines().any(|line| choices.lines().any(|own| own == line));
        if is_new {
            let label = frame.text(&format!("editor-ready-{set}"));
            offered.push(ChoiceView { value: format!("ready {set}"), label });
        }
    }
    Ok(offered)
}
