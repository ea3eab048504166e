//! The charts of a feedback sheet. Sheets of areas and the sheet of the whole region are rows and totals of the same protected
//! tables, so that what one of them withholds cannot be worked out from the others (decision 4).

use std::collections::BTreeSet;

use analysis::coding::frame::{Code, CodingFrame};
use analysis::coding::stance::Stance;
use analysis::table::crosstab::CodeHits;
use analysis::table::{Count, RowId};
use surveys::hearing::sheet::ADDRESSEES;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::Variable;

use super::content::CountView;
use crate::dataset::tables::{AnswerTable, By, QuestionTable, answer_table, people_by_area};
use crate::dataset::writings::Writing;
use crate::dataset::{Dataset, Fielded, Version};
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::pages::explore::Reading;
use crate::pages::explore::answers::{is_finding, question_title};
use crate::pages::explore::rates::rates;
use crate::pages::explore::themes::{crosstab, theme_hits};
use crate::view::figure::matrix::{MatrixRow, matrix_figure, questions};
use crate::view::figure::slice::{Slice, ranked, slice_figure, slice_lines, slice_note};
use crate::view::figure::{BarLine, FigureView, bar_figure, join, percent};
use crate::view::versions;

/// Themes named in the reading line of challenges and of good practices.
const MAIN_THEMES: usize = 5;
/// The section of a note that has requests; its lines begin with whom they are for.
const REQUESTS: &str = "requests";

/// A questionnaire as a sheet shows it.
pub struct Part<'d> {
    /// The questionnaire with its responses.
    pub fielded: &'d Fielded,
    /// Its title for the region.
    pub title: String,
    /// How many answered here; the sign of what is withheld where they are few.
    n: String,
    /// Too few answered here: not even a zero is shown.
    pub is_withheld: bool,
    has_regions: bool,
}

