//! A matrix question as one picture: a bar of 100 % for each of its rows.

use analysis::chart::Caption;
use analysis::chart::stacked_bar::{StackedBar, StackedBarChart, stacked_bar};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::table::Count;
use surveys::questionnaire::variable::Variable;

use super::{BarLine, FigureView, TableView, caption, column, counted, join, words};
use crate::i18n::{self, Lang, Wording};

/// A row of the question with its answers.
pub struct MatrixRow {
    /// The row's title.
    pub label: String,
    /// How often each column was chosen, in the order of the columns.
    pub lines: Vec<BarLine>,
    /// What the shares are shares of.
    pub base: Count,
}

/// The variables question by question; those of a matrix stand together.
pub fn questions(variables: &[Variable]) -> impl Iterator<Item = &[Variable]> {
    variables.chunk_by(|a, b| a.row.is_some() && a.question == b.question)
}

/// The rows of a matrix as stacked bars.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn matrix_figure(id: &str, title: &str, rows: Vec<MatrixRow>, lang: Lang) -> Result<FigureView, Error> {
    let note = matrix_note(&rows, lang, Wording::Usual);
    let categories = categories(&rows);
    let mut columns = vec![column(i18n::plain(lang, "table-code"), false)];
    columns.extend(categories.iter().map(|label| column(label, true)));
    columns.push(column("n", true));
    let caption = Caption { empty: i18n::plain(lang, "figure-empty"), ..caption(title, &note) };
    let svg = stacked_bar(&matrix_chart(&rows, caption), &Style::new(id))?;
    let cells = |row: MatrixRow| {
        let mut cells = vec![words(row.label)];
        cells.extend(row.lines.into_iter().map(|line| counted(line.count, line.share, line.href)));
        cells.push(counted(row.base, None, String::new()));
        cells
    };
    Ok(FigureView {
        id: id.to_owned(),
        title: title.to_owned(),
        note,
        reading: String::new(),
        under: String::new(),
        svg,
        is_wide: true,
        table: TableView { caption: title.to_owned(), columns, rows: rows.into_iter().map(cells).collect() },
    })
}

/// The note of the rows' figure.
pub fn matrix_note(rows: &[MatrixRow], lang: Lang, wording: Wording) -> String {
    let is_any_hidden =
        |row: &MatrixRow| row.base.is_hidden() || row.lines.iter().any(|line| line.count.is_hidden());
    let say = |key: &str| i18n::plain(lang, &wording.key(key));
    let hidden = if rows.iter().any(is_any_hidden) { say("figure-hidden") } else { String::new() };
    join(&[say("figure-matrix"), hidden], lang)
}

/// The chart of the rows.
pub fn matrix_chart(rows: &[MatrixRow], caption: Caption) -> StackedBarChart {
    let share = |row: &MatrixRow, line: &BarLine| match row.base {
        Count::Shown(0) => Some(0.0),
        _ => line.share,
    };
    let bar = |row: &MatrixRow| StackedBar {
        label: row.label.clone(),
        base: format!("n={}", row.base),
        shares: row.lines.iter().map(|line| share(row, line)).collect(),
        hrefs: row.lines.iter().map(|line| line.href.clone()).collect(),
    };
    StackedBarChart { caption, categories: categories(rows), bars: rows.iter().map(bar).collect() }
}

/// The words of the columns.
fn categories(rows: &[MatrixRow]) -> Vec<String> {
    rows.first().map(|row| row.lines.iter().map(|line| line.label.clone()).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withheld_cell_stays_withheld_beside_its_row() {
        let line = |label: &str, count, share| BarLine {
            label: label.to_owned(),
            count,
            share,
            href: String::new(),
        };
        let rows = vec![MatrixRow {
            label: "保健所".to_owned(),
            lines: vec![line("知らない", Count::Hidden, None), line("協働", Count::Shown(9), Some(0.75))],
            base: Count::Shown(12),
        }];
        let figure = matrix_figure("m", "関わり", rows, Lang::Ja).unwrap();
        let cells = &figure.table.rows[0];
        assert!(cells[1].is_suppressed);
        assert_eq!((cells[2].text.as_str(), cells[3].text.as_str()), ("9 (75.0%)", "12"));
        assert!(figure.svg.contains("n=12"));
    }
}
