//! A correspondence analysis as a picture: words as circles, values of an attribute as black squares, both in the same
//! unit on both axes. Where there is one axis alone they stand along a line.

mod line;

use serde::Serialize;

use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{widest, wrap};
use crate::chart::marks::finite;
use crate::chart::placement::{Layout, Spot, draw_label, draw_leader, lay_out, spot_area};
use crate::chart::style::{Anchor, Area, Canvas, Fill, Style};
use crate::chart::{Caption, number};
use crate::error::Error;
use crate::multivariate::correspondence::{Correspondence, Scaling};
use crate::rounded::percent;

/// The most words that are drawn: KH Coder labels the 60 that are farthest from the middle.
pub const MOST_WORDS: usize = 60;

/// The most values of the attribute that are drawn.
pub const MOST_VALUES: usize = 40;

/// Everything a biplot prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Biplot {
    /// The words around it.
    pub caption: Caption,
    /// The axes: from left to right, and from bottom to top.
    pub axes: [Axis; 2],
    /// Words and values. Of more than [`MOST_WORDS`] words those farthest from (0, 0) are drawn, of more than [`MOST_VALUES`] values
    /// those with the largest weights.
    pub points: Vec<Point>,
}

/// One axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// Its name; its share is printed behind it.
    pub label: String,
    /// The share (0 to 1) of the inertia that it explains.
    pub share: f64,
}

/// What a point stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PointKind {
    /// A word or code: a circle.
    Word,
    /// A value of the attribute: a black square, its label framed.
    Value,
}

/// One point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// What it is, and its weight.
    pub name: Named,
    /// Coordinate on the first axis, to the right.
    pub x: f64,
    /// Coordinate on the second axis, upwards.
    pub y: f64,
    /// What it stands for.
    pub kind: PointKind,
}

/// A row or column of the table that was analysed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Named {
    /// Printed beside the point.
    pub label: String,
    /// How often it occurs; the area of a word's circle grows with it.
    pub weight: f64,
    /// Where the point leads; empty for nowhere.
    pub href: String,
}

/// Which part of an analysis is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plot {
    /// The dimensions, from 0.
    pub dimensions: [usize; 2],
    /// Their names.
    pub axes: [String; 2],
    /// How coordinates are stretched.
    pub scaling: Scaling,
}

impl Biplot {
    /// Whether there is one axis alone, as in an analysis of two values: no point lies beside the first.
    pub fn is_line(&self) -> bool {
        self.points.iter().all(|point| point.y == 0.0)
    }
}

/// The biplot of an analysis whose rows are the values of an attribute and whose columns are words. What has no count has
/// no point; a dimension that the analysis does not have is 0 for all.
pub fn of_correspondence(
    found: &Correspondence,
    values: &[Named],
    words: &[Named],
    plot: Plot,
    caption: Caption,
) -> Biplot {
    let side = |kind: PointKind, names: &[Named], points: &[Option<Vec<f64>>]| -> Vec<Point> {
        let known = names.iter().zip(points).filter_map(|(name, point)| Some((name, point.as_ref()?)));
        known
            .map(|(name, point)| {
                let scaled = found.scaled(point, plot.scaling);
                let [x, y] = plot.dimensions.map(|dimension| scaled.get(dimension).copied().unwrap_or(0.0));
                Point { name: name.clone(), x, y, kind }
            })
            .collect()
    };
    let mut points = side(PointKind::Value, values, &found.rows);
    points.extend(side(PointKind::Word, words, &found.columns));
    let shares = plot.dimensions.map(|dimension| found.share(dimension));
    let [first, second] = plot.axes;
    let axes = [Axis { label: first, share: shares[0] }, Axis { label: second, share: shares[1] }];
    Biplot { caption, axes, points }
}

