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
    value: String,
    unit: String,
}

/// The numbers of a week's page.
pub struct Numbers {
    /// What happened in the week, and what is left.
    pub figures: Vec<Figure>,
    /// How far agencies have come by kind.
    pub table: TableView,
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

/// The numbers of a week.
///
/// # Errors
/// When the table cannot be made.
pub fn numbers(frame: &Frame, desk: &Desk, monday: NaiveDate, sunday: NaiveDate) -> Result<Numbers> {
    // Zeros are withheld, too: a kind of which all or none were heard would tell of each of its agencies.
    let min_cell = usize::try_from(desk.survey.min_cell).unwrap_or(5);
    let table = stages(frame, desk, Disclosure::Protected { min_cell, hide_zeros: true })?;
    // Counted as it is now, on the page of an earlier week, too, and that page is printed.
    let day = time::date(time::today(), frame.lang);
    Ok(Numbers {
        figures: figures(frame, desk, left(table.table(), desk.agencies.len()), monday, sunday),
        table: crosstab_view(frame.lang, &frame.text_with("week-table", &[("day", day)]), &table),
    })
}

/// Agencies that are still to be heard, out of `n`: the sum of the first two totals of the table, or what the other two leave.
/// Neither says more than the page does: with one total of each withheld the number would give them away.
fn left(table: &Crosstab, n: usize) -> Option<usize> {
    let total = |wanted: &str| {
        let place = table.columns.iter().position(|column| column.value == wanted)?;
        table.column_totals.get(place)?.shown()
    };
    let pair = |one: &str, other: &str| Some(total(one)? + total(other)?);
    pair("ahead", "asked").or_else(|| n.checked_sub(pair("heard", "without")?))
}

/// What happened in the week, and what is left: work of the office, over all kinds of agencies.
fn figures(
    frame: &Frame,
    desk: &Desk,
    left: Option<usize>,
    monday: NaiveDate,
    sunday: NaiveDate,
) -> Vec<Figure> {
    let week = monday..=sunday;
    let is_of_week = |at: DateTime<Utc>| week.contains(&time::tokyo(at).date_naive());
    let today = time::today();
    let is_held = |day: &NaiveDate| week.contains(day) && *day <= today;
    let held = desk.hearings.iter().filter(|hearing| is_held(&hearing.held_on)).count();
    let written_up = desk.hearings.iter().filter(|hearing| hearing.written_up_at.is_some_and(is_of_week));
    let figure = |key: &str, value: Option<usize>, unit: &str| Figure {
        label: frame.text(&format!("week-n-{key}")),
        value: value.map_or_else(|| frame.text("week-untold"), |value| value.to_string()),
        unit: frame.text(if value.is_some() { unit } else { "week-untold-why" }),
    };
    vec![
        figure("held", Some(held), "week-unit"),
        figure("written-up", Some(written_up.count()), "week-unit"),
        figure("left", left, "hearings-unit"),
        figure("agencies", Some(desk.agencies.len()), "hearings-unit"),
    ]
}

/// How far agencies have come, by kind.
///
/// # Errors
/// When the table cannot be made.
pub fn stages(frame: &Frame, desk: &Desk, disclosure: Disclosure) -> Result<Protected<Crosstab>> {
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
    Ok(protect(table, disclosure))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with these numbers of agencies in each stage, all of one kind.
    fn table(numbers: [usize; 4]) -> Protected<Crosstab> {
        let stages: Vec<&str> =
            STAGES.into_iter().zip(numbers).flat_map(|(stage, n)| std::iter::repeat_n(stage, n)).collect();
        let texts = |name: &str, values: Vec<&str>| Column {
            name: name.to_owned(),
            data: ColumnData::Texts(values.into_iter().map(|value| Some(value.to_owned())).collect()),
        };
        let variable = |name: &str, values: &[&str]| Variable {
            name: name.to_owned(),
            label: name.to_owned(),
            kind: Kind::Single,
            values: values
                .iter()
                .map(|value| ValueLabel { value: (*value).to_owned(), label: (*value).to_owned() })
                .collect(),
        };
        let rows = table_frame(vec![texts("kind", vec!["1"; stages.len()]), texts("stage", stages)]);
        let rows = rows.expect("a table");
        let (kinds, stages) = (variable("kind", &["1"]), variable("stage", &STAGES));
        let table = crosstab(&rows, &kinds, &stages, CrosstabOptions::default()).expect("a table");
        protect(table, Disclosure::Protected { min_cell: 5, hide_zeros: true })
    }

    #[test]
    fn what_is_left_is_told_unless_it_would_give_a_total_away() {
        for numbers in [
            [20, 30, 40, 10],
            [20, 2, 40, 10],
            [2, 30, 40, 10],
            [2, 3, 40, 30],
            [20, 30, 2, 3],
            [0, 30, 40, 10],
        ] {
            let protected = table(numbers);
            let table = protected.table();
            let place = |stage: &str| table.columns.iter().position(|column| column.value == stage);
            let is_told = |stage: &str| {
                place(stage).and_then(|place| table.column_totals.get(place)?.shown()).is_some()
            };
            let is_known = (is_told("ahead") && is_told("asked")) || (is_told("heard") && is_told("without"));
            let wanted = is_known.then_some(numbers[0] + numbers[1]);
            assert_eq!(left(table, numbers.iter().sum()), wanted, "{numbers:?}");
        }
        assert_eq!(left(table([20, 30, 40, 10]).table(), 100), Some(50));
    }
}
