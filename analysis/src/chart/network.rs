//! A network of words or codes: circles joined by lines, with labels that do not cover each other.

use serde::{Deserialize, Serialize};

use crate::chart::Caption;
use crate::chart::lettering::{LINE, text_width, wrap};
use crate::chart::style::{Anchor, Area, Canvas, Fill, Style, draw_chart};
use crate::error::Error;

/// Everything a network prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// The words around it.
    pub caption: Caption,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The lines between them.
    pub edges: Vec<Edge>,
}

/// One node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Printed beside the node.
    pub label: String,
    /// From 0 (left) to 1 (right).
    pub x: f64,
    /// From 0 (top) to 1 (bottom).
    pub y: f64,
    /// How often it occurs; its area grows with it.
    pub weight: f64,
    /// Which community it belongs to, from 0: shape and grey.
    pub group: usize,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Place of a node in the list.
    pub from: usize,
    /// Place of the other.
    pub to: usize,
    /// How strong; its width grows with it.
    pub weight: f64,
    /// Whether it is drawn dashed, as between communities.
    pub is_dashed: bool,
}

/// A node with its place on the sheet.
struct Spot {
    x: f64,
    y: f64,
    radius: f64,
    group: usize,
}

/// The greys of communities; with [`N_SHAPES`] shapes fifteen of them can be told apart.
const GREYS: [u8; 3] = [235, 165, 95];

/// Circle, square, triangle, diamond, upside-down triangle.
const N_SHAPES: usize = 5;

/// How much larger the drawing may become so that all labels find room.
const MAX_GROWTHS: u32 = 6;

/// Draws the network as SVG. Where the labels need it, the drawing becomes larger than the style asks for.
pub fn network(chart: &Network, style: &Style) -> Result<String, Error> {
    let em = style.em();
    let labels: Vec<Vec<String>> = chart.nodes.iter().map(|node| wrap(&node.label, 10.0)).collect();
    let (width, spots, boxes) = lay_out(chart, &labels, style.width(), em);
    draw_chart(&chart.caption, style, (width, width), |canvas| {
        draw_edges(canvas, chart, &spots);
        for (area, spot) in boxes.iter().zip(&spots) {
            draw_leader(canvas, *area, spot, em);
            draw_node(canvas, spot);
        }
        for (area, label) in boxes.iter().zip(&labels) {
            canvas.fill(*area, Fill::Grey(255));
            canvas.centred_lines(area.centre(), Anchor::Middle, label);
        }
    })
}

