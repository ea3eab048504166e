//! Shares from wave to wave as lines that differ in style and mark, each with its name at its end.

use serde::Serialize;

use crate::chart::bar::count_and_percent;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, widest, wrap};
use crate::chart::marks::{marker, styled_line};
use crate::chart::placement::{Spot, spot_area, spread};
use crate::chart::style::{Anchor, Canvas, Style};
use crate::chart::{Caption, number};
use crate::error::Error;
use crate::table::{Count, HIDDEN};
use crate::text::trends::{Trend, WaveShare};

/// The most lines that are drawn: more cannot be followed.
pub const MOST_LINES: usize = 10;

/// The most waves that are drawn, the last ones.
pub const MOST_WAVES: usize = 40;

/// Everything a chart of lines prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendLines {
    /// The words around it.
    pub caption: Caption,
    /// Words under the waves, in their order.
    pub waves: Vec<String>,
    /// The lines. Of more than [`MOST_LINES`] the first are drawn.
    pub lines: Vec<TrendLine>,
    /// The share at the top of the chart; a round one above the largest if `None`. The same for charts that are to be
    /// compared.
    pub full: Option<f64>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendLine {
    /// Printed at its end.
    pub label: String,
    /// One point a wave.
    pub points: Vec<TrendPoint>,
}

/// One share of a line. A line is broken where there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendPoint {
    /// From 0 to 1; `None` without texts, or withheld.
    pub share: Option<f64>,
    /// How it is read out: number and share.
    pub text: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// The lines of words through waves. Of a trend and a wave, both by their places, `is_told` says whether number and share may
/// be printed, and `link` where they lead.
pub fn of_trends<'t>(
    trends: impl IntoIterator<Item = &'t Trend>,
    waves: Vec<String>,
    is_told: &dyn Fn(usize, usize) -> bool,
    link: &dyn Fn(usize, usize) -> String,
    caption: Caption,
) -> TrendLines {
    let nothing = |text: &str| TrendPoint { share: None, text: text.to_string(), href: String::new() };
    let point = |trend: usize, wave: usize, found: &WaveShare| match found.share {
        None => nothing("–"),
        Some(_) if !is_told(trend, wave) => nothing(HIDDEN),
        share => TrendPoint {
            share,
            text: count_and_percent(Count::Shown(found.documents.len()), share),
            href: link(trend, wave),
        },
    };
    let line = |(place, trend): (usize, &Trend)| TrendLine {
        label: trend.lemma.clone(),
        points: trend.waves.iter().enumerate().map(|(wave, found)| point(place, wave, found)).collect(),
    };
    let lines = trends.into_iter().enumerate().map(line).collect();
    TrendLines { caption, waves, lines, full: None }
}

/// Where shares are on the sheet.
struct Frame {
    em: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    full: f64,
    /// How many waves are left out before the first that is drawn.
    n_before: usize,
    n_waves: usize,
}

impl Frame {
    /// The middle of a wave, counted from the first that is drawn.
    fn x(&self, wave: usize) -> f64 {
        self.left + (self.right - self.left) * (wave as f64 + 0.5) / self.n_waves.max(1) as f64
    }

    fn y(&self, share: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * (share / self.full).clamp(0.0, 1.0)
    }

    /// The marks of a line with the places of their points in it.
    fn spots(&self, line: &TrendLine) -> Vec<(usize, Spot)> {
        let shown = line.points.iter().enumerate().skip(self.n_before).take(self.n_waves);
        let spot = |(place, point): (usize, &TrendPoint)| {
            let share = point.share.filter(|share| share.is_finite())?;
            let (x, y) = (self.x(place - self.n_before), self.y(share));
            Some((place, Spot { x, y, radius: self.em * 0.35, frame: 0.0 }))
        };
        shown.filter_map(spot).collect()
    }
}

/// Draws the lines as SVG.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn trend_lines(chart: &TrendLines, style: &Style) -> Result<String, Error> {
    let lines: Vec<&TrendLine> = chart.lines.iter().take(MOST_LINES).collect();
    if lines.is_empty() || chart.waves.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let em = style.em();
    let names: Vec<Vec<String>> = lines.iter().map(|line| wrap(&line.label, 10.0)).collect();
    let n_before = chart.waves.len().saturating_sub(MOST_WAVES);
    let waves: Vec<&String> = chart.waves.iter().skip(n_before).collect();
    let frame = measure(chart, &names, (n_before, waves.len()), style);
    let feet = feet(&waves, (frame.right - frame.left) / waves.len() as f64 / em);
    let deepest = feet.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0) as f64;
    let caption = chart.caption.limited_to(lines.len(), chart.lines.len());
    let caption = caption.limited_to(waves.len(), chart.waves.len());
    let caption = caption.with_numbers(lines.iter().map(|line| numbers(chart, line)));
    let size = (style.width(), frame.bottom + (deepest * LINE + 0.9) * em);
    draw_chart(&caption, style, size, |canvas| {
        draw_grid(canvas, &frame);
        for (wave, lines) in &feet {
            let x = frame.x(*wave);
            canvas.path(&[(x, frame.bottom), (x, frame.bottom + em * 0.3)], 0, 1);
            canvas.lines((x, frame.bottom + em), Anchor::Middle, lines);
        }
        for (series, line) in lines.iter().enumerate() {
            draw_line(canvas, chart, line, &frame, series);
        }
        draw_names(canvas, &lines, &names, &frame);
    })
}

