//! A correspondence analysis of two values has one axis alone: words and values one below the other, from the lowest coordinate to the
//! highest, each on a line of its own, so that no name covers another.

use super::{Biplot, Point, PointKind, axis_words, distance, round_step};
use crate::chart::frame::draw_chart;
use crate::chart::lettering::{LINE, widest, wrap};
use crate::chart::marks::finite;
use crate::chart::number;
use crate::chart::placement::edges;
use crate::chart::style::{Anchor, Area, Canvas, Fill, Layout, Style};
use crate::error::Error;

/// Words on a slide: more lines make letters that cannot be read from the back of a room.
const MOST_WORDS_OF_SLIDE: usize = 18;

/// Where coordinates are on the sheet.
struct Axis {
    /// The lowest coordinate, and where it is.
    low: f64,
    left: f64,
    /// Units of the sheet in a unit of the coordinates.
    unit: f64,
    /// The right end.
    right: f64,
    /// Distance of the marks.
    step: f64,
}

impl Axis {
    fn x(&self, value: f64) -> f64 {
        self.left + (value - self.low) * self.unit
    }
}

/// Draws points of which none lies beside the first axis.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub(super) fn line(chart: &Biplot, points: Vec<&Point>, style: &Style) -> Result<String, Error> {
    let em = style.em();
    let rows = in_order(points, style);
    let labels: Vec<Vec<String>> = rows.iter().map(|point| wrap(&point.name.label, 10.0)).collect();
    let tops = edges(em * 0.4, labels.iter().map(|label| height(label, em)));
    let bottom = tops.last().copied().unwrap_or_default() + em * 0.4;
    let axis = axis(&rows, (widest(labels.iter().flatten()) + 2.0) * em, style);
    let across = axis_words(&chart.axes[0]);
    let numbers = rows.iter().map(|point| point_number(point));
    let caption = chart.caption.limited_to(rows.len(), chart.points.len());
    let caption = caption.with_numbers(std::iter::once(across.clone()).chain(numbers));
    draw_chart(&caption, style, (style.width(), bottom + em * 3.0), |canvas| {
        draw_axis(canvas, &axis, bottom);
        for ((point, label), ends) in rows.iter().copied().zip(&labels).zip(tops.windows(2)) {
            draw_row(canvas, (point, label.as_slice()), (ends[0], ends[1]), &axis, heaviest(&rows));
        }
        canvas.text((axis.right, bottom + em * 2.2), Anchor::End, &format!("{across} →"), 0);
    })
}

fn height(label: &[String], em: f64) -> f64 {
    (label.len() as f64 * LINE + 0.1) * em
}

/// The points from the lowest coordinate to the highest: the values, and of the words those farthest from 0 that have room.
fn in_order<'p>(points: Vec<&'p Point>, style: &Style) -> Vec<&'p Point> {
    let em = style.em();
    let (mut words, mut rows): (Vec<&Point>, Vec<&Point>) =
        points.into_iter().partition(|point| point.kind == PointKind::Word);
    words.sort_by(|one, other| distance(other).total_cmp(&distance(one)));
    if style.layout == Layout::Slide {
        words.truncate(MOST_WORDS_OF_SLIDE);
    }
    rows.extend(words);
    let heights = rows.iter().map(|point| height(&wrap(&point.name.label, 10.0), em));
    let n_rows = style.n_rows(edges(em * 3.8, heights).into_iter().skip(1));
    rows.truncate(n_rows);
    rows.sort_by(|one, other| one.x.total_cmp(&other.x).then_with(|| one.name.label.cmp(&other.name.label)));
    rows
}

/// The axis of these points and 0 beside names of this width.
fn axis(rows: &[&Point], names: f64, style: &Style) -> Axis {
    let em = style.em();
    let low = rows.iter().map(|point| point.x).fold(0.0, f64::min);
    let high = rows.iter().map(|point| point.x).fold(0.0, f64::max);
    let size = (high - low).max(1e-9);
    let (left, right) = (names + em, (style.width() - em * 1.5).max(names + em * 6.0));
    // Few marks, so that their numbers stand apart where names leave little room.
    Axis { low, left, unit: (right - left) / size, right, step: round_step(size / 3.0) }
}

fn heaviest(rows: &[&Point]) -> f64 {
    let words = rows.iter().filter(|point| point.kind == PointKind::Word);
    words.map(|point| finite(point.name.weight)).fold(f64::MIN_POSITIVE, f64::max)
}

/// A point's weight and its coordinate in words.
fn point_number(point: &Point) -> String {
    format!("{}: {} ({})", point.name.label, number(point.name.weight), number(point.x))
}

