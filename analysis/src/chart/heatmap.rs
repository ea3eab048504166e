//! A cross table as a picture: the numbers in the cells, and grey for what stands out.

use serde::{Deserialize, Serialize};

use crate::chart::Caption;
use crate::chart::bar::count_and_percent;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, widest, widest_unit, wrap};
use crate::chart::placement::edges;
use crate::chart::slide::letters;
use crate::chart::style::{Anchor, Area, Canvas, Fill, Layout, Style};
use crate::error::Error;
use crate::rounded::signed;
use crate::statistics::residual::Residual;
use crate::table::crosstab::{CodeCell, CodeCrosstab, CodeRow, Crosstab, CrosstabCell};
use crate::table::suppress::Protected;

/// Everything a heat map prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heatmap {
    /// The words around it.
    pub caption: Caption,
    /// Words above the columns.
    pub columns: Vec<String>,
    /// Words to the left of the rows.
    pub rows: Vec<String>,
    /// `cells[row][column]`.
    pub cells: Vec<Vec<HeatCell>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatCell {
    /// Printed in the cell; empty for nothing.
    pub text: String,
    /// Whether the number is withheld: the cell is hatched.
    pub is_hidden: bool,
    /// How dark the cell is, from 0 (white) to 1 (the darkest grey that text can be read on); lined below 0.
    pub shade: f64,
    /// Sign after the number.
    pub mark: Mark,
    /// Where the cell leads; empty for nowhere.
    pub href: String,
}

/// How far a cell is from what independence would give, as Japanese statistics programs print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Not significantly.
    #[default]
    None,
    /// More, p < .05: ▲.
    Higher,
    /// More, p < .01: ▲▲.
    MuchHigher,
    /// Fewer, p < .05: ▽.
    Lower,
    /// Fewer, p < .01: ▽▽.
    MuchLower,
}

impl Mark {
    /// The mark of an adjusted residual: ±1.96 is the 5 % level, ±2.576 the 1 % level of the normal distribution.
    pub fn of_residual(residual: Option<f64>) -> Mark {
        match residual {
            Some(r) if r >= 2.576 => Mark::MuchHigher,
            Some(r) if r >= 1.96 => Mark::Higher,
            Some(r) if r <= -2.576 => Mark::MuchLower,
            Some(r) if r <= -1.96 => Mark::Lower,
            _ => Mark::None,
        }
    }

    /// The shade of a cell with it: grey for more, lines for fewer, so that both can be seen in a copy.
    pub fn shade(self) -> f64 {
        match self {
            Mark::MuchHigher => 1.0,
            Mark::Higher => 0.5,
            Mark::None => 0.0,
            Mark::Lower | Mark::MuchLower => -1.0,
        }
    }

    /// The printed sign.
    pub fn sign(self) -> &'static str {
        match self {
            Mark::None => "",
            Mark::Higher => "▲",
            Mark::MuchHigher => "▲▲",
            Mark::Lower => "▽",
            Mark::MuchLower => "▽▽",
        }
    }
}

/// The heat map of a cross table: count and row percentage, cells that are significantly higher in grey.
pub fn of_crosstab(crosstab: &Protected<Crosstab>, caption: Caption) -> Heatmap {
    let crosstab = crosstab.table();
    let cell = |cell: &CrosstabCell| {
        let mark = Mark::of_residual(cell.residual);
        let shade = match mark {
            Mark::MuchHigher => 1.0,
            Mark::Higher => 0.5,
            _ => 0.0,
        };
        let text = count_and_percent(cell.count, cell.row_share);
        HeatCell { text, is_hidden: cell.count.is_hidden(), shade, mark, href: String::new() }
    };
    Heatmap {
        caption,
        columns: crosstab.columns.iter().map(|column| column.label.clone()).collect(),
        rows: crosstab.rows.iter().map(|row| row.label.clone()).collect(),
        cells: crosstab.cells.iter().map(|cells| cells.iter().map(cell).collect()).collect(),
    }
}

