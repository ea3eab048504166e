//! Files for researchers: tables and codebook, within the consent for academic use. De-identified data is in none of them: it leaves by
//! way of the bundle alone, after a look at whom it tells of.

pub mod words;

use actix_web::{HttpResponse, web};
use analysis::document::codebook::{Codebook, codebook_sheet};
use analysis::document::tables::{
    code_crosstab_cells_sheet, code_crosstab_sheet, crosstab_cells_sheet, frequency_sheet,
};
use analysis::document::{Cell, Sheet, xlsx};
use analysis::text::own_words::OwnWords;
use analysis::text::terms::{TermOptions, terms};
use serde::Serialize;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::variable::Variable;

use crate::app::App;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::collaboration::{all as collaborations, sheet as collaboration_sheet};
use crate::dataset::microdata::microdata;
use crate::dataset::tables::{By, QuestionTable, answer_table};
use crate::dataset::tally::{Reader, Scope};
use crate::dataset::writings::Writing;
use crate::dataset::{self, Dataset, Fielded, own_words};
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::pages::crumbs;
use crate::pages::download::{self, CSV, WORKBOOK};
use crate::pages::explore::selection::least_people;
use crate::pages::explore::shared::sheet as shared_sheet;
use crate::pages::explore::themes::sets::suggested;
use crate::pages::explore::themes::{attribute_by, crosstab};
use crate::pages::explore::{Reading, before_after, test_lines};
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::tested::code_lines;
use crate::view::tested::tables::test_sheet;
use crate::view::versions::choices_note;

/// What a file is made from.
struct Source<'a> {
    app: &'a App,
    reading: &'a Reading,
}

/// A kind of table that can be downloaded, as CSV and as a sheet of the workbook.
struct Export {
    /// First part of the file's name.
    name: &'static str,
    /// Made for each questionnaire, or once for the survey.
    is_per_questionnaire: bool,
    /// The sheets. The first is what the CSV file holds.
    build: fn(&Source<'_>, Option<&Fielded>) -> anyhow::Result<Vec<Sheet>>,
}

/// All kinds.
const EXPORTS: &[Export] = &[
    Export { name: "codebook", is_per_questionnaire: true, build: codebook },
    Export { name: "tables", is_per_questionnaire: true, build: tables },
    Export { name: "tests", is_per_questionnaire: true, build: tests },
    Export { name: "shared", is_per_questionnaire: false, build: shared },
    Export { name: "before-after", is_per_questionnaire: false, build: before_after },
    Export { name: "collaboration", is_per_questionnaire: false, build: collaboration },
    Export { name: "terms", is_per_questionnaire: false, build: word_list },
    Export { name: "themes", is_per_questionnaire: false, build: themes },
];

#[derive(Serialize)]
struct IndexView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    workbook_href: String,
    bundle_href: String,
    groups: Vec<GroupView>,
    scope: Scope,
    n_hearings: usize,
    min_cell: i32,
}

#[derive(Serialize)]
struct GroupView {
    title: String,
    files: Vec<FileView>,
}

#[derive(Serialize)]
struct FileView {
    label: String,
    hint: String,
    href: String,
}

/// `GET /surveys/{id}/exports`
pub async fn index(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Academic, frame.lang).await?;
    let base = format!("{}/exports", address(dataset.survey.id));
    let file = |export: &Export, name: String| FileView {
        label: frame.text(&format!("export-{}", export.name)),
        hint: frame.text(&format!("export-{}-hint", export.name)),
        href: format!("{base}/{name}.csv"),
    };
    let mut groups: Vec<GroupView> = dataset
        .fielded
        .iter()
        .map(|fielded| GroupView {
            title: fielded.full_title(frame.lang),
            files: EXPORTS
                .iter()
                .filter(|export| export.is_per_questionnaire)
                .map(|export| file(export, format!("{}-{}", export.name, fielded.id.0)))
                .collect(),
        })
        .collect();
    groups.push(GroupView {
        title: frame.text("export-texts-group"),
        files: EXPORTS
            .iter()
            .filter(|export| !export.is_per_questionnaire)
            .map(|export| file(export, export.name.to_owned()))
            .collect(),
    });
    let view = IndexView {
        crumbs: crumbs::of_survey(
            &frame,
            &dataset.survey,
            [(frame.text("surveys-tab-exports"), String::new())],
        ),
        tabs: tabs(&frame, &user, dataset.survey.id, "/exports"),
        title: dataset.survey.title.clone(),
        workbook_href: format!("{base}/survey.xlsx"),
        bundle_href: format!("{}/bundle", address(dataset.survey.id)),
        groups,
        scope: Reader::of_data(&dataset, dataset.lang).scope(&dataset),
        n_hearings: dataset.hearings.len(),
        min_cell: dataset.survey.min_cell,
    };
    frame.page("exports/index.html", &frame.text("surveys-tab-exports"), &view)
}

