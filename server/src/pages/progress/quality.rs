//! Answers that want a second look, as one figure: how many of each kind, and for those who may see them, which.

use analysis::table::Count;

use crate::dataset::quality::{Check, FOUND, counted};
use crate::dataset::{Dataset, Fielded};
use crate::i18n;
use crate::pages::explore::responses;
use crate::view::figure::{BarLine, FigureView, bar_figure, column, counted as counted_cell, words};

/// The checks of a questionnaire's answers.
///
/// # Errors
/// When a table or the chart cannot be made.
pub fn figure(dataset: &Dataset, fielded: &Fielded) -> anyhow::Result<FigureView> {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let (mut lines, mut bases) = (Vec::new(), Vec::new());
    for check in Check::ALL {
        let table = counted(dataset, fielded, check)?;
        let table = table.table();
        let found = table.rows.iter().find(|row| row.value == FOUND);
        lines.push(BarLine {
            label: say(&format!("quality-{}", check.code())),
            count: found.map_or(Count::Shown(0), |row| row.count),
            share: found.and_then(|row| row.share),
            href: href(dataset, fielded, check),
        });
        bases.push(table.base);
    }
    let title = say("progress-quality");
    let mut figure = bar_figure("quality", &title, say("progress-quality-note"), lines, dataset.lang)?;
    figure.reading.clear();
    figure.table.columns.push(column(say("progress-quality-base"), true));
    for ((row, base), check) in figure.table.rows.iter_mut().zip(bases).zip(Check::ALL) {
        row.push(match base {
            Count::Shown(0) if check == Check::Fast => words(say("progress-quality-no-times")),
            base => counted_cell(base, None, String::new()),
        });
    }
    Ok(figure)
}

/// The answers that a number counts, for those who may see them.
fn href(dataset: &Dataset, fielded: &Fielded, check: Check) -> String {
    responses::href(dataset, fielded, &[("check", check.code())])
}
