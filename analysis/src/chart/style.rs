//! What all charts share: sizes, greys and patterns, and the sheet that they draw on.

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, RGBColor, ShapeStyle, TextStyle};
use serde::{Deserialize, Serialize};

use crate::chart::lettering::{LINE, printable, text_width};

/// The fonts of every chart, in the order they are tried; the first is the one that PNG files are drawn with.
pub const FONT_FAMILY: &str = "'BIZ UDGothic', 'BIZ UDPGothic', 'Noto Sans JP', sans-serif";

/// Sizes of a chart, and the name that keeps its ids apart from those of other charts on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// Beginning of every id in the SVG. Two charts on one page need two.
    pub id: String,
    /// Width of the drawing in its own units. The smaller it is, the larger the text looks in a box of given width.
    pub width: u32,
    /// Height of a character in the same units.
    pub font_size: u32,
    /// What the picture is made for.
    pub layout: Layout,
    /// Width and height that the drawing may have without the words around it, so that its letters can be read where it is made to fit a
    /// sheet: rows and columns beyond it are left out, which the caption says. `None`: as large as it needs to be.
    #[serde(default)]
    pub room: Option<(u32, u32)>,
}

/// What a picture is made for: where its title stands, and whether its size is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A column of a page or screen: as tall as it needs to be, title above.
    #[default]
    Page,
    /// A paper: the same, title below, as Japanese journals want it for figures.
    Paper,
    /// A slide of [`SLIDE`]: the picture fills it as far as its sides allow.
    Slide,
}

/// Width and height of a slide in pixels, 16 to 9.
pub const SLIDE: (f64, f64) = (1920.0, 1080.0);

/// Room around the picture on a slide.
pub(super) const SLIDE_MARGIN: f64 = 60.0;

impl Style {
    /// The sizes that suit a column of an A4 page or of a wide screen.
    pub fn new(id: &str) -> Style {
        Style { id: id.to_string(), width: 640, font_size: 14, layout: Layout::Page, room: None }
    }

    /// The sizes of a figure in a paper, with its title below.
    pub fn paper(id: &str) -> Style {
        Style { layout: Layout::Paper, ..Style::new(id) }
    }

    /// The sizes of a slide. It is drawn at half its size, so that lines and patterns are thick enough for a beamer; letters are
    /// 44 pixels high unless the picture is too tall for the slide. Charts of many bars are drawn wider, or in columns, for larger letters.
    pub fn slide(id: &str) -> Style {
        Style { width: 900, font_size: 22, layout: Layout::Slide, ..Style::new(id) }
    }

    /// Width and height that the drawing may have.
    pub(super) fn room(&self) -> (f64, f64) {
        self.room.map_or((f64::INFINITY, f64::INFINITY), |(width, height)| (width.into(), height.into()))
    }

    /// How many rows have room: those that end, from the top of the drawing, where it may still be; at least one.
    pub(super) fn n_rows(&self, ends: impl IntoIterator<Item = f64>) -> usize {
        ends.into_iter().take_while(|end| *end <= self.room().1).count().max(1)
    }

    /// The character height as the drawing functions need it.
    pub(super) fn em(&self) -> f64 {
        f64::from(self.font_size.clamp(6, 60))
    }

    /// The width as the drawing functions need it.
    pub(super) fn width(&self) -> f64 {
        f64::from(self.width.clamp(200, 4000))
    }
}

/// Where a text's position is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// What an area is filled with. Neighbours differ in pattern, not only in grey, for copies of copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    Grey(u8),
    Rising,
    Crossed,
    Level,
    Upright,
    Grid,
    PaleRising,
    PaleLevel,
    PaleUpright,
}

impl Fill {
    /// The grey under the lines.
    pub fn ground(self) -> u8 {
        match self {
            Fill::Grey(grey) => grey,
            Fill::PaleRising | Fill::PaleLevel | Fill::PaleUpright => 205,
            _ => 255,
        }
    }
}

/// The fills of a series of categories, most different ones first.
pub(super) const FILLS: [Fill; 12] = [
    Fill::Grey(60),
    Fill::Rising,
    Fill::Grey(160),
    Fill::Level,
    Fill::Grey(225),
    Fill::Crossed,
    Fill::Grey(110),
    Fill::Upright,
    Fill::PaleLevel,
    Fill::Grid,
    Fill::PaleRising,
    Fill::PaleUpright,
];

/// What is withheld beside the categories of a series: blank. A pattern of its own would look like that of a category.
pub(super) const WITHHELD: Fill = Fill::Grey(255);

/// The backend knows whole units only, so that it draws ten times as large as the chart is.
pub(super) const FINE: u32 = 10;

/// The backend knows no dashes: lines that are to have them are drawn with this opacity, which the frame writes as [`DASHES`].
pub(super) const DASHED: f64 = 0.5;

