//! What any chart must hold, asked of the SVG as a reader sees it.

use crate::chart::lettering::text_width;
use crate::chart::style::{Area, Style};
use crate::error::Error;

/// A printed text with the room that it takes.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    /// The text with its XML escapes.
    pub text: String,
    /// Its room, in the units of the view box.
    pub area: Area,
}

/// The value of an attribute in the rest of a tag.
fn attribute<'s>(tag: &'s str, name: &str) -> &'s str {
    let start = format!(" {name}=\"");
    let rest = tag.split_once(start.as_str()).map_or("", |(_, rest)| rest);
    rest.split_once('"').map_or("", |(value, _)| value)
}

/// The texts of a chart. The backend's units are tenths; the middle of a text is .38 em below its position. The drawing as a whole
/// says how high letters are unless they say so themselves.
pub(super) fn printed(svg: &str) -> Vec<Printed> {
    let usual = svg.split_once("<g transform=\"scale(").map_or("", |(_, rest)| attribute(rest, "font-size"));
    let texts =
        svg.split("<text").skip(1).filter_map(|part| part.split_once("</text>")).map(|(part, _)| part);
    let printed = |part: &str| {
        let (tag, text) = part.split_once('>').unwrap();
        let tenths = |number: &str| number.parse::<f64>().unwrap() / 10.0;
        let own = attribute(tag, "font-size");
        let (x, y) = (tenths(attribute(tag, "x")), tenths(attribute(tag, "y")));
        let em = tenths(if own.is_empty() { usual } else { own });
        let unescaped = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
        let width = text_width(&unescaped) * em;
        let left = match attribute(tag, "text-anchor") {
            "start" => x,
            "middle" => x - width / 2.0,
            _ => x - width,
        };
        let middle = y + em * 0.38;
        let area = Area { left, top: middle - em * 0.45, right: left + width, bottom: middle + em * 0.45 };
        Printed { text: text.to_string(), area }
    };
    texts.map(printed).filter(|printed| !printed.text.is_empty()).collect()
}

/// How far a text may reach over another or over the edge before somebody sees it.
const TOLERANCE: f64 = 1.0;

/// Draws a chart and checks what holds for all: the same bytes every time, a name and a description, no inline style,
/// no text outside the view box, no text over another. Returns the SVG.
pub(super) fn assert_sound(draw: impl Fn(&Style) -> Result<String, Error>) -> String {
    let style = Style::new("sound");
    let svg = draw(&style).unwrap();
    assert_eq!(svg, draw(&style).unwrap(), "drawn twice, it differs");
    assert!(svg.contains("role=\"img\"") && svg.contains("aria-labelledby=\"sound-title sound-desc\""));
    assert!(svg.contains("<title id=\"sound-title\">") && svg.contains("<desc id=\"sound-desc\">"));
    assert!(!svg.contains("style=") && !svg.contains("<style") && !svg.contains("<script"));
    assert!(!svg.contains("NaN") && !svg.contains("inf\""));
    let sizes: Vec<f64> =
        attribute(&svg, "viewBox").split(' ').map(|number| number.parse().unwrap()).collect();
    for one in printed(&svg) {
        let Area { left, top, right, bottom } = one.area;
        let is_inside = left >= -TOLERANCE
            && top >= -TOLERANCE
            && right <= sizes[2] + TOLERANCE
            && bottom <= sizes[3] + TOLERANCE;
        assert!(is_inside, "outside {sizes:?}: {one:?}");
    }
    assert_apart(&svg);
    svg
}

/// Checks that no text covers another.
pub(super) fn assert_apart(svg: &str) {
    let texts = printed(svg);
    for (place, one) in texts.iter().enumerate() {
        let Area { left, top, right, bottom } = one.area;
        for other in &texts[place + 1..] {
            let across = right.min(other.area.right) - left.max(other.area.left);
            let down = bottom.min(other.area.bottom) - top.max(other.area.top);
            assert!(across <= TOLERANCE || down <= TOLERANCE, "one over the other: {one:?} {other:?}");
        }
    }
}

/// How high the usual letters of a slide are, in its pixels.
pub(super) fn letters_of_slide(svg: &str) -> f64 {
    let (_, moved) = svg.split_once("<g transform=\"translate(").unwrap();
    let (_, scale) = moved.split_once("scale(").unwrap();
    let (scale, _) = scale.split_once(')').unwrap();
    let usual = svg.split_once("<g transform=\"scale(").map_or("", |(_, rest)| attribute(rest, "font-size"));
    scale.parse::<f64>().unwrap() * usual.parse::<f64>().unwrap() / 10.0
}
