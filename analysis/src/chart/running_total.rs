//! A number that grows day by day as a stepped line, with the days on which something was done.

use serde::Serialize;

use crate::chart::Caption;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, text_width, widest};
use crate::chart::marks::marker;
use crate::chart::style::{Anchor, Canvas, Style};
use crate::error::Error;

/// The most days that are drawn, the last ones.
pub const MOST_DAYS: usize = 200;

/// Everything the chart prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunningTotal {
    /// The words around it.
    pub caption: Caption,
    /// All days one after the other, those on which nothing happened too.
    pub days: Vec<Day>,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Printed under it, where there is room.
    pub label: String,
    /// The number at its end.
    pub total: usize,
    /// What was done on it, in few words; empty for nothing.
    pub mark: String,
}

/// Where days and numbers are on the sheet.
struct Frame {
    em: f64,
    width: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// The distance of the level lines.
    step: usize,
    n_days: usize,
}

impl Frame {
    fn x(&self, day: usize) -> f64 {
        self.left + (self.right - self.left) * (day as f64 + 0.5) / self.n_days.max(1) as f64
    }

    fn y(&self, total: usize) -> f64 {
        self.bottom - (self.bottom - self.top) * total as f64 / self.step.saturating_mul(LEVELS) as f64
    }

    /// Where the words of a mark stand: from and to.
    fn room(&self, day: usize, words: &str) -> (f64, f64) {
        let half = text_width(words) * self.em / 2.0;
        let middle = self.x(day).min(self.width - half).max(half);
        (middle - half, middle + half)
    }
}

/// Level lines over the lowest one.
const LEVELS: usize = 4;

/// Draws the line as SVG.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn running_total(chart: &RunningTotal, style: &Style) -> Result<String, Error> {
    let n_before = chart.days.len().saturating_sub(MOST_DAYS);
    let days: Vec<&Day> = chart.days.iter().skip(n_before).collect();
    if days.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let mut frame = measure(&days, style);
    let marks = marks(&days, &frame);
    let n_rows = marks.iter().map(|(_, row)| row + 1).max().unwrap_or(0);
    let height = frame.bottom - frame.top;
    frame.top += n_rows as f64 * LINE * frame.em;
    frame.bottom = frame.top + height;
    let caption = chart.caption.limited_to(days.len(), chart.days.len()).with_numbers(numbers(&days));
    let size = (style.width(), frame.bottom + frame.em * 2.0);
    draw_chart(&caption, style, size, |canvas| {
        draw_grid(canvas, &frame);
        draw_marks(canvas, &days, &marks, &frame);
        draw_line(canvas, &days, &frame);
        draw_feet(canvas, &days, &frame);
    })
}

fn measure(days: &[&Day], style: &Style) -> Frame {
    let em = style.em();
    let most = days.iter().map(|day| day.total).max().unwrap_or(0);
    let step = step(most);
    let half_label = widest(days.iter().map(|day| &day.label)) / 2.0;
    let left = (text_width(&step.saturating_mul(LEVELS).to_string()) + 0.8).max(half_label) * em;
    let right = (style.width() - (half_label + 0.2) * em).max(left + em * 4.0);
    let height = ((right - left) * 0.45).max(em * 9.0);
    Frame { em, width: style.width(), left, right, top: em, bottom: em + height, step, n_days: days.len() }
}

/// The least of 1, 2, 5, 10, 20 … of which so many as there are level lines reach `most`.
fn step(most: usize) -> usize {
    let mut size: usize = 1;
    loop {
        let steps = [1, 2, 5].map(|factor: usize| size.saturating_mul(factor));
        if let Some(step) = steps.into_iter().find(|step| step.saturating_mul(LEVELS) >= most) {
            return step;
        }
        size = size.saturating_mul(10);
    }
}

/// The marked days, each with the row in which its words touch no others.
fn marks(days: &[&Day], frame: &Frame) -> Vec<(usize, usize)> {
    let mut ends: Vec<f64> = Vec::new();
    let mut marks = Vec::new();
    for (place, day) in days.iter().enumerate().filter(|(_, day)| !day.mark.is_empty()) {
        let (from, to) = frame.room(place, &day.mark);
        let row = ends.iter().position(|end| end + frame.em * 0.5 <= from).unwrap_or(ends.len());
        match ends.get_mut(row) {
            Some(end) => *end = to,
            None => ends.push(to),
        }
        marks.push((place, row));
    }
    marks
}

fn draw_grid(canvas: &mut Canvas<'_>, frame: &Frame) {
    for level in 0..=LEVELS {
        let total = frame.step.saturating_mul(level);
        let y = frame.y(total);
        canvas.path(&[(frame.left, y), (frame.right, y)], if level == 0 { 0 } else { 205 }, 1);
        canvas.text((frame.left - frame.em * 0.3, y), Anchor::End, &total.to_string(), 0);
    }
}

