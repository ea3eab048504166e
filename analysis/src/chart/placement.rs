//! Places for labels, so that none covers another: beside points anywhere on a sheet, and along one line. Nothing is
//! left to chance: the same points give the same places.

use crate::chart::lettering::{LINE, widest};
use crate::chart::style::{Anchor, Area, Canvas, Fill};

/// A mark that is labelled, and that no label should cover.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
    /// Room around its label for a frame, in em; without it a frame lies on what hangs below a line (_).
    pub frame: f64,
}

/// Marks and labels on a square sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// Side of the sheet.
    pub side: f64,
    pub spots: Vec<Spot>,
    /// The label of each spot.
    pub boxes: Vec<Area>,
    /// Whether each label is drawn. Those left out would cover one that stands before them.
    pub is_shown: Vec<bool>,
}

/// How much larger the drawing may become so that all labels find room.
const MAX_GROWTHS: u32 = 6;

/// Rounds of pushing labels apart before the drawing is made larger instead.
const ROUNDS: usize = 200;

/// Places marks and labels on the smallest square sheet, from `side` on, where nothing covers anything, or as little as
/// possible, but on none with a side beyond `largest`. `spots_on` gives the marks on a sheet of some side; those that come first keep their labels when not all
/// find room. Labels are in lines.
pub(super) fn lay_out(
    labels: &[Vec<String>],
    (side, largest): (f64, f64),
    em: f64,
    spots_on: impl Fn(f64) -> Vec<Spot>,
) -> Layout {
    let side_of =
        |growth: u32| (side * 1.15f64.powi(i32::try_from(growth).unwrap_or(0))).min(largest.max(side));
    let attempt = |growth: u32| {
        let side = side_of(growth);
        let spots = spots_on(side);
        let boxes = place_labels(&spots, labels, side, em);
        (side, spots, boxes)
    };
    let mut best = attempt(0);
    let mut covered = n_covered(&best.2, &best.1);
    for growth in 1..MAX_GROWTHS {
        if covered == 0 || side_of(growth) <= side_of(growth - 1) {
            break;
        }
        let larger = attempt(growth);
        let still = n_covered(&larger.2, &larger.1);
        if still < covered {
            (best, covered) = (larger, still);
        }
    }
    let (side, spots, boxes) = best;
    let is_shown = those_with_room(&boxes, side);
    Layout { side, spots, boxes, is_shown }
}

/// Finds a box for each label: at first on the side of its spot where it covers least, then pushed away from other
/// labels and from spots.
fn place_labels(spots: &[Spot], labels: &[Vec<String>], side: f64, em: f64) -> Vec<Area> {
    let mut boxes: Vec<Area> = Vec::with_capacity(spots.len());
    for (spot, lines) in spots.iter().zip(labels) {
        let covered = |area: &Area| {
            let size = |(x, y): (f64, f64)| x.abs().min(1e3) + y.abs().min(1e3);
            let others = boxes.iter().copied().chain(spots.iter().map(spot_area));
            let covered: f64 = others.filter_map(|other| overlap(other, *area)).map(size).sum();
            covered + size((area.left - inside(*area, side).left, area.top - inside(*area, side).top))
        };
        let best =
            sides(spot, lines, em).into_iter().min_by(|one, other| covered(one).total_cmp(&covered(other)));
        boxes.extend(best);
    }
    for _ in 0..ROUNDS {
        let before = boxes.clone();
        push_apart(&mut boxes, spots, side);
        if boxes == before {
            break;
        }
    }
    boxes
}

/// The places of a label around its spot, the best first: below, above, right, left, the corners, then farther away.
fn sides(spot: &Spot, lines: &[String], em: f64) -> Vec<Area> {
    let half = (widest(lines) + 0.2 + 2.0 * spot.frame) * em / 2.0;
    let tall = (lines.len() as f64 * LINE - 0.2 + 2.0 * spot.frame) * em;
    let at = |x: f64, y: f64| Area {
        left: spot.x + x - half,
        top: spot.y + y - tall / 2.0,
        right: spot.x + x + half,
        bottom: spot.y + y + tall / 2.0,
    };
    let mut sides = Vec::with_capacity(16);
    for distance in [0.15, 1.2] {
        let away = spot.radius + em * distance;
        let (across, down) = (away + half, away + tall / 2.0);
        let corners = [(across, down), (-across, down), (across, -down), (-across, -down)];
        sides.extend([at(0.0, down), at(0.0, -down), at(across, 0.0), at(-across, 0.0)]);
        sides.extend(corners.map(|(x, y)| at(x * 0.9, y * 0.9)));
    }
    sides
}

