//! The charts of a feedback sheet. Sheets of areas and the sheet of the whole region are rows and totals of the same protected
//! tables, so that what one of them withholds cannot be worked out from the others (decision 4).

use std::collections::BTreeMap;

use analysis::table::frequency::Frequency;
use analysis::table::{Count, HIDDEN};
use surveys::questionnaire::reply::asks_of_finding;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::Variable;

use super::beside::Counted;
use super::content::{CountView, Places, SheetFigure};
use super::plain::{self, PlainWords};
use super::rated::rated;
use super::usual::is_about_respondent;
use crate::dataset::listed::{areas_of_answered, areas_of_heard};
use crate::dataset::tables::{AnswerTable, By, QuestionTable, answer_table, people_by_area};
use crate::dataset::{Dataset, Fielded, Version};
use crate::error::Result;
use crate::i18n::{self, Lang, Wording};
use crate::pages::explore::answers::{is_finding, question_title};
use crate::view::figure::drafted::{drafted, drafted_matrix};
use crate::view::figure::matrix::{MatrixRow, matrix_figure, questions};
use crate::view::figure::slice::{Behind, Slice, in_one_each, slice_lines, slice_note, slice_values};
use crate::view::figure::{CellView, FigureView, bar_figure, join};
use crate::view::versions;

/// Fluent key of what says of a number that those are counted who may be, all of them.
pub(super) const USUAL_NOTE: &str = "feedback-scope-note";

/// A questionnaire as a sheet shows it.
pub struct Part<'d> {
    /// The questionnaire with its responses.
    pub fielded: &'d Fielded,
    /// Its title for the region.
    pub title: String,
    /// How many answered here; the sign of what is withheld where they are few.
    pub n: String,
    /// Too few answered here: not even a zero is shown.
    pub is_withheld: bool,
    /// On the sheet of an area how many are in that of the whole region alone, since they did not tell their area; None on that one.
    pub without_area: Option<Count>,
    has_regions: bool,
}

/// A closed question that a sheet can show.
pub struct Asked {
    /// That of its chart.
    pub id: String,
    /// Number and words.
    pub title: String,
    /// Place of its questionnaire among the parts.
    pub part: usize,
    /// It says who answers.
    pub is_about_respondent: bool,
    /// On a sheet for which nobody has chosen questions (`usual.rs`).
    pub is_usual: bool,
    /// The region's sheet has it by itself, and this area's would, but has no number of it to show (`usual.rs`).
    pub is_untold: bool,
}

/// Whether something of a region belongs to a sheet.
pub fn in_area(region: Option<&str>, area: Option<&str>) -> bool {
    area.is_none() || region == area
}

/// The questionnaires that have answers, and can be told by area where a sheet is of one.
///
/// # Errors
/// When the table library refuses.
pub fn parts<'d>(dataset: &'d Dataset, area: Option<&str>) -> Result<Vec<Part<'d>>> {
    let min_cell = dataset.survey.min_cell();
    let mut parts = Vec::new();
    for fielded in dataset.fielded.iter().filter(|fielded| !fielded.responses.is_empty()) {
        let asks_region = |version: &Version| version.definition.question_with_role("region").is_some();
        let has_regions = fielded.versions.iter().any(asks_region)
            || fielded.responses.iter().any(|response| response.region.is_some());
        if area.is_some() && !has_regions {
            continue;
        }
        let (regions, few) = areas_of_answered(dataset, fielded);
        let n_here = regions.iter().filter(|region| in_area(region.as_deref(), area)).count();
        let people = people_by_area(dataset, (regions, &few)).map_err(anyhow::Error::from)?;
        parts.push(Part {
            fielded,
            title: fielded.public_title(dataset.lang),
            is_withheld: n_here < min_cell,
            without_area: area.map(|_| people.table().no_answer.count),
            n: count_in(people.table(), area).to_string(),
            has_regions,
        });
    }
    Ok(parts)
}