/// Draws the biplot as SVG, or a line ([`Biplot::is_line`]). Where the labels need it, the drawing becomes larger than the style asks for.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn biplot(chart: &Biplot, style: &Style) -> Result<String, Error> {
    let points = drawn(&chart.points);
    if points.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    if chart.is_line() {
        return line::line(chart, points, style);
    }
    let em = style.em();
    let labels: Vec<Vec<String>> = points.iter().map(|point| wrap(&point.name.label, 10.0)).collect();
    let scale = |side: f64| Scale::of(&points, side, em);
    let margin = margin(&scale(style.width()), em);
    let (width, height) = style.room();
    // Below and above stand the names of the axes.
    let largest = (width - margin).min(height - em * AXES);
    let sides = (style.width() - margin, largest);
    let layout = lay_out(&labels, sides, em, |side| spots(&points, &scale(side), em));
    let [across, up] = chart.axes.each_ref().map(axis_words);
    let numbers = points.iter().map(|point| point_numbers(point));
    let caption = chart.caption.limited_to(points.len(), chart.points.len()).naming(&layout.is_shown);
    let caption = caption.with_numbers([across.clone(), up.clone()].into_iter().chain(numbers));
    let side = layout.side;
    draw_chart(&caption, style, (margin + side, side + em * AXES), |canvas| {
        canvas.text((0.0, em * 0.7), Anchor::Start, &format!("↑ {up}"), 0);
        canvas.move_down(em * 1.6);
        canvas.move_right(margin);
        draw_axes(canvas, &scale(side), side);
        draw_points(canvas, &points, &labels, &layout, em);
        canvas.text((side, side + em * 2.2), Anchor::End, &format!("{across} →"), 0);
    })
}

/// Height of the names and numbers of the axes above and below the square, in em.
const AXES: f64 = 4.6;

/// Room for the numbers of the vertical axis. No mark is as many steps from 0 as are tried.
fn margin(scale: &Scale, em: f64) -> f64 {
    (widest((-9i32..=9).map(|step| number(f64::from(step) * scale.step))) + 0.6) * em
}

fn axis_words(axis: &Axis) -> String {
    format!("{} ({}%)", axis.label, percent(finite(axis.share), 1))
}

/// A point's weight and coordinates in words.
fn point_numbers(point: &Point) -> String {
    let Named { label, weight, .. } = &point.name;
    format!("{label}: {} ({}, {})", number(*weight), number(point.x), number(point.y))
}

/// The points that are drawn: the values, then the words, the heaviest first, so that small circles lie on large ones. Words in the middle are
/// of all values alike and go first where there are too many. Points that are nowhere are left out.
fn drawn(points: &[Point]) -> Vec<&Point> {
    let weight = |point: &Point| finite(point.name.weight);
    let of_kind = |kind: PointKind, most: usize, rank: &dyn Fn(&Point) -> f64| {
        let is_wanted = |point: &&Point| point.kind == kind && point.x.is_finite() && point.y.is_finite();
        let mut found: Vec<&Point> = points.iter().filter(is_wanted).collect();
        found.sort_by(|one, other| rank(other).total_cmp(&rank(one)));
        found.truncate(most);
        found.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
        found
    };
    let mut found = of_kind(PointKind::Value, MOST_VALUES, &weight);
    found.extend(of_kind(PointKind::Word, MOST_WORDS, &distance));
    found
}

/// How far a point is from (0, 0).
fn distance(point: &Point) -> f64 {
    point.x.hypot(point.y)
}

/// Where coordinates are on the sheet: the same unit to the right and upwards.
struct Scale {
    /// Units of the sheet in a unit of the coordinates.
    unit: f64,
    /// The place of (0, 0).
    origin: (f64, f64),
    /// Distance of the marks along the axes.
    step: f64,
}

impl Scale {
    /// Fits points and (0, 0) into a square with room for labels at its sides.
    fn of(points: &[&Point], side: f64, em: f64) -> Scale {
        let extent = |value: fn(&Point) -> f64| {
            let values = || points.iter().map(|point| value(point));
            (values().fold(0.0, f64::min), values().fold(0.0, f64::max))
        };
        let ((left, right), (low, high)) = (extent(|point| point.x), extent(|point| point.y));
        let size = (right - left).max(high - low).max(1e-9);
        let unit = (side - em * 6.0).max(em) / size;
        let middle = (f64::midpoint(left, right), f64::midpoint(low, high));
        let origin = (side / 2.0 - middle.0 * unit, side / 2.0 + middle.1 * unit);
        Scale { unit, origin, step: round_step(size / 5.0) }
    }