/// The heat map of a cross table with the residuals that are told of it: each under its count and percentage, marked as `mark`
/// says. What is significantly higher is grey with ▲, what is significantly lower is lined with ▽, so that both can be seen in
/// a copy.
pub fn of_residuals(
    crosstab: &Protected<Crosstab>,
    residuals: &[Vec<Option<Residual>>],
    mark: &dyn Fn(&Residual) -> Mark,
    caption: Caption,
) -> Heatmap {
    let mut chart = of_crosstab(crosstab, caption);
    for (row, cells) in chart.cells.iter_mut().enumerate() {
        for (column, cell) in cells.iter_mut().enumerate() {
            let found = residuals.get(row).and_then(|row| row.get(column)).and_then(Option::as_ref);
            let found = found.filter(|found| found.residual.is_finite() && !cell.is_hidden);
            cell.mark = found.map_or(Mark::None, mark);
            cell.shade = cell.mark.shade();
            if let Some(found) = found {
                cell.text = format!("{} {}", cell.text, signed(found.residual, 2));
            }
        }
    }
    chart
}

/// The heat map of codes against an attribute: count and percentage, the darker the larger the share.
pub fn of_code_crosstab(crosstab: &Protected<CodeCrosstab>, caption: Caption) -> Heatmap {
    let crosstab = crosstab.table();
    let cell = |cell: &CodeCell| HeatCell {
        text: count_and_percent(cell.count, cell.share),
        is_hidden: cell.count.is_hidden(),
        shade: cell.share.unwrap_or(0.0),
        mark: Mark::of_residual(cell.residual),
        href: String::new(),
    };
    let label = |row: &CodeRow| format!("{} (n={})", row.label, row.n);
    Heatmap {
        caption,
        columns: crosstab.codes.iter().map(|code| code.label.clone()).collect(),
        rows: crosstab.rows.iter().map(label).collect(),
        cells: crosstab.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect(),
    }
}

/// Widest word of a head that makes columns wider, in em.
const MOST_HEAD: f64 = 8.0;

/// Draws the table as SVG. With many columns it becomes wider than the style asks for rather than unreadable.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn heatmap(chart: &Heatmap, style: &Style) -> Result<String, Error> {
    if chart.rows.is_empty() || chart.columns.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let em = style.em();
    let chart = &fitted(chart, style);
    let Placing { labels, heads, lines, left, cell_width, head_height, heights, width } =
        placed(chart, style);
    let total: f64 = heights.iter().sum();
    let caption = chart.caption.with_numbers((0..chart.rows.len()).map(|row| row_numbers(chart, row)));
    draw_chart(&caption, style, (width, head_height + total + em * 0.5), |canvas| {
        for (column, head) in heads.iter().enumerate() {
            let x = left + (column as f64 + 0.5) * cell_width;
            // Heads of few lines stand on the table.
            let y = head_height - (head.len() as f64 - 0.5) * LINE * em - em * 0.1;
            canvas.lines((x, y), Anchor::Middle, head);
        }
        let mut top = head_height;
        for (row, (label, height)) in labels.iter().zip(&heights).enumerate() {
            let bottom = top + height;
            canvas.centred_lines((left - em * 0.5, f64::midpoint(top, bottom)), Anchor::End, label);
            let cells = chart.cells.get(row).into_iter().flatten().zip(lines.get(row).into_iter().flatten());
            for (column, (cell, lines)) in cells.enumerate() {
                let x = left + column as f64 * cell_width;
                let area = Area { left: x, top, right: x + cell_width, bottom };
                draw_cell(canvas, (cell, lines.as_slice()), area);
                let name = [chart.rows.get(row), chart.columns.get(column)]
                    .map(|name| name.map_or("", String::as_str));
                canvas.link(area, &cell.href, &format!("{}: {}", name.join(", "), printed(cell)));
            }
            top = bottom;
        }
        let right = left + cell_width * chart.columns.len() as f64;
        for y in edges(head_height, heights.iter().copied()) {
            canvas.path(&[(left, y), (right, y)], 90, 1);
        }
        for x in (0..=chart.columns.len()).map(|column| left + column as f64 * cell_width) {
            canvas.path(&[(x, head_height), (x, top)], 90, 1);
        }
    })
}

