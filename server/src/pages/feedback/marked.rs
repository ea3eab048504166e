//! A chart of a published sheet with a mark at somebody's own answer. It is drawn again from the table that was published, so that
//! no number stands in it that the region has not got.

use std::collections::HashMap;

use analysis::chart::Caption;
use analysis::chart::bar::{Bar, BarChart, bar};
use analysis::chart::stacked_bar::{StackedBar, StackedBarChart, stacked_bar};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::table::HIDDEN;

use super::content::{Places, SheetFigure};
use crate::i18n::{self, Lang};
use crate::view::figure::{BAR_WIDTH, CellView, FigureView, TableView, caption, column, join, words};

/// What stands before an own answer.
const MARK: char = '◀';

/// The values that somebody gave, by the name of the variable; none of a question that was not asked or answered.
pub type Given = HashMap<String, Vec<String>>;

/// The charts of a questionnaire's closed questions, with marks at what was `given`.
///
/// # Errors
/// When a chart cannot be drawn.
pub fn marked<'f>(
    figures: impl Iterator<Item = &'f SheetFigure>,
    questionnaire: i64,
    given: &Given,
    lang: Lang,
) -> Result<Vec<FigureView>, Error> {
    let mut all = Vec::new();
    for SheetFigure { figure, places, .. } in figures {
        let Some(places) = places.as_ref().filter(|places| places.questionnaire == questionnaire) else {
            continue;
        };
        all.push(match places.variables.as_slice() {
            [variable] => bars(figure, &places.values, values_of(given, variable), lang)?,
            _ => matrix(figure, places, given, lang)?,
        });
    }
    Ok(all)
}

/// Whether there is an own answer in a chart that [`marked`] drew: something stands in the last column of its table.
pub fn has_mark(figure: &FigureView) -> bool {
    figure.table.rows.iter().any(|row| row.last().is_some_and(|cell| !cell.text.is_empty()))
}

fn values_of<'g>(given: &'g Given, variable: &str) -> &'g [String] {
    given.get(variable).map_or(&[], Vec::as_slice)
}

/// A question as bars: each row of its table is a value.
fn bars(figure: &FigureView, values: &[String], own: &[String], lang: Lang) -> Result<FigureView, Error> {
    let say = |key: &str| i18n::plain(lang, key);
    let is_own = |place: usize| values.get(place).is_some_and(|value| own.contains(value));
    let rows = &figure.table.rows;
    let drawn = rows.iter().enumerate().map(|(place, row)| bar_of(row, is_own(place))).collect();
    let caption = Caption { empty: say("figure-empty"), ..caption(&figure.title, &figure.note) };
    let chart = BarChart { caption, bars: drawn, full: None };
    let svg = bar(&chart, &Style { width: BAR_WIDTH, ..Style::new(&figure.id) })?;
    let own_cell = |place: usize| if is_own(place) { say("own-mark") } else { String::new() };
    let labels = rows.iter().enumerate().filter(|(place, _)| is_own(*place)).map(|(_, row)| text(row, 0));
    let labels: Vec<String> = labels.collect();
    let said = match labels.as_slice() {
        [] => say("own-none"),
        labels => {
            let args = [("answer", labels.join(&say("list-separator")))];
            i18n::text(lang.code(), "own-given", &args)
        }
    };
    Ok(FigureView {
        svg,
        reading: join(&[figure.reading.clone(), said], lang),
        table: with_column(&figure.table, own_cell, lang),
        ..figure.clone()
    })
}

/// The bar of a row of value, count and share.
fn bar_of(row: &[CellView], is_own: bool) -> Bar {
    let (count, share) = (printed(row, 1), text(row, 2));
    let number = if share.is_empty() { count.clone() } else { format!("{count} ({share})") };
    Bar {
        label: text(row, 0),
        value: count.parse().ok(),
        text: if is_own { format!("{number} {MARK}") } else { number },
        is_muted: false,
        href: String::new(),
    }
}

/// A matrix: each row of its table is a variable, each column between the first and the last a value.
fn matrix(figure: &FigureView, places: &Places, given: &Given, lang: Lang) -> Result<FigureView, Error> {
    let say = |key: &str| i18n::plain(lang, key);
    let table = &figure.table;
    let end = table.columns.len().saturating_sub(1);
    let categories = table.columns.get(1..end).unwrap_or_default();
    let categories: Vec<String> = categories.iter().map(|column| column.label.clone()).collect();
    let own = |place: usize| {
        let given = places.variables.get(place).map_or(&[] as &[String], |name| values_of(given, name));
        let labels = places.values.iter().zip(&categories);
        let labels = labels.filter(|(value, _)| given.contains(value)).map(|(_, label)| label.clone());
        let labels: Vec<String> = labels.collect();
        if labels.is_empty() {
            return String::new();
        }
        format!("{MARK} {}", labels.join(&say("list-separator")))
    };
    let bar = |(place, row): (usize, &Vec<CellView>)| StackedBar {
        label: format!("{} {}", text(row, 0), own(place)).trim_end().to_owned(),
        base: format!("n={}", printed(row, end)),
        shares: row.get(1..end).unwrap_or_default().iter().map(share_in).collect(),
        hrefs: Vec::new(),
    };
    let caption = Caption { empty: say("figure-empty"), ..caption(&figure.title, &figure.note) };
    let drawn = table.rows.iter().enumerate().map(bar).collect();
    let svg = stacked_bar(
        &StackedBarChart { caption, categories: categories.clone(), bars: drawn },
        &Style::new(&figure.id),
    )?;
    let has_own = (0..table.rows.len()).any(|place| !own(place).is_empty());
    let said = say(if has_own { "own-rows" } else { "own-none" });
    Ok(FigureView {
        svg,
        reading: join(&[figure.reading.clone(), said], lang),
        table: with_column(table, own, lang),
        ..figure.clone()
    })
}