    fn place(&self, x: f64, y: f64) -> (f64, f64) {
        (self.origin.0 + x * self.unit, self.origin.1 - y * self.unit)
    }
}

/// The smallest of 1, 2 and 5 times a power of ten that is no less than a number.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.max(1e-12).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|step| *step >= least).unwrap_or(power)
}

/// Room between the name of a value and its frame, in em.
const FRAME: f64 = 0.25;

fn spots(points: &[&Point], scale: &Scale, em: f64) -> Vec<Spot> {
    let is_word = |point: &&&Point| point.kind == PointKind::Word;
    let weights = points.iter().filter(is_word).map(|point| finite(point.name.weight));
    let heaviest = weights.fold(f64::MIN_POSITIVE, f64::max);
    let spot = |point: &&Point| {
        let (x, y) = scale.place(point.x, point.y);
        let share = (finite(point.name.weight).max(0.0) / heaviest).sqrt();
        let (radius, frame) = match point.kind {
            PointKind::Word => (em * (0.25 + 0.6 * share), 0.0),
            PointKind::Value => (em * 0.4, FRAME),
        };
        Spot { x, y, radius, frame }
    };
    points.iter().map(spot).collect()
}

/// The frame, dashed lines through (0, 0), and marks with numbers along the lower and the left side.
fn draw_axes(canvas: &mut Canvas<'_>, scale: &Scale, side: f64) {
    let em = canvas.em;
    let (x, y) = scale.origin;
    canvas.border(Area { left: 0.5, top: 0.5, right: side - 0.5, bottom: side }, 120);
    canvas.dashed([(x, 0.0), (x, side)], 1);
    canvas.dashed([(0.0, y), (side, y)], 1);
    for step in -20i32..=20 {
        let value = f64::from(step) * scale.step;
        let (x, y) = scale.place(value, value);
        if (em * 2.0..side - em * 2.0).contains(&x) {
            canvas.path(&[(x, side), (x, side - em * 0.4)], 0, 1);
            canvas.text((x, side + em * 0.8), Anchor::Middle, &number(value), 0);
        }
        if (em..side - em).contains(&y) {
            canvas.path(&[(0.0, y), (em * 0.4, y)], 0, 1);
            canvas.text((-em * 0.3, y), Anchor::End, &number(value), 0);
        }
    }
}