/// Length of a dash and of the gap behind it, as SVG says it in the backend's units.
pub(super) const DASHES: &str = "50 40";

/// Distance between the lines of a pattern.
const PATTERN_STEP: f64 = 6.0;

/// A rectangle by its corners.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    /// Its middle: x, y.
    pub fn centre(self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }
}

/// How letters look.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    /// Their height.
    pub em: f64,
    /// From 0 (black) to 255 (white).
    pub ink: u8,
    /// Bold or not.
    pub weight: FontStyle,
}

/// Where a mark leads.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    /// The part of the sheet that can be pressed.
    pub area: Area,
    /// An address on the same server or page.
    pub href: String,
    /// What a screen reader calls it: the mark with its number.
    pub label: String,
}

/// The sheet that a chart is drawn on.
pub(super) struct Canvas<'a> {
    pub(super) area: DrawingArea<SVGBackend<'a>, Shift>,
    /// Added to every x, so that a drawing starts at 0 beside the numbers of its axis.
    pub(super) left: f64,
    /// Added to every y, so that a chart's own drawing starts at 0 below the title.
    pub(super) top: f64,
    pub(super) em: f64,
    /// What marks lead to, in the order in which they are reached with the keyboard.
    pub(super) links: Vec<Link>,
    pub(super) failure: Option<String>,
}

