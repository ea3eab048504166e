//! The numbers of a week: how far the hearings have come in all, and by kind of agency. The table is protected for whoever
//! looks at it, since it is made to be handed on.

use analysis::table::crosstab::{Crosstab, CrosstabOptions, crosstab};
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::table::{Column, ColumnData, Kind, ValueLabel, Variable, frame as table_frame};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use surveys::entity::state::ApproachState;

use crate::error::Result;
use crate::pages::approaches::Desk;
use crate::view::figure::TableView;
use crate::view::figure::crosstab::crosstab_view;
use crate::view::frame::Frame;
use crate::view::time;

/// A number with its name.
#[derive(Serialize)]
pub struct Figure {
    label: String,
    value: usize,
    unit: String,
}

/// States as the host reads them: twelve would withhold more than they say.
const STAGES: [&str; 4] = ["ahead", "asked", "heard", "without"];

fn stage(state: ApproachState) -> &'static str {
    match state {
        ApproachState::NotContacted | ApproachState::OnHold => "ahead",
        ApproachState::Requested | ApproachState::Arranging | ApproachState::Scheduled => "asked",
        ApproachState::Held
        | ApproachState::Recorded
        | ApproachState::Confirmed
        | ApproachState::Releasable => "heard",
        ApproachState::Declined | ApproachState::Unreachable | ApproachState::Excluded => "without",
    }
}

/// Kinds of agencies as the host reads them: the tens of their codes. Of most kinds there are too few to be told.
const GROUPS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

fn group(kind: &str) -> &'static str {
    GROUPS.into_iter().find(|group| kind.starts_with(group)).unwrap_or("9")
}

/// What happened in the week, and what is left: work of the office, over all kinds of agencies.
pub fn figures(frame: &Frame, desk: &Desk, monday: NaiveDate, sunday: NaiveDate) -> Vec<Figure> {
    let week = monday..=sunday;
    let is_of_week = |at: DateTime<Utc>| week.contains(&time::tokyo(at).date_naive());
    let today = time::today();
    let is_held = |day: &NaiveDate| week.contains(day) && *day <= today;
    let held = desk.hearings.iter().filter(|hearing| is_held(&hearing.held_on)).count();
    let written_up = desk.hearings.iter().filter(|hearing| hearing.written_up_at.is_some_and(is_of_week));
    let n = |wanted: &[&str]| {
        desk.agencies.iter().filter(|agency| wanted.contains(&stage(desk.state(agency.id)))).count()
    };
    let figure = |key: &str, value: usize, unit: &str| Figure {
        label: frame.text(&format!("week-n-{key}")),
        value,
        unit: frame.text(unit),
    };
    vec![
        figure("held", held, "week-unit"),
        figure("written-up", written_up.count(), "week-unit"),
        figure("left", n(&["ahead", "asked"]), "hearings-unit"),
        figure("agencies", desk.agencies.len(), "hearings-unit"),
    ]
}

/// How far agencies have come by kind.
///
/// # Errors
/// When the table cannot be made.
pub fn table(frame: &Frame, desk: &Desk) -> Result<TableView> {
    Ok(crosstab_view(frame.lang, &frame.text("week-table"), &protected(frame, desk)?))
}

/// Zeros are withheld, too: a kind of which all or none were heard would tell of each of its agencies.
fn protected(frame: &Frame, desk: &Desk) -> Result<Protected<Crosstab>> {
    let texts = |name: &str, values: Vec<String>| Column {
        name: name.to_owned(),
        data: ColumnData::Texts(values.into_iter().map(Some).collect()),
    };
    let stage = |id| stage(desk.state(id)).to_owned();
    let columns = vec![
        texts("kind", desk.agencies.iter().map(|agency| group(&agency.kind).to_owned()).collect()),
        texts("stage", desk.agencies.iter().map(|agency| stage(agency.id)).collect()),
    ];
    let value = |value: &str, label: String| ValueLabel { value: value.to_owned(), label };
    let has = |wanted: &str| desk.agencies.iter().any(|agency| group(&agency.kind) == wanted);
    let groups = GROUPS.iter().filter(|group| has(group));
    let variable = |name: &str, label: String, values: Vec<ValueLabel>| Variable {
        name: name.to_owned(),
        label,
        kind: Kind::Single,
        values,
    };
    let kinds = variable(
        "kind",
        frame.text("hearings-kind"),
        groups.map(|group| value(group, frame.text(&format!("week-kinds-{group}")))).collect(),
    );
    let stages = variable(
        "stage",
        frame.text("hearings-state"),
        STAGES.map(|stage| value(stage, frame.text(&format!("week-stage-{stage}")))).into(),
    );
    let table = table_frame(columns).map_err(anyhow::Error::from)?;
    let table = crosstab(&table, &kinds, &stages, CrosstabOptions::default()).map_err(anyhow::Error::from)?;
    let min_cell = usize::try_from(desk.survey.min_cell).unwrap_or(5);
    Ok(protect(table, Disclosure::Protected { min_cell, hide_zeros: true }))
}
