//! Where in its texts a word stands: one strip a text from its beginning to its end, with a line for each occurrence.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::chart::Caption;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, widest, wrap};
use crate::chart::marks::finite;
use crate::chart::placement::edges;
use crate::chart::style::{Anchor, Area, Canvas, Fill, Style};
use crate::error::Error;
use crate::rounded::percent;
use crate::text::kwic::{Kwic, KwicLine};

/// The most strips that are drawn.
pub const MOST_STRIPS: usize = 60;

/// Everything that a chart of strips prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KwicStrip {
    /// The words around it.
    pub caption: Caption,
    /// The texts. Of more than [`MOST_STRIPS`] those with most occurrences are drawn, in the order of the list; of as many the
    /// longer ones, then those whose words come first, so that the order of the list chooses nothing.
    pub strips: Vec<Strip>,
    /// All occurrences, also those beyond the limit of the concordance.
    pub n_occurrences: usize,
}

/// One text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strip {
    /// Words to the left of the strip; wrapped as needed.
    pub label: String,
    /// Its length; the longest text of the chart fills the width. In the unit of the places.
    pub length: f64,
    /// Where the word stands.
    pub occurrences: Vec<Occurrence>,
}

/// One occurrence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Occurrence {
    /// Where it begins, from 0 to the length of the text.
    pub at: f64,
    /// What a screen reader reads: the word with its neighbours.
    pub label: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// A text of a concordance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripSource {
    /// What it is called.
    pub label: String,
    /// Its length in code points.
    pub length: usize,
}

/// The strips of a concordance; texts without the word have none. `sources` are the documents of its corpus, in their order;
/// `link` says where an occurrence leads.
pub fn of_kwic(
    kwic: &Kwic,
    sources: &[StripSource],
    link: &dyn Fn(&KwicLine) -> String,
    caption: Caption,
) -> KwicStrip {
    let mut occurrences: BTreeMap<u32, Vec<Occurrence>> = BTreeMap::new();
    for line in &kwic.lines {
        let label = format!("{}{}{}", line.left, line.keyword, line.right);
        let occurrence = Occurrence { at: f64::from(line.span.start), label, href: link(line) };
        occurrences.entry(line.document).or_default().push(occurrence);
    }
    let strip = |(document, mut occurrences): (u32, Vec<Occurrence>)| {
        let source = sources.get(document as usize)?;
        occurrences.sort_by(|one, other| one.at.total_cmp(&other.at));
        Some(Strip { label: source.label.clone(), length: source.length as f64, occurrences })
    };
    let strips = occurrences.into_iter().filter_map(strip).collect();
    KwicStrip { caption, strips, n_occurrences: kwic.n_occurrences as usize }
}

impl KwicStrip {
    /// The same with no more than is drawn: the strips that are chosen, and about `most` marks on them, of more every
    /// so-manieth of each strip.
    pub fn thinned(self, most: usize) -> KwicStrip {
        let mut strips: Vec<Strip> = richest(&self.strips, MOST_STRIPS).into_iter().cloned().collect();
        let n_marks: usize = strips.iter().map(|strip| strip.occurrences.len()).sum();
        let step = n_marks.div_ceil(most.max(1)).max(1);
        for strip in &mut strips {
            strip.occurrences = std::mem::take(&mut strip.occurrences).into_iter().step_by(step).collect();
        }
        KwicStrip { strips, ..self }
    }
}

/// Draws the strips as SVG.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn kwic_strip(chart: &KwicStrip, style: &Style) -> Result<String, Error> {
    let (em, width) = (style.em(), style.width());
    let wrapped = |strip: &Strip| wrap(&strip.label, width * 0.3 / em);
    let height = |label: &Vec<String>| (label.len() as f64 * LINE + 0.4).max(1.8) * em;
    // Those that are drawn rather are measured first: a chart of fewer has them.
    let ranked = ranked(&chart.strips).into_iter().take(MOST_STRIPS);
    let heights = edges(em * 0.4, ranked.map(|(_, strip)| height(&wrapped(strip))));
    let strips = richest(&chart.strips, style.n_rows(heights.into_iter().skip(1)));
    if strips.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let labels: Vec<Vec<String>> = strips.iter().map(|strip| wrapped(strip)).collect();
    let left = widest(labels.iter().flatten()) * em + em * 0.7;
    let count_width = widest(strips.iter().map(|strip| strip.occurrences.len().to_string())) * em;
    let right = (width - count_width - em * 0.9).max(left + em * 4.0);
    let longest = strips.iter().map(|strip| finite(strip.length)).fold(1.0, f64::max);
    let n_shown: usize = strips.iter().map(|strip| strip.occurrences.len()).sum();
    let caption = chart.caption.limited_to(n_shown, chart.n_occurrences);
    let caption = caption.with_numbers(strips.iter().map(|strip| numbers(strip)));
    let total: f64 = labels.iter().map(height).sum();
    draw_chart(&caption, style, (width.max(right + em * 4.0), total + em * 0.4), |canvas| {
        let mut top = 0.0;
        for (strip, label) in strips.iter().zip(&labels) {
            let middle = top + height(label) / 2.0;
            canvas.centred_lines((left - em * 0.4, middle), Anchor::End, label);
            let length = (right - left) * finite(strip.length).max(0.0) / longest;
            let (top_of_strip, bottom) = (middle - em * 0.55, middle + em * 0.55);
            let area = Area { left, top: top_of_strip, right: left + length.max(em * 0.3), bottom };
            draw_strip(canvas, strip, area);
            canvas.text((right + em * 0.4, middle), Anchor::Start, &strip.occurrences.len().to_string(), 0);
            top += height(label);
        }
    })
}

