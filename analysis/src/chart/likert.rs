//! Answers on a scale as bars that part in the middle: one side to the left, the other to the right, the neutral answer
//! half on each side (diverging stacked bars; R. Heiberger and N. Robbins, Design of diverging stacked bar charts for
//! Likert scales, Journal of Statistical Software 57, 2014).

use serde::Serialize;

use crate::chart::Caption;
use crate::chart::bar::count_and_percent;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{widest, wrap};
use crate::chart::stacked_bar::{
    draw_legend, draw_piece, middle_of_bar, place_bars, place_legend, print_above,
};
use crate::chart::style::{Anchor, Area, Canvas, Style, WITHHELD};
use crate::error::Error;
use crate::table::crosstab::Crosstab;
use crate::table::suppress::Protected;
use crate::table::{Count, HIDDEN, share};

/// Everything a diverging bar chart prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikertChart {
    /// The words around it.
    pub caption: Caption,
    /// The answers from one end of the scale to the other, for the legend.
    pub categories: Vec<String>,
    /// Place of the answer that is neither; without one the bars part in the middle of the scale.
    pub neutral: Option<usize>,
    /// The bars from top to bottom.
    pub bars: Vec<LikertBar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikertBar {
    /// Words to the left of the bar; wrapped as needed.
    pub label: String,
    /// How many answered: the base of the shares.
    pub n: Count,
    /// How many gave each answer; withheld ones are drawn together as a blank stub at the right end.
    pub counts: Vec<Count>,
    /// Where each answer leads; empty (or missing) for nowhere.
    pub hrefs: Vec<String>,
}

/// The bars of a cross table: one bar a row, its columns being a scale with the neutral answer at `neutral`.
pub fn of_crosstab(crosstab: &Protected<Crosstab>, neutral: Option<usize>, caption: Caption) -> LikertChart {
    let crosstab = crosstab.table();
    let bars = crosstab.rows.iter().zip(&crosstab.cells).zip(&crosstab.row_totals);
    let bars = bars.map(|((row, cells), total)| LikertBar {
        label: row.label.clone(),
        n: *total,
        counts: cells.iter().map(|cell| cell.count).collect(),
        hrefs: Vec::new(),
    });
    let categories = crosstab.columns.iter().map(|column| column.label.clone()).collect();
    LikertChart { caption, categories, neutral, bars: bars.collect() }
}

/// The side of the scale that an answer is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Neutral,
    Right,
}

impl LikertChart {
    fn side(&self, place: usize) -> Side {
        match self.neutral {
            Some(neutral) if place == neutral => Side::Neutral,
            Some(neutral) if place < neutral => Side::Left,
            None if place < self.categories.len() / 2 => Side::Left,
            _ => Side::Right,
        }
    }

    /// How many answers of a bar are on one side; withheld if one of them is.
    fn sum(&self, bar: &LikertBar, side: Side) -> Count {
        let counts = bar.counts.iter().enumerate().filter(|(place, _)| self.side(*place) == side);
        let sum: Option<usize> = counts.map(|(_, count)| count.shown()).sum();
        sum.map_or(Count::Hidden, Count::Shown)
    }

    /// The share of a bar's answers on one side that can be drawn.
    fn drawn_share(&self, bar: &LikertBar, side: Side) -> f64 {
        let places = (0..bar.counts.len()).filter(|place| self.side(*place) == side);
        places.map(|place| piece_share(bar, place)).sum()
    }
}

/// The share of one answer; 0 if it is withheld.
fn piece_share(bar: &LikertBar, place: usize) -> f64 {
    let count = bar.counts.get(place).and_then(|count| count.shown());
    count.zip(bar.n.shown()).and_then(|(count, n)| share(count, n)).unwrap_or(0.0).clamp(0.0, 1.0)
}

/// A count with its share of the bar's answers.
fn counted(bar: &LikertBar, count: Count) -> String {
    let share = count.shown().zip(bar.n.shown()).and_then(|(count, n)| share(count, n));
    count_and_percent(count, share)
}

fn base(bar: &LikertBar) -> String {
    format!("n={}", bar.n)
}

/// Where the bars are: sums stand on both sides of them, the base at the right.
struct Frame {
    em: f64,
    left: f64,
    right: f64,
    /// Where the two sides meet.
    zero: f64,
    /// Width of a share of 1.
    whole: f64,
}

