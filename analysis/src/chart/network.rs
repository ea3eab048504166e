//! A network of words or codes: marks joined by lines, with labels that do not cover each other.

use serde::{Deserialize, Serialize};

use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::wrap;
use crate::chart::line_numbers::{NumberedLine, places};
use crate::chart::marks::{finite, marker};
use crate::chart::placement::{Layout, Spot, draw_label, draw_leader, grown, lay_out, spot_area};
use crate::chart::style::{Area, Canvas, Fill, Style};
use crate::chart::{Caption, number};
use crate::error::Error;

/// Everything a network prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// The words around it.
    pub caption: Caption,
    /// The nodes. Where not all labels find room, those that come first keep theirs.
    pub nodes: Vec<Node>,
    /// The lines between them.
    pub edges: Vec<Edge>,
    /// The weights of the thinnest and the thickest line, so that networks can be compared; `None` for those of its own lines.
    pub range: Option<(f64, f64)>,
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
    /// Which community it belongs to, from 0: shape, grey and pattern.
    pub group: usize,
    /// Where the node leads; empty for nowhere.
    pub href: String,
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
    /// Whether it is an arrow, which leaves room for one that leads back.
    pub is_directed: bool,
    /// Printed on it where nothing else is, at its middle if there is room; empty for nothing.
    pub text: String,
    /// Where the line leads; empty for nowhere.
    pub href: String,
}

/// White around a name, in characters, so that no line touches its letters.
const HALO: f64 = 0.25;

/// Draws the network as SVG. Where the labels need it, the drawing becomes larger than the style asks for.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn network(chart: &Network, style: &Style) -> Result<String, Error> {
    if chart.nodes.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let em = style.em();
    let labels: Vec<Vec<String>> = chart.nodes.iter().map(|node| wrap(&node.label, 10.0)).collect();
    let (width, height) = style.room();
    let layout =
        lay_out(&labels, (style.width(), width.min(height)), em, |side| place_nodes(chart, side, em));
    let caption = chart.caption.naming(&layout.is_shown).with_numbers(numbers(chart));
    let seen = seen(&layout, style);
    draw_chart(&caption, style, (seen.right - seen.left, seen.bottom - seen.top), |canvas| {
        canvas.move_right(-seen.left);
        canvas.move_down(-seen.top);
        draw_edges(canvas, chart, &layout);
        // Lines and heads of arrows end before they reach a name; marks are not covered.
        for (area, _) in layout.boxes.iter().zip(&layout.is_shown).filter(|(_, is_shown)| **is_shown) {
            canvas.fill(grown(*area, em * HALO), Fill::Grey(255));
        }
        for (((area, spot), node), is_shown) in
            layout.boxes.iter().zip(&layout.spots).zip(&chart.nodes).zip(&layout.is_shown)
        {
            if *is_shown {
                draw_leader(canvas, *area, spot, em);
            }
            marker(canvas, (spot.x, spot.y), spot.radius, node.group);
        }
        for ((area, label), _) in
            layout.boxes.iter().zip(&labels).zip(&layout.is_shown).filter(|(_, is_shown)| **is_shown)
        {
            draw_label(canvas, *area, label);
        }
        draw_edge_texts(canvas, chart, (&layout, seen));
        link(canvas, chart, &layout);
    })
}

/// Words with their weights, then pairs with theirs.
fn numbers(chart: &Network) -> impl Iterator<Item = String> {
    let nodes = chart.nodes.iter().map(node_number);
    nodes.chain(chart.edges.iter().filter_map(move |edge| edge_number(chart, edge)))
}

fn node_number(node: &Node) -> String {
    format!("{}: {}", node.label, number(node.weight))
}

fn edge_number(chart: &Network, edge: &Edge) -> Option<String> {
    let (from, to) = (chart.nodes.get(edge.from)?, chart.nodes.get(edge.to)?);
    let sign = if edge.is_directed { '→' } else { '–' };
    Some(format!("{} {sign} {}: {}", from.label, to.label, number(edge.weight)))
}

