//! The tree of a cluster analysis, from the things at the left to the one cluster of all at the right. Groups have a pattern
//! beside their things; the line where the tree is cut is dashed, and so is what lies beyond it.

use serde::Serialize;

use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, text_width, widest, wrap};
use crate::chart::marks::finite;
use crate::chart::placement::{edges, spread};
use crate::chart::style::{Anchor, Area, Canvas, FILLS, Style};
use crate::chart::{Caption, number};
use crate::error::Error;
use crate::multivariate::cluster::Tree;

/// The most lines at the left. Of a larger tree the lowest merges are not drawn: one line stands for their things.
pub const MOST_LEAVES: usize = 150;

/// Everything a dendrogram prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dendrogram {
    /// The words around it.
    pub caption: Caption,
    /// The things, in the order in which they were clustered.
    pub leaves: Vec<Leaf>,
    /// Their tree.
    pub tree: Tree,
    /// How many groups it is cut into.
    pub n_groups: usize,
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Leaf {
    /// What is printed; its weight follows, if it has any.
    pub label: String,
    /// How often it occurs; 0 where that says nothing. The heaviest thing gives a line of several its name.
    pub weight: f64,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// One line at the left: a thing, or several that are not told apart.
struct Row {
    /// Place of the (heaviest) thing.
    leaf: usize,
    /// How many things it stands for.
    n: usize,
    /// From 0.
    group: usize,
}

/// A merge as it is drawn: heights of its two parts and its own, and the rows of the parts.
struct Join {
    heights: [f64; 2],
    rows: [f64; 2],
    height: f64,
    is_cut: bool,
}

/// Where a part ends: its row, and its height.
type End = (f64, f64);

impl Dendrogram {
    /// At most so many rows from top to bottom, and the row of each thing.
    fn rows(&self, most: usize) -> (Vec<Row>, Vec<usize>) {
        let n = self.leaves.len();
        let clusters = self.tree.cut(most);
        let groups = self.tree.cut(self.n_groups.min(most));
        let mut row_of_cluster: Vec<Option<usize>> = vec![None; n];
        let mut row_of = vec![0; n];
        let mut rows: Vec<Row> = Vec::new();
        for &leaf in self.tree.order.iter().filter(|leaf| **leaf < n) {
            let cluster = clusters.get(leaf).copied().unwrap_or(0).min(n - 1);
            let place = *row_of_cluster[cluster].get_or_insert(rows.len());
            row_of[leaf] = place;
            match rows.get_mut(place) {
                None => rows.push(Row { leaf, n: 1, group: groups.get(leaf).copied().unwrap_or(0) }),
                Some(row) => {
                    row.n += 1;
                    if finite(self.leaves[leaf].weight) > finite(self.leaves[row.leaf].weight) {
                        row.leaf = leaf;
                    }
                }
            }
        }
        (rows, row_of)
    }

    /// The merges that are drawn, the lowest first.
    fn joins(&self, row_of: &[usize], n_rows: usize) -> Vec<Join> {
        let n = self.leaves.len();
        let n_hidden = n.saturating_sub(n_rows);
        let n_within = n - self.n_groups.clamp(1, n_rows.max(1)).min(n);
        let mut made: Vec<End> = Vec::with_capacity(self.tree.merges.len());
        let mut joins = Vec::with_capacity(n_rows);
        for (place, merge) in self.tree.merges.iter().enumerate() {
            let [first, second] = [merge.first, merge.second].map(|label| end(label, row_of, &made));
            let height = if place < n_hidden { 0.0 } else { finite(merge.height).max(0.0) };
            made.push((f64::midpoint(first.0, second.0), height));
            if place >= n_hidden {
                let (rows, heights) = ([first.0, second.0], [first.1, second.1]);
                joins.push(Join { heights, rows, height, is_cut: place >= n_within });
            }
        }
        joins
    }

    fn row_label(&self, row: &Row) -> String {
        let Some(leaf) = self.leaves.get(row.leaf) else { return String::new() };
        let others = if row.n > 1 { format!(" +{}", row.n - 1) } else { String::new() };
        let weight = if leaf.weight == 0.0 { String::new() } else { format!(" ({})", number(leaf.weight)) };
        format!("{}{others}{weight}", leaf.label)
    }
}

/// The end of a part by its label as in [`Tree`]: below 0 a thing, above 0 what a merge made.
fn end(label: i64, row_of: &[usize], made: &[End]) -> End {
    let place = usize::try_from(label.unsigned_abs()).unwrap_or(0).saturating_sub(1);
    match label > 0 {
        true => made.get(place).copied().unwrap_or_default(),
        false => (row_of.get(place).map_or(0.0, |row| *row as f64), 0.0),
    }
}

/// The height at which the tree is cut: between the last merge within groups and the first between them.
fn cut_height(joins: &[Join]) -> Option<f64> {
    let first = joins.iter().position(|join| join.is_cut)?;
    let below = first.checked_sub(1).and_then(|place| joins.get(place)).map_or(0.0, |join| join.height);
    Some(f64::midpoint(below, joins[first].height))
}

/// Where the tree is on the sheet.
struct Frame {
    em: f64,
    left: f64,
    right: f64,
    /// The greatest height.
    most: f64,
    tops: Vec<f64>,
}

impl Frame {
    fn x(&self, height: f64) -> f64 {
        self.left + (height / self.most).clamp(0.0, 1.0) * (self.right - self.left)
    }

    /// The middle of a row, or between two.
    fn y(&self, row: f64) -> f64 {
        let middle = |row: usize| {
            let ends =
                [self.tops.get(row), self.tops.get(row + 1)].map(|top| top.copied().unwrap_or_default());
            f64::midpoint(ends[0], ends[1])
        };
        let (above, below) = (row.floor().max(0.0) as usize, row.ceil().max(0.0) as usize);
        middle(above) + (middle(below) - middle(above)) * (row - row.floor())
    }
}

/// The rows with their names, and where they begin and end.
struct Placing {
    rows: Vec<Row>,
    row_of: Vec<usize>,
    labels: Vec<Vec<String>>,
    tops: Vec<f64>,
}

/// Height of the axis below the rows, in em.
const AXIS: f64 = 1.9;

/// Places as many rows as there is room for. A smaller number of rows has other, wider names: it is looked for from above.
fn placed(chart: &Dendrogram, style: &Style) -> Placing {
    let em = style.em();
    let room = style.width() * 0.4 / em;
    let mut most = MOST_LEAVES;
    loop {
        let (rows, row_of) = chart.rows(most);
        let labels: Vec<Vec<String>> = rows.iter().map(|row| wrap(&chart.row_label(row), room)).collect();
        let tops = edges(em * 0.2, labels.iter().map(|label| (label.len() as f64 * LINE + 0.25) * em));
        let n_rows = style.n_rows(tops.iter().skip(1).map(|end| end + em * AXIS)).max(2);
        if n_rows >= rows.len() {
            return Placing { rows, row_of, labels, tops };
        }
        most = n_rows;
    }
}

/// Draws the tree as SVG. A tree that does not fit its things is drawn as none.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn dendrogram(chart: &Dendrogram, style: &Style) -> Result<String, Error> {
    let n = chart.leaves.len();
    if n < 2 || chart.tree.merges.len() + 1 != n {
        return draw_empty(&chart.caption, style);
    }
    let em = style.em();
    let Placing { rows, row_of, labels, tops } = placed(chart, style);
    let joins = chart.joins(&row_of, rows.len());
    let label_width = widest(labels.iter().flatten()) * em;
    let bottom = tops.last().copied().unwrap_or_default();
    let most = joins.iter().map(|join| join.height).fold(f64::MIN_POSITIVE, f64::max);
    let frame = Frame { em, left: label_width + em * 1.9, right: style.width() - em * 1.5, most, tops };
    let caption = chart.caption.limited_to(rows.len(), n).with_numbers(numbers(chart, &rows, &joins));
    draw_chart(&caption, style, (style.width(), bottom + em * AXIS), |canvas| {
        for ((place, row), label) in rows.iter().enumerate().zip(&labels) {
            draw_row(canvas, chart, (place, row), label, &frame);
        }
        for join in &joins {
            draw_join(canvas, join, &frame);
        }
        draw_axis(canvas, cut_height(&joins), &frame, bottom);
    })
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    chart: &Dendrogram,
    (place, row): (usize, &Row),
    label: &[String],
    frame: &Frame,
) {
    let Frame { em, left, .. } = *frame;
    let ends = [frame.tops.get(place), frame.tops.get(place + 1)].map(|top| top.copied().unwrap_or_default());
    let swatch = Area { left: left - em * 1.2, top: ends[0], right: left - em * 0.2, bottom: ends[1] };
    canvas.centred_lines((left - em * 1.6, frame.y(place as f64)), Anchor::End, label);
    canvas.fill(swatch, FILLS[row.group % FILLS.len()]);
    canvas.border(swatch, 0);
    let href = chart.leaves.get(row.leaf).map_or("", |leaf| leaf.href.as_str());
    canvas.link(Area { left: 0.0, ..swatch }, href, &chart.row_label(row));
}