/// Draws the bars as SVG.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn likert(chart: &LikertChart, style: &Style) -> Result<String, Error> {
    if chart.bars.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let (em, width) = (style.em(), style.width());
    let labels: Vec<Vec<String>> = chart.bars.iter().map(|bar| wrap(&bar.label, width * 0.25 / em)).collect();
    let (frame, width) = measure(chart, &labels, width, em);
    let (legend, legend_height) = place_legend(&chart.categories, width, em);
    let mut tops = place_bars(legend_height, &labels, em);
    let n_bars = style.n_rows(tops.iter().skip(1).map(|end| end + em * 0.3));
    tops.truncate(n_bars + 1);
    let bottom = tops.last().copied().unwrap_or_default();
    let caption = chart.caption.limited_to(n_bars.min(chart.bars.len()), chart.bars.len());
    let caption = caption.with_numbers(chart.bars.iter().take(n_bars).map(|bar| bar_numbers(chart, bar)));
    draw_chart(&caption, style, (width, bottom + em * 0.3), |canvas| {
        draw_legend(canvas, &legend, em);
        canvas.path(&[(frame.zero, legend_height), (frame.zero, bottom)], 0, 2);
        for ((bar, label), ends) in chart.bars.iter().zip(&labels).zip(tops.windows(2)) {
            let middle = middle_of_bar(ends, em);
            canvas.centred_lines((em * 0.2, middle), Anchor::Start, label);
            draw_bar(canvas, chart, bar, &frame, middle);
        }
    })
}

/// Gives the bars as much room as labels, sums and bases leave.
fn measure(chart: &LikertChart, labels: &[Vec<String>], width: f64, em: f64) -> (Frame, f64) {
    let column = |width: f64| (width + 0.8) * em;
    let label_width = widest(labels.iter().flatten()) * em + em * 0.7;
    let sums = |side: Side| chart.bars.iter().map(move |bar| counted(bar, chart.sum(bar, side)));
    let left = label_width + column(widest(sums(Side::Left)));
    // A blank stub of withheld answers may stand between the bar and its sum.
    let bases = widest(chart.bars.iter().map(base));
    let beside = column(widest(sums(Side::Right))) + column(bases) + em * 2.2;
    let right = (width - beside).max(left + em * 8.0);
    let reach = |side: Side| {
        let share =
            |bar: &LikertBar| chart.drawn_share(bar, side) + chart.drawn_share(bar, Side::Neutral) / 2.0;
        chart.bars.iter().map(share).fold(0.0, f64::max)
    };
    let (left_reach, right_reach) = (reach(Side::Left), reach(Side::Right));
    let whole = (right - left) / (left_reach + right_reach).max(0.01);
    let frame = Frame { em, left, right, zero: left + left_reach * whole, whole };
    (frame, width.max(right + beside))
}

fn draw_bar(canvas: &mut Canvas<'_>, chart: &LikertChart, bar: &LikertBar, frame: &Frame, middle: f64) {
    let Frame { em, zero, whole, .. } = *frame;
    let (top, bottom) = (middle - em * 0.8, middle + em * 0.8);
    let reach = chart.drawn_share(bar, Side::Left) + chart.drawn_share(bar, Side::Neutral) / 2.0;
    let start = zero - reach * whole;
    let mut x = start;
    let mut above = Vec::new();
    for (place, count) in bar.counts.iter().enumerate() {
        let share = piece_share(bar, place);
        let piece = Area { left: x, top, right: x + share * whole, bottom };
        x = piece.right;
        if draw_piece(canvas, piece, (place, share), &mut above) {
            let name = format!("{}, {}: {}", bar.label, category(chart, place), counted(bar, *count));
            canvas.link(piece, bar.hrefs.get(place).map_or("", String::as_str), &name);
        }
    }
    let mut end = x;
    if bar.counts.iter().any(|count| count.is_hidden()) {
        let stub = Area { left: x, top, right: x + em * 2.0, bottom };
        canvas.fill(stub, WITHHELD);
        canvas.border(stub, 0);
        canvas.text_on_white(stub.centre(), HIDDEN);
        end = stub.right;
    }
    let ends = (frame.left - em * 2.0, frame.right + em * 2.0);
    // The line in the middle passes behind the numbers.
    print_above(canvas, &above, ends, top - em * 0.6, |canvas, at, text| canvas.text_on_white(at, text));
    print_beside(canvas, chart, bar, frame, (start, end, middle));
}

