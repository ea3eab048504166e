//! Points and lines that can be told apart without colour: shapes, patterns inside them, and line styles.

use crate::chart::style::Canvas;

/// The greys of the shapes.
const GREYS: [u8; 3] = [235, 165, 95];

/// Circle, square, triangle, diamond, upside-down triangle.
const N_SHAPES: usize = 5;

/// Plain, level lines, a black dot: with [`N_SHAPES`] shapes fifteen series can be told apart.
const N_PATTERNS: usize = 3;

/// Draws the mark of a series, from 0: first plain shapes, then the same with lines or a dot inside.
pub(super) fn marker(canvas: &mut Canvas<'_>, (x, y): (f64, f64), r: f64, series: usize) {
    let shape = series % N_SHAPES;
    let grey = GREYS[shape % GREYS.len()];
    match shape {
        0 => canvas.circle((x, y), r, grey),
        1 => {
            let s = r * 0.88;
            canvas.polygon(&[(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)], grey);
        }
        2 => canvas.polygon(&[(x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)], grey),
        3 => canvas.polygon(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], grey),
        _ => canvas.polygon(&[(x, y + r), (x + r, y - r * 0.8), (x - r, y - r * 0.8)], grey),
    }
    match series / N_SHAPES % N_PATTERNS {
        0 => {}
        1 => {
            for level in [-0.6, -0.2, 0.2, 0.6] {
                let half = half_width(shape, level) * r;
                canvas.path(&[(x - half, y + level * r), (x + half, y + level * r)], 0, 1);
            }
        }
        _ => canvas.circle((x, y), r * 0.35, 0),
    }
}

/// Half of a shape's width at a height from −1 (top) to 1 (bottom), in radii.
fn half_width(shape: usize, level: f64) -> f64 {
    match shape {
        0 => (1.0 - level * level).max(0.0).sqrt(),
        1 => 0.88,
        2 => (level + 1.0) / 1.8,
        3 => 1.0 - level.abs(),
        _ => (1.0 - level) / 1.8,
    }
}

/// The line styles of a series in parts of an em: drawn, left out, drawn, left out. The first is a full line.
const LINE_STYLES: [&[f64]; 5] =
    [&[], &[0.7, 0.4], &[0.2, 0.3], &[0.9, 0.3, 0.2, 0.3], &[1.5, 0.3, 0.5, 0.3]];

/// The most pieces that one line is drawn in.
const MAX_PIECES: usize = 2000;

/// Draws a line in the style of a series, from 0.
pub(super) fn styled_line(canvas: &mut Canvas<'_>, ends: [(f64, f64); 2], series: usize, width: u32) {
    let pattern = LINE_STYLES[series % LINE_STYLES.len()];
    let [(x0, y0), (x1, y1)] = ends;
    let length = (x1 - x0).hypot(y1 - y0);
    if pattern.is_empty() || length <= 0.0 {
        return canvas.path(&ends, 0, width);
    }
    let em = canvas.em;
    let at = |along: f64| (x0 + (x1 - x0) * along / length, y0 + (y1 - y0) * along / length);
    let mut along = 0.0;
    for (place, part) in pattern.iter().cycle().take(MAX_PIECES).enumerate() {
        if along >= length {
            break;
        }
        let end = (along + part * em).min(length);
        if place % 2 == 0 {
            canvas.path(&[at(along), at(end)], 0, width);
        }
        along = end;
    }
}

/// The value, or 0 for what is no number.
pub(super) fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Caption;
    use crate::chart::frame::draw_chart;
    use crate::chart::style::Style;

    fn drawn(body: impl FnOnce(&mut Canvas<'_>)) -> String {
        draw_chart(&Caption::default(), &Style::new("m"), (300.0, 100.0), body).unwrap()
    }

    #[test]
    fn fifteen_series_can_be_told_apart() {
        let mut marks: Vec<String> =
            (0..15).map(|series| drawn(|canvas| marker(canvas, (50.0, 50.0), 8.0, series))).collect();
        marks.sort();
        marks.dedup();
        assert_eq!(marks.len(), 15);
    }

    #[test]
    fn no_line_style_is_like_another() {
        let line = |series| drawn(|canvas| styled_line(canvas, [(0.0, 10.0), (100.0, 10.0)], series, 1));
        let mut lines: Vec<String> = (0..5).map(line).collect();
        lines.sort();
        lines.dedup();
        assert_eq!(lines.len(), 5);
    }
}
