//! Figures for papers and slides: one list of what can be drawn, and one of the files of each.

use analysis::chart::Caption;
use analysis::chart::flow::flow;
use analysis::chart::png::{Fonts, png, png_for_print};
use analysis::chart::stacked_bar;
use analysis::chart::style::{Layout, Style};
use analysis::error::Error;
use analysis::table::crosstab::{CodeCrosstab, Crosstab};
use analysis::table::tested::test_codes;
use surveys::questionnaire::variable::Variable;

use super::Source;
use super::bars::{draw_bars, draw_heat, draw_stacked};
use super::flow::{chart, chart_note};
use crate::dataset::Fielded;
use crate::dataset::tables::{AnswerTable, By, QuestionTable, answer_table};
use crate::i18n::{self, Lang, Wording};
use crate::pages::download::{PNG, SVG};
use crate::pages::explore::answers::{means_note, question_title, variable_title};
use crate::view::figure::aloud::aloud;
use crate::view::figure::join;
use crate::view::figure::kinds::kinds_legend;
use crate::view::figure::matrix::{MatrixRow, matrix_chart, matrix_note, questions};
use crate::view::figure::print::PRINT;
use crate::view::figure::question::{code_chart, frequency_lines, question_figure};
use crate::view::tested::among::left_out_note;
use crate::view::tested::{Tested, tested};
use crate::view::versions::choices_note;

/// A pixel of a slide is a unit of its picture.
const SCREEN: f32 = 96.0;

/// Makes a PNG of a drawing.
type Print = fn(&str, &Fonts) -> Result<Vec<u8>, Error>;

/// A file of a figure.
pub struct FigureFile {
    /// First part of its name: what it is made for.
    pub name: &'static str,
    /// Ending of its name.
    pub extension: &'static str,
    /// Fluent key of its name on the page.
    pub label: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    style: fn(&str) -> Style,
    /// Makes a PNG of the drawing; None for the drawing itself.
    print: Option<Print>,
}

/// All files of a figure.
pub const FILES: &[FigureFile] = &[
    FigureFile {
        name: "figure",
        extension: "svg",
        label: "talk-file-svg",
        media_type: SVG,
        style: Style::paper,
        print: None,
    },
    FigureFile {
        name: "figure",
        extension: "png",
        label: "talk-file-png",
        media_type: PNG,
        style: Style::paper,
        print: Some(|svg, fonts| png_for_print(svg, fonts, PRINT)),
    },
    FigureFile {
        name: "slide",
        extension: "svg",
        label: "talk-file-slide-svg",
        media_type: SVG,
        style: Style::slide,
        print: None,
    },
    FigureFile {
        name: "slide",
        extension: "png",
        label: "talk-file-slide-png",
        media_type: PNG,
        style: Style::slide,
        print: Some(|svg, fonts| png(svg, fonts, SCREEN)),
    },
];

impl FigureFile {
    /// Draws a figure as this file.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn write(&self, drawn: &Drawing<'_>, fonts: Option<&Fonts>) -> Result<Option<Vec<u8>>, Error> {
        self.bytes(drawn(&self.style())?, fonts)
    }

    /// The sizes of a picture in this file.
    pub fn style(&self) -> Style {
        (self.style)("talk")
    }

    /// A picture as this file.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn bytes(&self, svg: String, fonts: Option<&Fonts>) -> Result<Option<Vec<u8>>, Error> {
        match (self.print, fonts) {
            (None, _) => Ok(Some(svg.into_bytes())),
            (Some(print), Some(fonts)) => print(&svg, fonts).map(Some),
            (Some(_), None) => Ok(None),
        }
    }

    /// Whether it can be made without fonts.
    pub fn needs_fonts(&self) -> bool {
        self.print.is_some()
    }
}

/// Draws a figure in a style.
pub type Drawing<'d> = dyn Fn(&Style) -> Result<String, Error> + 'd;

/// The questions of a questionnaire, each with its title: a question, or all rows of a matrix. By groups every variable is a
/// figure of its own.
pub fn drawable<'t>(source: &Source<'_>, answers: &'t AnswerTable<'_>) -> Vec<(&'t [Variable], String)> {
    let is_grouped = source.side.is_some();
    let whole = questions(answers.variables()).flat_map(|question| {
        let size = if is_grouped { 1 } else { question.len().max(1) };
        question.chunks(size)
    });
    let titled = whole.filter_map(|question| {
        let title = match question {
            [first, _, ..] => question_title(source.dataset, answers, first),
            [one] => variable_title(source.dataset, one),
            [] => return None,
        };
        Some((question, title))
    });
    titled.collect()
}

