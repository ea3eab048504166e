//! How far hearings are: agencies by state, and by kind.

use analysis::chart::stacked_bar::{of_crosstab, stacked_bar};
use analysis::chart::style::Style;
use analysis::table::Count;
use analysis::table::suppress::Disclosure;
use surveys::entity::agency;
use surveys::entity::state::ApproachState;

use super::StatView;
use crate::error::Result;
use crate::pages::approaches::{Desk, state_label};
use crate::pages::surveys::address;
use crate::pages::week::numbers::stages;
use crate::view::figure::crosstab::crosstab_view;
use crate::view::figure::{BarLine, FigureView, bar_figure, caption};
use crate::view::frame::Frame;

/// Who has been heard, and who is still to be.
pub(super) fn stats(frame: &Frame, desk: &Desk) -> Vec<StatView> {
    let is_heard = |agency: &&agency::Model| desk.hearings_of(agency.id).next().is_some();
    let is_ahead = |agency: &&agency::Model| !is_heard(agency) && desk.state(agency.id).is_ahead();
    let stat = |key: &str, n: usize, href: String| StatView {
        label: frame.text(key),
        value: n.to_string(),
        unit: frame.text("hearings-unit"),
        href,
    };
    let heard_href = format!("{}/hearings?state=heard", address(desk.survey.id));
    vec![
        stat("progress-n-heard", desk.agencies.iter().filter(is_heard).count(), heard_href),
        stat("progress-n-ahead", desk.agencies.iter().filter(is_ahead).count(), String::new()),
    ]
}

/// Agencies by state, and kinds of agencies by stage. Only those who see every agency by its name see these.
///
/// # Errors
/// When a table or a chart cannot be made.
pub fn figures(frame: &Frame, desk: &Desk) -> Result<Vec<FigureView>> {
    if desk.agencies.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![states(frame, desk)?, kinds(frame, desk)?])
}

fn states(frame: &Frame, desk: &Desk) -> Result<FigureView> {
    let n_all = desk.agencies.len();
    let line = |state: ApproachState| {
        let n = desk.agencies.iter().filter(|agency| desk.state(agency.id) == state).count();
        BarLine {
            label: state_label(frame, state),
            count: Count::Shown(n),
            share: Some(n as f64 / n_all as f64),
            href: format!("{}/hearings?state={}", address(desk.survey.id), state.code()),
        }
    };
    let lines = ApproachState::ALL.map(line).into();
    let note = frame.text_with("progress-states-note", &[("n", n_all.to_string())]);
    let figure = bar_figure("states", &frame.text("progress-states"), note, lines, frame.lang);
    Ok(figure.map_err(anyhow::Error::from)?)
}

fn kinds(frame: &Frame, desk: &Desk) -> Result<FigureView> {
    let table = stages(frame, desk, Disclosure::Internal)?;
    let title = frame.text("progress-kinds");
    let chart = of_crosstab(&table, caption(&title, ""));
    Ok(FigureView {
        id: "kinds".to_owned(),
        note: frame.text("progress-kinds-note"),
        reading: String::new(),
        under: String::new(),
        svg: stacked_bar(&chart, &Style::new("kinds")).map_err(anyhow::Error::from)?,
        is_wide: true,
        table: crosstab_view(frame.lang, &title, &table),
        title,
    })
}
