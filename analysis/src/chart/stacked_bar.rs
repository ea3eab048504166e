//! Bars of 100 % divided into categories, one bar a group.

use serde::{Deserialize, Serialize};

use crate::chart::Caption;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, text_width, widest, wrap};
use crate::chart::placement::{edges, spread};
use crate::chart::slide::{GAP, best, letters};
use crate::chart::style::{Anchor, Area, Canvas, FILLS, Fill, Layout, Style, WITHHELD};
use crate::error::Error;
use crate::rounded::percent;
use crate::table::HIDDEN;
use crate::table::crosstab::Crosstab;
use crate::table::suppress::Protected;

/// Everything a stacked bar chart prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackedBarChart {
    /// The words around it.
    pub caption: Caption,
    /// The categories that each bar is divided into, for the legend. One without words is in neither legend nor description; the others
    /// keep their fills.
    pub categories: Vec<String>,
    /// The bars from top to bottom.
    pub bars: Vec<StackedBar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackedBar {
    /// Words to the left of the bar; wrapped as needed.
    pub label: String,
    /// Printed to the right of the bar: its base.
    pub base: String,
    /// Share (0 to 1) of each category; withheld ones (`None`) are drawn together as one blank rest at the end.
    pub shares: Vec<Option<f64>>,
    /// Where each category leads; empty (or missing) for nowhere.
    pub hrefs: Vec<String>,
}

/// The bars of a cross table: one bar a row, divided by the columns, with the row's total as base (`n=34`).
pub fn of_crosstab(crosstab: &Protected<Crosstab>, caption: Caption) -> StackedBarChart {
    let crosstab = crosstab.table();
    let bars = crosstab.rows.iter().zip(&crosstab.cells).zip(&crosstab.row_totals);
    let bars = bars.map(|((row, cells), total)| StackedBar {
        label: row.label.clone(),
        base: format!("n={total}"),
        shares: cells
            .iter()
            .map(|cell| if total.shown() == Some(0) { Some(0.0) } else { cell.row_share })
            .collect(),
        hrefs: Vec::new(),
    });
    let categories = crosstab.columns.iter().map(|column| column.label.clone()).collect();
    StackedBarChart { caption, categories, bars: bars.collect() }
}

/// Where the bars are.
struct Frame {
    em: f64,
    left: f64,
    right: f64,
}

/// Where everything stands.
struct Placing {
    legend: Vec<LegendEntry>,
    labels: Vec<Vec<String>>,
    frame: Frame,
    /// The tops of the bars of each column, and the bottom of its last.
    columns: Vec<Vec<f64>>,
    /// How many bars stand in each column but the last.
    n_lines: usize,
    column_width: f64,
    size: (f64, f64),
}

/// Bars are drawn no shorter than this, in em.
const LEAST_ROOM: f64 = 4.0;

/// The same in columns beside one another: shorter ones would have all their numbers above them.
const LEAST_ROOM_IN_COLUMNS: f64 = 16.0;

/// Places the bars in `n` columns, in a width or in more if they need it.
fn place(chart: &StackedBarChart, em: f64, (n, width): (usize, f64)) -> Placing {
    let gaps = em * GAP * n.saturating_sub(1) as f64;
    let own = (width - gaps) / n.max(1) as f64;
    let labels: Vec<Vec<String>> = chart.bars.iter().map(|bar| wrap(&bar.label, own * 0.3 / em)).collect();
    let left = widest(labels.iter().flatten()) * em + em * 0.7;
    let base_width = (widest(chart.bars.iter().map(|bar| &bar.base)) + 0.8) * em;
    let least = if n > 1 { LEAST_ROOM_IN_COLUMNS } else { LEAST_ROOM };
    let frame = Frame { em, left, right: (own - base_width).max(left + em * least) };
    let column_width = own.max(frame.right + base_width);
    let (legend, legend_height) = place_legend(&chart.categories, width, em);
    let n_lines = chart.bars.len().div_ceil(n.max(1)).max(1);
    let columns: Vec<Vec<f64>> =
        labels.chunks(n_lines).map(|labels| place_bars(legend_height, labels, em)).collect();
    let bottom = columns.iter().filter_map(|tops| tops.last().copied()).fold(0.0, f64::max);
    let size = (column_width * n as f64 + gaps, bottom + em * 0.3);
    Placing { legend, labels, frame, columns, n_lines, column_width, size }
}

