//! A chart as it stands in a file: what stands beside it on a page (its note, and its title where it is not printed inside) is inside,
//! and its marks lead nowhere.

use crate::chart::Caption;
use crate::chart::frame::{block, draw_chart};
use crate::chart::style::Style;
use crate::error::Error;

/// What a chart that this library drew consists of.
struct Parts<'s> {
    size: (f64, f64),
    /// What its ids begin with.
    id: &'s str,
    /// What a screen reader calls it, escaped.
    title: &'s str,
    /// What a screen reader reads, escaped.
    description: &'s str,
    drawing: String,
}

/// Puts title and note of a caption around a finished chart and takes its links away. The chart's own description stays.
///
/// # Errors
/// When `svg` is no chart of this library, or the words around it cannot be drawn.
pub fn alone(svg: &str, caption: &Caption, id: &str) -> Result<String, Error> {
    let parts = parts(svg).ok_or_else(no_chart)?;
    framed(&parts, caption, id)
}

/// Puts a note under a finished chart that prints its own title, in lines as wide as the chart, and takes its links away. Where that
/// would be higher than `most` units, the note has as many lines as there is room for, and ends with `more`, which says where all of
/// it stands.
///
/// # Errors
/// When `svg` is no chart of this library, or the note cannot be drawn.
pub fn noted(svg: &str, note: &str, (most, more): (f64, &str)) -> Result<String, Error> {
    let parts = parts(svg).ok_or_else(no_chart)?;
    let note = begun(note, more, (parts.size.0, most - parts.size.1));
    let framed = framed(&parts, &Caption { note, ..Caption::default() }, parts.id)?;
    // The title is printed inside: around it it would stand twice.
    Ok(framed.replacen("</title>", &format!("{}</title>", parts.title), 1))
}

/// As much of a note as has room in so many units across and down, with `more` behind it if that is not all.
fn begun(note: &str, more: &str, (width, height): (f64, f64)) -> String {
    let em = Style::new("").em();
    let has_room = |note: &str| block(note, width, em) <= height;
    if has_room(note) {
        return note.to_string();
    }
    let until = |end: &usize| format!("{}{more}", note.get(..*end).unwrap_or_default());
    let ends: Vec<usize> = note.char_indices().map(|(end, _)| end).collect();
    let n_fitting = ends.partition_point(|end| has_room(&until(end)));
    ends.get(n_fitting.saturating_sub(1)).map_or_else(String::new, until)
}

fn no_chart() -> Error {
    Error::Chart { detail: "not a chart of this library".to_string() }
}

fn framed(parts: &Parts<'_>, caption: &Caption, id: &str) -> Result<String, Error> {
    let caption = Caption { description: String::new(), ..caption.clone() };
    let mut top = 0.0;
    let framed = draw_chart(&caption, &Style::new(id), parts.size, |canvas| top = canvas.top)?;
    let top = (top * 10.0).round() / 10.0;
    let inner = format!("<g transform=\"translate(0 {top})\">\n{}</g>\n</svg>\n", parts.drawing);
    let around = framed.trim_end().trim_end_matches("</svg>");
    Ok(around.replacen("</desc>", &format!("{}</desc>", parts.description), 1) + &inner)
}

fn parts(svg: &str) -> Option<Parts<'_>> {
    let (_, rest) = svg.split_once("viewBox=\"0 0 ")?;
    let (size, rest) = rest.split_once('"')?;
    let (width, height) = size.split_once(' ')?;
    let (_, rest) = rest.split_once("<title id=\"")?;
    let (id, rest) = rest.split_once("-title\">")?;
    let (title, rest) = rest.split_once("</title>")?;
    let (_, rest) = rest.split_once("<desc ")?;
    let (_, rest) = rest.split_once('>')?;
    let (description, body) = rest.split_once("</desc>\n")?;
    let body = body.trim_end().strip_suffix("</svg>")?;
    let mut drawing = String::new();
    // A link is a line of its own, and so is the group that names the picture beside links.
    for line in body.lines().filter(|line| !line.starts_with("<a ")) {
        drawing.push_str(if line.starts_with("<g role=") { "<g>" } else { line });
        drawing.push('\n');
    }
    Some(Parts { size: (width.parse().ok()?, height.parse().ok()?), id, title, description, drawing })
}

#[cfg(test)]
mod tests {
    use resvg::usvg::{Options, Tree};

    use super::*;
    use crate::chart::bar::{Bar, BarChart, bar};
    use crate::chart::check::printed;
    use crate::chart::style::Area;
    use crate::table::Count;

    fn on_a_page(href: &str) -> String {
        let mut mark = Bar::of_count("通院".to_string(), Count::Shown(12), Some(0.5));
        mark.href = href.to_string();
        let caption = Caption { description: "課題 n=24。".to_string(), ..Caption::default() };
        let chart = BarChart { caption, bars: vec![mark], full: None };
        bar(&chart, &Style { width: 360, ..Style::new("f-q1") }).unwrap()
    }

