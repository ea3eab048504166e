//! Horizontal bars: one bar a value, with the number printed at its end.

use serde::{Deserialize, Serialize};

use crate::chart::Caption;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, widest, wrap};
use crate::chart::placement::edges;
use crate::chart::slide::{GAP, LEAST_LETTERS, best, letters};
use crate::chart::style::{Anchor, Area, Canvas, Fill, Layout, Style};
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

/// A bar with its label in lines.
type Line<'a> = (&'a Bar, Vec<String>);

/// Bars with the measures that they share.
struct Measured<'a> {
    lines: Vec<Line<'a>>,
    /// Where bars begin.
    left: f64,
    /// Length of the longest.
    room: f64,
    /// The value of the longest.
    full: f64,
    /// Width of labels, bars and numbers.
    width: f64,
}

/// Labels take no larger part of the width than this: on a page, and on a slide, where most then are on one line.
const LABELS: f64 = 0.42;
const LABELS_OF_SLIDE: f64 = 0.55;

/// The least height of a bar with its room, in em: on a page, and on a slide.
const LEAST_HEIGHT: f64 = 2.0;
const LEAST_HEIGHT_OF_SLIDE: f64 = 1.8;

/// The longest bar of a slide is at least as long as this, in em.
const LEAST_ROOM_OF_SLIDE: f64 = 6.0;

/// So many bars are drawn on a slide however small they become.
const FEWEST_OF_SLIDE: usize = 8;

/// Draws the bars as SVG. On a slide they are set in columns where there are many; where their letters would still be too small, the
/// longest ones are drawn, and the caption says how many of all these are.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn bar(chart: &BarChart, style: &Style) -> Result<String, Error> {
    if chart.bars.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    if style.layout == Layout::Slide {
        return bar_slide(chart, style);
    }
    let (em, width) = (style.em(), style.width());
    let measured = measured(&chart.bars, chart.full, (em, width, LABELS), em * 2.0);
    let heights = measured.lines.iter().map(|(_, label)| line_height(label, LEAST_HEIGHT, em));
    let n_bars = style.n_rows(edges(em * 0.4, heights).into_iter().skip(1));
    let lines = measured.lines.get(..n_bars).unwrap_or_default();
    let caption = chart.caption.limited_to(lines.len(), chart.bars.len());
    let caption = caption.with_numbers(lines.iter().map(|(bar, _)| bar_number(bar)));
    let height = height(lines, LEAST_HEIGHT, em);
    draw_chart(&caption, style, (width.max(measured.width), height + em * 0.4), |canvas| {
        draw_column(canvas, &measured, lines, LEAST_HEIGHT);
    })
}

fn measured(
    bars: &[Bar],
    full: Option<f64>,
    (em, width, labels): (f64, f64, f64),
    least_room: f64,
) -> Measured<'_> {
    let lines: Vec<Line<'_>> = bars.iter().map(|bar| (bar, wrap(&bar.label, width * labels / em))).collect();
    let label_width = widest(lines.iter().flat_map(|(_, label)| label)) * em;
    let text_room = (widest(bars.iter().map(|bar| &bar.text)) + 0.5) * em;
    let left = label_width + em * 0.7;
    let room = (width - left - text_room).max(least_room);
    let values = bars.iter().filter_map(|bar| bar.value).filter(|value| value.is_finite());
    let full = full.unwrap_or_else(|| values.fold(0.0, f64::max)).max(f64::MIN_POSITIVE);
    Measured { lines, left, room, full, width: left + room + text_room }
}

fn line_height(label: &[String], least: f64, em: f64) -> f64 {
    (label.len() as f64 * LINE + 0.55).max(least) * em
}

fn height(lines: &[Line<'_>], least: f64, em: f64) -> f64 {
    lines.iter().map(|(_, label)| line_height(label, least, em)).sum()
}

/// Draws bars below one another with the line that they begin at.
fn draw_column(canvas: &mut Canvas<'_>, measured: &Measured<'_>, lines: &[Line<'_>], least: f64) {
    let mut top = 0.0;
    for line in lines {
        let height = line_height(&line.1, least, canvas.em);
        draw_bar(canvas, measured, line, top + height / 2.0);
        top += height;
    }
    canvas.path(&[(measured.left, 0.0), (measured.left, top)], 0, 1);
}

/// Bars in columns on a slide.
struct Columns<'a> {
    measured: Measured<'a>,
    /// How many bars stand in each column but the last.
    n_lines: usize,
    size: (f64, f64),
}

fn columns(bars: &[Bar], full: Option<f64>, em: f64, (n, width): (usize, f64)) -> Columns<'_> {
    let gaps = em * GAP * n.saturating_sub(1) as f64;
    let own = (width - gaps) / n.max(1) as f64;
    let measured = measured(bars, full, (em, own, LABELS_OF_SLIDE), em * LEAST_ROOM_OF_SLIDE);
    let n_lines = bars.len().div_ceil(n.max(1)).max(1);
    let heights = measured.lines.chunks(n_lines).map(|lines| height(lines, LEAST_HEIGHT_OF_SLIDE, em));
    let height = heights.fold(0.0, f64::max) + em * 0.4;
    let size = (measured.width * n as f64 + gaps, height);
    Columns { measured, n_lines, size }
}

