//! Asking the interviewee of a hearing to confirm its note (本人確認): links, letters, what comes back and what becomes of it.

pub mod letter;
pub mod make;
pub mod print;
pub mod settle;
pub mod show;

use std::collections::BTreeMap;

use serde::Serialize;
use surveys::entity::state::{CorrectionOutcome, PartAnswer};
use surveys::entity::{confirmation, confirmation_part, hearing};
use surveys::hearing::confirmation::plain;
use surveys::hearing::sheet::SECTIONS;
use surveys::id::{ConfirmationId, HearingId};
use surveys::store;

use crate::error::Result;
use crate::pages::hearings::edit::show_address;
use crate::view::frame::Frame;
use crate::view::time;

/// A confirmation in a list.
#[derive(Serialize)]
pub struct LineView {
    href: String,
    /// What has become of it, in words.
    state: String,
    state_tag: &'static str,
    at: String,
    /// Sections that read otherwise since they were confirmed, and those that must not be used.
    changed: Vec<String>,
    withheld: Vec<String>,
}

/// Where a confirmation is seen to.
pub fn address(id: ConfirmationId) -> String {
    format!("/confirmations/{}", id.0)
}

/// Where a link is made.
pub fn new_address(id: HearingId) -> String {
    format!("{}/confirmation", show_address(id))
}

/// What has become of a confirmation: the end of its Fluent key, and the kind of its tag.
fn state(model: &confirmation::Model) -> (&'static str, &'static str) {
    match (model.answered_at, model.settled_at) {
        (Some(_), Some(_)) => ("settled", "success"),
        (Some(_), None) => ("answered", "warning"),
        (None, _) if model.revoked_at.is_some() => ("revoked", ""),
        (None, _) if !store::confirmations::works(model) => ("expired", ""),
        (None, _) => ("open", "info"),
    }
}

/// The text that the interviewee stands by: the one that was shown, or their own that was taken.
fn agreed(part: &confirmation_part::Model) -> Option<&str> {
    match (part.answer, part.outcome) {
        (Some(PartAnswer::Fits), _) => Some(&part.shown),
        (Some(PartAnswer::Corrected), Some(CorrectionOutcome::Taken)) => Some(&part.correction),
        _ => None,
    }
}

/// Whether a section reads otherwise than what was confirmed of it.
fn has_changed(part: &confirmation_part::Model, bodies: &BTreeMap<String, String>) -> bool {
    let now = bodies.get(&part.section).map(|body| plain(body)).unwrap_or_default();
    agreed(part).is_some_and(|text| plain(text) != now)
}

/// The confirmations of a hearing, newest first. Of the newest that was answered it is said what has changed
/// since, and what must not be used.
///
/// # Errors
/// When the database fails.
pub async fn of_hearing(
    frame: &Frame,
    hearing: &hearing::Model,
    bodies: &BTreeMap<String, String>,
) -> Result<Vec<LineView>> {
    let db = &frame.app.db;
    let mut lines = Vec::new();
    let mut is_newest = true;
    for model in store::confirmations::of_hearing(db, hearing.id).await? {
        let mut parts = Vec::new();
        if model.answered_at.is_some() && is_newest {
            is_newest = false;
            parts = store::confirmations::parts(db, model.id).await?;
        }
        lines.push(line(frame, &model, &parts, bodies));
    }
    Ok(lines)
}

fn line(
    frame: &Frame,
    model: &confirmation::Model,
    parts: &[confirmation_part::Model],
    bodies: &BTreeMap<String, String>,
) -> LineView {
    let (code, state_tag) = state(model);
    let at = model.answered_at.unwrap_or(model.created_at);
    let label = |part: &confirmation_part::Model| section_label(frame, &part.section);
    // In the order of the sheet.
    let parts: Vec<&confirmation_part::Model> =
        SECTIONS.iter().filter_map(|section| parts.iter().find(|part| part.section == section.key)).collect();
    let is_withheld = |part: &&&confirmation_part::Model| part.answer == Some(PartAnswer::Withheld);
    LineView {
        href: address(model.id),
        state: frame.text(&format!("confirmations-state-{code}")),
        state_tag,
        at: time::date_time(at, frame.lang),
        changed: parts.iter().filter(|part| has_changed(part, bodies)).copied().map(label).collect(),
        withheld: parts.iter().filter(is_withheld).copied().map(label).collect(),
    }
}

fn section_label(frame: &Frame, key: &str) -> String {
    frame.text(&format!("hearing-section-{key}"))
}
