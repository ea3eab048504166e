//! Reading filled-in sheets: first looked at, then taken, each file once.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpResponse, web};
use analysis::document::filled::{FilledForm, FormAnswer, read};
use analysis::document::input::{InputProblem, InputProblemKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use surveys::entity::state::Source;
use surveys::id::{QuestionnaireId, VersionId};
use surveys::questionnaire::answer::{Answers, Field};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::entry::{Accepted, DROPPED, outstanding};
use surveys::questionnaire::problem::Problem;
use surveys::questionnaire::sheet::{FilledCell, typed as from_cells};
use surveys::store;
use surveys::store::entries::Original;
use surveys::store::sheet_imports::{Known, SheetHashes};

use super::form::Head;
use super::save::{Sent, finish, start, typed};
use super::sheet::version_mark;
use super::view::place_words;
use super::{Printed, list_address, printed, to_json, with_version};
use crate::auth::upload::{StaffUpload, UploadedFile};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::fill::say;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

/// Most files that are looked at in one go.
const MAX_FILES: usize = 500;

/// A sheet as it travels through the preview: nothing is stored before it is taken.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    version: i64,
    file: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct ImportPage {
    import: ImportView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct ImportView {
    questionnaire: String,
    action: String,
    accept_action: String,
    error: String,
    files: Vec<FileView>,
    n_ready: usize,
}

#[derive(Serialize)]
struct FileView {
    name: String,
    /// `ready`, `problems`, `alike`, `same`, `twice`, `other`, `unreadable`, `empty`.
    state: &'static str,
    state_label: String,
    /// Why it cannot be read, where that is so.
    reason: String,
    n_answers: usize,
    problems: Vec<CellProblem>,
    unasked: Vec<String>,
    /// Name of the box that takes it; empty where it cannot be taken.
    take_name: String,
    is_taken: bool,
    payload_name: String,
    payload: String,
}

#[derive(Serialize)]
struct CellProblem {
    address: String,
    question: String,
    text: String,
}

/// `GET /questionnaires/{id}/imports/new`
pub async fn new(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = printed(&frame.app, QuestionnaireId(*id), None).await?;
    page(&frame, &found, Vec::new(), String::new())
}

/// `POST /questionnaires/{id}/imports`: shows what is in the files.
pub async fn preview(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffUpload,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = printed(&frame.app, QuestionnaireId(*id), None).await?;
    if sent.files.is_empty() || sent.files.len() > MAX_FILES {
        let n = MAX_FILES.to_string();
        return page(&frame, &found, Vec::new(), frame.text_with("entries-import-files", &[("n", n)]));
    }
    let versions: Vec<Asked> = versions(&frame, found.questionnaire.id)
        .await?
        .into_iter()
        .map(|printed| Asked { texts: printed.texts(&frame), printed })
        .collect();
    let mut files = Vec::new();
    let mut seen = BTreeSet::new();
    for (place, file) in sent.files.into_iter().enumerate() {
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&file.bytes));
        files.push(if !seen.insert(hash.clone()) {
            refused(&frame, file.name, "twice")
        } else if file.bytes.is_empty() {
            let reason = frame.text_with("common-file-empty", &[("file", file.name.clone())]);
            FileView { reason, ..refused(&frame, file.name, "unreadable") }
        } else {
            look(&frame, &versions, place, file, hash).await?
        });
    }
    page(&frame, &found, files, String::new())
}

/// A version with what it says on paper.
struct Asked {
    printed: Printed,
    texts: Definition,
}

/// All versions of a questionnaire, read once for all its sheets.
async fn versions(frame: &Frame, id: QuestionnaireId) -> Result<Vec<Printed>> {
    let mut all = Vec::new();
    let questionnaire = store::questionnaires::find(&frame.app.db, id).await?;
    for version in store::questionnaires::versions(&frame.app.db, id).await? {
        all.push(with_version(&frame.app, questionnaire.clone(), version).await?);
    }
    Ok(all)
}