fn draw_join(canvas: &mut Canvas<'_>, join: &Join, frame: &Frame) {
    let x = frame.x(join.height);
    let [first, second] = join.rows.map(|row| frame.y(row));
    let [start, other] = join.heights.map(|height| frame.x(height));
    let lines = [[(start, first), (x, first)], [(x, first), (x, second)], [(other, second), (x, second)]];
    for line in lines {
        match join.is_cut {
            true => canvas.dashed(line, 1),
            false => canvas.path(&line, 0, 1),
        }
    }
}

/// The line of the cut, and the heights 0, of the cut and of the last merge.
fn draw_axis(canvas: &mut Canvas<'_>, cut: Option<f64>, frame: &Frame, bottom: f64) {
    let em = frame.em;
    if let Some(cut) = cut {
        canvas.dashed([(frame.x(cut), 0.0), (frame.x(cut), bottom)], 2);
    }
    canvas.path(&[(frame.left, bottom + em * 0.2), (frame.right, bottom + em * 0.2)], 0, 1);
    let heights: Vec<f64> = [Some(0.0), cut, Some(frame.most)].into_iter().flatten().collect();
    let texts: Vec<String> = heights.iter().map(|height| number(*height)).collect();
    let wanted: Vec<f64> = heights.iter().map(|height| frame.x(*height)).collect();
    let sizes: Vec<f64> = texts.iter().map(|text| (text_width(text) + 0.6) * em).collect();
    let middles = spread(&wanted, &sizes, frame.left - em, frame.right + em * 1.4);
    for ((text, x), place) in texts.iter().zip(middles).zip(wanted) {
        canvas.path(&[(place, bottom + em * 0.1), (place, bottom + em * 0.4)], 0, 1);
        canvas.text((x, bottom + em * 1.1), Anchor::Middle, text, 0);
    }
}