/// The marks stand above the line: the upper rows hold those that would touch the ones below.
fn draw_marks(canvas: &mut Canvas<'_>, days: &[&Day], marks: &[(usize, usize)], frame: &Frame) {
    for (place, row) in marks {
        let Some(day) = days.get(*place) else { continue };
        let (from, to) = frame.room(*place, &day.mark);
        let y = frame.top - (*row as f64 + 0.8) * LINE * frame.em;
        let x = frame.x(*place);
        canvas.dashed([(x, frame.top - frame.em * 0.2), (x, frame.bottom)], 1);
        canvas.text((f64::midpoint(from, to), y), Anchor::Middle, &day.mark, 0);
    }
}

fn draw_line(canvas: &mut Canvas<'_>, days: &[&Day], frame: &Frame) {
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut before = None;
    for (place, day) in days.iter().enumerate() {
        if before == Some(day.total) {
            continue;
        }
        if let Some(total) = before {
            points.push((frame.x(place), frame.y(total)));
        }
        points.push((frame.x(place), frame.y(day.total)));
        before = Some(day.total);
    }
    let end = (frame.x(days.len().saturating_sub(1)), frame.y(before.unwrap_or(0)));
    points.push(end);
    canvas.path(&points, 0, 2);
    marker(canvas, end, frame.em * 0.35, 0);
}

/// The words under days: all of them or, where they would touch, every second, third and so on, the last one always among them.
fn draw_feet(canvas: &mut Canvas<'_>, days: &[&Day], frame: &Frame) {
    let distance = (frame.right - frame.left) / days.len().max(1) as f64;
    let needed = (widest(days.iter().map(|day| &day.label)) + 0.6) * frame.em;
    let every = (1..days.len()).find(|every| *every as f64 * distance >= needed).unwrap_or(days.len().max(1));
    for (place, day) in days.iter().enumerate() {
        if (days.len() - 1 - place).is_multiple_of(every) {
            let x = frame.x(place);
            canvas.path(&[(x, frame.bottom), (x, frame.bottom + frame.em * 0.3)], 0, 1);
            canvas.text((x, frame.bottom + frame.em), Anchor::Middle, &day.label, 0);
        }
    }
}

/// The days on which something happened, for those who hear the picture.
fn numbers(days: &[&Day]) -> Vec<String> {
    let mut before = 0;
    let mut numbers = Vec::new();
    for day in days {
        if day.total != before || !day.mark.is_empty() {
            numbers.push(format!("{} {} {}", day.label, day.total, day.mark).trim_end().to_string());
        }
        before = day.total;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::{assert_sound, printed};

    fn chart(days: Vec<Day>) -> RunningTotal {
        let caption = Caption {
            title: "回答の累計".to_string(),
            empty: "まだ回答がありません。".to_string(),
            limited: "新しい日だけを描いています。".to_string(),
            ..Caption::default()
        };
        RunningTotal { caption, days }
    }

    fn day(place: usize, total: usize, mark: &str) -> Day {
        Day { label: format!("11/{}", place % 30 + 1), total, mark: mark.to_string() }
    }

    fn texts(svg: &str) -> Vec<String> {
        printed(svg).into_iter().map(|printed| printed.text).collect()
    }

    #[test]
    fn days_numbers_and_marks_are_printed() {
        let days = vec![day(0, 0, "招待"), day(1, 12, ""), day(2, 12, "再送1"), day(3, 31, "")];
        let chart = chart(days);
        let svg = assert_sound(|style| running_total(&chart, style));
        let texts = texts(&svg);
        for wanted in ["招待", "再送1", "11/4", "0", "40"] {
            assert!(texts.iter().any(|text| text == wanted), "{wanted} in {texts:?}");
        }
        assert!(svg.contains("11/1 0 招待; 11/2 12; 11/3 12 再送1; 11/4 31"), "each number is read out");
    }

    #[test]
    fn marks_of_following_days_stand_in_rows() {
        let mark = |place: usize| if place > 115 { "再送" } else { "" };
        let chart = chart((0..120).map(|place| day(place, place, mark(place))).collect());
        assert_sound(|style| running_total(&chart, style));
        assert_sound(|style| running_total(&chart, &Style { width: 360, ..style.clone() }));
    }

    #[test]
    fn nothing_one_day_and_too_many_days_are_drawn() {
        let none = chart(Vec::new());
        assert!(assert_sound(|style| running_total(&none, style)).contains("まだ回答がありません。"));
        let one = chart(vec![day(0, 0, "")]);
        assert_sound(|style| running_total(&one, style));
        let many = chart((0..MOST_DAYS + 5).map(|place| day(place, place, "")).collect());
        let svg = assert_sound(|style| running_total(&many, style));
        assert!(svg.contains(&format!("({MOST_DAYS}/{})", MOST_DAYS + 5)));
    }

    #[test]
    fn level_lines_are_at_round_numbers() {
        assert_eq!([0, 4, 5, 8, 17, 31, 400, 401].map(step), [1, 1, 2, 2, 5, 10, 100, 200]);
    }
}