fn draw_points(canvas: &mut Canvas<'_>, points: &[&Point], labels: &[Vec<String>], layout: &Layout, em: f64) {
    for ((point, spot), (area, is_shown)) in
        points.iter().zip(&layout.spots).zip(layout.boxes.iter().zip(&layout.is_shown))
    {
        if *is_shown {
            draw_leader(canvas, *area, spot, em);
        }
        match point.kind {
            PointKind::Word => canvas.circle((spot.x, spot.y), spot.radius, 215),
            PointKind::Value => canvas.fill(spot_area(spot), Fill::Grey(0)),
        }
    }
    for (((point, spot), label), (area, is_shown)) in
        points.iter().zip(&layout.spots).zip(labels).zip(layout.boxes.iter().zip(&layout.is_shown))
    {
        if *is_shown {
            draw_label(canvas, *area, label);
            if point.kind == PointKind::Value {
                canvas.border(*area, 0);
            }
        }
        let place = if *is_shown { *area } else { spot_area(spot) };
        canvas.link(place, &point.name.href, &point_numbers(point));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::{assert_sound, printed};
    use crate::multivariate::correspondence::correspondence;

    fn named(label: String, weight: f64) -> Named {
        let href = format!("/texts?word={label}");
        Named { label, weight, href }
    }

    /// Three kinds of agencies and as many words as wanted, in invented counts.
    fn chart(n_words: u32) -> Biplot {
        let row = |row: u32| -> Vec<(u32, f64)> {
            (0..n_words).map(|word| (word, f64::from((word * 7 + row * 5 * (word % 3)) % 11))).collect()
        };
        let rows: Vec<Vec<(u32, f64)>> = (0..3).map(row).collect();
        let found = correspondence(&rows, n_words as usize, 2).unwrap();
        let values: Vec<Named> =
            ["ハローワーク", "医療機関", "市町村"].map(|label| named(label.to_string(), 30.0)).to_vec();
        let words: Vec<Named> =
            (0..n_words).map(|word| named(format!("語{word}"), f64::from(n_words - word))).collect();
        let plot = Plot {
            dimensions: [0, 1],
            axes: ["成分1".to_string(), "成分2".to_string()],
            scaling: Scaling::Root,
        };
        let caption = Caption {
            empty: "語がありません。".to_string(),
            limited: "多い語から示した".to_string(),
            ..Caption::default()
        };
        of_correspondence(&found, &values, &words, plot, caption)
    }

    #[test]
    fn points_and_axes_say_their_numbers() {
        let chart = chart(30);
        let svg = assert_sound(|style| biplot(&chart, style));
        let share = format!("成分1 ({:.1}%)", chart.axes[0].share * 100.0);
        assert!(svg.contains(&format!(">{share} →</text>")) && svg.contains(&share));
        let point = chart.points.iter().find(|point| point.name.label == "語1").unwrap();
        assert!(svg.contains(&format!("語1: 29 ({}, {})", number(point.x), number(point.y))));
        assert!(svg.contains("href=\"/texts?word=市町村\""));
        assert!(!svg.contains("多い語から示した"));
    }

    #[test]
    fn both_axes_have_numbers() {
        let svg = biplot(&chart(30), &Style::new("b")).unwrap();
        let all = printed(&svg);
        let zeros: Vec<Area> =
            all.iter().filter(|printed| printed.text == "0").map(|printed| printed.area).collect();
        assert_eq!(zeros.len(), 2, "{all:?}");
        let (below, beside) =
            if zeros[0].top > zeros[1].top { (zeros[0], zeros[1]) } else { (zeros[1], zeros[0]) };
        assert!(beside.right < below.left, "{zeros:?}");
        let numbers = all.iter().filter(|printed| (printed.area.right - beside.right).abs() < 0.2);
        assert!(numbers.count() >= 2, "{all:?}");
    }

    #[test]
    fn a_crowd_is_thinned_and_that_is_said() {
        let chart = chart(200);
        let svg = assert_sound(|style| biplot(&chart, style));
        let n_words = printed(&svg).iter().filter(|printed| printed.text.starts_with('語')).count();
        assert!(n_words <= MOST_WORDS && n_words > 20, "{n_words}");
        let n_all = chart.points.len();
        let n_shown = drawn(&chart.points).len();
        assert_eq!(svg.matches(&format!("多い語から示した ({n_shown}/{n_all})")).count(), 2);
    }

    #[test]
    fn the_words_farthest_from_the_middle_are_drawn() {
        let mut chart = chart(10);
        chart.points.retain(|point| point.kind == PointKind::Value);
        // The nearer a word is to the middle, the more often it occurs.
        chart.points.extend((0..100_u32).map(|place| Point {
            name: named(format!("語{place}"), f64::from(1_000 - place)),
            x: f64::from(place) / 100.0,
            y: 0.0,
            kind: PointKind::Word,
        }));
        let words = drawn(&chart.points).into_iter().filter(|point| point.kind == PointKind::Word);
        let labels: Vec<String> = words.map(|point| point.name.label.clone()).collect();
        let expected: Vec<String> = (40..100).map(|place| format!("語{place}")).collect();
        assert_eq!(labels, expected, "the heaviest of those first");
    }

    #[test]
    fn no_points_are_said() {
        let mut chart = chart(10);
        chart.points.clear();
        assert!(biplot(&chart, &Style::new("b")).unwrap().contains(">語がありません。</text>"));
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(
            [0.03, 0.2, 0.21, 7.0].map(|least| number(round_step(least))),
            ["0.05", "0.2", "0.5", "10"]
        );
    }
}