/// The words around a figure of answers: its title, its base and whose answers they are below.
pub(super) fn caption(source: &Source<'_>, title: &str, note: String, layout: Layout) -> Caption {
    let lang = source.dataset.lang;
    let shown = join(&[note.clone(), consent_note(layout, lang)], lang);
    let whole = join(&[note, i18n::plain(lang, "talk-note-consent")], lang);
    Caption { note: shown, ..caption_of_all(lang, title, whole) }
}

/// Whose answers are counted: on a slide in a few words, which take one line beside a figure. The notes of tables have all of them.
pub(super) fn consent_note(layout: Layout, lang: Lang) -> String {
    let key = if layout == Layout::Slide { "talk-note-consent-slide" } else { "talk-note-consent" };
    i18n::plain(lang, key)
}

/// The words around a figure.
fn caption_of_all(lang: Lang, title: &str, note: String) -> Caption {
    Caption {
        title: title.to_owned(),
        description: aloud([title, note.as_str()]),
        note,
        empty: i18n::plain(lang, "figure-empty"),
        ..Caption::default()
    }
}

/// Draws a question, or who was left at each step; `None` where there is no such figure.
///
/// # Errors
/// When a question cannot be counted or the chart not be drawn.
pub fn of_answers(
    source: &Source<'_>,
    fielded: &Fielded,
    wanted: (&str, &str),
    file: &FigureFile,
    fonts: Option<&Fonts>,
) -> anyhow::Result<Option<Vec<u8>>> {
    if wanted.0 == "flow" {
        let lang = source.dataset.lang;
        let title = format!("{} {}", i18n::plain(lang, "talk-table-flow"), fielded.full_title(lang));
        let drawn = chart(source, fielded, caption_of_all(lang, &title, chart_note(source, fielded)));
        return Ok(file.write(&|style: &Style| flow(&drawn, style), fonts)?);
    }
    let answers = answer_table(source.dataset, fielded);
    let all = drawable(source, &answers);
    let is_wanted = |question: &[Variable]| question.first().is_some_and(|first| first.name == wanted.1);
    let Some((question, title)) = all.iter().find(|(question, _)| is_wanted(question)) else {
        return Ok(None);
    };
    match *question {
        [one] => of_question(source, (fielded, &answers), (one, title.as_str()), file, fonts),
        rows => of_matrix(source, &answers, (rows, title.as_str()), file, fonts),
    }
}

/// What a figure of a question is by, and its table: what answers are set against, and where most numbers by it are withheld, nothing.
///
/// # Errors
/// When the question cannot be counted.
pub fn told(
    source: &Source<'_>,
    answers: &AnswerTable<'_>,
    variable: &Variable,
) -> Result<(Option<By>, QuestionTable), Error> {
    let counted = answers.table(source.dataset, variable, source.side)?;
    let is_withheld = match &counted {
        QuestionTable::Frequency(_) => false,
        QuestionTable::Crosstab(table) => is_mostly_withheld(&crosstab_numbers(table.table())),
        QuestionTable::Choices(table) => is_mostly_withheld(&choice_numbers(table.table())),
    };
    if is_withheld {
        return Ok((None, answers.table(source.dataset, variable, None)?));
    }
    Ok((source.side, counted))
}

/// Fluent key of what a figure of everybody says that stands in the place of one by this.
pub(super) fn withheld_note(by: By) -> &'static str {
    match by {
        By::Region => "talk-note-areas-withheld",
        By::Kind => "talk-note-kinds-withheld",
    }
}

/// Whether more than half of the numbers of a figure are withheld.
pub(super) fn is_mostly_withheld(are_withheld: &[bool]) -> bool {
    let n_withheld = are_withheld.iter().filter(|is_withheld| **is_withheld).count();
    2 * n_withheld > are_withheld.len()
}