/// Moves each label out of the others and of the spots, once.
fn push_apart(boxes: &mut [Area], spots: &[Spot], side: f64) {
    for one in 0..boxes.len() {
        for other in one + 1..boxes.len() {
            if let Some((dx, dy)) = overlap(boxes[one], boxes[other]) {
                boxes[one] = moved(boxes[one], -dx / 2.0, -dy / 2.0);
                boxes[other] = moved(boxes[other], dx / 2.0, dy / 2.0);
            }
        }
        for spot in spots {
            if let Some((dx, dy)) = overlap(spot_area(spot), boxes[one]) {
                boxes[one] = moved(boxes[one], dx, dy);
            }
        }
        boxes[one] = inside(boxes[one], side);
    }
}

/// How far the second box must move to leave the first, on the shorter way.
pub(super) fn overlap(first: Area, second: Area) -> Option<(f64, f64)> {
    let x = first.right.min(second.right) - first.left.max(second.left);
    let y = first.bottom.min(second.bottom) - first.top.max(second.top);
    if x <= 0.0 || y <= 0.0 {
        return None;
    }
    let ((x0, y0), (x1, y1)) = (first.centre(), second.centre());
    // A little more than needed, so that rounding to whole units does not bring them together again.
    match x < y {
        true => Some(((x + 1.0).copysign(x1 - x0), 0.0)),
        false => Some((0.0, (y + 1.0).copysign(y1 - y0))),
    }
}

fn moved(area: Area, dx: f64, dy: f64) -> Area {
    Area { left: area.left + dx, top: area.top + dy, right: area.right + dx, bottom: area.bottom + dy }
}

/// An area with so much more on each side.
pub(super) fn grown(area: Area, by: f64) -> Area {
    Area { left: area.left - by, top: area.top - by, right: area.right + by, bottom: area.bottom + by }
}

fn inside(area: Area, side: f64) -> Area {
    let dx = (-area.left).max(0.0) - (area.right - side).max(0.0);
    let dy = (-area.top).max(0.0) - (area.bottom - side).max(0.0);
    moved(area, dx, dy)
}

/// How many labels and spots are covered by a label.
pub(super) fn n_covered(boxes: &[Area], spots: &[Spot]) -> usize {
    let labels =
        |place: usize, area: Area| boxes.iter().skip(place + 1).filter(move |b| overlap(area, **b).is_some());
    let nodes = |area: Area| spots.iter().filter(move |spot| overlap(spot_area(spot), area).is_some());
    boxes.iter().enumerate().map(|(place, area)| labels(place, *area).count() + nodes(*area).count()).sum()
}

/// The square around a spot.
pub(super) fn spot_area(spot: &Spot) -> Area {
    let r = spot.radius;
    Area { left: spot.x - r, top: spot.y - r, right: spot.x + r, bottom: spot.y + r }
}

/// The boxes on the sheet that cover none of those before them that are drawn.
fn those_with_room(boxes: &[Area], side: f64) -> Vec<bool> {
    let mut drawn: Vec<Area> = Vec::with_capacity(boxes.len());
    let mut has_room = |area: &Area| {
        let kept = inside(*area, side);
        let is_on_sheet = (kept.left - area.left).abs().max((kept.top - area.top).abs()) < 1.0;
        let is_free = is_on_sheet && drawn.iter().all(|other| overlap(*other, *area).is_none());
        if is_free {
            drawn.push(*area);
        }
        is_free
    };
    boxes.iter().map(&mut has_room).collect()
}