/// The first columns, and of these the first rows, that there is room for; its caption says how many of all they are.
fn fitted(chart: &Heatmap, style: &Style) -> Heatmap {
    if style.room.is_none() {
        return chart.clone();
    }
    let (most, em) = (style.room().0, style.em());
    let mut part = chart.clone();
    let Placing { left, cell_width, width, .. } = placed(&part, style);
    if width > most {
        let n_columns = (((most - left - 1.0) / cell_width).floor().max(1.0)) as usize;
        part.columns.truncate(n_columns);
        part.cells.iter_mut().for_each(|cells| cells.truncate(n_columns));
        part.caption = part.caption.limited_to(part.columns.len(), chart.columns.len());
    }
    let Placing { head_height, heights, .. } = placed(&part, style);
    let n_rows = style.n_rows(edges(head_height + em * 0.5, heights).into_iter().skip(1));
    part.rows.truncate(n_rows);
    part.cells.truncate(n_rows);
    part.caption = part.caption.limited_to(part.rows.len(), chart.rows.len());
    part
}

/// Where everything stands.
struct Placing {
    labels: Vec<Vec<String>>,
    heads: Vec<Vec<String>>,
    /// The lines of each cell.
    lines: Vec<Vec<Vec<String>>>,
    left: f64,
    cell_width: f64,
    head_height: f64,
    /// The heights of the rows.
    heights: Vec<f64>,
    width: f64,
}

/// Cells are no wider than this, in em, unless their words are or the picture fills a slide.
const WIDEST_CELL: f64 = 9.0;

/// Widths that are tried for a slide, as parts of that of the style.
const SLIDE_WIDTHS: [f64; 7] = [1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0];

/// Places a table. That of a slide is the widest of those with the largest letters, with cells in lines or in one line each: the slide is
/// wider than most tables are.
fn placed(chart: &Heatmap, style: &Style) -> Placing {
    let em = style.em();
    let in_lines: Vec<Vec<Vec<String>>> =
        chart.cells.iter().map(|cells| cells.iter().map(cell_lines).collect()).collect();
    let usual = place(chart, (em, style.width(), WIDEST_CELL), in_lines.clone());
    if style.layout != Layout::Slide {
        return usual;
    }
    let in_one: Vec<Vec<Vec<String>>> =
        chart.cells.iter().map(|cells| cells.iter().map(|cell| vec![printed(cell)]).collect()).collect();
    let scale = |placing: &Placing| {
        let height = placing.head_height + placing.heights.iter().sum::<f64>() + em * 0.5;
        letters(&chart.caption, style, (placing.width, height))
    };
    let tried = SLIDE_WIDTHS.iter().flat_map(|part| [(part, &in_lines), (part, &in_one)]);
    let tried =
        tried.map(|(part, lines)| place(chart, (em, style.width() * part, f64::INFINITY), lines.clone()));
    tried.fold(usual, |best, next| if scale(&next) >= scale(&best) { next } else { best })
}

/// Places a table with the given lines in its cells in a width, or in more if they need it; `most` is the width of a cell in em.
fn place(chart: &Heatmap, (em, width, most): (f64, f64, f64), lines: Vec<Vec<Vec<String>>>) -> Placing {
    let labels: Vec<Vec<String>> = chart.rows.iter().map(|row| wrap(row, width * 0.3 / em)).collect();
    let left = widest(labels.iter().flatten()) * em + em * 0.7;
    // Words of heads stay whole where they are not very long.
    let word = chart.columns.iter().map(|column| widest_unit(column)).fold(0.0, f64::max).min(MOST_HEAD);
    let least = (widest(lines.iter().flatten().flatten()).max(2.5).max(word) + 0.6) * em;
    let n_columns = chart.columns.len().max(1) as f64;
    let cell_width = ((width - left) / n_columns).clamp(least, least.max(em * most));
    let heads: Vec<Vec<String>> = chart.columns.iter().map(|c| wrap(c, cell_width / em - 0.4)).collect();
    let head_height = heads.iter().map(Vec::len).max().unwrap_or(0) as f64 * LINE * em + em * 0.4;
    let deepest = lines.iter().flatten().map(Vec::len).max().unwrap_or(1) as f64;
    let cell_height = (deepest * LINE + 0.6) * em;
    let heights =
        labels.iter().map(|label| cell_height.max((label.len() as f64 * LINE + 0.4) * em)).collect();
    let width = width.max(left + cell_width * n_columns + 1.0);
    Placing { labels, heads, lines, left, cell_width, head_height, heights, width }
}

/// A cell's text as it is read out: with its mark.
fn printed(cell: &HeatCell) -> String {
    cell_lines(cell).join(" ")
}