fn place_nodes(chart: &Network, side: f64, em: f64) -> Vec<Spot> {
    let heaviest = chart.nodes.iter().map(|node| finite(node.weight)).fold(f64::MIN_POSITIVE, f64::max);
    let margin = em * 3.0;
    let along = |place: f64| margin + finite(place).clamp(0.0, 1.0) * (side - 2.0 * margin);
    let spot = |node: &Node| Spot {
        x: along(node.x),
        y: along(node.y),
        radius: em * (0.35 + 0.95 * (finite(node.weight).max(0.0) / heaviest).sqrt()),
        frame: 0.0,
    };
    chart.nodes.iter().map(spot).collect()
}

/// Room around what is drawn, in characters.
const AROUND: f64 = 0.5;

/// The least width of the picture, as a part of what the style asks for: one that is much taller than it is wide would not fit a screen.
const LEAST_WIDTH: f64 = 0.75;

/// The part of the sheet where something is drawn, in whole units: nodes seldom reach all its sides, and on a narrow screen somebody
/// would see but its blank beginning.
fn seen(layout: &Layout, style: &Style) -> Area {
    let labels = layout.boxes.iter().zip(&layout.is_shown).filter(|(_, is_shown)| **is_shown);
    let drawn = labels.map(|(area, _)| *area).chain(layout.spots.iter().map(spot_area));
    let all = drawn.reduce(|one, other| Area {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    });
    let side = layout.side.round();
    let Some(all) = all else { return Area { left: 0.0, top: 0.0, right: side, bottom: side } };
    let around = style.em() * AROUND;
    let ends = |low: f64, high: f64, least: f64| {
        let wanted = (high - low + 2.0 * around).max(least).min(side);
        let low = (f64::midpoint(low, high) - wanted / 2.0).clamp(0.0, side - wanted).floor();
        (low, (low + wanted).ceil().min(side))
    };
    let (left, right) = ends(all.left, all.right, style.width() * LEAST_WIDTH);
    let (top, bottom) = ends(all.top, all.bottom, 0.0);
    Area { left, top, right, bottom }
}

/// How far an arrow is from the line between its nodes, in characters.
const ASIDE: f64 = 0.3;

/// The two ends of a line; `None` if one of its nodes does not exist. An arrow goes from the edge of one node to that of the other,
/// on its right side.
fn ends(edge: &Edge, layout: &Layout, em: f64) -> Option<[(f64, f64); 2]> {
    let (from, to) = (layout.spots.get(edge.from)?, layout.spots.get(edge.to)?);
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy);
    if !edge.is_directed || length <= from.radius + to.radius {
        return Some([(from.x, from.y), (to.x, to.y)]);
    }
    let (dx, dy) = (dx / length, dy / length);
    let beside = |x: f64, y: f64| (x - dy * ASIDE * em, y + dx * ASIDE * em);
    Some([
        beside(from.x + dx * from.radius, from.y + dy * from.radius),
        beside(to.x - dx * to.radius, to.y - dy * to.radius),
    ])
}

fn draw_edges(canvas: &mut Canvas<'_>, chart: &Network, layout: &Layout) {
    let weights = || chart.edges.iter().map(|edge| finite(edge.weight));
    let own = (weights().fold(f64::MAX, f64::min), weights().fold(f64::MIN, f64::max));
    let (least, most) = chart.range.unwrap_or(own);
    for edge in &chart.edges {
        let Some(ends) = ends(edge, layout, canvas.em) else { continue };
        let strength = (finite(edge.weight) - least) / (most - least).max(f64::MIN_POSITIVE);
        let width = (1..=5u32).rev().find(|step| strength * 5.0 >= f64::from(*step) - 0.5).unwrap_or(1);
        match edge.is_dashed {
            true => canvas.dashed(ends, width),
            false => canvas.path(&ends, 120, width),
        }
        if edge.is_directed {
            draw_head(canvas, ends, width);
        }
    }
}