/// The strips that are drawn: of too many those with most occurrences, in the order of the list.
fn richest(strips: &[Strip], most: usize) -> Vec<&Strip> {
    let mut chosen = ranked(strips);
    chosen.truncate(most);
    chosen.sort_unstable_by_key(|(place, _)| *place);
    chosen.into_iter().map(|(_, strip)| strip).collect()
}

/// The strips that can be drawn with their places in the list, those first that are drawn rather.
fn ranked(strips: &[Strip]) -> Vec<(usize, &Strip)> {
    let mut found: Vec<(usize, &Strip)> =
        strips.iter().enumerate().filter(|(_, strip)| !strip.occurrences.is_empty()).collect();
    found.sort_by(|(_, one), (_, other)| rank(one, other));
    found
}

/// Which of two strips is drawn rather, by what is in their texts.
fn rank(one: &Strip, other: &Strip) -> Ordering {
    fn marks(strip: &Strip) -> impl Iterator<Item = (u64, &str)> {
        strip.occurrences.iter().map(|mark| (finite(mark.at).max(0.0) as u64, mark.label.as_str()))
    }
    let by_count = other.occurrences.len().cmp(&one.occurrences.len());
    by_count
        .then_with(|| other.length.total_cmp(&one.length))
        .then_with(|| marks(one).cmp(marks(other)))
        .then_with(|| one.label.cmp(&other.label))
}

fn draw_strip(canvas: &mut Canvas<'_>, strip: &Strip, area: Area) {
    let half = canvas.em * 0.2;
    canvas.fill(area, Fill::Grey(235));
    canvas.border(area, 120);
    for occurrence in &strip.occurrences {
        let x = area.left + (area.right - area.left) * share_of_text(strip, occurrence);
        canvas.path(&[(x, area.top - half), (x, area.bottom + half)], 0, 2);
        let name = format!(
            "{} {}%: {}",
            strip.label,
            percent(share_of_text(strip, occurrence), 0),
            occurrence.label
        );
        canvas.link(Area { left: x - half, right: x + half, ..area }, &occurrence.href, &name);
    }
}

/// How far into its text an occurrence stands, from 0 to 1.
fn share_of_text(strip: &Strip, occurrence: &Occurrence) -> f64 {
    (finite(occurrence.at) / finite(strip.length).max(1.0)).clamp(0.0, 1.0)
}