impl Canvas<'_> {
    fn draw<E>(&mut self, element: &E)
    where
        for<'e> &'e E: PointCollection<'e, (i32, i32)>,
        for<'b> E: Drawable<SVGBackend<'b>>,
    {
        if let Err(error) = self.area.draw(element) {
            self.failure.get_or_insert_with(|| error.to_string());
        }
    }

    fn at(&self, (x, y): (f64, f64)) -> (i32, i32) {
        (fine(x + self.left), fine(y + self.top))
    }

    /// Moves what is drawn from now on down.
    pub fn move_down(&mut self, by: f64) {
        self.top += by;
    }

    /// Moves what is drawn from now on to the right.
    pub fn move_right(&mut self, by: f64) {
        self.left += by;
    }

    /// Lets an area lead somewhere; without an address it does not.
    pub fn link(&mut self, area: Area, href: &str, label: &str) {
        if !href.is_empty() {
            let area = Area {
                left: area.left + self.left,
                top: area.top + self.top,
                right: area.right + self.left,
                bottom: area.bottom + self.top,
            };
            self.links.push(Link { area, href: href.to_string(), label: label.to_string() });
        }
    }

    /// Draws text on one line; `y` is the middle of its height.
    pub fn text(&mut self, position: (f64, f64), anchor: Anchor, text: &str, ink: u8) {
        self.letters(position, anchor, text, Letters { em: self.em, ink, weight: FontStyle::Normal });
    }

    /// Draws text of any size on one line; `y` is the middle of its height.
    pub fn letters(&mut self, (x, y): (f64, f64), anchor: Anchor, text: &str, letters: Letters) {
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        // The backend divides the size by 1.24, and puts the baseline .76 em below a position at the top; the middle
        // of a Japanese character is .38 em above the baseline.
        let color = RGBColor(letters.ink, letters.ink, letters.ink);
        let size = letters.em * 1.24 * f64::from(FINE);
        let font = TextStyle::from(("chart", size, letters.weight)).color(&color);
        let font = font.pos(Pos::new(horizontal, VPos::Top));
        let position = self.at((x, y - letters.em * 0.38));
        self.draw(&Text::new(printable(text), position, font));
    }

    /// Draws lines of text below each other; `y` is the middle of the first.
    pub fn lines(&mut self, (x, y): (f64, f64), anchor: Anchor, lines: &[String]) {
        for (place, line) in lines.iter().enumerate() {
            self.text((x, y + place as f64 * self.em * LINE), anchor, line, 0);
        }
    }

    /// Draws lines of text around a middle height.
    pub fn centred_lines(&mut self, (x, y): (f64, f64), anchor: Anchor, lines: &[String]) {
        self.lines((x, self.first_line(y, lines.len())), anchor, lines);
    }

    /// Draws text on a white ground, so that it can be read on any fill.
    pub fn text_on_white(&mut self, (x, y): (f64, f64), text: &str) {
        let half = (text_width(text) * 0.5 + 0.15) * self.em;
        let (top, bottom) = (y - self.em * 0.55, y + self.em * 0.55);
        self.fill(Area { left: x - half, top, right: x + half, bottom }, Fill::Grey(255));
        self.text((x, y), Anchor::Middle, text, 0);
    }

    /// Draws lines of text around a middle height, each on a white ground.
    pub fn lines_on_white(&mut self, (x, y): (f64, f64), lines: &[String]) {
        let first = self.first_line(y, lines.len());
        for (place, line) in lines.iter().enumerate() {
            self.text_on_white((x, first + place as f64 * self.em * LINE), line);
        }
    }

    /// The middle of the first of so many lines around a middle height.
    fn first_line(&self, middle: f64, n_lines: usize) -> f64 {
        middle - n_lines.saturating_sub(1) as f64 * self.em * LINE / 2.0
    }

    /// Draws a line through points.
    pub fn path(&mut self, points: &[(f64, f64)], ink: u8, width: u32) {
        let points: Vec<(i32, i32)> = points.iter().map(|point| self.at(*point)).collect();
        self.draw(&PathElement::new(points, stroke(ink, width)));
    }

    /// Draws a grey dashed line between two points.
    pub fn dashed(&mut self, ends: [(f64, f64); 2], width: u32) {
        let style = ShapeStyle { color: RGBColor(120, 120, 120).mix(DASHED), ..stroke(120, width) };
        let points = ends.map(|end| self.at(end));
        self.draw(&PathElement::new(points, style));
    }

    /// Draws the border of an area.
    pub fn border(&mut self, area: Area, ink: u8) {
        let Area { left, top, right, bottom } = area;
        self.path(&[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], ink, 1);
    }

    /// Fills an area; patterns are drawn as lines on white.
    pub fn fill(&mut self, area: Area, fill: Fill) {
        let grey = fill.ground();
        let corners = [self.at((area.left, area.top)), self.at((area.right, area.bottom))];
        self.draw(&Rectangle::new(corners, RGBColor(grey, grey, grey).filled()));
        if matches!(fill, Fill::Rising | Fill::PaleRising | Fill::Crossed) {
            self.slanted(area, true);
        }
        if fill == Fill::Crossed {
            self.slanted(area, false);
        }
        let (width, height) = (area.right - area.left, area.bottom - area.top);
        if matches!(fill, Fill::Level | Fill::PaleLevel | Fill::Grid) {
            for y in (1..steps(height)).map(|step| area.top + f64::from(step) * PATTERN_STEP) {
                self.path(&[(area.left, y), (area.right, y)], 60, 1);
            }
        }
        if matches!(fill, Fill::Upright | Fill::PaleUpright | Fill::Grid) {
            for x in (1..steps(width)).map(|step| area.left + f64::from(step) * PATTERN_STEP) {
                self.path(&[(x, area.top), (x, area.bottom)], 60, 1);
            }
        }
    }

    /// Fills an area with slanted lines that end at its sides.
    fn slanted(&mut self, area: Area, is_rising: bool) {
        let (width, height) = (area.right - area.left, area.bottom - area.top);
        for step in 1..steps(width + height) {
            let along = f64::from(step) * PATTERN_STEP;
            let (x0, y0) = (along.min(width), (along - width).max(0.0));
            let (x1, y1) = ((along - height).max(0.0), along.min(height));
            let y = |y: f64| if is_rising { area.top + y } else { area.bottom - y };
            self.path(&[(area.left + x0, y(y0)), (area.left + x1, y(y1))], 60, 1);
        }
    }

    /// Draws a filled polygon without a border.
    pub fn patch(&mut self, points: &[(f64, f64)], grey: u8) {
        let inside: Vec<(i32, i32)> = points.iter().map(|point| self.at(*point)).collect();
        self.draw(&Polygon::new(inside, RGBColor(grey, grey, grey).filled()));
    }

    /// Draws a filled polygon with a black border.
    pub fn polygon(&mut self, points: &[(f64, f64)], grey: u8) {
        self.patch(points, grey);
        let closed: Vec<(f64, f64)> = points.iter().chain(points.first()).copied().collect();
        self.path(&closed, 0, 1);
    }

    /// Draws a filled circle with a black border.
    pub fn circle(&mut self, centre: (f64, f64), radius: f64, grey: u8) {
        let (centre, radius) = (self.at(centre), fine(radius));
        self.draw(&Circle::new(centre, radius, RGBColor(grey, grey, grey).filled()));
        self.draw(&Circle::new(centre, radius, stroke(0, 1)));
    }
}

fn stroke(ink: u8, width: u32) -> ShapeStyle {
    ShapeStyle { color: RGBColor(ink, ink, ink).to_rgba(), filled: false, stroke_width: width * FINE }
}

fn steps(length: f64) -> u32 {
    let steps = (length.max(0.0) / PATTERN_STEP).ceil();
    (0..4000).take_while(|step| f64::from(*step) < steps).last().map_or(0, |step| step + 1)
}

/// A length in the backend's units; charts never come near the ends of `i32`.
pub(super) fn fine(length: f64) -> i32 {
    let length = (length * f64::from(FINE)).clamp(-1e6, 1e6).round();
    #[expect(clippy::cast_possible_truncation, reason = "clamped to a million just before")]
    let units = length as i32;
    units
}