/// `GET /surveys/{id}/exports/{file}`: `survey.xlsx` with all tables, or one table as CSV.
pub async fn download(frame: Frame, user: User, path: web::Path<(i64, String)>) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let (id, file) = path.into_inner();
    let dataset = dataset::load(&frame.app, SurveyId(id), Purpose::Academic, frame.lang).await?;
    let own = own_words::load(&frame.app, dataset.survey.id).await?;
    let app = frame.app.clone();
    let name = file.clone();
    let body = web::block(move || make(&app, dataset, &own, &name)).await??.ok_or(AppError::NotFound)?;
    download::record(&frame, &user, "survey.export", ("survey", id), &file).await?;
    let kind = if file.ends_with(".xlsx") { WORKBOOK } else { CSV };
    Ok(download::file(kind, format!("kikitori-{id}-{file}"), body))
}

/// The bytes of a file, or `None` when there is no such file.
fn make(app: &App, dataset: Dataset, own: &OwnWords, file: &str) -> Result<Option<Vec<u8>>> {
    let reading = reading(app, dataset, own)?;
    let source = Source { app, reading: &reading };
    if file == "survey.xlsx" {
        let mut sheets = Vec::new();
        for export in EXPORTS {
            if export.is_per_questionnaire {
                for fielded in &reading.dataset.fielded {
                    sheets.extend((export.build)(&source, Some(fielded))?);
                }
            } else {
                sheets.extend((export.build)(&source, None)?);
            }
        }
        let created = reading.dataset.survey.created_at.timestamp();
        return Ok(Some(xlsx::write(&sheets, created).map_err(anyhow::Error::from)?));
    }
    let Some(name) = file.strip_suffix(".csv") else { return Ok(None) };
    for export in EXPORTS {
        let sheets = if export.is_per_questionnaire {
            let number = name.strip_prefix(export.name).and_then(|rest| rest.strip_prefix('-'));
            let fielded = number.and_then(|number| reading.dataset.questionnaire(number.parse().ok()?));
            match fielded {
                Some(fielded) => (export.build)(&source, Some(fielded))?,
                None => continue,
            }
        } else if name == export.name {
            (export.build)(&source, None)?
        } else {
            continue;
        };
        return sheets.first().map(download::csv).transpose();
    }
    Ok(None)
}

/// Reads the texts of data that are already there.
///
/// # Errors
/// When there is no dictionary.
pub fn reading(app: &App, dataset: Dataset, own: &OwnWords) -> Result<Reading> {
    let writings = dataset.writings();
    let documents = writings.iter().map(Writing::document).collect();
    let texts = app.language.read(documents, own)?;
    Ok(Reading { dataset, writings, texts })
}

fn codebook(source: &Source<'_>, fielded: Option<&Fielded>) -> anyhow::Result<Vec<Sheet>> {
    let Some(fielded) = fielded else { return Ok(Vec::new()) };
    let dataset = &source.reading.dataset;
    let codebook = Codebook { variables: microdata(source.app, dataset, fielded).codebook };
    let words = words::codebook(dataset.lang, &format!("codebook-{}", fielded.id.0));
    Ok(vec![codebook_sheet(&codebook, &words)])
}

/// The frequencies of all closed questions in one table, and all of them by area in another: one row a value or cell.
fn tables(source: &Source<'_>, fielded: Option<&Fielded>) -> anyhow::Result<Vec<Sheet>> {
    let Some(fielded) = fielded else { return Ok(Vec::new()) };
    let dataset = &source.reading.dataset;
    let words = words::tables(dataset.lang);
    let table = answer_table(dataset, fielded);
    let mut all = stack(format!("frequencies-{}", fielded.id.0));
    let mut by_area = stack(format!("by-area-{}", fielded.id.0));
    for variable in table.variables() {
        let counted = table.frequency(dataset, variable)?;
        let note = table.joined(variable).map(|joined| choices_note(dataset.lang, fielded, joined));
        let note = note.unwrap_or_default();
        append(&mut all, noted(frequency_sheet(&counted, "", &words), &note), variable, dataset.lang);
        let crossed = match table.table(dataset, variable, Some(By::Region))? {
            QuestionTable::Crosstab(table) => crosstab_cells_sheet(&table, "", &words),
            QuestionTable::Choices(table) => code_crosstab_cells_sheet(&table, "", &words),
            QuestionTable::Frequency(_) => continue,
        };
        append(&mut by_area, noted(crossed, &note), variable, dataset.lang);
    }
    Ok(vec![all, by_area])
}

