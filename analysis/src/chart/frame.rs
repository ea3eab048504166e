//! The frame of every chart: title, subtitle and note, name and description, links, and what stands there when there
//! is nothing to draw.

use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use plotters::style::FontStyle;

use crate::chart::Caption;
use crate::chart::lettering::{LINE, n_lines, printable, wrap_evenly};
use crate::chart::slide::slide_scale;
use crate::chart::style::{
    Anchor, Area, Canvas, DASHED, DASHES, FINE, FONT_FAMILY, Fill, Layout, Letters, Link, SLIDE, Style, fine,
};
use crate::error::Error;

/// Draws a chart of `width` × `height` between its caption's title and note, and returns the SVG.
pub(super) fn draw_chart(
    caption: &Caption,
    style: &Style,
    (width, height): (f64, f64),
    body: impl FnOnce(&mut Canvas<'_>),
) -> Result<String, Error> {
    let em = style.em();
    let placed = arranged(caption, style, (width, height));
    let wrapped = |text: &str, width: f64| match text.is_empty() {
        true => Vec::new(),
        false => wrap_evenly(text, width / em - 0.5),
    };
    let (title, subtitle) = (wrapped(&caption.title, placed.width), wrapped(&caption.subtitle, placed.width));
    let note = wrapped(&caption.note, placed.note_width);
    let (width, total) = (placed.size.0.round(), placed.size.1.round());
    let size = (fine(width).unsigned_abs(), fine(total).unsigned_abs());
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
    let mut canvas = Canvas { area, left: 0.0, top: 0.0, em, links: Vec::new(), failure: None };
    let sheet = Area { left: 0.0, top: 0.0, right: width, bottom: total };
    canvas.fill(sheet, Fill::Grey(255));
    for (place, line) in title.iter().enumerate() {
        let y = placed.title_top + (place as f64 * LINE + 0.7) * em;
        canvas.letters((0.0, y), Anchor::Start, line, Letters { em, ink: 0, weight: FontStyle::Bold });
    }
    canvas.lines((0.0, placed.subtitle_top + em * 0.7), Anchor::Start, &subtitle);
    canvas.top = placed.top;
    body(&mut canvas);
    (canvas.left, canvas.top) = (0.0, placed.top);
    canvas.lines(placed.note, Anchor::Start, &note);
    let presented = canvas.area.present().map_err(|error| error.to_string());
    let failure = canvas.failure.take().or(presented.err());
    let links = std::mem::take(&mut canvas.links);
    drop(canvas);
    match failure {
        Some(detail) => Err(Error::Chart { detail }),
        None => Ok(accessible(&svg, caption, style, (width, total), &links)),
    }
}

/// Where the words around a drawing stand.
pub(super) struct Arranged {
    /// Width and height of all.
    pub size: (f64, f64),
    /// Width for title and subtitle.
    width: f64,
    title_top: f64,
    subtitle_top: f64,
    /// Where the drawing begins.
    top: f64,
    /// Where the note begins, from the drawing's corner: the middle of its first line.
    note: (f64, f64),
    note_width: f64,
}

/// Widths of a note beside a drawing, in em.
const NOTE_WIDTHS: [f64; 6] = [14.0, 17.0, 20.0, 24.0, 28.0, 32.0];

/// How much larger a slide's letters have to become for a note that stands beside the drawing, not below.
const WORTH_BESIDE: f64 = 1.1;

/// Places title, subtitle and note around a drawing. On a slide the note stands beside it where that makes all larger.
pub(super) fn arranged(caption: &Caption, style: &Style, drawing: (f64, f64)) -> Arranged {
    let below = note_below(caption, style, drawing);
    if style.layout != Layout::Slide || caption.note.is_empty() {
        return below;
    }
    let mut wanted = slide_scale(below.size) * WORTH_BESIDE;
    let mut best = below;
    for width in NOTE_WIDTHS {
        let beside = note_beside(caption, style, drawing, width * style.em());
        let scale = slide_scale(beside.size);
        if scale > wanted {
            (best, wanted) = (beside, scale);
        }
    }
    best
}

/// Height of a text in lines of a width, with the room behind it.
pub(super) fn block(text: &str, width: f64, em: f64) -> f64 {
    match n_lines(text, width / em - 0.5) {
        0 => 0.0,
        n => (n as f64 * LINE + 0.4) * em,
    }
}

fn note_below(caption: &Caption, style: &Style, (width, height): (f64, f64)) -> Arranged {
    let em = style.em();
    let title = block(&caption.title, width, em);
    let title_below = if style.layout == Layout::Paper { title } else { 0.0 };
    let subtitle_top = title - title_below;
    let top = subtitle_top + block(&caption.subtitle, width, em);
    Arranged {
        size: (width, top + height + title_below + block(&caption.note, width, em)),
        width,
        title_top: if title_below > 0.0 { top + height + em * 0.3 } else { 0.0 },
        subtitle_top,
        top,
        note: (0.0, height + title_below + em),
        note_width: width,
    }
}

fn note_beside(caption: &Caption, style: &Style, (width, height): (f64, f64), note_width: f64) -> Arranged {
    let em = style.em();
    let left = width + em * 1.5;
    let whole = left + note_width;
    let subtitle_top = block(&caption.title, whole, em);
    let top = subtitle_top + block(&caption.subtitle, whole, em);
    Arranged {
        size: (whole, top + height.max(block(&caption.note, note_width, em))),
        width: whole,
        title_top: 0.0,
        subtitle_top,
        top,
        note: (left, em * 0.7),
        note_width,
    }
}

/// Draws a frame that says in the caption's words that there is nothing to draw.
pub(super) fn draw_empty(caption: &Caption, style: &Style) -> Result<String, Error> {
    let (em, width) = (style.em(), style.width());
    let lines = wrap_evenly(&caption.empty, width / em - 2.0);
    let height = (lines.len() as f64 * LINE + 2.0) * em;
    let caption = caption.with_numbers([caption.empty.clone()]);
    draw_chart(&caption, style, (width, height), |canvas| {
        let area = Area { left: 0.5, top: em * 0.3, right: width - 0.5, bottom: height - em * 0.3 };
        canvas.border(area, 120);
        canvas.centred_lines(area.centre(), Anchor::Middle, &lines);
    })
}

/// Gives the backend's SVG its name and description, takes away its fixed size, and says the font once. Links stand
/// beside the picture, not in it: what is inside of a picture cannot be reached by those who hear it.
fn accessible(
    svg: &str,
    caption: &Caption,
    style: &Style,
    (width, height): (f64, f64),
    links: &[Link],
) -> String {
    let letters = rounded_size(style.em() * f64::from(FINE));
    let drawing = tidied(svg, &letters);
    let id: String =
        style.id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let scale = 1.0 / f64::from(FINE);
    let (title, description) = (escape(&caption.title), escape(&caption.description));
    let links: String = links.iter().filter(|link| is_of_this_place(&link.href)).map(anchor).collect();
    let role = format!("role=\"img\" aria-labelledby=\"{id}-title {id}-desc\"");
    let (outer, inner, end) = match links.is_empty() {
        true => (format!(" {role}"), String::new(), ""),
        false => (String::new(), format!("<g {role}>\n"), "</g>\n"),
    };
    let (width, height, begin, close) = placed(style.layout, (width, height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"{outer} \
         font-family=\"{FONT_FAMILY}\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n\
         {begin}{inner}<g transform=\"scale({scale})\" font-size=\"{letters}\">\n{drawing}</g>\n\
         {end}{links}{close}</svg>\n"
    )
}

/// Width and height of the whole, and what stands around the picture: on a slide it is as large as the sides allow, in the middle.
fn placed(layout: Layout, (width, height): (f64, f64)) -> (f64, f64, String, &'static str) {
    if layout != Layout::Slide {
        return (width, height, String::new(), "");
    }
    let scale = slide_scale((width, height));
    let round = |number: f64| (number * 1e4).round() / 1e4;
    let (x, y) = (round((SLIDE.0 - width * scale) / 2.0), round((SLIDE.1 - height * scale) / 2.0));
    let ground = format!("<rect width=\"{}\" height=\"{}\" fill=\"#FFFFFF\"/>\n", SLIDE.0, SLIDE.1);
    let moved = format!("<g transform=\"translate({x} {y}) scale({})\">\n", round(scale));
    (SLIDE.0, SLIDE.1, ground + &moved, "</g>\n")
}

/// The backend's elements without what they repeat: black, and letters of the `usual` height.
fn tidied(svg: &str, usual: &str) -> String {
    let body = svg.split_once(">\n").map_or("", |(_, body)| body);
    let body = body.trim_end().strip_suffix("</svg>").unwrap_or(body);
    let body = body.replace(" font-family=\"chart\"", "").replace(" opacity=\"1\"", "");
    let (dashed, dashes) = (format!(" opacity=\"{DASHED}\""), format!(" stroke-dasharray=\"{DASHES}\""));
    let body = body.replace(" stroke=\"none\"", "").replace(&dashed, &dashes);
    let body = body.replace("\">\n", "\">").replace("\n</text>", "</text>");
    let body = joined(&body).replace(" fill=\"#000000\"", "");
    let mut parts = body.split(" font-size=\"");
    let mut rounded = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (size, rest) = part.split_once('"').unwrap_or(("", part));
        let size = rounded_size(size.parse().unwrap_or_default());
        if size != usual {
            rounded.push_str(&format!(" font-size=\"{size}\""));
        }
        rounded.push_str(rest);
    }
    rounded
}

/// A height of letters in the backend's units, with at most two decimals.
fn rounded_size(size: f64) -> String {
    ((size * 100.0).round() / 100.0).to_string()
}

/// Thin lines of one stroke that follow one another, as those of a pattern do, become one path: each has only its places.
fn joined(body: &str) -> String {
    let lines: Vec<&str> = body.lines().collect();
    let are_alike = |one: &&str, next: &&str| match (thin_line(one), thin_line(next)) {
        (Some((stroke, _)), Some((other, _))) => stroke == other,
        _ => false,
    };
    let mut joined = String::new();
    for run in lines.chunk_by(are_alike) {
        match (run, run.first().and_then(|line| thin_line(line))) {
            ([_, _, ..], Some((stroke, _))) => {
                let points = run.iter().filter_map(|line| thin_line(line));
                let moves: String = points.map(|(_, points)| format!("M{points}")).collect();
                joined.push_str(&format!("<path {stroke} d=\"{moves}\"/>\n"));
            }
            _ => run.iter().for_each(|line| joined.extend([*line, "\n"])),
        }
    }
    joined
}

/// Stroke and points of a line of the least width that the backend wrote.
fn thin_line(line: &str) -> Option<(&str, &str)> {
    let (stroke, points) =
        line.strip_prefix("<polyline ")?.strip_suffix(" \"/>")?.split_once(" points=\"")?;
    stroke.ends_with(&format!(" stroke-width=\"{FINE}\"")).then_some((stroke, points))
}

/// Whether an address has no scheme: charts lead to their own server or page only.
fn is_of_this_place(href: &str) -> bool {
    let start = href.split(['/', '?', '#']).next().unwrap_or_default();
    !start.contains(':') && !href.starts_with("//")
}

fn anchor(link: &Link) -> String {
    let Area { left, top, right, bottom } = link.area;
    let round = |length: f64| (length * 10.0).round() / 10.0;
    let (x, y) = (round(left), round(top));
    let (width, height) = (round((right - left).max(1.0)), round((bottom - top).max(1.0)));
    let (href, label) = (escape(&link.href), escape(&link.label));
    format!(
        "<a href=\"{href}\" aria-label=\"{label}\"><title>{label}</title><rect x=\"{x}\" y=\"{y}\" \
         width=\"{width}\" height=\"{height}\" fill=\"none\" pointer-events=\"all\"/></a>\n"
    )
}

fn escape(text: &str) -> String {
    let text = printable(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_names_the_picture_and_escapes() {
        let caption = Caption {
            title: "課題 <1>".to_string(),
            description: "支援 & 制度\u{1}".to_string(),
            ..Caption::default()
        };
        let svg = draw_chart(&caption, &Style::new("q1\"><x"), (300.0, 40.0), |_| ()).unwrap();
        assert!(svg.contains(r#"aria-labelledby="q1x-title q1x-desc""#));
        assert!(svg.contains("<title id=\"q1x-title\">課題 &lt;1&gt;</title>"));
        assert!(svg.contains("<desc id=\"q1x-desc\">支援 &amp; 制度</desc>"));
        assert!(svg.contains("viewBox=\"0 0 300 "));
        assert!(
            !svg.contains("style=") && !svg.contains("<style") && !svg.contains("width=\"300\" height=\"40")
        );
        assert!(
            svg.contains("font-size=\"140\"")
                && svg.contains("scale(0.1)")
                && svg.trim_end().ends_with("</svg>")
        );
    }

    #[test]
    fn a_long_note_stands_beside_a_square_drawing_on_a_slide() {
        let caption = Caption {
            title: "題".to_string(),
            note: "線は平均2以上の組です。".repeat(20),
            ..Caption::default()
        };
        let on = |style: &Style| arranged(&caption, style, (640.0, 640.0));
        let (slide, page) = (on(&Style::slide("s")), on(&Style::new("p")));
        assert!(slide.note.0 > 640.0 && slide.size.1 < 700.0, "{:?}", slide.size);
        assert!(page.note.0 == 0.0 && page.size.0 == 640.0, "a page is no wider");
        // A flat drawing has room below it.
        assert!(arranged(&caption, &Style::slide("s"), (1200.0, 200.0)).note.0 == 0.0);
    }

    /// 900 × 100 units fill the 1,800 pixels between the margins twice as large: 440 pixels remain above and below.
    #[test]
    fn a_slide_is_filled_as_far_as_its_sides_allow() {
        let svg = |height: f64| {
            draw_chart(&Caption::default(), &Style::slide("s"), (900.0, height), |_| ()).unwrap()
        };
        let wide = svg(100.0);
        assert!(wide.contains("viewBox=\"0 0 1920 1080\""), "{wide}");
        assert!(wide.contains("<g transform=\"translate(60 440) scale(2)\">"), "{wide}");
        // A tall one is bound by its height: 960 pixels for 1,920 units.
        assert!(svg(1920.0).contains("<g transform=\"translate(735 60) scale(0.5)\">"));
        let mut groups = wide.matches("<g").count();
        groups -= wide.matches("</g>").count();
        assert_eq!(groups, 0);
    }

    #[test]
    fn the_title_of_a_paper_stands_below() {
        let caption = Caption { title: "図1".to_string(), note: "注".to_string(), ..Caption::default() };
        let heights = |style: &Style| -> Vec<f64> {
            let svg = draw_chart(&caption, style, (300.0, 100.0), |_| ()).unwrap();
            crate::chart::check::printed(&svg).into_iter().map(|text| text.area.top).collect()
        };
        let (above, below) = (heights(&Style::new("f")), heights(&Style::paper("f")));
        assert!(above[0] < 10.0 && below[0] > 90.0, "{above:?} {below:?}");
        assert!(below[1] > below[0] + 10.0, "the note stands below the title: {below:?}");
    }

    #[test]
    fn links_stand_beside_the_picture_and_stay_on_the_server() {
        let area = Area { left: 1.0, top: 2.0, right: 11.0, bottom: 12.0 };
        let svg = |href: &str| {
            draw_chart(&Caption::default(), &Style::new("f"), (300.0, 40.0), |canvas| {
                canvas.link(area, href, "通院: \"3\"");
            })
            .unwrap()
        };
        let linked = svg("/texts?word=通院&n=1");
        assert!(linked.contains(
            "</g>\n</g>\n<a href=\"/texts?word=通院&amp;n=1\" aria-label=\"通院: &quot;3&quot;\">"
        ));
        assert!(linked.contains("<g role=\"img\" aria-labelledby=\"f-title f-desc\">"));
        for elsewhere in ["", "javascript:alert(1)", "https://example.jp/", "//example.jp"] {
            assert!(!svg(elsewhere).contains("<a "), "{elsewhere}");
        }
    }

    #[test]
    fn lines_of_a_pattern_are_one_path_and_dashes_are_no_lines_of_their_own() {
        let drawn = |body: fn(&mut Canvas<'_>)| {
            draw_chart(&Caption::default(), &Style::new("f"), (300.0, 40.0), body).unwrap()
        };
        let hatched = drawn(|canvas| {
            let area = Area { left: 10.0, top: 0.0, right: 40.0, bottom: 14.0 };
            canvas.fill(area, Fill::Level);
        });
        let path = "<path fill=\"none\" stroke=\"#3C3C3C\" stroke-width=\"10\" d=\"M100,60 400,60M100,120 400,120\"/>";
        assert!(hatched.contains(path) && !hatched.contains("<polyline"), "{hatched}");
        let dashed = drawn(|canvas| canvas.dashed([(0.0, 5.0), (300.0, 5.0)], 2));
        assert_eq!(dashed.matches("<polyline").count(), 1, "{dashed}");
        assert!(dashed.contains(" stroke-dasharray=\"50 40\"") && !dashed.contains("opacity"), "{dashed}");
        // Thick lines are counted one by one: they stand for something.
        let thick = drawn(|canvas| {
            canvas.path(&[(0.0, 5.0), (9.0, 5.0)], 0, 2);
            canvas.path(&[(0.0, 8.0), (9.0, 8.0)], 0, 2);
        });
        assert_eq!(thick.matches("<polyline").count(), 2, "{thick}");
    }

    #[test]
    fn a_chart_of_nothing_says_so() {
        let caption =
            Caption { empty: "該当する語はありません。".to_string(), ..Caption::default() };
        let svg = draw_empty(&caption, &Style::new("f")).unwrap();
        assert!(svg.contains("<desc id=\"f-desc\">該当する語はありません。</desc>"));
        assert!(svg.contains(">該当する語はありません。</text>"));
    }
}