/// Places nodes and labels on the smallest sheet on which nothing covers anything, or as little as possible.
fn lay_out(chart: &Network, labels: &[Vec<String>], width: f64, em: f64) -> (f64, Vec<Spot>, Vec<Area>) {
    let attempt = |growth: u32| {
        let width = width * 1.15f64.powi(i32::try_from(growth).unwrap_or(0));
        let spots = place_nodes(chart, width, em);
        let boxes = place_labels(&spots, labels, width, em);
        (width, spots, boxes)
    };
    let mut best = attempt(0);
    let mut covered = n_covered(&best.2, &best.1);
    for growth in 1..MAX_GROWTHS {
        if covered == 0 {
            break;
        }
        let larger = attempt(growth);
        let still = n_covered(&larger.2, &larger.1);
        if still < covered {
            (best, covered) = (larger, still);
        }
    }
    best
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

fn place_nodes(chart: &Network, width: f64, em: f64) -> Vec<Spot> {
    let heaviest = chart.nodes.iter().map(|node| finite(node.weight)).fold(f64::MIN_POSITIVE, f64::max);
    let margin = em * 3.0;
    let along = |place: f64| margin + finite(place).clamp(0.0, 1.0) * (width - 2.0 * margin);
    let spot = |node: &Node| Spot {
        x: along(node.x),
        y: along(node.y),
        radius: em * (0.35 + 0.95 * (finite(node.weight).max(0.0) / heaviest).sqrt()),
        group: node.group,
    };
    chart.nodes.iter().map(spot).collect()
}

/// Rounds of pushing labels apart before the drawing is made larger instead.
const ROUNDS: usize = 200;

/// Finds a box for each label: at first on the side of its node where it covers least, then pushed away from other
/// labels and from nodes.
fn place_labels(spots: &[Spot], labels: &[Vec<String>], width: f64, em: f64) -> Vec<Area> {
    let mut boxes: Vec<Area> = Vec::with_capacity(spots.len());
    for (spot, lines) in spots.iter().zip(labels) {
        let covered = |area: &Area| {
            let size = |(x, y): (f64, f64)| x.abs().min(1e3) + y.abs().min(1e3);
            let others = boxes.iter().copied().chain(spots.iter().map(node_area));
            let covered: f64 = others.filter_map(|other| overlap(other, *area)).map(size).sum();
            covered + size((area.left - inside(*area, width).left, area.top - inside(*area, width).top))
        };
        let best =
            sides(spot, lines, em).into_iter().min_by(|one, other| covered(one).total_cmp(&covered(other)));
        boxes.extend(best);
    }
    for _ in 0..ROUNDS {
        let before = boxes.clone();
        push_apart(&mut boxes, spots, width);
        if boxes == before {
            break;
        }
    }
    boxes
}

/// The places of a label around its node, the best first: below, above, right, left, the corners, then farther away.
fn sides(spot: &Spot, lines: &[String], em: f64) -> Vec<Area> {
    let widest = lines.iter().map(|line| text_width(line)).fold(0.0, f64::max);
    let (half, tall) = ((widest + 0.2) * em / 2.0, (lines.len() as f64 * LINE - 0.2) * em);
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

/// Moves each label out of the others and of the nodes, once.
fn push_apart(boxes: &mut [Area], spots: &[Spot], width: f64) {
    for one in 0..boxes.len() {
        for other in one + 1..boxes.len() {
            if let Some((dx, dy)) = overlap(boxes[one], boxes[other]) {
                boxes[one] = moved(boxes[one], -dx / 2.0, -dy / 2.0);
                boxes[other] = moved(boxes[other], dx / 2.0, dy / 2.0);
            }
        }
        for spot in spots {
            if let Some((dx, dy)) = overlap(node_area(spot), boxes[one]) {
                boxes[one] = moved(boxes[one], dx, dy);
            }
        }
        boxes[one] = inside(boxes[one], width);
    }
}

/// How far the second box must move to leave the first, on the shorter way.
fn overlap(first: Area, second: Area) -> Option<(f64, f64)> {
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

fn inside(area: Area, width: f64) -> Area {
    let dx = (-area.left).max(0.0) - (area.right - width).max(0.0);
    let dy = (-area.top).max(0.0) - (area.bottom - width).max(0.0);
    moved(area, dx, dy)
}

/// How many labels and nodes are covered by a label.
fn n_covered(boxes: &[Area], spots: &[Spot]) -> usize {
    let labels =
        |place: usize, area: Area| boxes.iter().skip(place + 1).filter(move |b| overlap(area, **b).is_some());
    let nodes = |area: Area| spots.iter().filter(move |spot| overlap(node_area(spot), area).is_some());
    boxes.iter().enumerate().map(|(place, area)| labels(place, *area).count() + nodes(*area).count()).sum()
}

/// The square around a node.
fn node_area(spot: &Spot) -> Area {
    let r = spot.radius;
    Area { left: spot.x - r, top: spot.y - r, right: spot.x + r, bottom: spot.y + r }
}

fn draw_edges(canvas: &mut Canvas<'_>, chart: &Network, spots: &[Spot]) {
    let weights = || chart.edges.iter().map(|edge| finite(edge.weight));
    let (least, most) = (weights().fold(f64::MAX, f64::min), weights().fold(f64::MIN, f64::max));
    for edge in &chart.edges {
        let (Some(from), Some(to)) = (spots.get(edge.from), spots.get(edge.to)) else { continue };
        let strength = (finite(edge.weight) - least) / (most - least).max(f64::MIN_POSITIVE);
        let width = (1..=5u32).rev().find(|step| strength * 5.0 >= f64::from(*step) - 0.5).unwrap_or(1);
        let ends = [(from.x, from.y), (to.x, to.y)];
        match edge.is_dashed {
            true => dashed(canvas, ends, width),
            false => canvas.path(&ends, 120, width),
        }
    }
}

fn dashed(canvas: &mut Canvas<'_>, [(x0, y0), (x1, y1)]: [(f64, f64); 2], width: u32) {
    let length = (x1 - x0).hypot(y1 - y0);
    let n_dashes = (1..=400u32).find(|n| f64::from(*n) * 9.0 >= length).unwrap_or(400);
    let at = |part: f64| (x0 + (x1 - x0) * part, y0 + (y1 - y0) * part);
    for dash in 0..n_dashes {
        let start = f64::from(dash) / f64::from(n_dashes);
        canvas.path(&[at(start), at(start + 0.55 / f64::from(n_dashes))], 120, width);
    }
}

fn draw_node(canvas: &mut Canvas<'_>, spot: &Spot) {
    let Spot { x, y, radius: r, group } = *spot;
    let grey = GREYS[(group / N_SHAPES % GREYS.len() + group % GREYS.len()) % GREYS.len()];
    match group % N_SHAPES {
        0 => canvas.circle((x, y), r, grey),
        1 => {
            let s = r * 0.88;
            canvas.polygon(&[(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)], grey);
        }
        2 => canvas.polygon(&[(x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)], grey),
        3 => canvas.polygon(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], grey),
        _ => canvas.polygon(&[(x, y + r), (x + r, y - r * 0.8), (x - r, y - r * 0.8)], grey),
    }
}

/// Joins a label that was pushed away to its node.
fn draw_leader(canvas: &mut Canvas<'_>, area: Area, spot: &Spot, em: f64) {
    let (x, y) = (spot.x.clamp(area.left, area.right), spot.y.clamp(area.top, area.bottom));
    if (x - spot.x).hypot(y - spot.y) > spot.radius + em * 0.5 {
        canvas.path(&[(spot.x, spot.y), (x, y)], 0, 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sixty words on top of each other, as in the middle of a large network.
    fn crowd() -> Network {
        let node = |place: usize| {
            let turn = place as f64;
            let (x, y) = (0.5 + 0.3 * (turn * 0.9).sin(), 0.5 + 0.2 * (turn * 1.7).cos());
            Node { label: format!("{place}番目の語"), x, y, weight: 1.0 + turn, group: place }
        };
        Network { caption: Caption::default(), nodes: (0..60).map(node).collect(), edges: Vec::new() }
    }

    #[test]
    fn no_label_covers_another_or_a_node() {
        let chart = crowd();
        let labels: Vec<Vec<String>> = chart.nodes.iter().map(|node| wrap(&node.label, 10.0)).collect();
        let (width, spots, boxes) = lay_out(&chart, &labels, 640.0, 14.0);
        assert_eq!(n_covered(&boxes, &spots), 0);
        assert!(width < 1300.0);
        for area in boxes {
            assert!(
                area.left >= -0.5
                    && area.top >= -0.5
                    && area.right <= width + 0.5
                    && area.bottom <= width + 0.5
            );
        }
    }

    #[test]
    fn the_same_network_is_drawn_the_same() {
        let svg = || network(&crowd(), &Style::new("n")).unwrap();
        assert_eq!(svg(), svg());
    }
}