/// A closed question that a sheet can show.
pub struct Asked {
    /// That of its chart.
    pub id: String,
    /// Number and words.
    pub title: String,
    /// Place of its questionnaire among the parts.
    part: usize,
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
        let regions: Vec<Option<String>> =
            fielded.responses.iter().map(|response| response.region.clone()).collect();
        let args = [
            ("title", fielded.definition.title.get(dataset.lang.code()).to_owned()),
            ("wave", fielded.wave.clone()),
        ];
        parts.push(Part {
            fielded,
            title: i18n::text(dataset.lang.code(), "feedback-answers-of", &args),
            is_withheld: regions.iter().filter(|region| in_area(region.as_deref(), area)).count() < min_cell,
            n: people(dataset, area, regions)?,
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
    let count = |label: String, value: String| CountView {
        label,
        value,
        unit: say("feedback-unit"),
        note: say("feedback-scope-note"),
    };
    let of_part = |part: &Part<'_>| {
        let args = [("title", part.title.clone())];
        count(i18n::text(dataset.lang.code(), "feedback-n-responses", &args), part.n.clone())
    };
    let heard = dataset.hearings.iter().map(|heard| heard.region.clone()).collect();
    let heard = count(say("feedback-n-hearings"), people(dataset, area, heard)?);
    Ok(parts.iter().map(of_part).chain([heard]).collect())
}

/// How many people an area's sheet, or the region's, speaks of; both from one protected table.
fn people(dataset: &Dataset, area: Option<&str>, regions: Vec<Option<String>>) -> Result<String> {
    let table = people_by_area(dataset, regions).map_err(anyhow::Error::from)?;
    let table = table.table();
    let count = match area {
        Some(area) => {
            table.rows.iter().find(|row| row.value == area).map_or(Count::Shown(0), |row| row.count)
        }
        None => table.n,
    };
    Ok(count.to_string())
}

/// The response rates of a questionnaire by area and kind. Only for the whole region: within an area a kind is often one office.
///
/// # Errors
/// When the table library refuses or a chart cannot be drawn.
pub fn rate_figures(dataset: &Dataset, part: &Part<'_>) -> Result<Vec<FigureView>> {
    let table = answer_table(dataset, part.fielded).map_err(anyhow::Error::from)?;
    let figures = rates(dataset, &table, part.fielded)?;
    Ok(figures.into_iter().map(|figure| without_links(with_rate(figure, dataset.lang))).collect())
}

/// A chart of rates with what its last row, that of all, says.
fn with_rate(mut figure: FigureView, lang: Lang) -> FigureView {
    if let Some([_, invited, answered, rate]) = figure.table.rows.last().map(Vec::as_slice)
        && !answered.is_suppressed
        && rate.text.ends_with('%')
    {
        let args = [
            ("invited", invited.text.clone()),
            ("answered", answered.text.clone()),
            ("rate", rate.text.clone()),
        ];
        figure.reading = i18n::text(lang.code(), "sheet-draft-rate", &args);
    }
    figure
}

fn without_links(mut figure: FigureView) -> FigureView {
    for cell in figure.table.rows.iter_mut().flatten() {
        cell.href.clear();
    }
    figure
}

/// The closed questions that the sheet can show, in the order of the questionnaires.
///
/// # Errors
/// When the table library refuses.
pub fn asked(dataset: &Dataset, parts: &[Part<'_>]) -> Result<Vec<Asked>> {
    let mut all = Vec::new();
    for (place, part) in parts.iter().enumerate().filter(|(_, part)| !part.is_withheld) {
        let table = answer_table(dataset, part.fielded).map_err(anyhow::Error::from)?;
        let firsts = questions(table.variables()).filter_map(<[Variable]>::first);
        all.extend(firsts.filter(|first| is_finding(first)).map(|first| Asked {
            id: question_id(part.fielded, first),
            title: question_title(dataset, &table, first),
            part: place,
        }));
    }
    Ok(all)
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
) -> Result<Vec<FigureView>> {
    if !chosen.iter().any(|asked| asked.part == place) {
        return Ok(Vec::new());
    }
    let table = answer_table(dataset, part.fielded).map_err(anyhow::Error::from)?;
    let slice = area.map_or(Slice::Whole, Slice::Row);
    let by = part.has_regions.then_some(By::Region);
    let mut figures = Vec::new();
    for question in questions(table.variables()) {
        let Some(first) = question.first() else { continue };
        let id = question_id(part.fielded, first);
        if !chosen.iter().any(|asked| asked.id == id) {
            continue;
        }
        let title = question_title(dataset, &table, first);
        let mut tables = Vec::new();
        for variable in question {
            tables.push(table.table(dataset, variable, by).map_err(anyhow::Error::from)?);
        }
        let figure = question_figure(&id, &title, (question, &tables), slice, dataset.lang)?;
        let remark = remark(dataset.lang, part.fielded, &table, question);
        figures.extend(
            figure.map(|figure| FigureView { note: join(&[figure.note, remark], dataset.lang), ..figure }),
        );
    }
    Ok(figures)
}

/// What a reader should know of the versions that asked a question.
fn remark(lang: Lang, fielded: &Fielded, table: &AnswerTable<'_>, question: &[Variable]) -> String {
    let joined: Vec<&Joined> = question.iter().filter_map(|variable| table.joined(variable)).collect();
    versions::note(lang, fielded, &joined)
}

/// One question as bars, or a matrix as stacked bars: its variables with their tables, in order.
fn question_figure(
    id: &str,
    title: &str,
    (question, tables): (&[Variable], &[QuestionTable]),
    slice: Slice<'_>,
    lang: Lang,
) -> Result<Option<FigureView>> {
    let figure = match tables {
        [table] => slice_figure(id, title, table, slice, lang),
        tables => {
            let rows = question.iter().zip(tables).filter_map(|(variable, table)| {
                let (lines, base) = slice_lines(table, slice)?;
                let label = variable.row_label.clone().unwrap_or_default();
                Some(MatrixRow { label, lines, base })
            });
            let rows: Vec<MatrixRow> = rows.collect();
            let reading = largest_share(&rows, lang);
            matrix_figure(id, title, rows, lang).map(|figure| Some(FigureView { reading, ..figure }))
        }
    };
    Ok(figure.map_err(anyhow::Error::from)?)
}

/// The answer of a matrix that the largest share of those asked gave; empty where two are alike, or a larger one may be withheld.
fn largest_share(rows: &[MatrixRow], lang: Lang) -> String {
    let is_hidden =
        |row: &MatrixRow| row.base.is_hidden() || row.lines.iter().any(|line| line.count.is_hidden());
    if rows.iter().any(is_hidden) {
        return String::new();
    }
    let cells = rows.iter().flat_map(|row| row.lines.iter().map(move |line| (row, line)));
    let mut cells: Vec<(&MatrixRow, &BarLine, f64)> =
        cells.filter_map(|(row, line)| Some((row, line, line.share?))).collect();
    cells.sort_by(|a, b| b.2.total_cmp(&a.2));
    match cells.as_slice() {
        [(row, line, share), rest @ ..]
            if *share > 0.0 && rest.first().is_none_or(|next| next.2 < *share) =>
        {
            let args =
                [("row", row.label.clone()), ("answer", line.label.clone()), ("share", percent(*share))];
            i18n::text(lang.code(), "sheet-draft-matrix", &args)
        }
        _ => String::new(),
    }
}

/// The themes of which most people spoke, as bars; None where none may be shown.
///
/// # Errors
/// When the table library refuses or the chart cannot be drawn.
pub fn theme_figure(
    reading: &Reading,
    id: &str,
    stance: Stance,
    area: Option<&str>,
) -> Result<Option<FigureView>> {
    let lang = reading.dataset.lang;
    let codes = CodingFrame::shipped().map_err(anyhow::Error::from)?.codes;
    let codes: Vec<&Code> = codes.iter().filter(|code| code.kind == stance).collect();
    let mut hits = theme_hits(reading, &codes, lang);
    for hit in &mut hits {
        // The people of the region do not know our code numbers.
        hit.label = hit.label.trim_start_matches(&hit.name).trim_start().to_owned();
    }
    let title = i18n::plain(lang, &format!("feedback-{id}-figure"));
    let figure = hits_figure(reading, (id, &title), &hits, area)?;
    Ok(figure.map(|(figure, lines)| FigureView { reading: main_themes(lang, &lines), ..figure }))
}

/// For whom the requests are that partners made in hearings, as bars; None where none may be shown.
///
/// # Errors
/// When the table library refuses or the chart cannot be drawn.
pub fn request_figure(reading: &Reading, id: &str, area: Option<&str>) -> Result<Option<FigureView>> {
    let lang = reading.dataset.lang;
    let mut hits: Vec<CodeHits> = Vec::new();
    for code in ADDRESSEES.codes {
        let rows = reading.writings.iter().enumerate();
        let rows = rows.filter(|(_, writing)| addressees(writing).contains(code));
        hits.push(CodeHits {
            name: (*code).to_owned(),
            label: i18n::plain(lang, &format!("hearing-addressee-{code}")),
            rows: rows.filter_map(|(place, _)| RowId::try_from(place).ok()).collect(),
        });
    }
    let title = i18n::plain(lang, &format!("feedback-{id}-figure"));
    let figure = hits_figure(reading, (id, &title), &hits, area)?;
    Ok(figure.map(|(figure, _)| figure))
}

/// For whom the requests in a note are: what stands before the colon of a line, in either language.
fn addressees(writing: &Writing) -> BTreeSet<&'static str> {
    let section = format!(":{REQUESTS}");
    let is_requests = |source: &str| source.starts_with("note:") && source.ends_with(&section);
    let texts = writing.parts.iter().filter(|part| is_requests(&part.source));
    let heads = texts.flat_map(|part| part.text.lines()).filter_map(|line| line.split_once(['：', ':']));
    let code = |head: &str| {
        let is_called = |code: &&&'static str| {
            let key = format!("hearing-addressee-{code}");
            [Lang::Ja, Lang::En].iter().any(|lang| i18n::plain(*lang, &key) == head.trim())
        };
        ADDRESSEES.codes.iter().find(is_called).copied()
    };
    heads.filter_map(|(head, _)| code(head)).collect()
}