/// A table with a last column that says where the own answer is.
fn with_column(table: &TableView, own: impl Fn(usize) -> String, lang: Lang) -> TableView {
    let mut table = table.clone();
    table.columns.push(column(i18n::plain(lang, "own-column"), false));
    for (place, row) in table.rows.iter_mut().enumerate() {
        row.push(words(own(place)));
    }
    table
}

fn text(row: &[CellView], place: usize) -> String {
    row.get(place).map(|cell| cell.text.clone()).unwrap_or_default()
}

/// A cell as it is printed.
fn printed(row: &[CellView], place: usize) -> String {
    match row.get(place) {
        Some(cell) if cell.is_suppressed => HIDDEN.to_owned(),
        _ => text(row, place),
    }
}

/// The share in a cell such as `9 (75.0%)`, from 0 to 1; None where it is withheld.
fn share_in(cell: &CellView) -> Option<f64> {
    if cell.text == "0" {
        return Some(0.0);
    }
    let (_, share) = cell.text.split_once('(')?;
    share.strip_suffix("%)")?.parse().ok().map(|percent: f64| percent / 100.0)
}

#[cfg(test)]
mod tests {
    use analysis::table::Count;

    use super::*;
    use crate::view::figure::matrix::{MatrixRow, matrix_figure};
    use crate::view::figure::{BarLine, bar_figure};

    fn lines() -> Vec<BarLine> {
        let line = |label: &str, count: Count, share| BarLine {
            label: label.to_owned(),
            count,
            share,
            href: String::new(),
        };
        vec![
            line("バス", Count::Shown(12), Some(0.6)),
            line("徒歩", Count::Hidden, None),
            line("車", Count::Hidden, None),
        ]
    }

    fn found(figure: FigureView, variables: &[&str]) -> SheetFigure {
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        let places =
            Places { questionnaire: 7, variables: owned(variables), values: owned(&["1", "2", "3"]) };
        SheetFigure { places: Some(places), ..SheetFigure::of(figure) }
    }

    fn given(all: &[(&str, &[&str])]) -> Given {
        let values = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        all.iter().map(|(name, own)| ((*name).to_owned(), values(own))).collect()
    }

    #[test]
    fn the_own_answer_is_marked_and_what_is_withheld_stays_so() {
        let figure = bar_figure("q7-way", "手段", "n=20。".to_owned(), lines(), Lang::Ja).unwrap();
        let all = [found(figure.clone(), &["way"])];
        let own = marked(all.iter(), 7, &given(&[("way", &["2"])]), Lang::Ja).unwrap();
        let rows = &own[0].table.rows;
        assert_eq!(rows[0][..3], figure.table.rows[0], "the numbers are the published ones");
        assert!(rows[1][1].is_suppressed && rows[1][3].text.contains(MARK), "{:?}", rows[1]);
        assert!(rows[0][3].text.is_empty() && rows[2][3].text.is_empty());
        assert!(own[0].svg.contains("* ◀") && own[0].svg.contains("12 (60.0%)"), "{}", own[0].svg);
        assert!(own[0].reading.contains("徒歩"), "{}", own[0].reading);
        let none = marked(all.iter(), 7, &given(&[]), Lang::Ja).unwrap();
        assert!(has_mark(&own[0]) && !has_mark(&none[0]), "what the page says it has");
        assert!(!none[0].svg.contains(MARK) && none[0].reading.contains(&i18n::plain(Lang::Ja, "own-none")));
        assert!(marked(all.iter(), 8, &given(&[]), Lang::Ja).unwrap().is_empty(), "of another questionnaire");
    }

    #[test]
    fn in_a_matrix_each_row_has_its_own_answer() {
        let row = |label: &str| MatrixRow { label: label.to_owned(), lines: lines(), base: Count::Shown(20) };
        let figure = matrix_figure("q7-tie", "関わり", vec![row("保健所"), row("病院")], Lang::Ja).unwrap();
        let all = [found(figure, &["tie_a", "tie_b"])];
        let own = marked(all.iter(), 7, &given(&[("tie_b", &["1"])]), Lang::Ja).unwrap();
        let rows = &own[0].table.rows;
        assert!(rows[0][5].text.is_empty());
        assert_eq!(rows[1][5].text, "◀ バス");
        assert!(has_mark(&own[0]));
        assert!(rows[1][2].is_suppressed);
    }
}
