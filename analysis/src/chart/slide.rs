//! How a picture is set on a slide: as large as it can be, in columns beside one another where that makes its letters larger.

use crate::chart::Caption;
use crate::chart::frame::arranged;
use crate::chart::style::{SLIDE, SLIDE_MARGIN, Style};

/// The smallest letters that can be read from the back of a room, in pixels of a slide 1080 pixels high.
pub(super) const LEAST_LETTERS: f64 = 26.0;

/// Between the columns of a picture, in em.
pub(super) const GAP: f64 = 2.0;

/// Columns that are tried.
const MOST_COLUMNS: usize = 3;

/// Widths that are tried: that of the style and so many more, each by this part of it wider than the one before.
const STEPS: u32 = 10;
const STEP: f64 = 0.15;

/// How much larger letters that can be read have to become for one more column: bars are compared more easily in one.
const WORTH: f64 = 1.1;

/// How large a picture of this width and height becomes on a slide.
pub(super) fn slide_scale((width, height): (f64, f64)) -> f64 {
    let room = |side: f64| side - 2.0 * SLIDE_MARGIN;
    (room(SLIDE.0) / width).min(room(SLIDE.1) / height)
}

/// How high the letters of a drawing of this width and height are on a slide with its caption, in pixels.
pub(super) fn letters(caption: &Caption, style: &Style, size: (f64, f64)) -> f64 {
    style.em() * slide_scale(arranged(caption, style, size).size)
}

/// The placing with the largest letters: `place` is given a number of columns and a width, `letters` says how high they become. Of widths
/// with the same letters it is the widest, which fills the slide.
pub(super) fn best<P>(style: &Style, place: impl Fn(usize, f64) -> P, letters: impl Fn(&P) -> f64) -> P {
    let mut best = place(1, style.width());
    let (mut largest, mut columns) = (letters(&best), 1);
    for n_columns in 1..=MOST_COLUMNS {
        for step in 0..=STEPS {
            let next = place(n_columns, style.width() * (1.0 + f64::from(step) * STEP));
            let found = letters(&next);
            let has_choice = n_columns > columns && largest >= LEAST_LETTERS;
            let wanted = if has_choice { largest * WORTH } else { largest };
            if found >= wanted {
                (best, largest, columns) = (next, found, n_columns);
            }
        }
    }
    best
}