fn bar_slide(chart: &BarChart, style: &Style) -> Result<String, Error> {
    let em = style.em();
    let set = |bars: &[Bar]| {
        let caption = chart.caption.limited_to(bars.len(), chart.bars.len());
        let size = |n: usize, width: f64| columns(bars, chart.full, em, (n, width)).size;
        let found =
            best(style, |n, width| (n, width), |(n, width)| letters(&caption, style, size(*n, *width)));
        (found, letters(&caption, style, size(found.0, found.1)))
    };
    let is_readable = |n: usize| set(&longest(&chart.bars, n)).1 >= LEAST_LETTERS;
    let bars = longest(&chart.bars, most_readable(chart.bars.len(), is_readable));
    let columns = columns(&bars, chart.full, em, set(&bars).0);
    let caption = chart.caption.limited_to(bars.len(), chart.bars.len());
    let caption = caption.with_numbers(bars.iter().map(bar_number));
    draw_chart(&caption, style, columns.size, |canvas| {
        for lines in columns.measured.lines.chunks(columns.n_lines) {
            draw_column(canvas, &columns.measured, lines, LEAST_HEIGHT_OF_SLIDE);
            canvas.move_right(columns.measured.width + em * GAP);
        }
    })
}

/// The most of `n_all` bars that can be read, or [`FEWEST_OF_SLIDE`].
fn most_readable(n_all: usize, is_readable: impl Fn(usize) -> bool) -> usize {
    if n_all <= FEWEST_OF_SLIDE || is_readable(n_all) {
        return n_all;
    }
    let (mut fits, mut is_too_many) = (FEWEST_OF_SLIDE, n_all);
    while is_too_many - fits > 1 {
        let middle = usize::midpoint(fits, is_too_many);
        if is_readable(middle) { fits = middle } else { is_too_many = middle }
    }
    fits
}

/// The `n` longest bars in their order; those whose number is withheld are taken for the shortest.
fn longest(bars: &[Bar], n: usize) -> Vec<Bar> {
    let length = |place: &usize| bars.get(*place).and_then(|bar| bar.value).unwrap_or(f64::NEG_INFINITY);
    let mut places: Vec<usize> = (0..bars.len()).collect();
    places.sort_by(|one, other| length(other).total_cmp(&length(one)));
    places.truncate(n);
    places.sort_unstable();
    places.iter().filter_map(|place| bars.get(*place)).cloned().collect()
}

fn bar_number(bar: &Bar) -> String {
    format!("{}: {}", bar.label, bar.text)
}

fn draw_bar(canvas: &mut Canvas<'_>, measured: &Measured<'_>, (bar, label): &Line<'_>, middle: f64) {
    let Measured { left, room, full, .. } = *measured;
    let em = canvas.em;
    canvas.centred_lines((left - em * 0.5, middle), Anchor::End, label);
    let (length, fill) = match bar.value {
        None => (em * 2.0, Fill::Rising),
        Some(value) if bar.is_muted => (room * (value / full).clamp(0.0, 1.0), Fill::Grey(225)),
        Some(value) => (room * (value / full).clamp(0.0, 1.0), Fill::Grey(70)),
    };
    let area = Area { left, top: middle - em * 0.6, right: left + length, bottom: middle + em * 0.6 };
    if length >= 1.0 {
        canvas.fill(area, fill);
        canvas.border(area, 0);
    }
    canvas.text((left + length + em * 0.4, middle), Anchor::Start, &bar.text, 0);
    canvas.link(Area { left: 0.0, ..area }, &bar.href, &bar_number(bar));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::{assert_apart, letters_of_slide};

    fn chart(n: usize, label: &str) -> BarChart {
        let bar = |place: usize| {
            Bar::of_count(format!("{place}{label}"), Count::Shown(n - place), Some((n - place) as f64 / 60.0))
        };
        let caption = Caption {
            title: "支援で難しいと感じること".to_string(),
            note: "n=102、割合の分母は回答した人です。複数回答のため、合計は100%を超えることがあります。"
                .to_string(),
            limited: "多いものだけ".to_string(),
            ..Caption::default()
        };
        BarChart { caption, bars: (0..n).map(bar).collect(), full: None }
    }

    /// Sixteen choices of thirty letters: in the proportions of a page their letters would be 17 pixels high.
    #[test]
    fn many_choices_can_be_read_on_a_slide() {
        let long = "手帳がない、指定難病でないなどの理由で使える制度がない・少ない";
        for (n, label) in [(16, long), (20, "相談支援事業所（計画相談・基幹相談支援）"), (47, "県")]
        {
            let svg = bar(&chart(n, label), &Style::slide("s")).unwrap();
            assert!(letters_of_slide(&svg) > LEAST_LETTERS - 0.1, "{n}: {}", letters_of_slide(&svg));
            assert_apart(&svg);
            assert!(n != 16 || svg.contains(&format!(">0{long}</text>")), "long labels have one line: {svg}");
            assert!(!svg.contains("多いものだけ"), "{n}: all are drawn");
        }
    }

    #[test]
    fn of_more_bars_than_can_be_read_the_longest_are_drawn_and_it_says_so() {
        let mut chart = chart(90, "番目のとても長い名前の選択肢です");
        chart.bars[3].value = None;
        chart.bars[3].text = "*".to_string();
        let svg = bar(&chart, &Style::slide("s")).unwrap();
        assert!(letters_of_slide(&svg) > LEAST_LETTERS - 0.1, "{}", letters_of_slide(&svg));
        assert_apart(&svg);
        let n = svg.matches("%)</text>").count();
        assert!((FEWEST_OF_SLIDE..90).contains(&n), "{n}");
        assert!(svg.contains(&format!("({n}/90)")), "the note says how many");
        assert!(svg.contains(">90 (") && !svg.contains(">1 (") && !svg.contains(">*</text>"));
    }

    #[test]
    fn a_page_has_all_bars_below_one_another() {
        let svg = bar(&chart(90, "番目の選択肢"), &Style::new("p")).unwrap();
        assert_eq!(svg.matches("%)</text>").count(), 90);
    }
}