/// How many answered each questionnaire, and were heard.
///
/// # Errors
/// When the table library refuses.
pub fn counts(dataset: &Dataset, area: Option<&str>, parts: &[Part<'_>]) -> Result<Vec<CountView>> {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let count = |label: String, value: String, note: &str| CountView {
        label,
        unit: say(if value == HIDDEN { "feedback-unit-withheld" } else { "feedback-unit" }),
        value,
        note: say(note),
        plain_note: plain::say(dataset.lang, note, &[]),
        is_usual: Some(note == USUAL_NOTE),
        questionnaire: None,
        is_reply: false,
    };
    let mut counts = Vec::new();
    for part in parts {
        let is_any_unread = part.fielded.responses.iter().any(|response| !response.is_read);
        let note = scope_note(!part.fielded.apart.is_empty(), is_any_unread);
        let mut of_part = count(label(dataset, part), part.n.clone(), note);
        of_part.questionnaire = Some(part.fielded.id.0);
        of_part.is_reply = part.fielded.takes_replies;
        if area.is_none()
            && let Some(rated) = rated(dataset, part)?
        {
            of_part.unit = rated;
        }
        counts.push(of_part);
    }
    let (heard, few) = areas_of_heard(dataset);
    let is_any_unread = dataset.hearings.iter().any(|heard| !heard.is_read);
    let note = scope_note(!dataset.hearings_apart.is_empty(), is_any_unread);
    let n_heard = people(dataset, area, (heard, &few))?;
    counts.push(count(say("feedback-n-hearings"), n_heard, note));
    Ok(counts)
}

/// Fluent key of what says whom a number counts: whether some are not in it, and whether the words of some who are in it are not
/// counted.
fn scope_note(has_apart: bool, is_any_unread: bool) -> &'static str {
    match (has_apart, is_any_unread) {
        (_, true) => "feedback-scope-note-unread",
        (true, false) => "feedback-scope-note-apart",
        (false, false) => USUAL_NOTE,
    }
}

/// What the number of those who answered a questionnaire is called.
fn label(dataset: &Dataset, part: &Part<'_>) -> String {
    i18n::text(dataset.lang.code(), "feedback-n-responses", &[("title", part.title.clone())])
}

/// Whom each number of [`counts`] counts area by area, on whichever sheet.
pub fn counted(dataset: &Dataset, parts: &[Part<'_>]) -> Vec<Counted> {
    let of = |questionnaire: Option<i64>, label: String, regions: Vec<Option<&str>>| {
        let mut by_area: BTreeMap<String, i64> = BTreeMap::new();
        for region in regions {
            let known = region.filter(|code| dataset.areas.iter().any(|area| area.code == *code));
            *by_area.entry(known.unwrap_or_default().to_owned()).or_default() += 1;
        }
        Counted { questionnaire, label, by_area }
    };
    let of_part = |part: &Part<'_>| {
        let responses = part.fielded.responses.iter();
        let regions = responses.map(|response| response.region.as_deref()).collect();
        of(Some(part.fielded.id.0), label(dataset, part), regions)
    };
    let heard = dataset.hearings.iter().map(|heard| heard.region.as_deref()).collect();
    let heard = of(None, i18n::plain(dataset.lang, "feedback-n-hearings"), heard);
    parts.iter().map(of_part).chain([heard]).collect()
}

/// How many people an area's sheet, or the region's, speaks of; both from one protected table.
fn people(
    dataset: &Dataset,
    area: Option<&str>,
    counted: (Vec<Option<String>>, &[String]),
) -> Result<String> {
    let table = people_by_area(dataset, counted).map_err(anyhow::Error::from)?;
    Ok(count_in(table.table(), area).to_string())
}

pub(super) fn count_in(table: &Frequency, area: Option<&str>) -> Count {
    match area {
        Some(area) => {
            table.rows.iter().find(|row| row.value == area).map_or(Count::Shown(0), |row| row.count)
        }
        None => table.n,
    }
}