/// Draws the bars as SVG; on a slide in columns where there are many.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn stacked_bar(chart: &StackedBarChart, style: &Style) -> Result<String, Error> {
    if chart.bars.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let em = style.em();
    let placing = match style.layout {
        Layout::Slide => best(
            style,
            |n, width| place(chart, em, (n, width)),
            |placing| letters(&chart.caption, style, placing.size),
        ),
        Layout::Page | Layout::Paper => place(chart, em, (1, style.width())),
    };
    let caption = chart.caption.with_numbers(chart.bars.iter().map(|bar| bar_numbers(chart, bar)));
    let Placing { legend, labels, frame, columns, n_lines, column_width, size } = placing;
    draw_chart(&caption, style, size, |canvas| {
        draw_legend(canvas, &legend, em);
        let lines = chart.bars.chunks(n_lines).zip(labels.chunks(n_lines));
        for ((bars, labels), tops) in lines.zip(&columns) {
            for ((bar, label), ends) in bars.iter().zip(labels).zip(tops.windows(2)) {
                let middle = middle_of_bar(ends, em);
                canvas.centred_lines((frame.left - em * 0.5, middle), Anchor::End, label);
                draw_bar(canvas, chart, bar, (&frame, middle));
            }
            canvas.move_right(column_width + em * GAP);
        }
    })
}

/// The tops of the lines that bars with these labels stand in, and the bottom of the last.
pub(super) fn place_bars(top: f64, labels: &[Vec<String>], em: f64) -> Vec<f64> {
    edges(top, labels.iter().map(|label| (label.len() as f64 * LINE + 0.6).max(3.3) * em))
}

/// The middle of a bar in a line with this top and bottom: the upper part is for the numbers that do not fit into their piece.
pub(super) fn middle_of_bar(ends: &[f64], em: f64) -> f64 {
    (ends.iter().sum::<f64>() + em * 0.9) / 2.0
}

/// One category's label in lines, with the place of its swatch; without lines it is not drawn.
pub(super) type LegendEntry = (Vec<String>, (f64, f64));

/// Sets the legend in rows, and returns its height.
pub(super) fn place_legend(categories: &[String], width: f64, em: f64) -> (Vec<LegendEntry>, f64) {
    let (mut x, mut y, mut deepest) = (0.0, em * 0.7, 1usize);
    let mut entries = Vec::with_capacity(categories.len());
    for category in categories {
        if category.is_empty() {
            entries.push((Vec::new(), (x, y)));
            continue;
        }
        let lines = wrap(category, width / em - 2.6);
        let entry_width = widest(&lines) * em + em * 3.2;
        if x > 0.0 && x + entry_width > width + em {
            (x, y) = (0.0, y + deepest as f64 * LINE * em + em * 0.2);
            deepest = 1;
        }
        deepest = deepest.max(lines.len());
        entries.push((lines, (x, y)));
        x += entry_width;
    }
    let height = if categories.is_empty() { 0.0 } else { y + (deepest as f64 * LINE - 0.2) * em };
    (entries, height)
}

/// Draws the legend of a series of fills.
pub(super) fn draw_legend(canvas: &mut Canvas<'_>, legend: &[LegendEntry], em: f64) {
    for (place, (lines, (x, y))) in legend.iter().enumerate().filter(|(_, (lines, _))| !lines.is_empty()) {
        let swatch = Area { left: *x, top: y - em * 0.5, right: x + em * 1.6, bottom: y + em * 0.5 };
        canvas.fill(swatch, FILLS[place % FILLS.len()]);
        canvas.border(swatch, 0);
        canvas.lines((x + em * 2.0, *y), Anchor::Start, lines);
    }
}

/// The share of one category of a bar in words.
fn piece_number(chart: &StackedBarChart, bar: &StackedBar, place: usize) -> String {
    let category = chart.categories.get(place).map_or("", String::as_str);
    let share = bar.shares.get(place).copied().flatten();
    let share = share.map_or(HIDDEN.to_string(), |share| format!("{}%", percent(share, 1)));
    format!("{category} {share}")
}