async fn look(
    frame: &Frame,
    versions: &[Asked],
    place: usize,
    file: UploadedFile,
    hash: String,
) -> Result<FileView> {
    let bytes = file.bytes;
    let filled = web::block(move || read(&bytes)).await?;
    let filled = match filled {
        Ok(filled) => filled,
        Err(problem) => {
            let reason = reason(frame, &problem);
            return Ok(FileView { reason, ..refused(frame, file.name, "unreadable") });
        }
    };
    // A sheet of an older version is read as what it asked.
    let Some(asked) = versions.iter().find(|asked| version_mark(&asked.printed) == filled.version) else {
        return Ok(refused(frame, file.name, "other"));
    };
    let Asked { printed: found, texts } = asked;
    let cells: Vec<FilledCell> = filled
        .cells
        .iter()
        .map(|cell| FilledCell {
            field: cell.field.clone(),
            number: cell.number.clone(),
            text: cell.text.clone(),
        })
        .collect();
    let filled_in: BTreeMap<String, String> = from_cells(&found.definition, &cells).into_iter().collect();
    let fields = typed(found, &|slot| filled_in.get(slot).cloned().unwrap_or_default());
    let hashes = SheetHashes { content: content_hash(found.version.id, &fields)?, file: hash.clone() };
    let known = store::sheet_imports::known(&frame.app.db, found.questionnaire.id, &hashes).await?;
    if known == Known::SameFile {
        return Ok(refused(frame, file.name, "same"));
    }
    let reading = found.read_for(frame, texts, &fields, &Answers::new());
    let (dropped, unclear): (Vec<&Problem>, Vec<&Problem>) =
        reading.dropped.iter().partition(|problem| DROPPED.contains(&problem.code));
    let problems: Vec<Problem> = reading.problems.iter().chain(unclear).cloned().collect();
    let open = outstanding(&found.definition, &problems, &[]);
    // What would be dropped is shown with the sheet; taking the sheet says that this is right, unless a filter cannot be
    // read: then somebody looks at the sheet.
    let state = match (known, fields.is_empty(), open.is_empty()) {
        (_, true, _) => "empty",
        (Known::SameAnswers, ..) => "alike",
        (_, _, true) => "ready",
        (_, _, false) => "problems",
    };
    let payload = Payload { version: found.version.id.0, file: hash, fields };
    Ok(FileView {
        name: file.name,
        state,
        state_label: frame.text(&format!("entries-import-{state}")),
        reason: String::new(),
        n_answers: reading.answers.len(),
        problems: open.into_iter().map(|problem| cell_problem(frame, texts, &filled, problem)).collect(),
        unasked: dropped.into_iter().map(|problem| dropped_words(frame, texts, problem)).collect(),
        take_name: if state == "empty" { String::new() } else { format!("take-{place}") },
        is_taken: matches!(state, "ready" | "problems"),
        payload_name: format!("file-{place}"),
        payload: to_json(&payload)?,
    })
}

fn refused(frame: &Frame, name: String, state: &'static str) -> FileView {
    FileView {
        name,
        state,
        state_label: frame.text(&format!("entries-import-{state}")),
        reason: String::new(),
        n_answers: 0,
        problems: Vec::new(),
        unasked: Vec::new(),
        take_name: String::new(),
        is_taken: false,
        payload_name: String::new(),
        payload: String::new(),
    }
}

/// Why a file cannot be read, with the row where that is known.
fn reason(frame: &Frame, problem: &InputProblem) -> String {
    if problem.kind == InputProblemKind::SheetMissing {
        return frame.text("entries-import-no-form");
    }
    let row = problem.row.map(|row| row.to_string()).unwrap_or_default();
    if problem.kind == InputProblemKind::ErrorValue {
        return frame.text_with("entries-import-error-value", &[("row", row)]);
    }
    let args = [("detail", problem.detail.clone()), ("row", row)];
    frame.text_with(&format!("analyze-input-{}", problem.kind.code()), &args)
}

fn content_hash(version: VersionId, fields: &[Field]) -> Result<String> {
    let text = to_json(&(version.0, fields))?;
    Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes())))
}

/// A problem with the cell it is in: of several cells the first filled one.
fn cell_problem(frame: &Frame, texts: &Definition, filled: &FilledForm, problem: &Problem) -> CellProblem {
    let of_place = |cell: &&FormAnswer| cell.field == problem.place;
    let cell = filled.cells.iter().filter(of_place).find(|cell| !cell.text.is_empty());
    let cell = cell.or_else(|| filled.cells.iter().find(of_place));
    // A matrix without any answer is a problem of the question, whose first cell is that of its first row.
    let begins =
        |field: &str| field.strip_prefix(&problem.place).is_some_and(|rest| rest.starts_with(['.', '[']));
    let cell = cell.or_else(|| filled.cells.iter().find(|cell| begins(&cell.field)));
    CellProblem {
        address: cell.map(|cell| cell.address.clone()).unwrap_or_default(),
        question: place_words(frame, texts, &problem.place),
        text: say(frame.lang)(problem),
    }
}

