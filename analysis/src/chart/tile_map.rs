//! A region as equal tiles, one a municipality or area, set in rows and columns as they lie to each other. The larger the
//! share the darker the tile; withheld ones are hatched.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::chart::Caption;
use crate::chart::bar::count_and_percent;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::heatmap::grey;
use crate::chart::lettering::{text_width, wrap};
use crate::chart::style::{Anchor, Area, Canvas, Fill, Style};
use crate::error::Error;
use crate::table::Count;
use crate::table::frequency::{Frequency, FrequencyRow};
use crate::table::suppress::Protected;

/// The most tiles that are drawn: no prefecture has as many municipalities.
pub const MOST_TILES: usize = 250;

/// The last row and column that a tile may have; tiles farther away stand below the map.
pub const LAST_PLACE: u16 = 39;

/// Everything a tile map prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TileMap {
    /// The words around it.
    pub caption: Caption,
    /// The tiles. Of more than [`MOST_TILES`] the first are drawn.
    pub tiles: Vec<Tile>,
}

/// One tile.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tile {
    /// What is printed in it; wrapped and, where it does not fit, shortened.
    pub label: String,
    /// Row and column from 0; `None` for below the map. Of two tiles at one place the second stands below, too.
    pub place: Option<(u16, u16)>,
    /// How many; `None` where there is nothing to count.
    pub count: Option<Count>,
    /// From 0 to 1; the largest of the map is the darkest.
    pub share: Option<f64>,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// Where an area lies on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TilePlace {
    /// The value of the variable that stands for it.
    pub value: String,
    /// What is printed if the table does not have it.
    pub label: String,
    /// From the north, from 0.
    pub row: u16,
    /// From the west, from 0.
    pub column: u16,
}

/// The map of a frequency table whose values are areas. Areas without a row are drawn as empty tiles; values without a place
/// stand below the map. `link` says where the number for a value leads.
pub fn of_frequency(
    frequency: &Protected<Frequency>,
    places: &[TilePlace],
    link: &dyn Fn(&str) -> String,
    caption: Caption,
) -> TileMap {
    let mut rows: BTreeMap<&str, &FrequencyRow> =
        frequency.table().rows.iter().map(|row| (row.value.as_str(), row)).collect();
    let tile = |row: &FrequencyRow, place: Option<(u16, u16)>| Tile {
        label: row.label.clone(),
        place,
        count: Some(row.count),
        share: row.share,
        href: if row.count.shown().is_some_and(|n| n > 0) { link(&row.value) } else { String::new() },
    };
    let mut tiles: Vec<Tile> = Vec::with_capacity(places.len());
    for place in places {
        let at = Some((place.row, place.column));
        tiles.push(match rows.remove(place.value.as_str()) {
            Some(row) => tile(row, at),
            None => {
                Tile { label: place.label.clone(), place: at, count: None, share: None, href: String::new() }
            }
        });
    }
    let others = frequency.table().rows.iter().filter(|row| rows.contains_key(row.value.as_str()));
    tiles.extend(others.map(|row| tile(row, None)));
    TileMap { caption, tiles }
}

/// Draws the map as SVG. With many columns it becomes wider than the style asks for rather than unreadable.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn tile_map(chart: &TileMap, style: &Style) -> Result<String, Error> {
    let tiles: Vec<&Tile> = chart.tiles.iter().take(MOST_TILES).collect();
    if tiles.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let em = style.em();
    let (cells, n_rows, n_columns) = cells(&tiles);
    let side = (style.width() / f64::from(n_columns)).clamp(em * 5.6, em * 8.0);
    let width = style.width().max(side * f64::from(n_columns) + 1.0);
    let most = tiles.iter().filter_map(|tile| tile.share).filter(|share| share.is_finite());
    let most = most.fold(f64::MIN_POSITIVE, f64::max);
    let caption = chart.caption.limited_to(tiles.len(), chart.tiles.len());
    let caption = caption.with_numbers(tiles.iter().map(|tile| numbers(tile)));
    draw_chart(&caption, style, (width, side * f64::from(n_rows) + em * 0.4), |canvas| {
        for (tile, (row, column)) in tiles.iter().zip(&cells) {
            let (left, top) = (f64::from(*column) * side, f64::from(*row) * side);
            let area =
                Area { left: left + 1.5, top: top + 1.5, right: left + side - 1.5, bottom: top + side - 1.5 };
            draw_tile(canvas, tile, area, most);
        }
    })
}

/// The row and column of each tile, and how many rows and columns there are. Empty rows and columns at the edges are left
/// out; tiles without a place of their own stand in rows below, after an empty one.
fn cells(tiles: &[&Tile]) -> (Vec<(u16, u16)>, u16, u16) {
    let mut taken = BTreeSet::new();
    let is_near = |place: &(u16, u16)| place.0 <= LAST_PLACE && place.1 <= LAST_PLACE;
    let places: Vec<Option<(u16, u16)>> =
        tiles.iter().map(|tile| tile.place.filter(is_near).filter(|place| taken.insert(*place))).collect();
    let known = || places.iter().flatten();
    let (top, left) = (known().map(|p| p.0).min().unwrap_or(0), known().map(|p| p.1).min().unwrap_or(0));
    let last = (known().map(|p| p.0).max(), known().map(|p| p.1).max());
    let n_columns = last.1.map_or(6, |last| last - left + 1).max(4);
    let first_below = last.0.map_or(0, |last| last - top + 2);
    let mut n_below = 0u16;
    let cells: Vec<(u16, u16)> = places
        .iter()
        .map(|place| match place {
            Some((row, column)) => (row - top, column - left),
            None => {
                n_below += 1;
                (first_below + (n_below - 1) / n_columns, (n_below - 1) % n_columns)
            }
        })
        .collect();
    let n_rows = cells.iter().map(|(row, _)| row + 1).max().unwrap_or(1);
    (cells, n_rows, n_columns)
}