/// People by what they speak of, the most frequent first, with the lines.
fn hits_figure(
    reading: &Reading,
    (id, title): (&str, &str),
    hits: &[CodeHits],
    area: Option<&str>,
) -> Result<Option<(FigureView, Vec<BarLine>)>> {
    let lang = reading.dataset.lang;
    let table = QuestionTable::Choices(crosstab(reading, hits, By::Region)?);
    let slice = area.map_or(Slice::Whole, Slice::Row);
    let lines = slice_lines(&table, slice).map(|(lines, base)| (ranked(lines), base));
    let Some((lines, base)) = lines.filter(|(lines, _)| !lines.is_empty()) else { return Ok(None) };
    let note = slice_note(&table, &lines, base, lang);
    let figure = bar_figure(id, title, note, lines.clone(), lang).map_err(anyhow::Error::from)?;
    Ok(Some((figure, lines)))
}

fn main_themes(lang: Lang, ranked: &[BarLine]) -> String {
    let named: Vec<String> = ranked
        .iter()
        .filter_map(|line| Some((line, line.count.shown()?)))
        .take(MAIN_THEMES)
        .map(|(line, n)| {
            let args = [("theme", line.label.clone()), ("n", n.to_string())];
            i18n::text(lang.code(), "feedback-theme", &args)
        })
        .collect();
    if named.is_empty() {
        return i18n::plain(lang, "feedback-no-themes");
    }
    let themes = named.join(&i18n::plain(lang, "list-separator"));
    i18n::text(lang.code(), "feedback-main-themes", &[("themes", themes)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, counts: &[Count]) -> MatrixRow {
        let line = |(place, count): (usize, &Count)| BarLine {
            label: format!("答{place}"),
            count: *count,
            share: count.shown().map(|n| n as f64 / 20.0),
            href: String::new(),
        };
        let lines = counts.iter().enumerate().map(line).collect();
        MatrixRow { label: label.to_owned(), lines, base: Count::Shown(20) }
    }

    #[test]
    fn the_largest_share_of_a_matrix_is_named_only_when_it_is_known_to_be_the_largest() {
        let (many, few) = (row("保健所", &[Count::Shown(14), Count::Shown(6)]), [Count::Shown(9)]);
        let said = largest_share(&[row("病院", &few), many], Lang::Ja);
        assert!(said.contains("保健所") && said.contains("答0") && said.contains("70.0%"), "{said}");
        assert_eq!(largest_share(&[row("甲", &few), row("乙", &few)], Lang::Ja), "");
        assert_eq!(largest_share(&[row("甲", &[Count::Shown(14), Count::Hidden])], Lang::Ja), "");
        assert_eq!(largest_share(&[], Lang::Ja), "");
    }
}
