//! A network of words or codes: marks joined by lines, with labels that do not cover each other.

use serde::{Deserialize, Serialize};

use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, text_width, wrap};
use crate::chart::marks::{dashed, finite, marker};
use crate::chart::placement::{Layout, Spot, draw_label, draw_leader, lay_out, overlap, spot_area};
use crate::chart::style::{Area, Canvas, Style};
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
    /// Printed at its middle if there is room; empty for nothing.
    pub text: String,
    /// Where the line leads; empty for nowhere.
    pub href: String,
}

/// Draws the network as SVG. Where the labels need it, the drawing becomes larger than the style asks for.
pub fn network(chart: &Network, style: &Style) -> Result<String, Error> {
    if chart.nodes.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let em = style.em();
    let labels: Vec<Vec<String>> = chart.nodes.iter().map(|node| wrap(&node.label, 10.0)).collect();
    let layout = lay_out(&labels, style.width(), em, |side| place_nodes(chart, side, em));
    let caption = chart.caption.with_numbers(numbers(chart));
    draw_chart(&caption, style, (layout.side, layout.side), |canvas| {
        draw_edges(canvas, chart, &layout);
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
        draw_edge_texts(canvas, chart, &layout, em);
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
    Some(format!("{} – {}: {}", from.label, to.label, number(edge.weight)))
}

fn place_nodes(chart: &Network, side: f64, em: f64) -> Vec<Spot> {
    let heaviest = chart.nodes.iter().map(|node| finite(node.weight)).fold(f64::MIN_POSITIVE, f64::max);
    let margin = em * 3.0;
    let along = |place: f64| margin + finite(place).clamp(0.0, 1.0) * (side - 2.0 * margin);
    let spot = |node: &Node| Spot {
        x: along(node.x),
        y: along(node.y),
        radius: em * (0.35 + 0.95 * (finite(node.weight).max(0.0) / heaviest).sqrt()),
    };
    chart.nodes.iter().map(spot).collect()
}

/// The two ends of a line; `None` if one of its nodes does not exist.
fn ends(edge: &Edge, layout: &Layout) -> Option<[(f64, f64); 2]> {
    let (from, to) = (layout.spots.get(edge.from)?, layout.spots.get(edge.to)?);
    Some([(from.x, from.y), (to.x, to.y)])
}

fn draw_edges(canvas: &mut Canvas<'_>, chart: &Network, layout: &Layout) {
    let weights = || chart.edges.iter().map(|edge| finite(edge.weight));
    let (least, most) = (weights().fold(f64::MAX, f64::min), weights().fold(f64::MIN, f64::max));
    for edge in &chart.edges {
        let Some(ends) = ends(edge, layout) else { continue };
        let strength = (finite(edge.weight) - least) / (most - least).max(f64::MIN_POSITIVE);
        let width = (1..=5u32).rev().find(|step| strength * 5.0 >= f64::from(*step) - 0.5).unwrap_or(1);
        match edge.is_dashed {
            true => dashed(canvas, ends, width),
            false => canvas.path(&ends, 120, width),
        }
    }
}

/// Prints the words of lines in the order of the list, where they cover no label, no node and no other of them.
fn draw_edge_texts(canvas: &mut Canvas<'_>, chart: &Network, layout: &Layout, em: f64) {
    let labels = layout.boxes.iter().zip(&layout.is_shown).filter(|(_, is_shown)| **is_shown);
    let mut taken: Vec<Area> = labels.map(|(area, _)| *area).collect();
    taken.extend(layout.spots.iter().map(spot_area));
    for edge in chart.edges.iter().filter(|edge| !edge.text.is_empty()) {
        let Some([(x0, y0), (x1, y1)]) = ends(edge, layout) else { continue };
        let (x, y) = (f64::midpoint(x0, x1), f64::midpoint(y0, y1));
        let (half, tall) = ((text_width(&edge.text) + 0.3) * em / 2.0, em * (LINE - 0.2) / 2.0);
        let area = Area { left: x - half, top: y - tall, right: x + half, bottom: y + tall };
        let is_inside = area.left >= 0.0 && area.right <= layout.side;
        if is_inside && taken.iter().all(|other| overlap(*other, area).is_none()) {
            canvas.text_on_white((x, y), &edge.text);
            taken.push(area);
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
        let (Some([(x0, y0), (x1, y1)]), Some(name)) = (ends(edge, layout), edge_number(chart, edge)) else {
            continue;
        };
        let middle = Spot { x: f64::midpoint(x0, x1), y: f64::midpoint(y0, y1), radius: canvas.em * 0.5 };
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
            text: ".125".to_string(),
            href: format!("/texts?word={place}&with={}", place + 7),
        };
        Network {
            caption: Caption::default(),
            nodes: (0..60).map(node).collect(),
            edges: (0..5).map(edge).collect(),
        }
    }

    #[test]
    fn no_label_covers_another_or_a_node() {
        let chart = crowd();
        let labels: Vec<Vec<String>> = chart.nodes.iter().map(|node| wrap(&node.label, 10.0)).collect();
        let layout = lay_out(&labels, 640.0, 14.0, |side| place_nodes(&chart, side, 14.0));
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
    fn a_network_without_nodes_says_so() {
        let caption =
            Caption { empty: "共起する語がありません。".to_string(), ..Caption::default() };
        let chart = Network { caption, nodes: Vec::new(), edges: Vec::new() };
        assert!(network(&chart, &Style::new("n")).unwrap().contains(">共起する語がありません。</text>"));
    }
}