/// The head of an arrow, larger for a thicker one.
fn draw_head(canvas: &mut Canvas<'_>, [(x0, y0), (x1, y1)]: [(f64, f64); 2], width: u32) {
    let length = (x1 - x0).hypot(y1 - y0);
    if length <= 0.0 {
        return;
    }
    let (dx, dy) = ((x1 - x0) / length, (y1 - y0) / length);
    let long = canvas.em * 0.45 + f64::from(width) * 1.5;
    let half = long * 0.45;
    let (x, y) = (x1 - dx * long, y1 - dy * long);
    canvas.patch(&[(x1, y1), (x - dy * half, y + dx * half), (x + dy * half, y - dx * half)], 120);
}

/// Prints the words of lines, the strongest first, where they cover no label, no node, no other of them and no other line.
fn draw_edge_texts(canvas: &mut Canvas<'_>, chart: &Network, (layout, seen): (&Layout, Area)) {
    let em = canvas.em;
    let labels = layout.boxes.iter().zip(&layout.is_shown).filter(|(_, is_shown)| **is_shown);
    let mut taken: Vec<Area> = labels.map(|(area, _)| *area).collect();
    taken.extend(layout.spots.iter().map(spot_area));
    let mut edges: Vec<&Edge> = chart.edges.iter().collect();
    edges.sort_by(|one, other| finite(other.weight).total_cmp(&finite(one.weight)));
    let mut lines: Vec<NumberedLine<'_>> = Vec::with_capacity(edges.len());
    for edge in edges {
        let Some(ends) = ends(edge, layout, em) else { continue };
        lines.push(NumberedLine { ends, text: &edge.text, is_directed: edge.is_directed });
    }
    for (line, place) in lines.iter().zip(places(&lines, &taken, seen, em)) {
        if let Some(place) = place {
            canvas.text_on_white(place, line.text);
        }
    }
}

