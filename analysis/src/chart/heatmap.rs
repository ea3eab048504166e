//! A cross table as a picture: the numbers in the cells, and grey for what stands out.

use serde::{Deserialize, Serialize};

use crate::chart::Caption;
use crate::chart::bar::count_and_percent;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, widest, widest_unit, wrap};
use crate::chart::placement::edges;
use crate::chart::style::{Anchor, Area, Canvas, Fill, Style};
use crate::error::Error;
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
                cell.text = format!("{} {:+.2}", cell.text, found.residual);
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
    let labels: Vec<Vec<String>> = chart.rows.iter().map(|row| wrap(row, style.width() * 0.3 / em)).collect();
    let left = widest(labels.iter().flatten()) * em + em * 0.7;
    let cells = || chart.cells.iter().flatten();
    // Words of heads stay whole where they are not very long.
    let word = chart.columns.iter().map(|column| widest_unit(column)).fold(0.0, f64::max).min(MOST_HEAD);
    let least = (widest(cells().flat_map(cell_lines)).max(2.5).max(word) + 0.6) * em;
    let n_columns = chart.columns.len().max(1) as f64;
    let cell_width = ((style.width() - left) / n_columns).clamp(least, least.max(em * 9.0));
    let heads: Vec<Vec<String>> = chart.columns.iter().map(|c| wrap(c, cell_width / em - 0.4)).collect();
    let head_height = heads.iter().map(Vec::len).max().unwrap_or(0) as f64 * LINE * em + em * 0.4;
    let deepest = cells().map(|cell| cell_lines(cell).len()).max().unwrap_or(1) as f64;
    let cell_height = (deepest * LINE + 0.6) * em;
    let height = |label: &Vec<String>| cell_height.max((label.len() as f64 * LINE + 0.4) * em);
    let total: f64 = labels.iter().map(height).sum();
    let width = style.width().max(left + cell_width * n_columns + 1.0);
    let caption = chart.caption.with_numbers((0..chart.rows.len()).map(|row| row_numbers(chart, row)));
    draw_chart(&caption, style, (width, head_height + total + em * 0.5), |canvas| {
        for (column, head) in heads.iter().enumerate() {
            let x = left + (column as f64 + 0.5) * cell_width;
            // Heads of few lines stand on the table.
            let y = head_height - (head.len() as f64 - 0.5) * LINE * em - em * 0.1;
            canvas.lines((x, y), Anchor::Middle, head);
        }
        let mut top = head_height;
        for (row, label) in labels.iter().enumerate() {
            let bottom = top + height(label);
            canvas.centred_lines((left - em * 0.5, f64::midpoint(top, bottom)), Anchor::End, label);
            for (column, cell) in chart.cells.get(row).into_iter().flatten().enumerate() {
                let x = left + column as f64 * cell_width;
                let area = Area { left: x, top, right: x + cell_width, bottom };
                draw_cell(canvas, cell, area);
                let name = [chart.rows.get(row), chart.columns.get(column)]
                    .map(|name| name.map_or("", String::as_str));
                canvas.link(area, &cell.href, &format!("{}: {}", name.join(", "), printed(cell)));
            }
            top = bottom;
        }
        let right = left + cell_width * n_columns;
        for y in edges(head_height, labels.iter().map(height)) {
            canvas.path(&[(left, y), (right, y)], 90, 1);
        }
        for x in (0..=chart.columns.len()).map(|column| left + column as f64 * cell_width) {
            canvas.path(&[(x, head_height), (x, top)], 90, 1);
        }
    })
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

fn draw_cell(canvas: &mut Canvas<'_>, cell: &HeatCell, area: Area) {
    if cell.is_hidden {
        canvas.fill(area, Fill::Rising);
        canvas.text_on_white(area.centre(), &cell.text);
    } else if cell.shade < 0.0 {
        canvas.fill(area, Fill::Level);
        canvas.lines_on_white(area.centre(), &cell_lines(cell));
    } else {
        canvas.fill(area, Fill::Grey(grey(cell.shade)));
        canvas.centred_lines(area.centre(), Anchor::Middle, &cell_lines(cell));
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

    #[test]
    fn marks_follow_the_levels_of_the_normal_distribution() {
        let sign = |residual: f64| Mark::of_residual(Some(residual)).sign();
        assert_eq!([sign(2.6), sign(2.0), sign(1.9), sign(-2.0), sign(-3.0)], ["▲▲", "▲", "", "▽", "▽▽"]);
        assert_eq!(Mark::of_residual(None), Mark::None);
    }
}
