//! Places for the numbers of a network's lines: each on its own line, where no other passes, so that nobody reads it as that of another.

use crate::chart::lettering::{LINE, text_width};
use crate::chart::placement::{grown, overlap};
use crate::chart::style::Area;

/// Where along its line a number may stand, as parts of the length: in the middle if that is free.
const ALONG: [f64; 13] = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8];

/// How far to the right of an arrow its number may stand, in characters, so that it is free of the arrow that leads back.
const ASIDE: [f64; 3] = [0.0, 0.35, 0.7];

/// The least room between a number and other lines and numbers, in characters: half a thick line.
const ROOM: f64 = 0.2;

/// A line with what is to be printed on it.
pub(super) struct NumberedLine<'a> {
    /// Where it begins and ends.
    pub ends: [(f64, f64); 2],
    /// Its number; empty for none.
    pub text: &'a str,
    /// Whether it is an arrow.
    pub is_directed: bool,
}

/// The middle of the number of each line; `None` where it would cover something that is `taken`, reach out of what is `seen`, or be as
/// near to another line as to its own. Those that come first keep their places.
pub(super) fn places(
    lines: &[NumberedLine<'_>],
    taken: &[Area],
    seen: Area,
    em: f64,
) -> Vec<Option<(f64, f64)>> {
    let mut taken = taken.to_vec();
    let mut found = Vec::with_capacity(lines.len());
    for (own, line) in lines.iter().enumerate() {
        let is_free = |(x, y): &(f64, f64)| {
            let area = area((*x, *y), line.text, em);
            let around = grown(area, ROOM * em);
            let mut others = lines.iter().enumerate().filter(|(place, _)| *place != own);
            is_within(area, seen)
                && taken.iter().all(|other| overlap(*other, area).is_none())
                && !others.any(|(_, other)| crosses(other.ends, around))
        };
        let place = if line.text.is_empty() { None } else { candidates(line, em).find(is_free) };
        taken.extend(place.map(|middle| grown(area(middle, line.text, em), ROOM * em)));
        found.push(place);
    }
    found
}

/// Middles that the number of a line may have, the best first.
fn candidates(line: &NumberedLine<'_>, em: f64) -> impl Iterator<Item = (f64, f64)> {
    let [(x0, y0), (x1, y1)] = line.ends;
    let (dx, dy) = (x1 - x0, y1 - y0);
    let length = dx.hypot(dy).max(f64::MIN_POSITIVE);
    let n_asides = if line.is_directed { ASIDE.len() } else { 1 };
    ALONG.into_iter().flat_map(move |part| {
        ASIDE.into_iter().take(n_asides).map(move |aside| {
            let aside = aside * em / length;
            (x0 + dx * part - dy * aside, y0 + dy * part + dx * aside)
        })
    })
}

/// The area of a text around its middle.
fn area((x, y): (f64, f64), text: &str, em: f64) -> Area {
    let (half, tall) = ((text_width(text) + 0.3) * em / 2.0, em * (LINE - 0.2) / 2.0);
    Area { left: x - half, top: y - tall, right: x + half, bottom: y + tall }
}

fn is_within(area: Area, seen: Area) -> bool {
    area.left >= seen.left && area.right <= seen.right && area.top >= seen.top && area.bottom <= seen.bottom
}

/// Whether a straight line between two points passes through an area.
fn crosses([(x0, y0), (x1, y1)]: [(f64, f64); 2], area: Area) -> bool {
    // From which part of the line on, and up to which, it is between the sides, and between top and bottom.
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (from, to, low, high) in [(x0, x1, area.left, area.right), (y0, y1, area.top, area.bottom)] {
        let along = to - from;
        if along.abs() < f64::EPSILON {
            if from < low || from > high {
                return false;
            }
            continue;
        }
        let (one, other) = ((low - from) / along, (high - from) / along);
        first = first.max(one.min(other));
        last = last.min(one.max(other));
    }
    first <= last
}

#[cfg(test)]
mod tests {
    use super::*;

    const EM: f64 = 10.0;
    const SEEN: Area = Area { left: 0.0, top: 0.0, right: 400.0, bottom: 400.0 };

    fn line(ends: [(f64, f64); 2], text: &str) -> NumberedLine<'_> {
        NumberedLine { ends, text, is_directed: false }
    }

    #[test]
    fn a_number_goes_along_its_own_line_until_no_other_passes_under_it() {
        let own = line([(100.0, 200.0), (300.0, 200.0)], "2.2");
        let thick = line([(200.0, 100.0), (200.0, 300.0)], "");
        let found = places(&[own, thick], &[], SEEN, EM);
        let (x, y) = found[0].unwrap();
        assert!(
            (y - 200.0).abs() < 0.01 && (x - 200.0).abs() > 10.0 && (140.0..=260.0).contains(&x),
            "{x} {y}"
        );
        assert_eq!(found[1], None);
    }

    #[test]
    fn a_number_without_a_place_of_its_own_is_left_out() {
        let mut lines = vec![line([(100.0, 200.0), (300.0, 200.0)], "2.2")];
        lines.extend((10..=30).map(|n| {
            let x = f64::from(n) * 10.0;
            line([(x, 100.0), (x, 300.0)], "")
        }));
        assert_eq!(places(&lines, &[], SEEN, EM)[0], None);
        let label = Area { left: 90.0, top: 190.0, right: 310.0, bottom: 210.0 };
        assert_eq!(places(&lines[..1], &[label], SEEN, EM)[0], None);
    }

    #[test]
    fn numbers_of_crossing_lines_and_of_arrows_there_and_back_stand_apart() {
        let cross =
            [line([(100.0, 100.0), (300.0, 300.0)], "3.0"), line([(300.0, 100.0), (100.0, 300.0)], "2.9")];
        let arrow = |x: f64, from: f64, to: f64| NumberedLine {
            is_directed: true,
            ..line([(x, from), (x, to)], "3.1")
        };
        // An arrow down has its right side on the left of the page.
        let pair = [arrow(197.0, 100.0, 300.0), arrow(203.0, 300.0, 100.0)];
        for lines in [cross, pair] {
            let found = places(&lines, &[], SEEN, EM);
            let [one, other] = [0, 1].map(|at: usize| area(found[at].unwrap(), "3.0", EM));
            assert!(overlap(one, other).is_none(), "{one:?} {other:?}");
            assert!(!crosses(lines[1].ends, one) && !crosses(lines[0].ends, other), "{one:?} {other:?}");
        }
    }
}