/// The groups with their things, then the heights from the first merge drawn to the last.
fn numbers(chart: &Dendrogram, rows: &[Row], joins: &[Join]) -> Vec<String> {
    let mut groups: Vec<(usize, Vec<String>)> = Vec::new();
    for row in rows {
        let label = chart.row_label(row);
        match groups.last_mut().filter(|(group, _)| *group == row.group) {
            Some((_, labels)) => labels.push(label),
            None => groups.push((row.group, vec![label])),
        }
    }
    let mut numbers: Vec<String> =
        groups.iter().map(|(group, labels)| format!("{}: {}", group + 1, labels.join(", "))).collect();
    let heights: Vec<String> = joins.iter().map(|join| number(join.height)).collect();
    numbers.push(heights.join(", "));
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::{assert_sound, printed};
    use crate::multivariate::cluster::{Linkage, cluster};
    use crate::multivariate::similarity::Pairs;

    /// Things on a line, in clumps of three.
    fn chart(n: usize) -> Dendrogram {
        let at = |place: usize| (place / 3 * 10 + place % 3) as f64;
        let tree = cluster(&Pairs::new(n, |one, other| at(other) - at(one)), Linkage::Average).unwrap();
        let leaf = |place: usize| Leaf {
            label: format!("語{place}"),
            weight: (place % 7 + 1) as f64,
            href: format!("/texts?word={place}"),
        };
        let caption = Caption {
            empty: "語が足りません。".to_string(),
            limited: "近い語をまとめて示した".to_string(),
            ..Caption::default()
        };
        Dendrogram { caption, leaves: (0..n).map(leaf).collect(), tree, n_groups: 2 }
    }

    #[test]
    fn groups_and_heights_are_in_the_words() {
        let chart = chart(6);
        let svg = assert_sound(|style| dendrogram(&chart, style));
        // 0, 1, 2 and 10, 11, 12 on a line; average link joins at 1, 1.5 and, between the clumps, at 10.
        let group = |leaves: &[usize]| {
            let labels: Vec<String> = leaves.iter().map(|leaf| format!("語{leaf} ({})", leaf + 1)).collect();
            format!("{}: {}", leaves[0] / 3 + 1, labels.join(", "))
        };
        let (first, second) = chart.tree.order.split_at(3);
        assert!(svg.contains(&format!("{}; {}; 1, 1, 1.5, 1.5, 10<", group(first), group(second))));
        assert!(svg.contains(">5.75</text>") && svg.contains(">10</text>"));
        assert!(svg.contains("href=\"/texts?word=5\" aria-label=\"語5 (6)\""));
    }

    #[test]
    fn a_large_tree_is_drawn_from_above() {
        let svg = assert_sound(|style| dendrogram(&chart(300), style));
        let rows = printed(&svg).iter().filter(|printed| printed.text.starts_with('語')).count();
        assert_eq!(rows, MOST_LEAVES);
        assert!(
            svg.contains(&format!("近い語をまとめて示した ({MOST_LEAVES}/300)")) && svg.contains(" +1 (")
        );
    }

    #[test]
    fn a_tree_that_has_to_fit_a_sheet_has_fewer_lines() {
        let chart = chart(140);
        let svg = assert_sound(|style| {
            dendrogram(&chart, &Style { width: 900, room: Some((1_020, 1_250)), ..style.clone() })
        });
        let rows: Vec<_> = printed(&svg).into_iter().filter(|text| text.text.starts_with('語')).collect();
        assert!((40..60).contains(&rows.len()), "{}", rows.len());
        assert!(rows.iter().all(|row| row.area.bottom < 1_250.0));
        assert!(svg.contains(&format!("近い語をまとめて示した ({}/140)", rows.len())), "{svg}");
    }

    #[test]
    fn what_has_no_weight_stands_alone() {
        let mut chart = chart(3);
        chart.leaves.iter_mut().for_each(|leaf| leaf.weight = 0.0);
        let svg = assert_sound(|style| dendrogram(&chart, style));
        assert!(svg.contains("aria-label=\"語2\"") && !svg.contains("(0)"), "{svg}");
    }

    #[test]
    fn a_tree_of_nothing_says_so() {
        let mut chart = chart(3);
        chart.leaves.clear();
        assert!(dendrogram(&chart, &Style::new("d")).unwrap().contains(">語が足りません。</text>"));
    }
}