/// The sums of both sides at the ends of the bar, and the base at the end of the line.
fn print_beside(
    canvas: &mut Canvas<'_>,
    chart: &LikertChart,
    bar: &LikertBar,
    frame: &Frame,
    (start, end, middle): (f64, f64, f64),
) {
    let (gap, em) = (frame.em * 0.4, frame.em);
    canvas.text((start - gap, middle), Anchor::End, &counted(bar, chart.sum(bar, Side::Left)), 0);
    canvas.text((end + gap, middle), Anchor::Start, &counted(bar, chart.sum(bar, Side::Right)), 0);
    let sums = chart.bars.iter().map(|bar| counted(bar, chart.sum(bar, Side::Right)));
    let column = frame.right + em * 3.0 + widest(sums) * em;
    canvas.text((column, middle), Anchor::Start, &base(bar), 0);
}

fn category(chart: &LikertChart, place: usize) -> &str {
    chart.categories.get(place).map_or("", String::as_str)
}

/// A bar's numbers in one sentence.
fn bar_numbers(chart: &LikertChart, bar: &LikertBar) -> String {
    let piece =
        |(place, count): (usize, &Count)| format!("{} {}", category(chart, place), counted(bar, *count));
    let pieces: Vec<String> = bar.counts.iter().enumerate().map(piece).collect();
    format!("{} ({}): {}", bar.label, base(bar), pieces.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::assert_sound;

    fn chart(counts: &[&[Count]]) -> LikertChart {
        let bar = |(place, counts): (usize, &&[Count])| LikertBar {
            label: format!("支援機関{place}との連携ができている"),
            n: counts
                .iter()
                .map(|count| count.shown())
                .sum::<Option<usize>>()
                .map_or(Count::Shown(60), Count::Shown),
            counts: counts.to_vec(),
            hrefs: (0..5).map(|answer| format!("/answers?row={place}&answer={answer}")).collect(),
        };
        LikertChart {
            caption: Caption {
                title: "連携".to_string(),
                empty: "回答がありません。".to_string(),
                ..Caption::default()
            },
            categories: [
                "全くそう思わない",
                "そう思わない",
                "どちらともいえない",
                "そう思う",
                "とてもそう思う",
            ]
            .map(str::to_string)
            .to_vec(),
            neutral: Some(2),
            bars: counts.iter().enumerate().map(bar).collect(),
        }
    }

    const SHOWN: [Count; 5] =
        [Count::Shown(10), Count::Shown(20), Count::Shown(40), Count::Shown(25), Count::Shown(5)];

    #[test]
    fn bars_part_in_the_middle_of_the_neutral_answer() {
        let chart = chart(&[&SHOWN]);
        assert!((chart.drawn_share(&chart.bars[0], Side::Left) - 0.3).abs() < 1e-9);
        let (frame, _) = measure(&chart, &[vec!["連携".to_string()]], 640.0, 14.0);
        // 30 % and half of 40 % to the left, 30 % and the other half to the right.
        assert!((frame.zero - f64::midpoint(frame.left, frame.right)).abs() < 1e-9);
    }

    #[test]
    fn counts_and_shares_stand_in_the_words_and_beside_the_bars() {
        let svg = assert_sound(|style| likert(&chart(&[&SHOWN, &[Count::Shown(1); 5], &SHOWN]), style));
        assert!(svg.contains(
            "支援機関0との連携ができている (n=100): 全くそう思わない 10 (10.0%), そう思わない 20 (20.0%)"
        ));
        assert_eq!(svg.matches(">30 (30.0%)</text>").count(), 4);
        assert!(svg.contains(">n=100</text>") && svg.contains(">40.0%</text>"));
        assert!(svg.contains("href=\"/answers?row=2&amp;answer=4\""));
    }

    #[test]
    fn withheld_answers_are_in_no_sum() {
        let mut counts = SHOWN;
        (counts[0], counts[1]) = (Count::Hidden, Count::Hidden);
        let svg = assert_sound(|style| likert(&chart(&[&counts, &[Count::Hidden; 5]]), style));
        assert!(svg.contains("全くそう思わない *, そう思わない *, どちらともいえない 40"));
        assert!(svg.contains(">*</text>") && !svg.contains(">30 (30.0%)</text>"));
    }

    #[test]
    fn a_scale_without_a_neutral_answer_parts_between_two() {
        let mut chart = chart(&[&SHOWN[..4]]);
        chart.neutral = None;
        chart.categories.truncate(4);
        let sides: Vec<Side> = (0..4).map(|place| chart.side(place)).collect();
        assert_eq!(sides, [Side::Left, Side::Left, Side::Right, Side::Right]);
    }

    #[test]
    fn a_chart_without_bars_says_so() {
        assert!(likert(&chart(&[]), &Style::new("l")).unwrap().contains(">回答がありません。</text>"));
    }
}
