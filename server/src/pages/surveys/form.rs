//! The form of a survey: for making one, and for changing it.

use serde::Serialize;
use surveys::entity::region;
use surveys::id::RegionId;
use surveys::questionnaire::question::input::moment;
use surveys::store;
use surveys::store::surveys::SurveyInput;

use super::edit::Editing;
use crate::error::Result;
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;

/// What a survey is made of.
pub const FIELDS: &[&str] = &[
    "title",
    "region",
    "purpose",
    "host",
    "contact",
    "period",
    "ethics_number",
    "withdrawal_deadline",
    "min_cell",
];
/// The field of a new survey with the title of a wave in each line.
pub const WAVES: &str = "waves";
/// Thresholds that may be chosen for hiding small counts.
const MIN_CELLS: [i32; 3] = [3, 5, 10];
/// Most waves.
const MOST_WAVES: usize = 20;

/// Context of `surveys/form.html`.
#[derive(Serialize)]
pub struct FormPage {
    form: FormView,
    regions: Vec<ChoiceView>,
    min_cells: Vec<ChoiceView>,
    action: String,
    /// What changing a survey shows beside the form; none for a new one.
    editing: Option<Editing>,
    crumbs: Vec<Crumb>,
}

/// The page with the form.
pub async fn page(
    frame: &Frame,
    form: FormView,
    action: String,
    crumbs: Vec<Crumb>,
    editing: Option<Editing>,
) -> Result<FormPage> {
    let regions = top_regions(frame).await?;
    Ok(FormPage {
        form,
        regions: regions
            .into_iter()
            .map(|region| ChoiceView { value: region.id.0.to_string(), label: region.name })
            .collect(),
        min_cells: MIN_CELLS
            .map(|n| ChoiceView { value: n.to_string(), label: min_cell_words(frame, &n.to_string()) })
            .into(),
        action,
        editing,
        crumbs,
    })
}

/// A threshold in words.
pub fn min_cell_words(frame: &Frame, n: &str) -> String {
    frame.text_with("surveys-min_cell-n", &[("n", n.to_owned())])
}

/// The regions that a survey can be about.
pub async fn top_regions(frame: &Frame) -> Result<Vec<region::Model>> {
    let regions = store::regions::list(&frame.app.db).await?;
    Ok(regions.into_iter().filter(|region| region.parent_id.is_none()).collect())
}

/// What was typed; None with problems in the form.
pub fn read(frame: &Frame, form: &mut FormView, regions: &[region::Model]) -> Option<SurveyInput> {
    for (name, label, max) in [
        ("title", "surveys-field-title", 200),
        ("purpose", "surveys-field-purpose", 2000),
        ("host", "surveys-field-host", 200),
        ("contact", "surveys-field-contact", 500),
    ] {
        form.require(frame, name, label);
        form.limit(frame, name, label, max);
    }
    for (name, label) in
        [("period", "surveys-field-period"), ("ethics_number", "surveys-field-ethics_number")]
    {
        form.limit(frame, name, label, 200);
    }
    let region =
        form.value("region").parse().ok().map(RegionId).filter(|id| regions.iter().any(|r| r.id == *id));
    if region.is_none() {
        form.reject("region", frame.text("surveys-region-required"));
    }
    let withdrawal_deadline = match form.value("withdrawal_deadline") {
        "" => None,
        typed => {
            let date = moment::date(typed);
            if date.is_none() {
                form.reject("withdrawal_deadline", frame.text("form-date"));
            }
            date
        }
    };
    let min_cell = form.value("min_cell").parse().ok().filter(|n| MIN_CELLS.contains(n));
    if min_cell.is_none() {
        form.reject("min_cell", frame.text("surveys-min_cell-choose"));
    }
    let text = |name| form.value(name).to_owned();
    match (region, min_cell) {
        (Some(region), Some(min_cell)) if form.is_valid() => Some(SurveyInput {
            title: text("title"),
            region,
            purpose: text("purpose"),
            host: text("host"),
            contact: text("contact"),
            period: text("period"),
            ethics_number: text("ethics_number"),
            withdrawal_deadline,
            min_cell,
        }),
        _ => None,
    }
}

/// The titles of the waves of a new survey.
pub fn read_waves(frame: &Frame, form: &mut FormView) -> Vec<String> {
    let lines = form.value(WAVES).lines().map(str::trim).filter(|line| !line.is_empty());
    let waves: Vec<String> = lines.map(str::to_owned).collect();
    if waves.is_empty() || waves.len() > MOST_WAVES {
        form.reject(WAVES, frame.text("surveys-waves-required"));
    }
    waves
}
