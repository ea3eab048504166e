//! Answers on a scale as bars that part in the middle: one side to the left, the other to the right.

use analysis::chart::Caption;
use analysis::chart::likert::{LikertBar, LikertChart, likert, of_crosstab};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::table::Count;
use analysis::table::crosstab::Crosstab;
use analysis::table::frequency::Frequency;
use analysis::table::suppress::Protected;
use surveys::questionnaire::variable::Variable;

use super::{FigureView, LinkTo, caption, join};
use crate::dataset::tables::QuestionTable;
use crate::dataset::tables::scales::plain_values;
use crate::i18n::{self, Lang};

/// The figure of a question on a scale with this picture; its table stays as it is. A question with several answers is none.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn scale_figure(
    figure: FigureView,
    (table, variable): (&QuestionTable, &Variable),
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let bars = match table {
        QuestionTable::Frequency(table) => {
            vec![row_bar(&i18n::plain(lang, "table-total"), table.table(), variable, link)]
        }
        QuestionTable::Crosstab(table) => group_bars(table, variable, link),
        QuestionTable::Choices(_) => return Ok(figure),
    };
    diverging(figure, variable, bars, lang)
}

/// The bar of one question, or of one row of a matrix.
pub fn row_bar(label: &str, frequency: &Frequency, variable: &Variable, link: LinkTo<'_>) -> LikertBar {
    let count = |value: &str| frequency.rows.iter().find(|row| row.value == value).map(|row| row.count);
    let steps = plain_values(variable);
    LikertBar {
        label: label.to_owned(),
        n: frequency.base,
        counts: steps.iter().map(|(value, _)| count(value).unwrap_or(Count::Shown(0))).collect(),
        hrefs: steps.iter().map(|(value, _)| link(value, None)).collect(),
    }
}

/// A bar for each area, kind or answer that the question is set against.
fn group_bars(table: &Protected<Crosstab>, variable: &Variable, link: LinkTo<'_>) -> Vec<LikertBar> {
    let crosstab = table.table();
    let steps = plain_values(variable);
    let place = |value: &str| crosstab.columns.iter().position(|column| column.value == value);
    let places: Vec<Option<usize>> = steps.iter().map(|(value, _)| place(value)).collect();
    let mut bars = of_crosstab(table, None, Caption::default()).bars;
    for (bar, group) in bars.iter_mut().zip(&crosstab.rows) {
        let count = |place: &Option<usize>| place.and_then(|place| bar.counts.get(place).copied());
        bar.counts = places.iter().map(|place| count(place).unwrap_or(Count::Shown(0))).collect();
        bar.hrefs = steps.iter().map(|(value, _)| link(value, Some(&group.value))).collect();
    }
    bars
}

/// A figure with these bars for its picture. An odd number of steps has one in the middle.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn diverging(
    figure: FigureView,
    variable: &Variable,
    bars: Vec<LikertBar>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let say = |key: &str| i18n::plain(lang, key);
    let steps = plain_values(variable);
    let neutral = (steps.len() % 2 == 1).then_some(steps.len() / 2);
    let parts = say(if neutral.is_some() { "figure-scale-middle" } else { "figure-scale-even" });
    let beside = match steps.len() < variable.value_labels.len() {
        true => say("figure-scale-beside"),
        false => String::new(),
    };
    let note = join(&[figure.note, parts, beside], lang);
    let chart = LikertChart {
        caption: Caption { empty: say("figure-empty"), ..caption(&figure.title, &note) },
        categories: steps.iter().map(|(_, label)| label.clone()).collect(),
        neutral,
        bars,
    };
    let svg = likert(&chart, &Style::new(&figure.id))?;
    Ok(FigureView { note, svg, is_wide: true, ..figure })
}

#[cfg(test)]
mod tests {
    use analysis::table::frequency::{FrequencyOptions, frequency};
    use analysis::table::suppress::{Disclosure, protect};
    use analysis::table::{Column, ColumnData, Kind, ValueLabel, Variable as Counted, frame};
    use surveys::questionnaire::parse::parse;
    use surveys::questionnaire::variable::variables;

    use super::super::bar_figure;
    use super::*;

    /// Five steps and わからない.
    fn variable() -> Variable {
        let json = r#"{"pages":[{"name":"p","elements":[{"type":"radiogroup","name":"m","title":"自信","choices":[
            "1|ない","2|少し","3|どちらとも","4|まあ","5|ある","97|わからない"]}]}]}"#;
        let definition = parse(json).0.unwrap();
        variables(&definition, "ja").remove(0)
    }

    fn counted(answers: &[&str]) -> Protected<Frequency> {
        let cells = answers.iter().map(|answer| Some((*answer).to_owned())).collect();
        let data = ColumnData::Texts(cells);
        let table = frame(vec![Column { name: "m".to_owned(), data }]).unwrap();
        let values = variable().value_labels.into_iter();
        let values = values.map(|(value, label)| ValueLabel { value, label }).collect();
        let asked = Counted { name: "m".to_owned(), label: "m".to_owned(), kind: Kind::Single, values };
        let found = frequency(&table, &asked, FrequencyOptions::default()).unwrap();
        protect(found, Disclosure::Internal)
    }

    #[test]
    fn what_is_no_step_is_in_the_base_and_not_in_the_picture() {
        let table = counted(&["1", "2", "3", "3", "5", "97", "97", "97"]);
        let figure = bar_figure("m", "自信", "n=8。".to_owned(), Vec::new(), Lang::Ja).unwrap();
        let link = |value: &str, _: Option<&str>| format!("/responses?value={value}");
        let table = QuestionTable::Frequency(table);
        let figure = scale_figure(figure, (&table, &variable()), &link, Lang::Ja).unwrap();
        assert!(figure.svg.contains("(n=8): ない 1 (12.5%), 少し 1 (12.5%), どちらとも 2 (25.0%)"));
        assert!(!figure.svg.contains("わからない 3") && figure.note.contains("段階でない答え"));
        assert!(figure.svg.contains("href=\"/responses?value=3\"") && !figure.svg.contains("value=97"));
        assert!(figure.is_wide);
    }
}
