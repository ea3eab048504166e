//! A chart as it stands in a file: title and note, which stand beside it on a page, are inside, and its marks lead nowhere.

use crate::chart::Caption;
use crate::chart::frame::draw_chart;
use crate::chart::style::Style;
use crate::error::Error;

/// What a chart that this library drew consists of.
struct Parts<'s> {
    size: (f64, f64),
    /// What a screen reader reads, escaped.
    description: &'s str,
    drawing: String,
}

/// Puts title and note of a caption around a finished chart and takes its links away. The chart's own description stays.
///
/// # Errors
/// When `svg` is no chart of this library, or the words around it cannot be drawn.
pub fn alone(svg: &str, caption: &Caption, id: &str) -> Result<String, Error> {
    let Some(parts) = parts(svg) else {
        return Err(Error::Chart { detail: "not a chart of this library".to_string() });
    };
    let caption = Caption { description: String::new(), ..caption.clone() };
    let mut top = 0.0;
    let framed = draw_chart(&caption, &Style::new(id), parts.size, |canvas| top = canvas.top)?;
    let top = (top * 10.0).round() / 10.0;
    let inner = format!("<g transform=\"translate(0 {top})\">\n{}</g>\n</svg>\n", parts.drawing);
    let around = framed.trim_end().trim_end_matches("</svg>");
    Ok(around.replacen("</desc>", &format!("{}</desc>", parts.description), 1) + &inner)
}

/// The same chart with marks that lead nowhere, for a file that is read elsewhere.
pub fn unlinked(svg: &str) -> String {
    let mut found = String::with_capacity(svg.len());
    for line in svg.lines().filter(|line| !line.starts_with("<a ")) {
        found.push_str(line);
        found.push('\n');
    }
    found
}

fn parts(svg: &str) -> Option<Parts<'_>> {
    let (_, rest) = svg.split_once("viewBox=\"0 0 ")?;
    let (size, rest) = rest.split_once('"')?;
    let (width, height) = size.split_once(' ')?;
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
    Some(Parts { size: (width.parse().ok()?, height.parse().ok()?), description, drawing })
}

#[cfg(test)]
mod tests {
    use resvg::usvg::{Options, Tree};

    use super::*;
    use crate::chart::bar::{Bar, BarChart, bar};
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
    fn marks_of_a_file_lead_nowhere_and_nothing_else_goes() {
        let plain = on_a_page("");
        assert_eq!(unlinked(&plain), plain);
        let file = unlinked(&on_a_page("#l1"));
        assert!(!file.contains("<a ") && file.contains("通院: 12"), "{file}");
        assert_eq!(size(&file), size(&plain));
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
        }
    }
}