/// The words under waves that are so many em apart, in lines: all of them or, where they would touch, every second, third
/// and so on, the last one always among them.
fn feet(waves: &[&String], distance: f64) -> Vec<(usize, Vec<String>)> {
    let every = (1..waves.len()).find(|every| *every as f64 * distance >= 3.4).unwrap_or(waves.len().max(1));
    let room = every as f64 * distance - 0.4;
    let is_printed = |(wave, _): &(usize, &&String)| (waves.len() - 1 - wave).is_multiple_of(every);
    waves.iter().enumerate().filter(is_printed).map(|(wave, words)| (wave, wrap(words, room))).collect()
}

/// Gives the lines the room that names and numbers leave, and at least as much height as the names need.
fn measure(
    chart: &TrendLines,
    names: &[Vec<String>],
    (n_before, n_waves): (usize, usize),
    style: &Style,
) -> Frame {
    let em = style.em();
    let name_width = widest(names.iter().flatten());
    let left = em * 3.2;
    let right = (style.width() - (name_width + 3.2) * em).max(left + em * 4.0);
    let names_height: f64 = names.iter().map(|name| name.len() as f64 * LINE * em).sum();
    let height = ((right - left) * 0.6).max(names_height).max(em * 10.0);
    let drawn = chart.lines.iter().take(MOST_LINES).flat_map(|line| line.points.iter().skip(n_before));
    let shares = drawn.filter_map(|point| point.share).filter(|share| share.is_finite());
    let most = shares.fold(0.0, f64::max);
    let wanted = chart.full.filter(|full| full.is_finite() && *full > 0.0).unwrap_or(most);
    let full =
        [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0].into_iter().find(|full| *full >= wanted).unwrap_or(wanted);
    Frame { em, left, right, top: em, bottom: em + height, full, n_before, n_waves }
}

/// Level lines at each quarter with their percentage.
fn draw_grid(canvas: &mut Canvas<'_>, frame: &Frame) {
    for quarter in 0..=4u32 {
        let share = frame.full * f64::from(quarter) / 4.0;
        let ink = if quarter == 0 { 0 } else { 205 };
        canvas.path(&[(frame.left, frame.y(share)), (frame.right, frame.y(share))], ink, 1);
        let text = format!("{}%", number(share * 100.0));
        canvas.text((frame.left - frame.em * 0.3, frame.y(share)), Anchor::End, &text, 0);
    }
}

fn draw_line(canvas: &mut Canvas<'_>, chart: &TrendLines, line: &TrendLine, frame: &Frame, series: usize) {
    let spots = frame.spots(line);
    for pair in spots.windows(2) {
        let [(before, from), (after, to)] = pair else { continue };
        if before + 1 == *after {
            styled_line(canvas, [(from.x, from.y), (to.x, to.y)], series, 2);
        }
    }
    for (place, spot) in &spots {
        marker(canvas, (spot.x, spot.y), spot.radius, series);
        if let Some(point) = line.points.get(*place) {
            let wave = chart.waves.get(*place).map_or("", String::as_str);
            canvas.link(spot_area(spot), &point.href, &format!("{}, {wave}: {}", line.label, point.text));
        }
    }
}

/// The names to the right of the last points, moved apart, each joined to its line and with its mark.
fn draw_names(canvas: &mut Canvas<'_>, lines: &[&TrendLine], names: &[Vec<String>], frame: &Frame) {
    let em = frame.em;
    let ends: Vec<Option<Spot>> =
        lines.iter().map(|line| frame.spots(line).last().map(|(_, spot)| *spot)).collect();
    let wanted: Vec<f64> = ends.iter().map(|end| end.map_or(frame.bottom, |spot| spot.y)).collect();
    let sizes: Vec<f64> = names.iter().map(|name| name.len() as f64 * LINE * em).collect();
    let middles = spread(&wanted, &sizes, frame.top - em * 0.5, frame.bottom + em * 0.5);
    for (series, ((name, end), y)) in names.iter().zip(&ends).zip(middles).enumerate() {
        let x = frame.right + em * 1.9;
        if let Some(end) = end {
            canvas.path(&[(end.x + end.radius, end.y), (x - em * 0.5, y)], 120, 1);
        }
        marker(canvas, (x, y), em * 0.35, series);
        canvas.centred_lines((x + em * 0.7, y), Anchor::Start, name);
    }
}