/// The closed questions that the sheet can show, in the order of the questionnaires. What replies say of findings has a section of
/// its own.
///
/// # Errors
/// When the table library refuses.
pub fn asked(dataset: &Dataset, parts: &[Part<'_>]) -> Result<Vec<Asked>> {
    let mut all = Vec::new();
    for (place, part) in parts.iter().enumerate().filter(|(_, part)| !part.is_withheld) {
        let table = answer_table(dataset, part.fielded);
        let firsts = questions(table.variables()).filter_map(<[Variable]>::first);
        let has_section = |first: &Variable| part.fielded.takes_replies && asks_of_finding(&first.question);
        let shown = firsts.filter(|first| is_finding(first) && !has_section(first));
        all.extend(shown.map(|first| Asked {
            id: question_id(part.fielded, first),
            title: question_title(dataset, &table, first),
            part: place,
            is_about_respondent: is_about_respondent(&part.fielded.definition, first),
            is_usual: false,
            is_untold: false,
        }));
    }
    Ok(all)
}

/// Whether a chart has no number to show, because all that are not nought are withheld, or because nobody answered.
pub fn tells_nothing(figure: &FigureView) -> bool {
    // A matrix has its base at the end.
    let n_around = 1 + usize::from(figure.is_wide);
    let rows = figure.table.rows.iter();
    let mut numbers = rows.flat_map(|cells| cells.iter().skip(1).take(cells.len().saturating_sub(n_around)));
    let is_told = |cell: &CellView| cell.text.contains(|letter: char| matches!(letter, '1'..='9'));
    !numbers.any(is_told)
}

fn question_id(fielded: &Fielded, first: &Variable) -> String {
    format!("q{}-{}", fielded.id.0, first.name)
}

/// The charts of those closed questions of a part that are `chosen`.
///
/// # Errors
/// When the table library refuses or a chart cannot be drawn.
pub fn answer_figures(
    dataset: &Dataset,
    (place, part): (usize, &Part<'_>),
    area: Option<&str>,
    chosen: &[&Asked],
) -> Result<Vec<SheetFigure>> {
    if !chosen.iter().any(|asked| asked.part == place) {
        return Ok(Vec::new());
    }
    let table = answer_table(dataset, part.fielded);
    let by = part.has_regions.then_some(By::Region);
    let mut figures = Vec::new();
    for question in questions(table.variables()) {
        let Some(first) = question.first() else { continue };
        let id = question_id(part.fielded, first);
        if !chosen.iter().any(|asked| asked.id == id) {
            continue;
        }
        let title = question_title(dataset, &table, first);
        figures.extend(chart(dataset, (part, &table), (&id, &title, question), (area, by))?);
    }
    Ok(figures)
}

/// The chart of one question, or of variables whose rows stand in one, out of the tables `by`; None where there is nothing of the
/// area.
///
/// # Errors
/// When the table library refuses or the chart cannot be drawn.
pub fn chart(
    dataset: &Dataset,
    (part, table): (&Part<'_>, &AnswerTable<'_>),
    (id, title, question): (&str, &str, &[Variable]),
    (area, by): (Option<&str>, Option<By>),
) -> Result<Option<SheetFigure>> {
    let slice = area.map_or(Slice::Whole, Slice::Row);
    let mut tables = Vec::new();
    for variable in question {
        tables.push(table.table(dataset, variable, by).map_err(anyhow::Error::from)?);
    }
    let found = question_figure(id, title, (question, &tables), slice, dataset.lang)?;
    let remark = remark(dataset.lang, part.fielded, table, question);
    let noted = |note: String| join(&[note, remark.clone()], dataset.lang);
    Ok(found.map(|(figure, plain)| SheetFigure {
        places: places(part.fielded, question, &tables),
        ..SheetFigure::with_plain(
            FigureView { note: noted(figure.note), ..figure },
            PlainWords { note: noted(plain.note), ..plain },
        )
    }))
}

/// What the rows of a question's chart, or the rows and columns of a matrix, stand for.
fn places(fielded: &Fielded, question: &[Variable], tables: &[QuestionTable]) -> Option<Places> {
    Some(Places {
        questionnaire: fielded.id.0,
        variables: question.iter().map(|variable| variable.name.clone()).collect(),
        values: slice_values(tables.first()?),
    })
}

/// What a reader should know of the versions that asked a question.
fn remark(lang: Lang, fielded: &Fielded, table: &AnswerTable<'_>, question: &[Variable]) -> String {
    let joined: Vec<&Joined> = question.iter().filter_map(|variable| table.joined(variable)).collect();
    versions::note(lang, fielded, &joined)
}

/// One question as bars, or a matrix as stacked bars: its variables with their tables, in order. With its plain words.
fn question_figure(
    id: &str,
    title: &str,
    (question, tables): (&[Variable], &[QuestionTable]),
    slice: Slice<'_>,
    lang: Lang,
) -> Result<Option<(FigureView, PlainWords)>> {
    if let [table] = tables {
        let Some((lines, base)) = slice_lines(table, slice) else { return Ok(None) };
        let plain = plain::of_question(title, table, (&lines, base), lang);
        let note = slice_note(table, (&lines, base, 0), Behind::Choices, (lang, Wording::Usual));
        let reading = drafted(&lines, in_one_each(table, base), lang, Wording::Usual);
        let figure = bar_figure(id, title, note, lines, lang).map_err(anyhow::Error::from)?;
        return Ok(Some((FigureView { reading, ..figure }, plain)));
    }
    let rows = question.iter().zip(tables).filter_map(|(variable, table)| {
        let (lines, base) = slice_lines(table, slice)?;
        let label = variable.row_label.clone().unwrap_or_default();
        Some(MatrixRow { label, lines, base })
    });
    let rows: Vec<MatrixRow> = rows.collect();
    let reading = |wording| drafted_matrix(&rows, lang, wording);
    let plain = plain::of_matrix(title, &rows, reading(Wording::Plain), lang);
    let reading = reading(Wording::Usual);
    let figure = matrix_figure(id, title, rows, lang).map_err(anyhow::Error::from)?;
    Ok(Some((FigureView { reading, ..figure }, plain)))
}
