//! The feedback sheet of a region or of one of its areas.
//!
//! Sheets of areas and the sheet of the whole region are rows and totals of the same protected tables, so that what
//! one of them withholds cannot be worked out from the others.

use actix_web::web;
use analysis::coding::frame::{Code, CodingFrame};
use analysis::coding::stance::Stance;
use analysis::table::Count;
use serde::Serialize;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::Variable;

use super::quotes::{QuoteView, released};
use crate::dataset::tables::{By, QuestionTable, answer_table, people_by_area};
use crate::dataset::writings::Writing;
use crate::dataset::{self, Dataset, Fielded, Version, own_words};
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::pages::explore::answers::question_title;
use crate::pages::explore::rates::rates;
use crate::pages::explore::themes::{crosstab, theme_hits};
use crate::pages::explore::{Reading, method_words};
use crate::view::figure::matrix::{MatrixRow, matrix_figure, questions};
use crate::view::figure::slice::{Slice, ranked, slice_figure, slice_lines, slice_note};
use crate::view::figure::{BarLine, FigureView, bar_figure, join};
use crate::view::frame::Frame;
use crate::view::{time, versions};

/// Themes named in the summary of challenges and of good practices.
const MAIN_THEMES: usize = 5;

/// The sheet.
#[derive(Serialize)]
pub struct SheetView {
    title: String,
    area: String,
    region: String,
    host: String,
    contact: String,
    period: String,
    purpose: String,
    made_on: String,
    min_cell: i32,
    counts: Vec<CountView>,
    is_withheld: bool,
    parts: Vec<PartView>,
    findings: Vec<FindingView>,
    method: String,
}

/// How many answered one questionnaire, or were heard. There is no sum over them: it would give away a small one.
#[derive(Serialize)]
struct CountView {
    label: String,
    value: String,
    unit: String,
    note: String,
}

/// One questionnaire.
#[derive(Serialize)]
struct PartView {
    id: String,
    title: String,
    wave: String,
    #[serde(skip)]
    n: String,
    /// Too few answered here: not even a zero is shown.
    is_withheld: bool,
    rates: Vec<FigureView>,
    figures: Vec<FigureView>,
}

/// Challenges, good practices or requests.
#[derive(Serialize)]
struct FindingView {
    id: &'static str,
    title: String,
    stance: &'static str,
    reading: String,
    figure: Option<FigureView>,
    quotes: Vec<QuoteView>,
}

/// Builds the sheet of an area (by its code), or of the whole region.
pub async fn build(frame: &Frame, survey: SurveyId, area: Option<String>) -> Result<SheetView> {
    let dataset = dataset::load(&frame.app, survey, Purpose::Regional, frame.lang).await?;
    let quotes = released(frame, &dataset, area.as_deref()).await?;
    let writings = dataset.writings();
    let documents = writings.iter().map(Writing::document).collect();
    let own = own_words::load(&frame.app, survey).await?;
    let language = std::sync::Arc::clone(&frame.app.language);
    let texts = web::block(move || language.read(documents, &own))
        .await
        .map_err(|error| AppError::Internal(error.into()))?
        .map_err(|_| AppError::Conflict("explore-no-dictionary"))?;
    let reading = Reading { dataset, writings, texts };
    let method = method_words(frame, &reading.texts.method(None));
    web::block(move || assemble(&reading, area.as_deref(), quotes, method))
        .await
        .map_err(|error| AppError::Internal(error.into()))?
}

fn assemble(
    reading: &Reading,
    area: Option<&str>,
    mut quotes: Vec<QuoteView>,
    method: String,
) -> Result<SheetView> {
    let dataset = &reading.dataset;
    let survey = &dataset.survey;
    let min_cell = survey.min_cell();
    let n_people = reading.writings.iter().filter(|writing| in_area(writing.region.as_deref(), area)).count();
    let responses: Vec<Option<String>> = dataset
        .fielded
        .iter()
        .flat_map(|fielded| fielded.responses.iter().map(|response| response.region.clone()))
        .collect();
    let n_responses = responses.iter().filter(|region| in_area(region.as_deref(), area)).count();
    // An area of a handful of people has no sheet of its own: its rows would be about them.
    let is_withheld = n_responses < min_cell && (area.is_some() || n_responses > 0);
    if is_withheld || n_people < min_cell {
        quotes.clear();
    }
    let mut parts = Vec::new();
    let mut findings = Vec::new();
    if !is_withheld {
        for fielded in &dataset.fielded {
            parts.extend(part(dataset, fielded, area, min_cell)?);
        }
        findings = self::findings(reading, area, quotes)?;
    }
    let area_name = area.and_then(|code| dataset.areas.iter().find(|found| found.code == code));
    Ok(SheetView {
        title: survey.title.clone(),
        area: area_name.map(|area| area.name.clone()).unwrap_or_default(),
        region: dataset.region_name.clone(),
        host: survey.host.clone(),
        contact: survey.contact.clone(),
        period: survey.period.clone(),
        purpose: survey.purpose.clone(),
        made_on: time::date(time::today(), dataset.lang),
        min_cell: survey.min_cell,
        counts: counts(dataset, area, &parts)?,
        is_withheld,
        parts,
        findings,
        method,
    })
}