/// The number of a tile: count and percentage, a star, or a dash where there is nothing to count.
fn counted(tile: &Tile) -> String {
    tile.count.map_or("–".to_string(), |count| count_and_percent(count, tile.share))
}

fn numbers(tile: &Tile) -> String {
    format!("{}: {}", tile.label, counted(tile))
}

/// The lines of a name in a tile: at most two.
fn name_lines(label: &str, room: f64) -> Vec<String> {
    let mut lines = wrap(label, room);
    if lines.len() > 2 {
        lines.truncate(2);
        if let Some(last) = lines.last_mut() {
            while text_width(last) + 1.0 > room && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

fn draw_tile(canvas: &mut Canvas<'_>, tile: &Tile, area: Area, most: f64) {
    let em = canvas.em;
    let mut lines = name_lines(&tile.label, (area.right - area.left) / em - 0.4);
    lines.extend(counted(tile).split(' ').map(str::to_string));
    if tile.count.is_some_and(Count::is_hidden) {
        canvas.fill(area, Fill::Rising);
        canvas.lines_on_white(area.centre(), &lines);
    } else {
        let share = tile.share.filter(|share| share.is_finite()).unwrap_or(0.0);
        canvas.fill(area, Fill::Grey(grey(share / most)));
        canvas.centred_lines(area.centre(), Anchor::Middle, &lines);
    }
    canvas.border(area, if tile.count.is_some() { 60 } else { 190 });
    canvas.link(area, &tile.href, &numbers(tile));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::assert_sound;
    use crate::table::frequency::{FrequencyOptions, frequency};
    use crate::table::suppress::{Disclosure, protect};
    use crate::table::{Column, ColumnData, Kind, Variable, frame};

    const AREAS: [(&str, &str, u16, u16); 4] = [
        ("n", "北部", 1, 2),
        ("w", "西部の長い名前の保健福祉圏域", 2, 1),
        ("e", "東部", 2, 3),
        ("s", "南部", 3, 2),
    ];

    /// Invented answers: 12 from the north, 8 from the west, 2 from the east, 9 from an area that is not on the map.
    fn chart() -> TileMap {
        let answers = [("n", 12), ("w", 8), ("e", 2), ("x", 9)];
        let cells: Vec<Option<String>> = answers
            .iter()
            .flat_map(|(value, n)| std::iter::repeat_n(Some((*value).to_string()), *n))
            .collect();
        let data = ColumnData::Texts(cells);
        let frame = frame(vec![Column { name: "area".to_string(), data }]).unwrap();
        let variable = Variable {
            name: "area".to_string(),
            label: "圏域".to_string(),
            kind: Kind::Single,
            values: Vec::new(),
        };
        let table = frequency(&frame, &variable, FrequencyOptions::default()).unwrap();
        let place = |(value, label, row, column): (&str, &str, u16, u16)| TilePlace {
            value: value.to_string(),
            label: label.to_string(),
            row,
            column,
        };
        let caption = Caption { empty: "地域がありません。".to_string(), ..Caption::default() };
        let table = protect(table, Disclosure::PROTECTED);
        of_frequency(&table, &AREAS.map(place), &|value| format!("/answers?area={value}"), caption)
    }

    #[test]
    fn areas_stand_where_they_lie_and_small_ones_are_withheld() {
        let chart = chart();
        let tiles: Vec<&Tile> = chart.tiles.iter().collect();
        assert_eq!(cells(&tiles).0, [(0, 1), (1, 0), (1, 2), (2, 1), (4, 0)]);
        let svg = assert_sound(|style| tile_map(&chart, style));
        assert!(svg.contains("e: *") && svg.contains("南部: –; x: ") && svg.contains(">*</text>"));
        assert!(!svg.contains("e: 2"));
        let north = chart.tiles[0].count.and_then(Count::shown);
        assert_eq!(svg.contains("href=\"/answers?area=n\""), north.is_some());
        assert!(!svg.contains("area=e"));
    }

    #[test]
    fn two_areas_at_one_place_are_both_drawn() {
        let mut chart = chart();
        chart.tiles[1].place = chart.tiles[0].place;
        chart.tiles[2].place = Some((u16::MAX, 0));
        let svg = assert_sound(|style| tile_map(&chart, style));
        let tiles: Vec<&Tile> = chart.tiles.iter().collect();
        let mut found = cells(&tiles).0;
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), 5);
        assert!(svg.contains(">n</text>"));
    }

    #[test]
    fn a_map_without_areas_says_so() {
        let chart = TileMap { tiles: Vec::new(), ..chart() };
        assert!(tile_map(&chart, &Style::new("m")).unwrap().contains(">地域がありません。</text>"));
    }
}