/// How many occurrences a text has, and where they are.
fn numbers(strip: &Strip) -> String {
    let places: Vec<String> = strip
        .occurrences
        .iter()
        .map(|occurrence| format!("{}%", percent(share_of_text(strip, occurrence), 0)))
        .collect();
    format!("{}: {} ({})", strip.label, strip.occurrences.len(), places.join(", "))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::chart::check::assert_sound;
    use crate::text::Span;

    fn caption() -> Caption {
        Caption {
            empty: "この語はありません。".to_string(),
            limited: "出現の多いテキストを示した".to_string(),
            ..Caption::default()
        }
    }

    fn line(document: u32, start: u32) -> KwicLine {
        KwicLine {
            document,
            span: Span { start, end: start + 2 },
            left: "主治医に".to_string(),
            keyword: "相談".to_string(),
            right: "した".to_string(),
        }
    }

    fn chart(lines: Vec<KwicLine>, n_texts: usize) -> KwicStrip {
        let kwic = Kwic { n_occurrences: u32::try_from(lines.len()).unwrap(), lines };
        let source =
            |place: usize| StripSource { label: format!("記録{place}"), length: 100 * (place + 1) };
        let sources: Vec<StripSource> = (0..n_texts).map(source).collect();
        let link = |line: &KwicLine| format!("/texts/{}#at-{}", line.document, line.span.start);
        of_kwic(&kwic, &sources, &link, caption())
    }

    #[test]
    fn occurrences_stand_where_they_are_in_their_text() {
        let chart = chart(vec![line(2, 150), line(0, 75), line(0, 25), line(9, 1)], 3);
        let svg = assert_sound(|style| kwic_strip(&chart, style));
        assert!(svg.contains("記録0: 2 (25%, 75%); 記録2: 1 (50%)"));
        assert!(svg.contains("href=\"/texts/2#at-150\" aria-label=\"記録2 50%: 主治医に相談した\""));
        assert!(svg.contains(">記録2</text>") && !svg.contains("記録1"));
        // The text of the last one is not known.
        assert!(svg.contains("(3/4)"));
    }

    #[test]
    fn of_many_texts_those_with_most_occurrences_are_drawn() {
        let lines = (0..100)
            .flat_map(|text| (0..=text % 2).map(move |occurrence| line(text, occurrence * 40)))
            .collect();
        let chart = chart(lines, 100);
        let svg = assert_sound(|style| kwic_strip(&chart, style));
        assert!(
            svg.contains(">記録99</text>")
                && svg.contains(">記録98</text>")
                && !svg.contains(">記録78</text>")
        );
        // Fifty texts with two, ten with one.
        assert_eq!(svg.matches("出現の多いテキストを示した (110/150)").count(), 2);
    }

    #[test]
    fn the_order_of_texts_chooses_none() {
        let strip = |n: usize| Strip {
            label: format!("記録{n}"),
            length: 50.0,
            occurrences: (0..2)
                .map(|mark| Occurrence {
                    at: f64::from(mark) * 10.0,
                    label: format!("{}番の相談", n * 7 % 100),
                    href: String::new(),
                })
                .collect(),
        };
        let strips: Vec<Strip> = (0..100).map(strip).collect();
        let turned: Vec<Strip> = strips.iter().rev().cloned().collect();
        let labels = |strips: &[Strip]| {
            richest(strips, MOST_STRIPS).iter().map(|strip| strip.label.clone()).collect::<BTreeSet<String>>()
        };
        assert_eq!(labels(&strips).len(), MOST_STRIPS);
        assert_eq!(labels(&strips), labels(&turned));
    }

    /// Twelve texts with names of one line have room; of those with most occurrences, whose names have many, one has.
    #[test]
    fn those_that_are_drawn_fit_the_room() {
        let strip = |label: String, n_marks: u8| Strip {
            label,
            length: 50.0,
            occurrences: (0..n_marks)
                .map(|at| Occurrence { at: f64::from(at), label: String::new(), href: String::new() })
                .collect(),
        };
        let short = (0..12).map(|n| strip(format!("記録{n}"), 1));
        let long = (0..5).map(|n| strip(format!("長い名前{n}{}", "の記録".repeat(32)), 2));
        let chart = KwicStrip { caption: caption(), strips: short.chain(long).collect(), n_occurrences: 22 };
        let fitting = Style { room: Some((640, 300)), ..Style::new("k") };
        let svg =
            assert_sound(|style| kwic_strip(&chart, &Style { id: style.id.clone(), ..fitting.clone() }));
        assert!(svg.contains("(2/22)") && !svg.contains(">記録0</text>"), "{svg}");
        let (_, size) = svg.split_once("viewBox=\"0 0 ").unwrap();
        let (_, height) = size.split_once('"').unwrap().0.split_once(' ').unwrap();
        let height: f64 = height.parse().unwrap();
        // One line of a note stands below.
        assert!(height < 300.0 + 2.0 * fitting.em(), "{height}");
    }

    #[test]
    fn marks_of_many_occurrences_are_thinned_on_each_strip() {
        let lines: Vec<KwicLine> = (0..2_500).map(|n| line(n % 2, n)).collect();
        let chart = chart(lines, 2).thinned(1_000);
        let marks: Vec<usize> = chart.strips.iter().map(|strip| strip.occurrences.len()).collect();
        assert_eq!((chart.n_occurrences, marks), (2_500, vec![417, 417]));
    }

    #[test]
    fn a_word_that_does_not_occur_is_said() {
        let svg = kwic_strip(&chart(Vec::new(), 3), &Style::new("k")).unwrap();
        assert!(svg.contains(">この語はありません。</text>"));
    }
}
