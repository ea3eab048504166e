//! How closely kinds of agencies work together: heat map and network of one questionnaire, or of two beside each other.

use std::path::Path;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::{Head, give, internal_note, load, noted};
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::collaboration::{Collaboration, collaboration, is_asked, shared_id, sheet};
use crate::dataset::{Dataset, Fielded};
use crate::error::{AppError, Result};
use crate::i18n::Lang;
use crate::pages::download::{self, CSV, PNG, SVG};
use crate::pages::surveys::address;
use crate::view::figure::collaboration::{PICTURES, figure, file_style, picture_file};
use crate::view::figure::{FigureView, print};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// Name of the table as a file.
const TABLE_FILE: &str = "table.csv";

/// Which questionnaires.
#[derive(Deserialize)]
pub struct Query {
    questionnaire: Option<String>,
    /// The one beside it: its number, empty for none; not said: the same question in another wave.
    beside: Option<String>,
}

#[derive(Serialize)]
struct CollaborationView {
    head: Head,
    action: String,
    questionnaires: Vec<ChoiceView>,
    questionnaire: String,
    besides: Vec<ChoiceView>,
    beside: String,
    /// No questionnaire asks.
    is_missing: bool,
    /// Nobody has answered what is shown.
    is_empty: bool,
    has_network: bool,
    /// The pictures of each kind, those of two questionnaires beside each other.
    rows: Vec<Vec<PictureView>>,
    tables: Vec<FileView>,
}

/// A picture with the addresses of its files; none for people who take nothing out.
#[derive(Serialize)]
struct PictureView {
    figure: FigureView,
    svg_href: String,
    png_href: String,
}

/// A table as a file.
#[derive(Serialize)]
struct FileView {
    title: String,
    href: String,
}

/// `GET /surveys/{id}/analysis/collaboration`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let may_export = allow(&user, Verb::Export, Thing::Analysis).is_ok();
    let view = move |head: Head, dataset: &Dataset| view(head, dataset, &query, may_export);
    super::show(&frame, &user, *id, ("/collaboration", "explore/collaboration.html"), view).await
}

/// The questionnaires that ask.
fn asking(dataset: &Dataset) -> Vec<&Fielded> {
    dataset.fielded.iter().filter(|fielded| is_asked(fielded)).collect()
}

fn named<'a>(asking: &[&'a Fielded], id: &str) -> Option<&'a Fielded> {
    asking.iter().copied().find(|fielded| fielded.id.0.to_string() == id)
}

/// The questionnaire that was asked for; else the first that has answers.
fn chosen<'a>(asking: &[&'a Fielded], query: &Query) -> Option<&'a Fielded> {
    let wanted = query.questionnaire.as_deref().and_then(|id| named(asking, id));
    let answered = || asking.iter().copied().find(|fielded| !fielded.responses.is_empty());
    wanted.or_else(answered).or(asking.first().copied())
}

/// The questionnaire beside the chosen one: the one that was asked for; where nothing was said, one of another wave that asks the same.
fn beside<'a>(asking: &[&'a Fielded], chosen: &Fielded, query: &Query) -> Option<&'a Fielded> {
    let found = match query.beside.as_deref() {
        Some(id) => named(asking, id),
        None => asking.iter().copied().find(|other| {
            other.wave != chosen.wave && shared_id(other) == shared_id(chosen) && !other.responses.is_empty()
        }),
    };
    found.filter(|other| other.id != chosen.id)
}