fn stack(name: String) -> Sheet {
    Sheet { name, columns: Vec::new(), rows: Vec::new() }
}

/// A table with a note below it, where words for answers stand; without one as it is.
fn noted(mut sheet: Sheet, note: &str) -> Sheet {
    if !note.is_empty() {
        let mut row = vec![Cell::Empty, Cell::text(note)];
        row.resize(sheet.columns.len(), Cell::Empty);
        sheet.rows.push(row);
    }
    sheet
}

/// Puts a question's table under those of the questions before it, which have the same columns.
fn append(all: &mut Sheet, sheet: Sheet, variable: &Variable, lang: Lang) {
    let heads = ["export-head-variable", "export-head-label"].map(|key| i18n::plain(lang, key));
    all.columns = heads.into_iter().chain(sheet.columns).collect();
    let question = [Cell::text(&variable.name), Cell::text(&variable.label)];
    all.rows.extend(sheet.rows.into_iter().map(|row| question.iter().cloned().chain(row).collect()));
}

/// The questions that several questionnaires ask, side by side.
fn shared(source: &Source<'_>, _: Option<&Fielded>) -> anyhow::Result<Vec<Sheet>> {
    Ok(vec![shared_sheet(&source.reading.dataset)?])
}

/// The tests of closed questions by area and kind, and α of sets of items.
fn tests(source: &Source<'_>, fielded: Option<&Fielded>) -> anyhow::Result<Vec<Sheet>> {
    let Some(fielded) = fielded else { return Ok(Vec::new()) };
    Ok(vec![test_lines::sheet(&source.reading.dataset, fielded)?])
}

/// The tests of what changed between questionnaires.
fn before_after(source: &Source<'_>, _: Option<&Fielded>) -> anyhow::Result<Vec<Sheet>> {
    Ok(vec![before_after::sheet(&source.reading.dataset)?])
}

/// How closely kinds of agencies work together.
fn collaboration(source: &Source<'_>, _: Option<&Fielded>) -> anyhow::Result<Vec<Sheet>> {
    let dataset = &source.reading.dataset;
    Ok(vec![collaboration_sheet(&collaborations(dataset)?, dataset.lang)])
}

/// Words by class; those of fewer people than the threshold are left out.
fn word_list(source: &Source<'_>, _: Option<&Fielded>) -> anyhow::Result<Vec<Sheet>> {
    let dataset = &source.reading.dataset;
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let options = TermOptions { min_documents: least_people(dataset), ..TermOptions::content_words() };
    let rows = terms(&source.reading.texts.corpus, &options).into_iter().map(|term| {
        vec![
            Cell::text(&term.lemma),
            Cell::text(&say(&format!("word-class-{}", term.class))),
            Cell::Integer(term.n_documents.into()),
            Cell::Integer(term.n_occurrences.into()),
        ]
    });
    let keys = ["explore-word", "explore-class", "explore-people", "explore-occurrences"];
    Ok(vec![Sheet { name: "terms".to_owned(), columns: keys.map(say).into(), rows: rows.collect() }])
}

fn themes(source: &Source<'_>, _: Option<&Fielded>) -> anyhow::Result<Vec<Sheet>> {
    let dataset = &source.reading.dataset;
    let hits = suggested(source.reading, None)?;
    let by = attribute_by(source.reading, By::Region);
    let table = crosstab(dataset, &by, &hits).map_err(|error| anyhow::anyhow!("{error}"))?;
    let tested = by.tested(&table);
    let tests =
        test_sheet("themes-tests".to_owned(), &code_lines(None, &table, &tested, dataset.lang), dataset.lang);
    Ok(vec![code_crosstab_sheet(&table, "themes", &words::tables(dataset.lang)), tests])
}
