//! The page of tables and figures for talks: what there is, one table as it will look, and the files.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use analysis::chart::style::Style;
use analysis::document::formats::{FORMATS, Format};
use analysis::document::paper::PaperTable;
use serde::Serialize;
use surveys::questionnaire::variable::VariableKind;

use super::figures::{FILES, drawable, told};
use super::further::there;
use super::paper::cells;
use super::themes::OF_TEXTS;
use super::{
    ALL, BY_QUESTION, Loaded, QUESTION, Query, Source, TABLES, flow_picture, load, nothing, numbered,
};
use crate::auth::User;
use crate::dataset::tables::{By, answer_table};
use crate::error::{AppError, Result};
use crate::i18n;
use crate::pages::conditions::encode;
use crate::pages::crumbs;
use crate::pages::explore::answers::{questionnaire_choices, variable_title};
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::figure::{BAR_WIDTH, TableView, column};
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;

/// The table that is shown first.
const SHOWN: &str = "characteristics";

#[derive(Serialize)]
struct IndexView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    action: String,
    made: Made,
}

/// What takes time to make.
#[derive(Serialize)]
struct Made {
    questionnaires: Vec<ChoiceView>,
    questionnaire: String,
    sides: Vec<ChoiceView>,
    side: String,
    /// What is wrong with what answers were to be set against.
    side_errors: Vec<String>,
    kinds: Vec<ChoiceView>,
    kind: String,
    all: Vec<FileView>,
    tables: Vec<EntryView>,
    shown: Vec<ShownView>,
    figures: Vec<EntryView>,
    flow: Option<PictureView>,
    nothing: String,
}

/// A table or figure with its files.
#[derive(Serialize)]
struct EntryView {
    title: String,
    hint: String,
    files: Vec<FileView>,
}

#[derive(Serialize)]
struct FileView {
    label: String,
    href: String,
}