fn view(head: Head, dataset: &Dataset, query: &Query, may_export: bool) -> anyhow::Result<CollaborationView> {
    let asking = asking(dataset);
    let choice = |fielded: &&Fielded| ChoiceView {
        value: fielded.id.0.to_string(),
        label: fielded.full_title(dataset.lang),
    };
    let action = format!("{}/analysis/collaboration", address(dataset.survey.id));
    let mut view = CollaborationView {
        head,
        action,
        questionnaires: asking.iter().map(choice).collect(),
        questionnaire: String::new(),
        besides: Vec::new(),
        beside: String::new(),
        is_missing: asking.is_empty(),
        is_empty: true,
        has_network: false,
        rows: Vec::new(),
        tables: Vec::new(),
    };
    let Some(first) = chosen(&asking, query) else { return Ok(view) };
    let second = beside(&asking, first, query);
    // The earlier one stands first, whichever was chosen.
    let mut both: Vec<&Fielded> = [first].into_iter().chain(second).collect();
    both.sort_by_key(|fielded| asking.iter().position(|other| other.id == fielded.id));
    let mut found = Vec::new();
    for fielded in both {
        found.extend(collaboration(dataset, fielded)?);
    }
    view.questionnaire = first.id.0.to_string();
    view.beside = second.map(|other| other.id.0.to_string()).unwrap_or_default();
    view.besides = asking.iter().filter(|other| other.id != first.id).map(choice).collect();
    view.is_empty = found.is_empty();
    for picture in PICTURES {
        view.rows.push(pictures(&found, picture, &view.action, may_export, dataset.lang)?);
    }
    view.has_network = view.rows.last().is_some_and(|row| !row.is_empty());
    view.rows.retain(|row| !row.is_empty());
    if may_export {
        view.tables = found.iter().map(|one| table_file(one, &view.action)).collect();
    }
    Ok(view)
}

fn file_href(action: &str, file: &str, found: &Collaboration) -> String {
    format!("{action}/{file}?questionnaire={}", found.questionnaire.0)
}

fn table_file(found: &Collaboration, action: &str) -> FileView {
    FileView { title: found.title.clone(), href: file_href(action, TABLE_FILE, found) }
}

/// A kind of picture of each questionnaire.
fn pictures(
    found: &[Collaboration],
    picture: &str,
    action: &str,
    may_export: bool,
    lang: Lang,
) -> anyhow::Result<Vec<PictureView>> {
    let mut pictures = Vec::new();
    for one in found {
        let Some(figure) = figure(one, picture, lang)? else { continue };
        let href = |ending: &str| match may_export {
            true => file_href(action, &format!("{picture}.{ending}"), one),
            false => String::new(),
        };
        pictures.push(PictureView { figure, svg_href: href("svg"), png_href: href("png") });
    }
    Ok(pictures)
}

/// `GET /surveys/{id}/analysis/collaboration/{file}`: a picture (`heat` or `network`, as `.svg` or `.png`) or the table as CSV, of the
/// questionnaire that the address says.
pub async fn download(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let (id, file) = path.into_inner();
    let dataset = load(&frame, &user, id).await?;
    let made_for = (dataset.survey.id, dataset.purpose);
    let (fonts, name) = (frame.app.config.fonts.clone(), file.clone());
    let made = web::block(move || make(&dataset, &query, &name, &fonts)).await??.ok_or(AppError::NotFound)?;
    give(&frame, &user, made_for, &format!("collaboration-{file}"), made).await
}

/// The file with its media type; `None` when there is none of this name, or nothing to put into it.
fn make(
    dataset: &Dataset,
    query: &Query,
    file: &str,
    fonts: &Path,
) -> Result<Option<(&'static str, Vec<u8>)>> {
    let asking = asking(dataset);
    let Some(fielded) = chosen(&asking, query) else { return Ok(None) };
    let Some(found) = collaboration(dataset, fielded).map_err(anyhow::Error::from)? else { return Ok(None) };
    if file == TABLE_FILE {
        let table = noted(sheet(&[found], dataset.lang), dataset.purpose, dataset.lang);
        return Ok(Some((CSV, download::csv(&table)?)));
    }
    let Some((picture, kind @ ("svg" | "png"))) = file.rsplit_once('.') else { return Ok(None) };
    let own = internal_note(dataset.purpose, dataset.lang);
    let svg =
        picture_file(&found, picture, &own, &file_style(), dataset.lang).map_err(anyhow::Error::from)?;
    let Some(svg) = svg else { return Ok(None) };
    match kind {
        "svg" => Ok(Some((SVG, svg.into_bytes()))),
        _ => Ok(Some((PNG, print::png(&svg, fonts)?))),
    }
}