/// Nodes lead somewhere where they and their labels are, lines at their middles.
fn link(canvas: &mut Canvas<'_>, chart: &Network, layout: &Layout) {
    for ((node, spot), (area, is_shown)) in
        chart.nodes.iter().zip(&layout.spots).zip(layout.boxes.iter().zip(&layout.is_shown))
    {
        let name = node_number(node);
        if *is_shown {
            canvas.link(*area, &node.href, &name);
        } else {
            canvas.link(spot_area(spot), &node.href, &name);
        }
    }
    for edge in &chart.edges {
        let found = (ends(edge, layout, canvas.em), edge_number(chart, edge));
        let (Some([(x0, y0), (x1, y1)]), Some(name)) = found else {
            continue;
        };
        let middle =
            Spot { x: f64::midpoint(x0, x1), y: f64::midpoint(y0, y1), radius: canvas.em * 0.5, frame: 0.0 };
        canvas.link(spot_area(&middle), &edge.href, &name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::assert_sound;
    use crate::chart::placement::n_covered;

    /// Sixty words on top of each other, as in the middle of a large network.
    fn crowd() -> Network {
        let node = |place: usize| {
            let turn = place as f64;
            let (x, y) = (0.5 + 0.3 * (turn * 0.9).sin(), 0.5 + 0.2 * (turn * 1.7).cos());
            Node {
                label: format!("{place}番目の語"),
                x,
                y,
                weight: 1.0 + turn,
                group: place,
                href: format!("/texts?word={place}"),
            }
        };
        let edge = |place: usize| Edge {
            from: place,
            to: (place + 7) % 60,
            weight: 0.125,
            is_dashed: place.is_multiple_of(2),
            is_directed: false,
            text: ".125".to_string(),
            href: format!("/texts?word={place}&with={}", place + 7),
        };
        Network {
            caption: Caption::default(),
            nodes: (0..60).map(node).collect(),
            edges: (0..5).map(edge).collect(),
            range: None,
        }
    }

    #[test]
    fn a_network_that_has_to_fit_a_sheet_says_how_many_names_it_has() {
        let mut chart = crowd();
        chart.caption.unnamed = "入る名前だけ".to_string();
        let room = Some((330, 330));
        let svg = assert_sound(|style| network(&chart, &Style { width: 320, room, ..style.clone() }));
        let (_, size) = svg.split_once("viewBox=\"0 0 ").unwrap();
        let width: f64 = size.split(' ').next().unwrap().parse().unwrap();
        assert!(width <= 330.0, "{width}");
        let named = svg.matches("番目の語</text>").count();
        assert!(named < 60 && svg.contains(&format!("入る名前だけ ({named}/60)")), "{named}: {svg}");
        // All are drawn, and read.
        assert!((0..60).all(|place| svg.contains(&format!("{place}番目の語: "))));
        let free = network(&chart, &Style::new("n")).unwrap();
        assert!(!free.contains("入る名前だけ"), "with room for all nothing is said");
    }

    #[test]
    fn no_label_covers_another_or_a_node() {
        let chart = crowd();
        let labels: Vec<Vec<String>> = chart.nodes.iter().map(|node| wrap(&node.label, 10.0)).collect();
        let layout = lay_out(&labels, (640.0, f64::INFINITY), 14.0, |side| place_nodes(&chart, side, 14.0));
        assert_eq!(n_covered(&layout.boxes, &layout.spots), 0);
        let side = layout.side;
        assert!(side < 1300.0);
        for area in layout.boxes {
            assert!(
                area.left >= -0.5
                    && area.top >= -0.5
                    && area.right <= side + 0.5
                    && area.bottom <= side + 0.5
            );
        }
    }

    #[test]
    fn a_network_tells_its_numbers_and_leads_to_its_texts() {
        let svg = assert_sound(|style| network(&crowd(), style));
        assert!(svg.contains("59番目の語: 60; 0番目の語 – 7番目の語: 0.125;"));
        assert!(
            svg.contains("href=\"/texts?word=59\"") && svg.contains("href=\"/texts?word=4&amp;with=11\"")
        );
        assert_eq!(svg.matches("<a ").count(), 65);
    }

    #[test]
    fn a_picture_is_as_large_as_what_is_drawn_in_it() {
        let at = |place: f64, (x, y): (f64, f64)| Node { x, y, weight: place, ..crowd().nodes[0].clone() };
        let sides = |places: [(f64, f64); 2]| -> (f64, f64) {
            let nodes = places.map(|place| at(1.0, place)).to_vec();
            let chart = Network { nodes, edges: Vec::new(), ..crowd() };
            let svg = assert_sound(|style| network(&chart, style));
            let (_, sides) = svg.split_once("viewBox=\"0 0 ").unwrap();
            let (width, height) = sides.split_once('"').unwrap().0.split_once(' ').unwrap();
            (width.parse().unwrap(), height.parse().unwrap())
        };
        let (width, height) = sides([(0.6, 0.1), (1.0, 0.3)]);
        assert!(width <= 480.0 && height < 250.0, "to the right: {width} {height}");
        let (width, height) = sides([(0.5, 0.0), (0.5, 1.0)]);
        assert!(width >= 480.0 && height > 500.0, "a narrow one stays as wide as a screen: {width} {height}");
    }

    /// Lines, then the white around names, then marks, then names: nothing is drawn over a name.
    #[test]
    fn no_line_and_no_head_of_an_arrow_reaches_a_name() {
        let svg = assert_sound(|style| network(&couple([3.2, 2.4], None), style));
        let last = |what: &str| svg.rfind(what).unwrap();
        let (line, mark, name) = (last("#787878"), last("<circle"), last("<text"));
        let white: Vec<usize> = svg.match_indices("fill=\"#FFFFFF\"").map(|(place, _)| place).collect();
        assert_eq!(
            white.iter().filter(|place| line < **place && **place < mark).count(),
            2,
            "one a name: {svg}"
        );
        assert!(line < mark && mark < name, "{svg}");
    }

    #[test]
    fn a_dashed_line_is_as_light_as_a_full_one() {
        let weight = |is_dashed: bool| {
            let mut chart = crowd();
            chart.edges.iter_mut().for_each(|edge| edge.is_dashed = is_dashed);
            network(&chart, &Style::new("n")).unwrap().len()
        };
        assert!(weight(true) < weight(false) + 200);
    }

    #[test]
    fn a_network_without_nodes_says_so() {
        let caption =
            Caption { empty: "共起する語がありません。".to_string(), ..Caption::default() };
        let chart = Network { caption, nodes: Vec::new(), edges: Vec::new(), range: None };
        assert!(network(&chart, &Style::new("n")).unwrap().contains(">共起する語がありません。</text>"));
    }

    /// Two kinds that know each other, and how well.
    fn couple(weights: [f64; 2], range: Option<(f64, f64)>) -> Network {
        let node = |(label, x): (&str, f64)| Node {
            label: label.to_string(),
            x,
            y: 0.5,
            weight: f64::NAN,
            group: 0,
            href: String::new(),
        };
        let edge = |(from, weight): (usize, f64)| Edge {
            from,
            to: 1 - from,
            weight,
            is_dashed: false,
            is_directed: true,
            text: String::new(),
            href: String::new(),
        };
        Network {
            caption: Caption::default(),
            nodes: [("甲", 0.1), ("乙", 0.9)].map(node).into(),
            edges: [0, 1].into_iter().zip(weights).map(edge).collect(),
            range,
        }
    }

    #[test]
    fn arrows_lead_there_and_back_beside_each_other() {
        let svg = assert_sound(|style| network(&couple([3.2, 2.4], None), style));
        assert!(svg.contains("甲: –; 乙: –; 甲 → 乙: 3.2; 乙 → 甲: 2.4"), "{svg}");
        assert_eq!(svg.matches("<polygon").count(), 2, "a head each");
        let chart = couple([3.2, 2.4], None);
        let labels = ["甲", "乙"].map(|label| vec![label.to_string()]);
        let there = lay_out(&labels, (640.0, f64::INFINITY), 14.0, |side| place_nodes(&chart, side, 14.0));
        let [one, other] = [0, 1].map(|edge: usize| ends(&chart.edges[edge], &there, 14.0).unwrap());
        assert!((one[0].1 - other[0].1).abs() > 7.0, "not on one another");
    }

    /// Two lines that cross in the middle; the stronger one comes last.
    #[test]
    fn lines_that_cross_have_their_own_numbers_and_the_strongest_has_one() {
        let node = |(x, y): (f64, f64)| Node { x, y, weight: 1.0, ..crowd().nodes[0].clone() };
        let edge = |(from, to, weight): (usize, usize, f64)| Edge {
            from,
            to,
            weight,
            is_dashed: weight < 2.5,
            is_directed: false,
            text: format!("{weight:.1}"),
            href: String::new(),
        };
        let chart = Network {
            nodes: [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(node).into(),
            edges: [(0, 3, 2.2), (1, 2, 3.0)].map(edge).into(),
            ..couple([3.0, 2.0], None)
        };
        let svg = assert_sound(|style| network(&chart, style));
        assert!(svg.contains(">2.2</text>") && svg.contains(">3.0</text>"), "{svg}");
    }

    #[test]
    fn lines_of_networks_that_are_compared_have_widths_of_one_scale() {
        let thickest = format!("stroke-width=\"{}\"", 5 * crate::chart::style::FINE);
        let svg = |range| network(&couple([4.0, 2.0], range), &Style::new("n")).unwrap();
        assert_eq!(svg(Some((0.0, 4.0))).matches(&thickest).count(), 1);
        assert_eq!(svg(Some((0.0, 8.0))).matches(&thickest).count(), 0);
        assert_eq!(svg(None).matches(&thickest).count(), 1);
    }
}