/// A row's numbers in one sentence.
fn row_numbers(chart: &Heatmap, row: usize) -> String {
    let cells = chart.columns.iter().zip(chart.cells.get(row).into_iter().flatten());
    let cells: Vec<String> = cells.map(|(column, cell)| format!("{column} {}", printed(cell))).collect();
    format!("{}: {}", chart.rows.get(row).map_or("", String::as_str), cells.join(", "))
}

/// A cell's text in lines: the count with its mark, then percentage and residual if there are any.
fn cell_lines(cell: &HeatCell) -> Vec<String> {
    let mut parts = cell.text.split(' ');
    let first = format!("{}{}", parts.next().unwrap_or_default(), cell.mark.sign());
    [first].into_iter().chain(parts.filter(|part| !part.is_empty()).map(str::to_string)).collect()
}

fn draw_cell(canvas: &mut Canvas<'_>, (cell, lines): (&HeatCell, &[String]), area: Area) {
    if cell.is_hidden {
        canvas.fill(area, Fill::Rising);
        canvas.text_on_white(area.centre(), &cell.text);
    } else if cell.shade < 0.0 {
        canvas.fill(area, Fill::Level);
        canvas.lines_on_white(area.centre(), lines);
    } else {
        canvas.fill(area, Fill::Grey(grey(cell.shade)));
        canvas.centred_lines(area.centre(), Anchor::Middle, lines);
    }
}