/// Draws the label of one spot on white.
pub(super) fn draw_label(canvas: &mut Canvas<'_>, area: Area, lines: &[String]) {
    canvas.fill(area, Fill::Grey(255));
    canvas.centred_lines(area.centre(), Anchor::Middle, lines);
}

/// Joins a label that was pushed away to its spot.
pub(super) fn draw_leader(canvas: &mut Canvas<'_>, area: Area, spot: &Spot, em: f64) {
    let (x, y) = (spot.x.clamp(area.left, area.right), spot.y.clamp(area.top, area.bottom));
    if (x - spot.x).hypot(y - spot.y) > spot.radius + em * 0.5 {
        canvas.path(&[(spot.x, spot.y), (x, y)], 0, 1);
    }
}

/// Where pieces of these sizes begin and end when each follows the one before it, the first at `start`: one place more than
/// there are pieces.
pub(super) fn edges(start: f64, sizes: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut edges = vec![start];
    let mut end = start;
    for size in sizes {
        end += size;
        edges.push(end);
    }
    edges
}

/// Moves pieces along a line from `low` to `high` so that they do not touch, each as near to its wanted middle as those
/// before it allow, and returns their middles. Where there is not room for all they go beyond `low`.
pub(super) fn spread(wanted: &[f64], sizes: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len().min(sizes.len())).collect();
    order.sort_by(|&one, &other| wanted[one].total_cmp(&wanted[other]).then(one.cmp(&other)));
    let mut middles = vec![0.0; order.len()];
    let mut end = low;
    for &place in &order {
        let start = (wanted[place] - sizes[place] / 2.0).max(end);
        middles[place] = start + sizes[place] / 2.0;
        end = start + sizes[place];
    }
    let mut end = high;
    for &place in order.iter().rev() {
        let start = (middles[place] - sizes[place] / 2.0).min(end - sizes[place]);
        middles[place] = start + sizes[place] / 2.0;
        end = start;
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_line_do_not_touch_and_keep_their_order() {
        assert_eq!(spread(&[5.0, 5.0, 50.0], &[10.0, 10.0, 10.0], 0.0, 60.0), [5.0, 15.0, 50.0]);
        assert_eq!(spread(&[58.0, 59.0, 1.0], &[10.0, 10.0, 10.0], 0.0, 60.0), [45.0, 55.0, 5.0]);
        assert_eq!(spread(&[], &[], 0.0, 60.0), Vec::<f64>::new());
    }

    #[test]
    fn a_label_with_a_frame_has_more_room() {
        let box_of = |frame: f64| {
            let layout = lay_out(&[vec!["current_status".to_string()]], (200.0, 400.0), 14.0, |side| {
                vec![Spot { x: side / 2.0, y: side / 2.0, radius: 3.0, frame }]
            });
            (layout.boxes[0].right - layout.boxes[0].left, layout.boxes[0].bottom - layout.boxes[0].top)
        };
        let ((width, height), (wider, higher)) = (box_of(0.0), box_of(0.25));
        assert!((wider - width - 7.0).abs() < 1e-6 && (higher - height - 7.0).abs() < 1e-6);
    }

    #[test]
    fn a_label_without_room_is_left_out_rather_than_printed_over_another() {
        let spots = |side: f64| vec![Spot { x: side / 2.0, y: side / 2.0, radius: 3.0, frame: 0.0 }; 150];
        let labels: Vec<Vec<String>> = (0..150).map(|n| vec![format!("とても長い語の{n}")]).collect();
        let layout = lay_out(&labels, (200.0, f64::INFINITY), 14.0, spots);
        let drawn: Vec<Area> =
            layout.boxes.iter().zip(&layout.is_shown).filter(|(_, shown)| **shown).map(|(b, _)| *b).collect();
        assert!(!drawn.is_empty() && drawn.len() < 150);
        assert_eq!(n_covered(&drawn, &[]), 0);
        assert!(layout.is_shown[0]);
        let bound = lay_out(&labels, (200.0, 300.0), 14.0, spots);
        assert!(bound.side <= 300.0, "no further than it may: {}", bound.side);
    }
}