/// A table as it will look.
#[derive(Serialize)]
struct ShownView {
    id: String,
    table: TableView,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct PictureView {
    title: String,
    svg: String,
    reading: String,
}

/// `GET /surveys/{id}/talks`
pub async fn index(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let mut loaded = load(&frame, &user, *id, query.into_inner()).await?;
    if !loaded.has_questionnaire() {
        return Err(AppError::NotFound);
    }
    let (mut status, mut side_errors) = (StatusCode::OK, Vec::new());
    if !loaded.source().knows(&loaded.query.side) {
        // Another questionnaire may have been chosen since: what it does not ask is not carried on, and nobody's mistake.
        if !loaded.is_asked_anywhere() {
            status = StatusCode::BAD_REQUEST;
        }
        side_errors.push(frame.text("talk-side-unknown"));
        loaded.query.side.clear();
    }
    let survey = &loaded.dataset.survey;
    let base = format!("{}/talks", address(survey.id));
    let crumbs = crumbs::of_survey(&frame, survey, [(frame.text("surveys-tab-talks"), String::new())]);
    let tabs = tabs(&frame, &user, survey.id, "/talks");
    let (title, action) = (survey.title.clone(), base.clone());
    let made = web::block(move || made(&loaded, &base, side_errors)).await??;
    let view = IndexView { title, crumbs, tabs, action, made };
    frame.page_with(status, "talks/index.html", &frame.text("surveys-tab-talks"), &view)
}

fn made(loaded: &Loaded, base: &str, side_errors: Vec<String>) -> anyhow::Result<Made> {
    let source = loaded.source();
    let (dataset, lang) = (source.dataset, source.dataset.lang);
    let say = |key: &str| i18n::plain(lang, key);
    let wanted = loaded.query.table.as_str();
    let table = TABLES.iter().find(|table| table.key == wanted);
    let table = table.or_else(|| TABLES.iter().find(|table| table.key == SHOWN));
    let kind_shown = table.map(|table| table.key).unwrap_or_default();
    let mut shown = Vec::new();
    if let Some(table) = table {
        shown = numbered((table.build)(&source)?, lang);
    }
    // As wide as bars are: its letters can be read on a telephone.
    let picture = flow_picture(&source, &Style { width: BAR_WIDTH, ..Style::new("flow") })?;
    let listed = |key: &str| EntryView {
        title: say(&format!("talk-{key}")),
        hint: say(&format!("talk-{key}-hint")),
        files: if key == BY_QUESTION && source.across.is_empty() {
            // Nothing is chosen yet that could be set against: the hint says where to choose.
            Vec::new()
        } else {
            documents(&source, base, key, &loaded.query.side)
        },
    };
    let kind = |key: &str| ChoiceView { value: key.to_owned(), label: say(&format!("talk-{key}")) };
    Ok(Made {
        questionnaires: questionnaire_choices(dataset),
        questionnaire: number(&source),
        sides: sides(&source)?,
        side: loaded.query.side.clone(),
        side_errors,
        kinds: TABLES.iter().map(|table| kind(table.key)).collect(),
        kind: kind_shown.to_owned(),
        all: documents(&source, base, ALL, &loaded.query.side),
        tables: TABLES.iter().map(|table| listed(table.key)).collect(),
        nothing: nothing(&source, kind_shown, !shown.is_empty()).unwrap_or_default(),
        shown: shown.into_iter().enumerate().map(shown_view).collect(),
        figures: figures(&source, base, &loaded.query.side)?,
        flow: picture.map(|picture| PictureView {
            title: picture.caption,
            svg: picture.svg,
            reading: picture.alternative,
        }),
    })
}

fn number(source: &Source<'_>) -> String {
    source.fielded.map(|fielded| fielded.id.0.to_string()).unwrap_or_default()
}

/// What answers can be set against: no question that nobody answered.
fn sides(source: &Source<'_>) -> anyhow::Result<Vec<ChoiceView>> {
    let by = |by: By| ChoiceView {
        value: by.code().to_owned(),
        label: i18n::plain(source.dataset.lang, &format!("table-{}", by.code())),
    };
    let mut sides: Vec<ChoiceView> = [By::Region, By::Kind].map(by).into();
    if let Some(fielded) = source.fielded {
        let answers = answer_table(source.dataset, fielded);
        for variable in answers.variables().iter().filter(|own| own.kind == VariableKind::Single) {
            if source.is_unanswered(&answers, variable)? {
                continue;
            }
            sides.push(ChoiceView {
                value: format!("{QUESTION}{}", variable.name),
                label: variable_title(source.dataset, variable),
            });
        }
    }
    Ok(sides)
}

/// An address below the page, with the choices that it is made for.
fn href(source: &Source<'_>, path: &str, more: &[(&str, &str)]) -> String {
    let more = more.iter().filter(|(_, value)| !value.is_empty());
    let more = more.map(|(name, value)| format!("&{name}={}", encode(value)));
    format!("{path}?questionnaire={}{}", number(source), more.collect::<String>())
}

/// The files of a kind of table.
fn documents(source: &Source<'_>, base: &str, key: &str, side: &str) -> Vec<FileView> {
    let file = |format: &Format| FileView {
        label: format.name.to_owned(),
        href: href(source, &format!("{base}/{key}.{}", format.extension), &[("side", side)]),
    };
    FORMATS.iter().map(file).collect()
}

/// What can be drawn, with the files of each. A question that nobody answered has no figure.
fn figures(source: &Source<'_>, base: &str, side: &str) -> anyhow::Result<Vec<EntryView>> {
    let say = |key: &str| i18n::plain(source.dataset.lang, key);
    let entry = |title: String, figure: &str, variable: &str| EntryView {
        title,
        hint: String::new(),
        files: FILES
            .iter()
            .map(|file| FileView {
                label: say(file.label),
                href: href(
                    source,
                    &format!("{base}/{}.{}", file.name, file.extension),
                    &[("side", side), ("figure", figure), ("variable", variable)],
                ),
            })
            .collect(),
    };
    let Some(fielded) = source.fielded else { return Ok(Vec::new()) };
    let mut all = vec![entry(say("talk-table-flow"), "flow", "")];
    if source.answered().is_some() {
        let answers = answer_table(source.dataset, fielded);
        for (question, title) in drawable(source, &answers) {
            let Some(first) = question.first() else { continue };
            if !source.is_any_answered(&answers, question)? {
                continue;
            }
            // The figure that is made in its place says so, too, and knows that it stands there by its address.
            let hint = match source.side {
                Some(By::Kind) if told(source, &answers, first)?.0.is_none() => say("talk-kinds-withheld"),
                Some(By::Region) if told(source, &answers, first)?.0.is_none() => say("talk-areas-withheld"),
                _ => String::new(),
            };
            all.push(EntryView { hint, ..entry(title, "answers", &first.name) });
        }
        all.extend(OF_TEXTS.map(|(key, _)| entry(say(&format!("explore-themes-{key}")), key, "")));
        all.extend(there(source)?.into_iter().map(|further| entry(say(further.title), further.key, "")));
    }
    Ok(all)
}

fn shown_view((place, table): (usize, PaperTable)) -> ShownView {
    let columns = table.columns.iter().map(|own| column(&own.label, own.is_number)).collect();
    let rows = table.rows.iter().map(cells).collect();
    ShownView {
        id: format!("talk-{place}"),
        table: TableView { caption: table.caption, columns, rows },
        notes: table.notes,
    }
}