/// White to a grey on which black text still has a contrast of 7:1.
pub(super) fn grey(shade: f64) -> u8 {
    let darker = (shade.clamp(0.0, 1.0) * 100.0).round();
    let steps = (0..=100u8).find(|step| f64::from(*step) >= darker).unwrap_or(0);
    255 - steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::assert_sound;
    use crate::table::crosstab::{CrosstabOptions, crosstab};
    use crate::table::suppress::{Disclosure, protect};
    use crate::table::tested::test_crosstab;
    use crate::table::{Column, ColumnData, Kind, Variable, frame};

    /// Of twenty in the north eighteen said yes, of twenty in the south four.
    fn table() -> Protected<Crosstab> {
        let column = |name: &str, value: &dyn Fn(usize) -> &'static str| {
            let cells = (0..40).map(|row| Some(value(row).to_string())).collect();
            Column { name: name.to_string(), data: ColumnData::Texts(cells) }
        };
        let said = |row: usize| if !(18..36).contains(&row) { "a yes" } else { "b no" };
        let frame = frame(vec![
            column("area", &|row| if row < 20 { "a north" } else { "b south" }),
            column("said", &said),
        ])
        .unwrap();
        let variable = |name: &str| Variable {
            name: name.to_string(),
            label: name.to_string(),
            kind: Kind::Single,
            values: Vec::new(),
        };
        let table = crosstab(&frame, &variable("area"), &variable("said"), CrosstabOptions::default());
        protect(table.unwrap(), Disclosure::Internal)
    }

    #[test]
    fn a_table_that_has_to_fit_a_sheet_has_its_first_rows_and_columns() {
        let cell = |place: usize| HeatCell {
            text: format!("{place} (10.0%) +2.10"),
            is_hidden: false,
            shade: 0.0,
            mark: Mark::Higher,
            href: String::new(),
        };
        let chart = Heatmap {
            caption: Caption { limited: "はじめだけ".to_string(), ..Caption::default() },
            columns: (0..30).map(|column| format!("値{column}")).collect(),
            rows: (0..60).map(|row| format!("コード{row}")).collect(),
            cells: (0..60).map(|_| (0..30).map(cell).collect()).collect(),
        };
        let fitting = Style { width: 900, room: Some((1_020, 1_250)), ..Style::new("h") };
        let svg = assert_sound(|style| heatmap(&chart, &Style { id: style.id.clone(), ..fitting.clone() }));
        let part = fitted(&chart, &fitting);
        let (rows, columns) = (part.rows.len(), part.columns.len());
        assert!((10..60).contains(&rows) && (5..30).contains(&columns), "{rows} {columns}");
        assert!(part.cells.len() == rows && part.cells.iter().all(|cells| cells.len() == columns));
        let placed = placed(&part, &fitting);
        assert!(
            placed.width <= 1_020.0 && placed.head_height + placed.heights.iter().sum::<f64>() <= 1_250.0
        );
        assert!(svg.contains(&format!("はじめだけ ({columns}/30) はじめだけ ({rows}/60)")), "{svg}");
        assert!(svg.contains("コード0: ") && !svg.contains("コード59"), "what is not drawn is not read");
        assert_eq!(fitted(&chart, &Style::new("h")), chart, "without a sheet to fit, all is drawn");
    }

    /// By hand: (18 − 11) ÷ √(11 · .5 · .45) = 4.45.
    #[test]
    fn residuals_can_be_read_in_black_and_white() {
        let table = table();
        let residuals = test_crosstab(&table).residuals;
        let mark = |found: &Residual| Mark::of_residual(Some(found.residual));
        let chart = of_residuals(&table, &residuals, &mark, Caption::default());
        let svg = assert_sound(|style| heatmap(&chart, style));
        assert!(svg.contains("a north: a yes 18▲▲ (90.0%) +4.45, b no 2▽▽ (10.0%) -4.45"));
        for text in [">18▲▲</text>", ">2▽▽</text>", ">+4.45</text>", ">-4.45</text>"] {
            assert_eq!(svg.matches(text).count(), if text.contains("4.45") { 2 } else { 1 }, "{text}");
        }
        assert!(chart.cells[0][0].shade > 0.0 && chart.cells[0][1].shade < 0.0);
    }

    #[test]
    fn names_of_columns_break_between_their_words() {
        let cell = HeatCell {
            text: "1".to_string(),
            is_hidden: false,
            shade: 0.0,
            mark: Mark::None,
            href: String::new(),
        };
        let columns = ["current_status", "employment", "s3"].repeat(5);
        let chart = Heatmap {
            caption: Caption::default(),
            rows: vec!["a".to_string()],
            cells: vec![vec![cell; columns.len()]],
            columns: columns.into_iter().map(str::to_string).collect(),
        };
        let svg = assert_sound(|style| heatmap(&chart, style));
        for part in [">current_</text>", ">status</text>", ">employment</text>"] {
            assert!(svg.contains(part), "{part}");
        }
    }

    #[test]
    fn residuals_that_are_not_told_are_not_printed() {
        let chart = of_residuals(&table(), &[vec![None, None]], &|_| Mark::Higher, Caption::default());
        assert!(
            chart.cells.iter().flatten().all(|cell| cell.mark == Mark::None && !cell.text.contains("4.45"))
        );
    }

    /// Fourteen choices in five areas: drawn in the proportions of a page they would take two fifths of the slide's width.
    #[test]
    fn a_slide_is_as_wide_as_its_letters_allow() {
        let cell = || HeatCell {
            text: "12 (34.3%)".to_string(),
            is_hidden: false,
            shade: 0.3,
            mark: Mark::None,
            href: String::new(),
        };
        let chart = Heatmap {
            caption: Caption::default(),
            columns: (1..=5).map(|n| format!("圏域{n}")).collect(),
            rows: (1..=14).map(|n| format!("相談先の長い名前{n}")).collect(),
            cells: (0..14).map(|_| (0..5).map(|_| cell()).collect()).collect(),
        };
        let svg = heatmap(&chart, &Style::slide("s")).unwrap();
        let (_, moved) = svg.split_once("translate(").unwrap();
        let numbers: Vec<f64> = moved
            .split(|c: char| !c.is_ascii_digit() && c != '.')
            .filter_map(|number| number.parse().ok())
            .take(3)
            .collect();
        assert!(numbers[0] < 250.0 && numbers[2] > 1.2, "left and scale: {numbers:?}");
        assert!(svg.contains(">12 (34.3%)</text>"), "each cell is one line");
        let page = heatmap(&chart, &Style::new("p")).unwrap();
        assert!(page.contains(">(34.3%)</text>"), "a page has no such room");
    }

    #[test]
    fn marks_follow_the_levels_of_the_normal_distribution() {
        let sign = |residual: f64| Mark::of_residual(Some(residual)).sign();
        assert_eq!([sign(2.6), sign(2.0), sign(1.9), sign(-2.0), sign(-3.0)], ["▲▲", "▲", "", "▽", "▽▽"]);
        assert_eq!(Mark::of_residual(None), Mark::None);
    }
}