/// A line's numbers in one sentence.
fn numbers(chart: &TrendLines, line: &TrendLine) -> String {
    let points = chart.waves.iter().zip(&line.points);
    let points: Vec<String> = points.map(|(wave, point)| format!("{wave} {}", point.text)).collect();
    format!("{}: {}", line.label, points.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::{assert_sound, printed};
    use crate::statistics::NotTested;

    fn caption() -> Caption {
        Caption {
            empty: "調査回がありません。".to_string(),
            limited: "多い語から示した".to_string(),
            ..Caption::default()
        }
    }

    /// A word with so many of ten texts in each wave; a wave of `None` has no texts.
    fn trend(lemma: &str, counts: &[Option<u32>]) -> Trend {
        let wave = |count: &Option<u32>| WaveShare {
            documents: (0..count.unwrap_or(0)).collect(),
            share: count.map(|count| f64::from(count) / 10.0),
        };
        Trend {
            lemma: lemma.to_string(),
            class: "noun",
            word: 0,
            waves: counts.iter().map(wave).collect(),
            change: None,
            test: Err(NotTested::TooFew),
        }
    }

    fn chart(trends: &[Trend], least: usize) -> TrendLines {
        let n_waves = trends.first().map_or(0, |trend| trend.waves.len());
        let waves = (1..=n_waves).map(|wave| format!("第{wave}回")).collect();
        let n = |trend: usize, wave: usize| trends[trend].waves[wave].documents.len();
        let is_told = |trend: usize, wave: usize| n(trend, wave) == 0 || n(trend, wave) >= least;
        let link = |trend: usize, wave: usize| format!("/texts?word={}&wave={wave}", trends[trend].lemma);
        of_trends(trends, waves, &is_told, &link, caption())
    }

    #[test]
    fn lines_have_their_names_numbers_and_sources() {
        let trends = [
            trend("通院", &[Some(6), Some(5), None, Some(5)]),
            trend("体調", &[Some(6), Some(5), None, Some(5)]),
            trend("就労移行支援事業所の職員", &[Some(0), Some(2), Some(6), Some(5)]),
        ];
        let chart = chart(&trends, 3);
        let svg = assert_sound(|style| trend_lines(&chart, style));
        assert!(svg.contains("通院: 第1回 6 (60.0%), 第2回 5 (50.0%), 第3回 –, 第4回 5 (50.0%)"));
        assert!(svg.contains("職員: 第1回 0 (0.0%), 第2回 *, 第3回 6 (60.0%)"));
        assert!(
            svg.contains("href=\"/texts?word=体調&amp;wave=3\"")
                && !svg.contains("wave=2\" aria-label=\"体調")
        );
        assert!(svg.contains(">通院</text>") && svg.contains(">60%</text>") && svg.contains(">第4回</text>"));
    }

    #[test]
    fn a_line_is_broken_where_a_wave_is_missing() {
        let lines = |counts: &[Option<u32>]| {
            let chart = chart(&[trend("通院", counts)], 1);
            trend_lines(&chart, &Style::new("t")).unwrap().matches("stroke-width=\"20\"").count()
        };
        assert_eq!(lines(&[Some(1), Some(2), Some(3), Some(4)]), 3);
        assert_eq!(lines(&[Some(1), None, Some(3), Some(4)]), 1);
    }

    #[test]
    fn too_many_lines_are_said() {
        let trends: Vec<Trend> =
            (0..30u32).map(|word| trend(&format!("語{word}"), &[Some(5), Some(word % 10)])).collect();
        let svg = assert_sound(|style| trend_lines(&chart(&trends, 1), style));
        let names = printed(&svg).iter().filter(|printed| printed.text.starts_with('語')).count();
        assert_eq!(names, MOST_LINES);
        assert!(svg.contains(&format!("多い語から示した ({MOST_LINES}/30)")));
    }

    #[test]
    fn waves_that_stand_close_are_named_in_part() {
        let counts: Vec<Option<u32>> = (0..60).map(|wave| Some(wave % 10)).collect();
        let svg = assert_sound(|style| trend_lines(&chart(&[trend("通院", &counts)], 1), style));
        assert!(svg.contains(">第60回</text>") && !svg.contains(">第59回</text>"));
        assert!(svg.contains("第1回 0 (0.0%), 第2回 1 (10.0%)"));
        assert!(svg.contains(&format!("({MOST_WAVES}/60)")));
    }

    #[test]
    fn no_waves_are_said() {
        let svg = trend_lines(&chart(&[], 1), &Style::new("t")).unwrap();
        assert!(svg.contains(">調査回がありません。</text>"));
    }
}