    fn size(svg: &str) -> (f32, f32) {
        let size = Tree::from_str(svg, &Options::default()).unwrap().size();
        (size.width(), size.height())
    }

    #[test]
    fn a_file_has_title_note_and_numbers_and_leads_nowhere() {
        let caption =
            Caption { title: "図 <1>".to_string(), note: "n=24。".to_string(), ..Caption::default() };
        for href in ["/texts?theme=C01", ""] {
            let page = on_a_page(href);
            assert_eq!(page.contains("<a "), !href.is_empty());
            let file = alone(&page, &caption, "f-q1").unwrap();
            assert!(!file.contains("<a ") && !file.contains("href="), "{file}");
            assert_eq!(file.matches("<title ").count(), 1);
            assert_eq!(file.matches("<desc ").count(), 1);
            assert!(file.contains("<title id=\"f-q1-title\">図 &lt;1&gt;</title>"), "{file}");
            assert!(file.contains(">n=24。</text>") && file.contains("通院: 12"), "{file}");
            // It is XML that can be drawn, as wide as before and higher.
            let (before, after) = (size(&page), size(&file));
            assert!((before.0 - after.0).abs() < 0.01 && after.1 > before.1 + 30.0, "{before:?} {after:?}");
        }
    }

    #[test]
    fn a_note_stands_under_a_chart_in_lines_that_cover_nothing() {
        let mut mark = Bar::of_count("通院".to_string(), Count::Shown(12), Some(0.5));
        mark.href = "#l1".to_string();
        let caption = Caption { title: "図 <1>".to_string(), ..Caption::default() };
        let chart = BarChart { caption, bars: vec![mark], full: None };
        let page = bar(&chart, &Style { width: 360, ..Style::new("words") }).unwrap();
        let note = "棒の右の数は、その語を使った人の数です。".repeat(6);
        let file = noted(&page, &note, (1_500.0, "続きは別に。")).unwrap();
        assert!(!file.contains("続き"), "all of it has room: {file}");
        assert!(!file.contains("<a ") && !file.contains("href="), "{file}");
        assert!(file.contains("<title id=\"words-title\">図 &lt;1&gt;</title>"), "{file}");
        assert_eq!(file.matches(">図 &lt;1&gt;</text>").count(), 1, "it is printed once: {file}");
        assert!(file.contains("通院: 12"), "the numbers are still read: {file}");
        let ((width, height), (wide, high)) = (size(&page), size(&file));
        assert!((width - wide).abs() < 0.01, "{width} {wide}");
        // The note is what is drawn first, each line below the picture that it belongs to, inside of the sheet.
        let (around, _) = file.split_once("<g transform=\"translate(").unwrap();
        let lines: Vec<_> = printed(around).into_iter().map(|line| line.area).collect();
        assert!(lines.len() > 3, "{lines:?}");
        let is_within = |line: &Area| {
            line.top >= f64::from(height) - 1.0
                && line.bottom <= f64::from(high) + 1.0
                && line.right <= f64::from(wide) + 1.0
        };
        assert!(lines.iter().all(is_within), "{lines:?} {height} {high}");
        assert!(lines.windows(2).all(|pair| pair[0].bottom <= pair[1].top + 1.0), "{lines:?}");
        assert_eq!(
            size(&noted(&page, "", (0.0, "続き")).unwrap()),
            size(&page),
            "without a note nothing is added"
        );
    }

    #[test]
    fn a_note_beyond_the_sheet_ends_with_where_the_rest_is() {
        let page = on_a_page("");
        let (_, height) = size(&page);
        let note: String = (0..60).map(|n| format!("{n}番めの注です。")).collect();
        let most = f64::from(height) + 200.0;
        let file = noted(&page, &note, (most, "…続きは別に。")).unwrap();
        let (_, high) = size(&file);
        // Ten lines of 18.9 units have room, eleven have not.
        assert!(f64::from(high) <= most + 0.5 && f64::from(high) > most - 20.0, "{high} {most}");
        let (around, _) = file.split_once("<g transform=\"translate(").unwrap();
        let words: String = printed(around).into_iter().map(|line| line.text).collect();
        assert!(
            words.contains("0番めの注です。1番めの注です。") && words.contains("…続きは別に。"),
            "{words}"
        );
        assert!(!words.contains("59番め"), "{words}");
        let least = noted(&page, &note, (0.0, "…続きは別に。")).unwrap();
        assert!(least.contains(">…続きは別に。</text>"), "where the rest is, is said in any case: {least}");
    }

    #[test]
    fn without_words_it_is_as_large_as_it_was() {
        let page = on_a_page("");
        let file = alone(&page, &Caption::default(), "f-q1").unwrap();
        assert_eq!(size(&page), size(&file));
    }

    #[test]
    fn what_is_no_chart_is_refused() {
        for other in ["", "<svg></svg>", "<svg viewBox=\"0 0 1\"><desc id=\"x\">a</desc>\n</svg>"] {
            assert!(alone(other, &Caption::default(), "x").is_err(), "{other}");
            assert!(noted(other, "n=24。", (1_500.0, "")).is_err(), "{other}");
        }
    }
}