/// An answer that would be dropped: its question and what is written there.
fn dropped_words(frame: &Frame, texts: &Definition, problem: &Problem) -> String {
    let place = place_words(frame, texts, &problem.place);
    let answer = problem.args.iter().find(|(name, _)| *name == "answer").map(|(_, answer)| answer.as_str());
    format!("{place}{}{}", frame.text("common-place-end"), answer.unwrap_or_default())
}

/// The answers of a sheet that its reader was shown as not to be stored.
fn shown_as_dropped(found: &Printed, fields: &[Field]) -> Vec<Accepted> {
    let dropped = found.read(fields).dropped.into_iter().filter(|problem| DROPPED.contains(&problem.code));
    let accept = |problem: Problem| Accepted {
        code: problem.code.to_owned(),
        place: problem.place,
        reason: "as-written".to_owned(),
    };
    dropped.map(accept).collect()
}

/// `POST /questionnaires/{id}/imports/accept`: takes the sheets whose boxes are ticked. Those without problems become
/// responses, the others drafts to be finished by hand.
pub async fn accept(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let id = QuestionnaireId(*id);
    let versions = versions(&frame, id).await?;
    let values: BTreeMap<&str, &str> =
        sent.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let source = Source::from_code(sent.get("source")).unwrap_or(Source::Email);
    let transaction = frame.app.write().await?;
    // Whoever takes the same sheets at the same time waits, and then finds them taken.
    store::questionnaires::lock(&transaction, id).await?;
    let mut n_drafts = 0;
    for place in (0..MAX_FILES).filter(|place| values.contains_key(format!("take-{place}").as_str())) {
        let payload = values.get(format!("file-{place}").as_str()).and_then(|text| payload(text));
        let Payload { version, file, fields } = payload.ok_or(AppError::BadRequest("bad-request-form"))?;
        let found = versions.iter().find(|found| found.version.id.0 == version);
        let found = found.ok_or(AppError::BadRequest("bad-request-form"))?;
        let fields: BTreeMap<String, String> = fields.into_iter().collect();
        let fields = typed(found, &|slot| fields.get(slot).cloned().unwrap_or_default());
        let hashes = SheetHashes { content: content_hash(found.version.id, &fields)?, file };
        if store::sheet_imports::known(&transaction, id, &hashes).await? == Known::SameFile {
            continue;
        }
        let sent = Sent {
            head: Head {
                original: Original { source, received_on: Some(time::today()), sheet_number: String::new() },
                wrong_day: None,
            },
            accepted: shown_as_dropped(found, &fields),
            typed: fields,
            is_finish: true,
            stays: None,
            seed: String::new(),
        };
        let entry = start(&frame, &transaction, found, &sent, &user).await?;
        store::sheet_imports::remember(&transaction, id, entry.response_id, hashes, user.id).await?;
        if !finish(&frame.app, &transaction, found, &entry, &sent, &user).await? {
            n_drafts += 1;
        }
    }
    transaction.commit().await?;
    frame.app.carrier.ring();
    let key = if n_drafts > 0 { "entries-imported-drafts" } else { "entries-imported" };
    frame.redirect_with(&list_address(id), "success", key)
}

/// A sheet as the preview sent it along.
fn payload(text: &str) -> Option<Payload> {
    let payload: Payload = serde_json::from_str(text).ok()?;
    let is_hash = payload.file.len() == 64 && payload.file.chars().all(|c| c.is_ascii_hexdigit());
    is_hash.then_some(payload)
}

fn page(frame: &Frame, found: &Printed, files: Vec<FileView>, error: String) -> Result<HttpResponse> {
    let base = questionnaire_address(found.questionnaire.id);
    let is_wrong = !error.is_empty();
    let view = ImportPage {
        crumbs: found.crumbs(frame, "entries-import-title"),
        import: ImportView {
            questionnaire: found.questionnaire.title.clone(),
            action: format!("{base}/imports"),
            accept_action: format!("{base}/imports/accept"),
            error,
            n_ready: files.iter().filter(|file| !file.take_name.is_empty()).count(),
            files,
        },
    };
    let title = frame.text("entries-import-title");
    if is_wrong {
        frame.problem_page("entries/import.html", &title, &view)
    } else {
        frame.page("entries/import.html", &title, &view)
    }
}