/// The line of 0, and marks with numbers below.
fn draw_axis(canvas: &mut Canvas<'_>, axis: &Axis, bottom: f64) {
    let em = canvas.em;
    canvas.dashed([(axis.x(0.0), 0.0), (axis.x(0.0), bottom)], 1);
    canvas.path(&[(axis.left, bottom), (axis.right, bottom)], 0, 1);
    for step in -9i32..=9 {
        let value = f64::from(step) * axis.step;
        let x = axis.x(value);
        if (axis.left - 1.0..=axis.right + 1.0).contains(&x) {
            canvas.path(&[(x, bottom), (x, bottom + em * 0.3)], 0, 1);
            canvas.text((x, bottom + em * 0.9), Anchor::Middle, &number(value), 0);
        }
    }
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    (point, label): (&Point, &[String]),
    (top, end): (f64, f64),
    axis: &Axis,
    heaviest: f64,
) {
    let em = canvas.em;
    let (x, y) = (axis.x(point.x), f64::midpoint(top, end));
    let right = axis.left - em * 1.2;
    canvas.path(&[(right + em * 0.5, y), (x, y)], 200, 1);
    canvas.centred_lines((right, y), Anchor::End, label);
    match point.kind {
        PointKind::Word => {
            let share = (finite(point.name.weight).max(0.0) / heaviest).sqrt();
            canvas.circle((x, y), em * (0.2 + 0.4 * share), 215);
        }
        PointKind::Value => {
            let half = em * 0.4;
            let mark = Area { left: x - half, top: y - half, right: x + half, bottom: y + half };
            canvas.fill(mark, Fill::Grey(0));
            let left = right - (widest(label) + 0.3) * em;
            canvas.border(
                Area { left, top: top + em * 0.05, right: right + em * 0.3, bottom: end - em * 0.05 },
                0,
            );
        }
    }
    canvas.link(
        Area { left: 0.0, top, right: axis.right, bottom: end },
        &point.name.href,
        &point_number(point),
    );
}

#[cfg(test)]
mod tests {
    use crate::chart::Caption;
    use crate::chart::biplot::{Named, Plot, biplot, of_correspondence};
    use crate::chart::check::{assert_sound, letters_of_slide, printed};
    use crate::chart::style::Style;
    use crate::multivariate::correspondence::{Scaling, correspondence};

    use super::*;

    /// Two values and as many words as wanted, in invented counts.
    fn chart(n_words: u32) -> Biplot {
        let row = |row: u32| -> Vec<(u32, f64)> {
            (0..n_words).map(|word| (word, f64::from((word * 7 + row * 5 * (word % 3)) % 11 + 1))).collect()
        };
        let found = correspondence(&[row(0), row(1)], n_words as usize, 2).unwrap();
        let named =
            |label: String, weight: f64| Named { href: format!("/texts?word={label}"), label, weight };
        let values: Vec<Named> = ["利用した_地域", "利用していない人のうち、相談した人"]
            .map(|label| named(label.to_string(), 30.0))
            .to_vec();
        let words: Vec<Named> =
            (0..n_words).map(|word| named(format!("語{word}"), f64::from(n_words - word))).collect();
        let axes = ["成分1".to_string(), "成分2".to_string()];
        let plot = Plot { dimensions: [0, 1], axes, scaling: Scaling::Principal };
        let caption =
            Caption { limited: "遠い語だけを描いています".to_string(), ..Caption::default() };
        of_correspondence(&found, &values, &words, plot, caption)
    }

    #[test]
    fn two_values_are_drawn_along_one_axis() {
        let chart = chart(30);
        assert!(chart.is_line());
        let svg = assert_sound(|style| biplot(&chart, style));
        assert!(svg.contains(">成分1 (100.0%) →</text>") && !svg.contains("成分2"), "{svg}");
        let texts = printed(&svg);
        let top =
            |label: &str| texts.iter().find(|text| text.text == label).map(|text| text.area.top).unwrap();
        let mut points: Vec<&Point> =
            chart.points.iter().filter(|point| point.kind == PointKind::Word).collect();
        points.sort_by(|one, other| one.x.total_cmp(&other.x));
        for pair in points.windows(2).filter(|pair| pair[0].x < pair[1].x) {
            let [one, other] = [&pair[0].name.label, &pair[1].name.label];
            assert!(top(one) < top(other), "{one} {other}: {texts:?}");
        }
        assert!(svg.contains(&format!(
            "語1: 29 ({})",
            number(points.iter().find(|p| p.name.label == "語1").unwrap().x)
        )));
        assert!(svg.contains("href=\"/texts?word=語29\""));
    }

    #[test]
    fn of_many_words_those_far_from_the_middle_have_a_line_each() {
        let svg = assert_sound(|style| biplot(&chart(200), style));
        let n = printed(&svg).iter().filter(|text| text.text.starts_with('語')).count();
        assert_eq!(n, super::super::MOST_WORDS);
        assert!(svg.contains("遠い語だけを描いています (62/202)"), "{svg}");
    }

    #[test]
    fn a_slide_can_be_read_from_the_back() {
        let svg = biplot(&chart(60), &Style::slide("s")).unwrap();
        assert!(letters_of_slide(&svg) >= 26.0, "{}", letters_of_slide(&svg));
    }

    #[test]
    fn a_narrow_line_has_its_numbers_apart() {
        let narrow = |style: &Style| biplot(&chart(20), &Style { width: 360, ..style.clone() });
        assert_sound(narrow);
    }
}