/// A bar's numbers in one sentence.
fn bar_numbers(chart: &StackedBarChart, bar: &StackedBar) -> String {
    let is_named = |place: &usize| chart.categories.get(*place).is_none_or(|category| !category.is_empty());
    let named = (0..bar.shares.len()).filter(is_named);
    let pieces: Vec<String> = named.map(|place| piece_number(chart, bar, place)).collect();
    format!("{} ({}): {}", bar.label, bar.base, pieces.join(", "))
}

fn draw_bar(
    canvas: &mut Canvas<'_>,
    chart: &StackedBarChart,
    bar: &StackedBar,
    (frame, middle): (&Frame, f64),
) {
    let Frame { em, left, right } = *frame;
    let (top, bottom) = (middle - em * 0.8, middle + em * 0.8);
    let mut x = left;
    let mut above = Vec::new();
    for (place, share) in bar.shares.iter().enumerate() {
        let share = share.filter(|share| share.is_finite()).unwrap_or(0.0).clamp(0.0, 1.0);
        let piece = Area { left: x, top, right: (x + share * (right - left)).min(right), bottom };
        x = piece.right;
        if draw_piece(canvas, piece, (place, share), &mut above) {
            let name = format!("{}, {}", bar.label, piece_number(chart, bar, place));
            canvas.link(piece, bar.hrefs.get(place).map_or("", String::as_str), &name);
        }
    }
    if bar.shares.iter().any(Option::is_none) {
        let rest = Area { left: x, top, right: right.max(x), bottom };
        canvas.fill(rest, WITHHELD);
        canvas.border(rest, 0);
        match rest.right - rest.left > em * 1.2 {
            true => canvas.text_on_white(rest.centre(), HIDDEN),
            false => above.push((rest.centre().0, HIDDEN.to_string())),
        }
    }
    // What stands to the left of the bars is their names.
    print_above(canvas, &above, (left, right + em * 2.0), top - em * 0.6, |canvas, at, text| {
        canvas.text(at, Anchor::Middle, text, 0);
    });
    canvas.text((right + em * 0.5, middle), Anchor::Start, &bar.base, 0);
}

/// Draws the piece of one category (its place and share) unless it is too narrow to be seen, and says whether it did. Its number has one
/// decimal, as all of a picture and those of its table have. One that does not fit into it is added to those above the bar, with the
/// middle of the piece.
pub(super) fn draw_piece(
    canvas: &mut Canvas<'_>,
    piece: Area,
    (place, share): (usize, f64),
    above: &mut Vec<(f64, String)>,
) -> bool {
    let width = piece.right - piece.left;
    if width < 0.5 {
        return false;
    }
    let fill = FILLS[place % FILLS.len()];
    canvas.fill(piece, fill);
    canvas.border(piece, 0);
    let number = format!("{}%", percent(share, 1));
    match (text_width(&number) + 0.4) * canvas.em <= width {
        true => print_inside(canvas, piece, fill, &number),
        false => above.push((piece.centre().0, number)),
    }
    true
}

/// Prints a number so that it can be read on the fill of its piece.
fn print_inside(canvas: &mut Canvas<'_>, piece: Area, fill: Fill, text: &str) {
    match fill {
        Fill::Grey(grey) if grey < 130 => canvas.text(piece.centre(), Anchor::Middle, text, 255),
        Fill::Grey(_) => canvas.text(piece.centre(), Anchor::Middle, text, 0),
        _ => canvas.text_on_white(piece.centre(), text),
    }
}

/// Prints the numbers of narrow pieces above the bar, moved apart where they would touch, each joined to its piece if it moved.
pub(super) fn print_above(
    canvas: &mut Canvas<'_>,
    texts: &[(f64, String)],
    (low, high): (f64, f64),
    y: f64,
    print: impl Fn(&mut Canvas<'_>, (f64, f64), &str),
) {
    let em = canvas.em;
    let wanted: Vec<f64> = texts.iter().map(|(x, _)| *x).collect();
    let sizes: Vec<f64> = texts.iter().map(|(_, text)| (text_width(text) + 0.3) * em).collect();
    let middles = spread(&wanted, &sizes, low, high);
    for ((x, text), middle) in texts.iter().zip(middles) {
        if (middle - x).abs() > em * 0.5 {
            canvas.path(&[(*x, y + em * 0.6), (middle, y + em * 0.45)], 0, 1);
        }
        print(canvas, (middle, y), text);
    }
}
