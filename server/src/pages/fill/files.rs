//! Files that come with a page: looked at, stored apart from the answers, shown to the person who sent them.

use actix_web::{HttpResponse, web};
use data_encoding::HEXLOWER;
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use surveys::file::kind::{Kind, accepted, of_bytes};
use surveys::file::name;
use surveys::questionnaire::answer::files::{Received, places};
use surveys::questionnaire::answer::{Answers, visibility};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::problem::Problem;
use surveys::questionnaire::question::Question;
use surveys::questionnaire::question::file::Attached;
use surveys::store;
use surveys::store::response_files::NewFile;

use super::{Begun, begun};
use crate::app::App;
use crate::auth::upload::UploadedFile;
use crate::config::MEGABYTE;
use crate::error::Result;
use crate::pages::download::brought;
use crate::view::frame::Frame;
use crate::view::question::files::{endings, in_words};
use crate::view::time;

/// Looks at files and stores none, for trials.
pub fn look_at(
    app: &App,
    definition: &Definition,
    page: &str,
    before: &Answers,
    files: &[UploadedFile],
) -> Received {
    let mut received = Received::default();
    for found in fitting(app, definition, page, before, files) {
        match found {
            Ok((place, new)) => received.attached.push((place, attached(&new))),
            Err(problem) => received.problems.push(problem),
        }
    }
    received
}

/// Stores the files that fit their questions, and names what is wrong with the others. A file that came before, in a
/// form that is sent again, is stored once.
pub async fn receive(
    app: &App,
    db: &impl ConnectionTrait,
    found: &Begun,
    page: &str,
    before: &Answers,
    files: &[UploadedFile],
) -> Result<Received> {
    let mut received = Received::default();
    let stored = store::response_files::of_response(db, found.response.id).await?;
    let mut total: usize = stored.iter().filter_map(|file| usize::try_from(file.size).ok()).sum();
    let most = app.config.files_megabytes * MEGABYTE;
    for found_one in fitting(app, &found.met.definition, page, before, files) {
        let (place, new) = match found_one {
            Ok(fitting) => fitting,
            Err(problem) => {
                received.problems.push(problem);
                continue;
            }
        };
        let is_new = !stored.iter().any(|known| known.key == new.key);
        if is_new && total + new.bytes.len() > most {
            received.problems.push(Problem::error("files-too-large", place).with("max", in_words(most)));
            continue;
        }
        total += if is_new { new.bytes.len() } else { 0 };
        received.attached.push((place, attached(&new)));
        store::response_files::add(db, found.response.id, new).await?;
    }
    Ok(received)
}

/// The files whose place can be answered, each with its place, or what is wrong with it.
fn fitting(
    app: &App,
    definition: &Definition,
    page: &str,
    before: &Answers,
    files: &[UploadedFile],
) -> Vec<std::result::Result<(String, NewFile), Problem>> {
    let Some(page) = definition.page(page).filter(|_| !files.is_empty()) else { return Vec::new() };
    let places = places(page, &visibility(definition, before, time::now()), before);
    let look = |file: &UploadedFile| {
        let (place, question) = places.iter().find(|(place, _)| *place == file.field)?;
        let kind = kind_of(app, place, question, file);
        Some(kind.map(|kind| (place.clone(), named(place, kind, file))))
    };
    files.iter().filter_map(look).collect()
}

fn attached(file: &NewFile) -> Attached {
    Attached { key: file.key.clone(), name: file.name.clone(), media_type: file.media_type.clone() }
}

/// What a file is, if its question takes that.
fn kind_of(
    app: &App,
    place: &str,
    question: &Question,
    file: &UploadedFile,
) -> std::result::Result<&'static Kind, Problem> {
    let most = app.config.file_megabytes * MEGABYTE;
    let most = question.upload.max_size.map_or(most, |own| own.min(most));
    if file.is_too_large || file.bytes.len() > most {
        let problem = Problem::error("file-too-large", place).with("max", in_words(most));
        return Err(problem.with("name", &file.name));
    }
    let accepted = accepted(&question.upload.accepted);
    let kind = of_bytes(&file.bytes).filter(|kind| accepted.contains(kind));
    kind.ok_or_else(|| {
        Problem::error("file-kind", place).with("kinds", endings(&accepted)).with("name", &file.name)
    })
}

/// A file as it is stored. Its key follows from its place and contents.
fn named(place: &str, kind: &'static Kind, file: &UploadedFile) -> NewFile {
    let digest = Sha256::new().chain_update(place).chain_update([0]).chain_update(&file.bytes).finalize();
    let key: String = HEXLOWER.encode(&digest).chars().take(32).collect();
    NewFile {
        key,
        question: place.split(['.', '[']).next().unwrap_or_default().to_owned(),
        name: name::cleaned(&file.name, kind),
        media_type: kind.media_type.to_owned(),
        bytes: file.bytes.clone(),
    }
}

/// `GET /q/{link}/{code}/file/{key}`: a file, for the person who sent it, until the answers are sent.
pub async fn show(frame: Frame, path: web::Path<(String, String, String)>) -> Result<HttpResponse> {
    let (link, code, key) = path.into_inner();
    let found = begun(&frame, &link, &code).await?;
    if let Some(answer) = found.finished(&frame) {
        return answer;
    }
    let file = store::response_files::find(&frame.app.db, found.response.id, &key).await?;
    Ok(brought(file.name, file.media_type, file.bytes))
}
