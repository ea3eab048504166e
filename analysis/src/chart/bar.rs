//! Horizontal bars: one bar a value, with the number printed at its end.

use serde::{Deserialize, Serialize};

use crate::chart::Caption;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, widest, wrap};
use crate::chart::style::{Anchor, Area, Canvas, Fill, Style};
use crate::error::Error;
use crate::rounded::percent;
use crate::table::Count;

/// Everything a bar chart prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BarChart {
    /// The words around it.
    pub caption: Caption,
    /// The bars from top to bottom.
    pub bars: Vec<Bar>,
    /// The value that fills the width; the largest bar's if `None`. The same for charts that are to be compared.
    pub full: Option<f64>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Words to the left of the bar; wrapped as needed.
    pub label: String,
    /// Length; `None` if the number is withheld, which is drawn as a hatched stub.
    pub value: Option<f64>,
    /// Printed at the end of the bar.
    pub text: String,
    /// Whether the bar is drawn pale, as for no answer.
    pub is_muted: bool,
    /// Where the bar leads; empty for nowhere.
    pub href: String,
}

impl Bar {
    /// The bar of a count with its share; it leads nowhere.
    pub fn of_count(label: String, count: Count, share: Option<f64>) -> Bar {
        let value = count.shown().map(|n| n as f64);
        Bar { label, value, text: count_and_percent(count, share), is_muted: false, href: String::new() }
    }
}

/// `12 (34.3%)` as printed at bars and in cells; a withheld count is a star, and a share that is missing is left out.
pub fn count_and_percent(count: Count, share: Option<f64>) -> String {
    match (count, share) {
        (Count::Shown(n), Some(share)) => format!("{n} ({}%)", percent(share, 1)),
        _ => count.to_string(),
    }
}

/// A bar with its measures.
struct Line<'a> {
    bar: &'a Bar,
    label: Vec<String>,
    top: f64,
    height: f64,
}

/// Draws the bars as SVG.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn bar(chart: &BarChart, style: &Style) -> Result<String, Error> {
    if chart.bars.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let (em, width) = (style.em(), style.width());
    let label_room = width * 0.42;
    let labels: Vec<Vec<String>> = chart.bars.iter().map(|bar| wrap(&bar.label, label_room / em)).collect();
    let label_width = widest(labels.iter().flatten()) * em;
    let text_room = (widest(chart.bars.iter().map(|bar| &bar.text)) + 0.5) * em;
    let left = label_width + em * 0.7;
    let room = (width - left - text_room).max(em * 2.0);
    let values = || chart.bars.iter().filter_map(|bar| bar.value).filter(|value| value.is_finite());
    let full = chart.full.unwrap_or_else(|| values().fold(0.0, f64::max)).max(f64::MIN_POSITIVE);
    let mut top = 0.0;
    let mut lines = Vec::with_capacity(chart.bars.len());
    for (bar, label) in chart.bars.iter().zip(labels) {
        let height = (label.len() as f64 * LINE + 0.55).max(2.0) * em;
        lines.push(Line { bar, label, top, height });
        top += height;
    }
    let caption = chart.caption.with_numbers(chart.bars.iter().map(bar_number));
    draw_chart(&caption, style, (width.max(left + room + text_room), top + em * 0.4), |canvas| {
        for line in &lines {
            draw_bar(canvas, line, em, left, room, full);
        }
        canvas.path(&[(left, 0.0), (left, top)], 0, 1);
    })
}

fn bar_number(bar: &Bar) -> String {
    format!("{}: {}", bar.label, bar.text)
}

fn draw_bar(canvas: &mut Canvas<'_>, line: &Line<'_>, em: f64, left: f64, room: f64, full: f64) {
    let middle = line.top + line.height / 2.0;
    canvas.centred_lines((left - em * 0.5, middle), Anchor::End, &line.label);
    let (length, fill) = match line.bar.value {
        None => (em * 2.0, Fill::Rising),
        Some(value) if line.bar.is_muted => (room * (value / full).clamp(0.0, 1.0), Fill::Grey(225)),
        Some(value) => (room * (value / full).clamp(0.0, 1.0), Fill::Grey(70)),
    };
    let area = Area { left, top: middle - em * 0.6, right: left + length, bottom: middle + em * 0.6 };
    if length >= 1.0 {
        canvas.fill(area, fill);
        canvas.border(area, 0);
    }
    canvas.text((left + length + em * 0.4, middle), Anchor::Start, &line.bar.text, 0);
    canvas.link(Area { left: 0.0, ..area }, &line.bar.href, &bar_number(line.bar));
}