/// Of each number of a group whether it is withheld: a number without its share is none that a figure could show.
fn crosstab_numbers(table: &Crosstab) -> Vec<bool> {
    let rows = table.cells.iter().zip(&table.row_totals);
    rows.flat_map(|(cells, n)| cells.iter().map(|cell| n.is_hidden() || cell.count.is_hidden())).collect()
}

/// The same of several choices.
pub(super) fn choice_numbers(table: &CodeCrosstab) -> Vec<bool> {
    let rows = table.rows.iter();
    rows.flat_map(|row| row.cells.iter().map(|cell| row.n.is_hidden() || cell.count.is_hidden())).collect()
}

fn of_question(
    source: &Source<'_>,
    (fielded, answers): (&Fielded, &AnswerTable<'_>),
    (variable, title): (&Variable, &str),
    file: &FigureFile,
    fonts: Option<&Fonts>,
) -> anyhow::Result<Option<Vec<u8>>> {
    let dataset = source.dataset;
    let (side, counted) = told(source, answers, variable)?;
    let found = tested(&counted, side);
    let nowhere = |_: &str, _: Option<&str>| String::new();
    let figure = question_figure("talk", title, (&counted, &found), &nowhere, dataset.lang)?;
    let left_out = left_out_note((&counted, &found), side, dataset.lang);
    let kinds = kinds_of((&counted, side), dataset.lang);
    let means = means_note(dataset, answers, std::slice::from_ref(variable), side);
    let is_told = side == source.side;
    let instead = source.side.filter(|_| !is_told).map(withheld_note);
    let instead = instead.map(|key| i18n::plain(dataset.lang, key)).unwrap_or_default();
    let joined = answers.joined(variable);
    let choices = joined.map(|joined| choices_note(dataset.lang, fielded, joined)).unwrap_or_default();
    let notes = [instead, figure.note, choices, left_out, kinds, means, figure.reading];
    let caption = caption(source, title, join(&notes, dataset.lang), file.style().layout);
    let drawn: Box<Drawing<'_>> = match (&counted, &found) {
        (QuestionTable::Frequency(table), _) => {
            let lines = frequency_lines(table.table(), &nowhere);
            Box::new(move |style: &Style| draw_bars(&lines, &caption, style, dataset.lang))
        }
        (QuestionTable::Crosstab(table), _) => {
            let chart = stacked_bar::of_crosstab(table, caption);
            Box::new(move |style: &Style| draw_stacked(&chart, style, dataset.lang))
        }
        (QuestionTable::Choices(table), Tested::Codes(tests)) => {
            let chart = code_chart(table, tests, caption);
            Box::new(move |style: &Style| draw_heat(&chart, table.table(), style, dataset.lang))
        }
        (QuestionTable::Choices(table), _) => {
            let chart = code_chart(table, &test_codes(table), caption);
            Box::new(move |style: &Style| draw_heat(&chart, table.table(), style, dataset.lang))
        }
    };
    Ok(file.write(&*drawn, fonts)?)
}

/// What the short names of kinds stand for, where a figure is by kind.
fn kinds_of((table, by): (&QuestionTable, Option<By>), lang: Lang) -> String {
    match (table, by) {
        (QuestionTable::Crosstab(table), Some(By::Kind)) => {
            kinds_legend(table.table().rows.iter().map(|row| row.value.as_str()), lang)
        }
        (QuestionTable::Choices(table), Some(By::Kind)) => {
            kinds_legend(table.table().rows.iter().map(|row| row.value.as_str()), lang)
        }
        _ => String::new(),
    }
}

fn of_matrix(
    source: &Source<'_>,
    answers: &AnswerTable<'_>,
    (question, title): (&[Variable], &str),
    file: &FigureFile,
    fonts: Option<&Fonts>,
) -> anyhow::Result<Option<Vec<u8>>> {
    let dataset = source.dataset;
    let mut rows = Vec::new();
    for variable in question {
        let counted = answers.frequency(dataset, variable)?;
        let table = counted.table();
        rows.push(MatrixRow {
            label: variable.row_label.clone().unwrap_or_default(),
            lines: frequency_lines(table, &|_, _| String::new()),
            base: table.base,
        });
    }
    let note = matrix_note(&rows, dataset.lang, Wording::Usual);
    let chart = matrix_chart(&rows, caption(source, title, note, file.style().layout));
    Ok(file.write(&|style: &Style| draw_stacked(&chart, style, dataset.lang), fonts)?)
}
