//! A questionnaire as files of other programs: the list with what each loses, and the files.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::questionnaire;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::format::{FORMATS, Format, Kind};
use surveys::questionnaire::parse::parse;
use surveys::store;

use super::findings::Checked;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::download::{self, CSV, WORKBOOK};
use crate::pages::questionnaires::address;
use crate::pages::questionnaires::import::{FindingGroup, groups};
use crate::questionnaire_file::{losses, write};
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;

/// Which version is meant; the draft when absent.
#[derive(Deserialize)]
pub struct Query {
    version: Option<i32>,
}

#[derive(Serialize)]
struct FilesView {
    is_readable: bool,
    version: String,
    versions: Vec<ChoiceView>,
    formats: Vec<FormatView>,
    pdf_href: String,
    action: String,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct FormatView {
    name: &'static str,
    label: String,
    hint: String,
    files: Vec<FileView>,
    groups: Vec<FindingGroup>,
    n_findings: usize,
}

#[derive(Serialize)]
struct FileView {
    label: String,
    href: String,
}

/// The JSON of a version, or of the draft.
async fn json_of(
    frame: &Frame,
    questionnaire: &questionnaire::Model,
    version: Option<i32>,
) -> Result<String> {
    let Some(number) = version else { return Ok(questionnaire.draft.clone()) };
    let found = store::questionnaires::version_numbered(&frame.app.db, questionnaire.id, number).await?;
    Ok(found.definition)
}

/// `GET /questionnaires/{id}/files`
pub async fn index(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let db = &frame.app.db;
    let questionnaire = store::questionnaires::find(db, QuestionnaireId(*id)).await?;
    let survey = store::surveys::find(db, questionnaire.survey_id).await?;
    let checked = Checked::of(&json_of(&frame, &questionnaire, query.version).await?);
    let definition = &checked.definition;
    let here = format!("{}/files", address(questionnaire.id));
    let mut versions =
        vec![ChoiceView { value: String::new(), label: frame.text("questionnaires-files-draft") }];
    for version in store::questionnaires::versions(db, questionnaire.id).await?.iter().rev() {
        let number = version.number.to_string();
        let label = frame.text_with("questionnaires-files-version", &[("n", number.clone())]);
        versions.push(ChoiceView { value: number, label });
    }
    let title = frame.text("questionnaires-files-title");
    let formats = definition.as_ref().map(|definition| {
        let written = FORMATS.iter().filter(|format| format.write.is_some());
        written
            .map(|format| format_view(&frame, (&checked, definition), format, &here, query.version))
            .collect()
    });
    let view = FilesView {
        is_readable: definition.is_some(),
        version: query.version.map(|number| number.to_string()).unwrap_or_default(),
        versions,
        formats: formats.unwrap_or_default(),
        pdf_href: pdf_address(questionnaire.id, query.version),
        action: here,
        crumbs: crumbs::of_questionnaire(&frame, &survey, &questionnaire, [(title.clone(), String::new())]),
    };
    frame.page("questionnaires/files.html", &title, &view)
}

/// The questionnaire as PDF, with names and values.
fn pdf_address(id: QuestionnaireId, version: Option<i32>) -> String {
    let query = version.map(|number| format!("?version={number}")).unwrap_or_default();
    format!("{}/questionnaire.pdf{query}", address(id))
}

fn format_view(
    frame: &Frame,
    (checked, definition): (&Checked, &Definition),
    format: &'static Format,
    here: &str,
    version: Option<i32>,
) -> FormatView {
    let kind = format.endings.first().map_or(Kind::Text, |(_, kind)| *kind);
    let mut found = losses(definition, format, kind, frame.lang);
    for finding in &mut found {
        finding.message = checked.said(frame, &finding.place, &finding.message);
        finding.place.clear();
    }
    let query = version.map(|number| format!("?version={number}")).unwrap_or_default();
    let label = frame.text(&format!("format-{}", format.name));
    let file = |ending: &str| {
        let args = [("ending", format!(".{ending}")), ("format", label.clone())];
        FileView {
            label: frame.text_with("questionnaires-files-download", &args),
            href: format!("{here}/{}.{ending}{query}", format.name),
        }
    };
    FormatView {
        name: format.name,
        hint: frame.text(&format!("format-{}-hint", format.name)),
        files: format.endings.iter().map(|(ending, _)| file(ending)).collect(),
        n_findings: found.len(),
        groups: groups(frame, found),
        label,
    }
}

/// `GET /questionnaires/{id}/files/{file}`: the questionnaire as `<format>.<ending>`.
pub async fn download(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let (id, file) = path.into_inner();
    let (name, ending) = file.split_once('.').ok_or(AppError::NotFound)?;
    let written = FORMATS.iter().find(|format| format.name == name && format.write.is_some());
    let format = written.ok_or(AppError::NotFound)?;
    let kind = format.endings.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind);
    let kind = kind.ok_or(AppError::NotFound)?;
    let questionnaire = store::questionnaires::find(&frame.app.db, QuestionnaireId(id)).await?;
    let json = json_of(&frame, &questionnaire, query.version).await?;
    let (lang, created) = (frame.lang, questionnaire.created_at.timestamp());
    let bytes = web::block(move || {
        let Some(definition) = parse(&json).0 else { return Ok(None) };
        write(&definition, format, kind, lang, created).map(|(bytes, _)| Some(bytes))
    })
    .await??;
    let bytes = bytes.ok_or(AppError::Conflict("questionnaires-files-broken"))?;
    Ok(download::file(media_type(ending), format!("questionnaire-{id}-{name}.{ending}"), bytes))
}

fn media_type(ending: &str) -> &'static str {
    match ending {
        "json" => "application/json",
        "xlsx" => WORKBOOK,
        "csv" => CSV,
        "xml" => "application/xml",
        _ => "text/plain; charset=utf-8",
    }
}
