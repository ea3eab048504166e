//! Response rates on a feedback sheet: beside the number of answers, and as charts of the whole region.

use super::content::SheetFigure;
use super::figures::Part;
use super::plain::{self, PlainWords};
use crate::dataset::Dataset;
use crate::dataset::tables::answer_table;
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::pages::explore::rates::{Rated, Said, rate_charts, rates};
use crate::view::figure::{CellView, FigureView, TableView};

/// The unit of a questionnaire's number with its share of the agencies invited or listed. None where that is none, untold, or of others.
pub(super) fn rated(dataset: &Dataset, part: &Part<'_>) -> Result<Option<String>> {
    if part.is_withheld {
        return Ok(None);
    }
    let table = answer_table(dataset, part.fielded);
    let figures = rates(dataset, &table, part.fielded)?;
    let Some((is_invited, [agencies, answered, rate])) =
        figures.first().and_then(|figure| total_rate(&figure.table))
    else {
        return Ok(None);
    };
    let args = [("invited", agencies), ("rate", rate)];
    let key = if is_invited { "sheet-unit-rate-invited" } else { "sheet-unit-rate" };
    Ok((answered == part.n).then(|| i18n::text(dataset.lang.code(), key, &args)))
}

/// Agencies, answered, and the share, of all, and whether these agencies are the invited or those on the list;
/// None where one is withheld, where there is no share, and where more answered than agencies are: then others did, too.
fn total_rate(table: &TableView) -> Option<(bool, [String; 3])> {
    let (is_invited, agencies, answered, rate) = match table.rows.last()?.as_slice() {
        [_, listed, answered, rate] => (false, listed, answered, rate),
        [_, invited, _, answered, rate, _] => (true, invited, answered, rate),
        _ => return None,
    };
    let number = |cell: &CellView| cell.text.parse::<usize>().ok();
    let is_told = rate.text.ends_with('%') && number(answered)? <= number(agencies)?;
    is_told.then(|| (is_invited, [agencies, answered, rate].map(|cell| cell.text.clone())))
}

/// The charts of a questionnaire's response rates.
pub struct RateFigures {
    /// Those by area and by kind that tell something.
    pub told: Vec<SheetFigure>,
    /// What is said of all of them, once.
    pub note: Option<Said>,
    /// The titles of those that are left out, since they would tell little.
    pub left_out: Vec<String>,
}

/// The response rates of a questionnaire by area and kind. Only for the whole region: within an area a kind is often one office.
///
/// # Errors
/// When the table library refuses or a chart cannot be drawn.
pub fn rate_figures(dataset: &Dataset, part: &Part<'_>) -> Result<RateFigures> {
    let table = answer_table(dataset, part.fielded);
    let figures = rate_charts(dataset, &table, part.fielded)?;
    let (silent, told): (Vec<Rated>, Vec<Rated>) =
        figures.into_iter().partition(|rated| tells_little(&rated.figure));
    Ok(RateFigures {
        note: told.first().map(|rated| rated.shared.clone()),
        told: told.into_iter().map(|rated| with_rate(named(rated, &part.title, dataset.lang))).collect(),
        left_out: silent.into_iter().map(|rated| rated.figure.title).collect(),
    })
}

/// Whether most of its rows are withheld: it would fill a page and say next to nothing.
fn tells_little(figure: &FigureView) -> bool {
    let rows = figure.table.rows.split_last().map(|(_, rows)| rows).unwrap_or_default();
    let withheld = rows.iter().filter(|row| row.iter().any(|cell| cell.is_suppressed)).count();
    withheld * 2 > rows.len()
}

/// A chart of rates with what its last row, that of all, says, or that it cannot say it.
fn with_rate((mut figure, mut plain, lang): (FigureView, PlainWords, Lang)) -> SheetFigure {
    let (key, args) = match total_rate(&figure.table) {
        Some((is_invited, [invited, answered, rate])) => (
            if is_invited { "sheet-draft-rate-invited" } else { "sheet-draft-rate" },
            vec![("invited", invited), ("answered", answered), ("rate", rate)],
        ),
        None => ("sheet-draft-rate-none", Vec::new()),
    };
    figure.reading = i18n::text(lang.code(), key, &args);
    plain.reading = plain::say(lang, key, &args);
    SheetFigure::with_plain(figure, plain)
}

/// A chart without links and with its own note alone, whose title says of which questionnaire it is: those of all stand together.
fn named(rated: Rated, questionnaire: &str, lang: Lang) -> (FigureView, PlainWords, Lang) {
    let titled = |figure: String| {
        let args = [("title", questionnaire.to_owned()), ("figure", figure)];
        i18n::text(lang.code(), "sheet-rates-of", &args)
    };
    let [note, plain_note] = rated.own;
    let (title, svg) = (titled(rated.figure.title), rated.own_svg);
    let mut figure = FigureView { title, note, svg, ..rated.figure };
    figure.table.caption.clone_from(&figure.title);
    figure.table.rows.iter_mut().flatten().for_each(|cell| cell.href.clear());
    let plain = PlainWords { title: titled(rated.plain_title), note: plain_note, reading: String::new() };
    (figure, plain, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_of_all_is_a_share_of_those_on_the_list_and_nothing_that_is_withheld() {
        let told = |cells: &[&str]| {
            let cell = |text: &str| CellView { text: text.to_owned(), ..CellView::default() };
            let row = ["合計"].iter().chain(cells).map(|text| cell(text)).collect();
            total_rate(&TableView { caption: String::new(), columns: Vec::new(), rows: vec![row] })
        };
        let some = |of, cells: [&str; 3]| Some((of, cells.map(str::to_owned)));
        assert_eq!(told(&["50", "20", "40.0%"]), some(false, ["50", "20", "40.0%"]));
        assert_eq!(told(&["50", "50", "100.0%"]), some(false, ["50", "50", "100.0%"]));
        assert_eq!(told(&["50", "52", "104.0%"]), None, "others answered, too");
        assert_eq!(told(&["50", "", ""]), None, "withheld");
        assert_eq!(told(&["3", "2", ""]), None, "of so few no rate is told");
        let invited = told(&["40", "50", "20", "50.0%", "40.0%"]);
        assert_eq!(invited, some(true, ["40", "20", "50.0%"]), "and it is said that it is of them");
        let cells =
            ["合計", "50", "", ""].map(|text| CellView { text: text.to_owned(), ..CellView::default() });
        let table = TableView { caption: String::new(), columns: Vec::new(), rows: vec![cells.into()] };
        let figure = FigureView {
            id: "rate".to_owned(),
            title: "回答率".to_owned(),
            note: String::new(),
            reading: String::new(),
            svg: String::new(),
            is_wide: false,
            table,
            under: String::new(),
        };
        let plain = PlainWords::usual(&figure);
        let found = with_rate((figure, plain, Lang::Ja));
        let plain = found.plain.map(|words| words.reading).unwrap_or_default();
        for line in [found.figure.reading, plain] {
            assert!(
                line.contains("言えません") && !line.contains("50"),
                "where it is not told, that: {line}"
            );
        }
    }
}