fn counts(dataset: &Dataset, area: Option<&str>, parts: &[PartView]) -> Result<Vec<CountView>> {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let count = |label: String, value: String| CountView {
        label,
        value,
        unit: say("feedback-unit"),
        note: say("feedback-scope-note"),
    };
    let of_part = |part: &PartView| {
        let args = [("title", part.title.clone()), ("wave", part.wave.clone())];
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

fn in_area(region: Option<&str>, area: Option<&str>) -> bool {
    area.is_none() || region == area
}

fn part(
    dataset: &Dataset,
    fielded: &Fielded,
    area: Option<&str>,
    min_cell: usize,
) -> Result<Option<PartView>> {
    if fielded.responses.is_empty() {
        return Ok(None);
    }
    let table = answer_table(dataset, fielded).map_err(anyhow::Error::from)?;
    let asks_region = |version: &Version| version.definition.question_with_role("region").is_some();
    let has_regions = fielded.versions.iter().any(asks_region)
        || fielded.responses.iter().any(|response| response.region.is_some());
    if area.is_some() && !has_regions {
        return Ok(None);
    }
    let regions: Vec<Option<String>> =
        fielded.responses.iter().map(|response| response.region.clone()).collect();
    let mut part = PartView {
        id: format!("part-{}", fielded.id.0),
        title: fielded.definition.title.get(dataset.lang.code()).to_owned(),
        wave: fielded.wave.clone(),
        is_withheld: regions.iter().filter(|region| in_area(region.as_deref(), area)).count() < min_cell,
        n: people(dataset, area, regions)?,
        rates: Vec::new(),
        figures: Vec::new(),
    };
    if part.is_withheld {
        return Ok(Some(part));
    }
    let slice = area.map_or(Slice::Whole, Slice::Row);
    let by = has_regions.then_some(By::Region);
    for question in questions(table.variables()) {
        let Some(first) = question.first() else { continue };
        let is_about_respondent =
            matches!(first.role.as_deref(), Some("region" | "agency_kind" | "consent" | "quote_permission"));
        if is_about_respondent {
            continue;
        }
        let id = format!("q{}-{}", fielded.id.0, first.name);
        let title = question_title(dataset, &table, first);
        let mut tables = Vec::new();
        for variable in question {
            tables.push(table.table(dataset, variable, by).map_err(anyhow::Error::from)?);
        }
        let figure = question_figure(&id, &title, (question, &tables), slice, dataset.lang)?;
        let joined: Vec<&Joined> = question.iter().filter_map(|variable| table.joined(variable)).collect();
        let remark = versions::note(dataset.lang, fielded, &joined);
        part.figures.extend(
            figure.map(|figure| FigureView { note: join(&[figure.note, remark], dataset.lang), ..figure }),
        );
    }
    // By area and kind only for the whole region: within an area a kind is often one office.
    let rates = if area.is_none() { rates(dataset, &table, fielded)? } else { Vec::new() };
    part.rates = rates.into_iter().map(without_links).collect();
    Ok(Some(part))
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
            matrix_figure(id, title, rows.collect(), lang).map(Some)
        }
    };
    Ok(figure.map_err(anyhow::Error::from)?)
}

fn without_links(mut figure: FigureView) -> FigureView {
    for cell in figure.table.rows.iter_mut().flatten() {
        cell.href.clear();
    }
    figure
}

fn findings(reading: &Reading, area: Option<&str>, quotes: Vec<QuoteView>) -> Result<Vec<FindingView>> {
    let codes = CodingFrame::shipped().map_err(anyhow::Error::from)?.codes;
    let kinds = [
        (Stance::Challenge, "challenges", true),
        (Stance::GoodPractice, "practices", true),
        (Stance::Request, "requests", false),
    ];
    let mut findings = Vec::new();
    for (stance, id, has_figure) in kinds {
        let title = i18n::plain(reading.dataset.lang, &format!("feedback-{id}"));
        let of_kind: Vec<&Code> = codes.iter().filter(|code| code.kind == stance).collect();
        let (figure, reading_line) =
            if has_figure { theme_figure(reading, id, &of_kind, area)? } else { (None, String::new()) };
        findings.push(FindingView {
            id,
            title,
            stance: stance.key(),
            reading: reading_line,
            figure,
            quotes: quotes.iter().filter(|quote| quote.stance == stance.key()).cloned().collect(),
        });
    }
    Ok(findings)
}

/// The themes of which most people spoke, as bars and as a line in words.
fn theme_figure(
    reading: &Reading,
    id: &str,
    codes: &[&Code],
    area: Option<&str>,
) -> Result<(Option<FigureView>, String)> {
    let lang = reading.dataset.lang;
    let mut hits = theme_hits(reading, codes, lang);
    for hit in &mut hits {
        // The people of the region do not know our code numbers.
        hit.label = hit.label.trim_start_matches(&hit.name).trim_start().to_owned();
    }
    let table = QuestionTable::Choices(crosstab(reading, &hits, By::Region)?);
    let slice = area.map_or(Slice::Whole, Slice::Row);
    let lines = slice_lines(&table, slice).map(|(lines, base)| (ranked(lines), base));
    let Some((lines, base)) = lines.filter(|(lines, _)| !lines.is_empty()) else {
        return Ok((None, i18n::plain(lang, "feedback-no-themes")));
    };
    let words = main_themes(lang, &lines);
    let title = i18n::plain(lang, &format!("feedback-{id}-figure"));
    let note = slice_note(&table, &lines, base, lang);
    let mut figure = bar_figure(id, &title, note, lines, lang).map_err(anyhow::Error::from)?;
    figure.reading.clear();
    Ok((Some(figure), words))
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
