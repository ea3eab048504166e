//! Files of a hearing: photos, papers and recordings, listed, brought, taken out and erased. They are for internal work only:
//! no analysis, export or sheet reads them, and that one was opened is recorded.

use actix_web::{HttpResponse, web};
use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};
use surveys::entity::hearing;
use surveys::file::kind::Kind;
use surveys::file::name;
use surveys::hearing::file::{
    Holding, LARGEST, LONGEST_DESCRIPTION, MOST_BYTES, MOST_FILES, Refusal, is_picture, is_recording, kinds,
};
use surveys::id::{HearingFileId, HearingId};
use surveys::store;
use surveys::store::hearing_files::{NewFile, Stored, holding};

use super::edit::show_address;
use super::way;
use crate::auth::form::StaffForm;
use crate::auth::upload::{StaffUpload, UploadedFile};
use crate::auth::{Thing, User, Verb, allow, policy};
use crate::error::Result;
use crate::pages::approaches::People;
use crate::pages::download::brought;
use crate::view::form::{Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::question::files::{endings, in_words};
use crate::view::time;

/// The box that says that the partner allowed recording later.
const ALLOWED_LATER: &str = "recording_allowed";

#[derive(Serialize)]
struct ListView {
    crumbs: Vec<Crumb>,
    form: FormView,
    action: String,
    files: Vec<FileView>,
    /// Kinds for the browser's window of files.
    accept: String,
    /// What is taken, for people.
    limits: String,
    /// The partner did not allow to record: recordings are taken only where they allowed it later.
    asks_permission: bool,
}

/// A file in a list.
#[derive(Serialize)]
pub struct FileView {
    name: String,
    href: String,
    edit_href: String,
    remove_href: String,
    kind: String,
    size: String,
    by: String,
    at: String,
    description: String,
    /// Nobody has said what is to be seen.
    is_undescribed: bool,
}

#[derive(Serialize)]
struct OneView {
    crumbs: Vec<Crumb>,
    form: FormView,
    action: String,
    back: String,
    file: FileView,
}

fn list_address(id: HearingId) -> String {
    format!("{}/files", show_address(id))
}

fn address(id: HearingFileId) -> String {
    format!("/hearing-files/{}", id.0)
}

/// The files of a hearing as lists show them; none for those who may not see them.
///
/// # Errors
/// When the database fails.
pub async fn of_hearing(frame: &Frame, user: &User, id: HearingId) -> Result<Vec<FileView>> {
    if !policy::may(user.role, Verb::View, Thing::HearingFile) {
        return Ok(Vec::new());
    }
    let files = store::hearing_files::of_hearing(&frame.app.db, id).await?;
    let people = People::load(&frame.app).await?;
    Ok(files.into_iter().map(|file| view(frame, &people, file)).collect())
}

fn view(frame: &Frame, people: &People, file: Stored) -> FileView {
    let kind = match file.media_type.as_str() {
        "application/pdf" => "paper",
        media_type if is_picture(media_type) => "picture",
        _ => "sound",
    };
    let href = address(file.id);
    FileView {
        edit_href: format!("{href}/edit"),
        remove_href: format!("{href}/remove"),
        href,
        kind: frame.text(&format!("hearing-files-kind-{kind}")),
        size: in_words(usize::try_from(file.size).unwrap_or(0)),
        by: people.name(Some(file.added_by)),
        at: time::date_time(file.added_at, frame.lang),
        is_undescribed: kind == "picture" && file.description.is_empty(),
        name: file.name,
        description: file.description,
    }
}

/// `GET /hearings/{id}/files`
pub async fn index(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::HearingFile)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let form = FormView::filled(["files", "description", ALLOWED_LATER].map(|name| (name, String::new())));
    list_page(&frame, &user, &hearing, form).await
}

async fn list_page(
    frame: &Frame,
    user: &User,
    hearing: &hearing::Model,
    form: FormView,
) -> Result<HttpResponse> {
    let title = frame.text("hearing-files-title");
    let taken = kinds();
    let ending =
        |kind: &&Kind| -> Vec<String> { kind.endings.iter().map(|ending| format!(".{ending}")).collect() };
    let limits = [
        ("kinds", endings(&taken)),
        ("one", in_words(LARGEST)),
        ("all", in_words(MOST_BYTES)),
        ("n", MOST_FILES.to_string()),
    ];
    let is_valid = form.is_valid();
    let view = ListView {
        crumbs: way(frame, hearing, &[(title.clone(), String::new())]).await?,
        form,
        action: list_address(hearing.id),
        files: of_hearing(frame, user, hearing.id).await?,
        accept: taken.iter().flat_map(ending).collect::<Vec<_>>().join(","),
        limits: frame.text_with("hearing-files-limits", &limits),
        asks_permission: !hearing.may_record,
    };
    match is_valid {
        true => frame.page("hearings/files.html", &title, &view),
        false => frame.problem_page("hearings/files.html", &title, &view),
    }
}

/// `POST /hearings/{id}/files`: stores the files that are taken, and says of the others why they are not.
pub async fn add(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::HearingFile)?;
    let description = sent.get("description").to_owned();
    let allowed_later = sent.get(ALLOWED_LATER) == "yes";
    let mut form = FormView::filled([
        ("files", String::new()),
        ("description", description.clone()),
        (ALLOWED_LATER, sent.get(ALLOWED_LATER).to_owned()),
    ]);
    form.limit(&frame, "description", "hearing-files-description", LONGEST_DESCRIPTION);
    if sent.files.is_empty() {
        form.reject("files", frame.text("common-file-required"));
    }
    let (empty, chosen): (Vec<UploadedFile>, Vec<UploadedFile>) =
        sent.files.into_iter().partition(|file| file.bytes.is_empty() && !file.is_too_large);
    let transaction = frame.app.write().await?;
    let hearing = store::hearings::lock(&transaction, HearingId(*id)).await?;
    if !form.is_valid() {
        transaction.rollback().await?;
        return list_page(&frame, &user, &hearing, form).await;
    }
    let there = store::hearing_files::of_hearing(&transaction, hearing.id).await?;
    let permission = Permission { by_sheet: hearing.may_record, later: allowed_later };
    let mut held = holding(&there);
    for file in empty {
        form.reject("files", frame.text_with("common-file-empty", &[("file", file.name)]));
    }
    let mut skipped = Vec::new();
    for file in chosen {
        let sha256 = HEXLOWER.encode(&Sha256::digest(&file.bytes));
        // A form that is sent twice, or a file that somebody brings again.
        if there.iter().any(|known| known.sha256 == sha256) {
            skipped.push(file.name);
            continue;
        }
        let (name, n_bytes) = (file.name.clone(), file.bytes.len());
        match look_at(held, file, sha256, &description, permission) {
            Ok(new) => {
                if store::hearing_files::add(&transaction, hearing.id, new, user.id).await? {
                    held = held.with(n_bytes);
                } else {
                    skipped.push(name);
                }
            }
            Err(refusal) => form.reject("files", refused(&frame, refusal, name)),
        }
    }
    transaction.commit().await?;
    let n_new = held.n_files - holding(&there).n_files;
    if form.is_valid() {
        let (kind, text) = what_became(&frame, n_new, &skipped);
        return frame.redirect_saying(&list_address(hearing.id), kind, text);
    }
    if !skipped.is_empty() {
        form.reject("files", known(&frame, &skipped));
    }
    list_page(&frame, &user, &hearing, form).await
}

/// What became of files of which none was refused.
fn what_became(frame: &Frame, n_new: usize, skipped: &[String]) -> (&'static str, String) {
    let added = frame.text("hearing-files-added");
    match (n_new, skipped) {
        (_, []) => ("success", added),
        (0, skipped) => ("warning", known(frame, skipped)),
        (_, skipped) => ("success", format!("{added}{}", known(frame, skipped))),
    }
}

/// Says which files the hearing has already.
fn known(frame: &Frame, skipped: &[String]) -> String {
    frame.text_with("hearing-files-known", &[("files", skipped.join(&frame.text("list-separator")))])
}

/// Whether the partner allowed to record.
#[derive(Clone, Copy)]
struct Permission {
    by_sheet: bool,
    later: bool,
}

fn look_at(
    held: Holding,
    file: UploadedFile,
    sha256: String,
    description: &str,
    permission: Permission,
) -> std::result::Result<NewFile, Refusal> {
    if file.is_too_large {
        return Err(Refusal::TooLarge);
    }
    let kind = held.look_at(&file.bytes)?;
    let needs_more = is_recording(kind.media_type) && !permission.by_sheet;
    if needs_more && !permission.later {
        return Err(Refusal::Recording);
    }
    Ok(NewFile {
        was_allowed_later: needs_more,
        sha256,
        name: name::cleaned(&file.name, kind),
        media_type: kind.media_type.to_owned(),
        description: description.to_owned(),
        bytes: file.bytes,
    })
}

/// Why a file is not taken, in words.
fn refused(frame: &Frame, refusal: Refusal, file: String) -> String {
    match refusal {
        Refusal::Kind => {
            let args = [("file", file), ("kinds", endings(&kinds()))];
            frame.text_with("hearing-files-refused-kind", &args)
        }
        Refusal::TooLarge => {
            frame.text_with("hearing-files-refused-large", &[("file", file), ("max", in_words(LARGEST))])
        }
        Refusal::TooMany => {
            frame.text_with("hearing-files-refused-many", &[("file", file), ("n", MOST_FILES.to_string())])
        }
        Refusal::Recording => frame.text_with("hearing-files-refused-recording", &[("file", file)]),
        Refusal::NoRoom => {
            frame.text_with("hearing-files-refused-room", &[("file", file), ("max", in_words(MOST_BYTES))])
        }
    }
}

/// `GET /hearing-files/{id}`: the file to be saved.
pub async fn download(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::HearingFile)?;
    let transaction = frame.app.write().await?;
    let file = store::hearing_files::open(&transaction, HearingFileId(*id), user.id).await?;
    transaction.commit().await?;
    Ok(brought(file.name, file.media_type, file.bytes))
}

/// `GET /hearing-files/{id}/edit`
pub async fn edit(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::HearingFile)?;
    let file = store::hearing_files::find(&frame.app.db, HearingFileId(*id)).await?;
    let form = FormView::filled([("description", file.description.clone())]);
    one_page(&frame, file, form, Page::Edit).await
}

/// `POST /hearing-files/{id}`: says in other words what it is.
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::HearingFile)?;
    let file = store::hearing_files::find(&frame.app.db, HearingFileId(*id)).await?;
    let mut form = FormView::sent(&["description"], &sent);
    form.limit(&frame, "description", "hearing-files-description", LONGEST_DESCRIPTION);
    if !form.is_valid() {
        return one_page(&frame, file, form, Page::Edit).await;
    }
    let transaction = frame.app.write().await?;
    let description = form.value("description").to_owned();
    store::hearing_files::describe(&transaction, file.id, description, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&list_address(file.hearing_id), "success", "hearing-files-described")
}

/// `GET /hearing-files/{id}/remove`: asks once more.
pub async fn confirm_remove(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::HearingFile)?;
    let file = store::hearing_files::find(&frame.app.db, HearingFileId(*id)).await?;
    one_page(&frame, file, FormView::default(), Page::Remove).await
}

/// `POST /hearing-files/{id}/remove`
pub async fn remove(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::HearingFile)?;
    let file = store::hearing_files::find(&frame.app.db, HearingFileId(*id)).await?;
    let transaction = frame.app.write().await?;
    store::hearing_files::remove(&transaction, file.id, user.id).await?;
    transaction.commit().await?;
    // What is erased leaves the disk, too.
    if let Err(error) = store::responses::settle_erasure(&frame.app.db).await {
        tracing::warn!("an erased file may stay in the database's journal: {error}");
    }
    frame.redirect_with(&list_address(file.hearing_id), "success", "hearing-files-removed")
}

/// What a page about one file is for.
#[derive(Clone, Copy)]
enum Page {
    Edit,
    Remove,
}

async fn one_page(frame: &Frame, file: Stored, form: FormView, page: Page) -> Result<HttpResponse> {
    let hearing = store::hearings::find(&frame.app.db, file.hearing_id).await?;
    let people = People::load(&frame.app).await?;
    let (template, title, action) = match page {
        Page::Edit => ("hearings/file.html", frame.text("hearing-files-describe"), address(file.id)),
        Page::Remove => (
            "hearings/file_remove.html",
            frame.text("hearing-files-remove"),
            format!("{}/remove", address(file.id)),
        ),
    };
    let list = (frame.text("hearing-files-title"), list_address(hearing.id));
    let is_valid = form.is_valid();
    let view = OneView {
        crumbs: way(frame, &hearing, &[list, (title.clone(), String::new())]).await?,
        form,
        action,
        back: list_address(hearing.id),
        file: view(frame, &people, file),
    };
    match is_valid {
        true => frame.page(template, &title, &view),
        false => frame.problem_page(template, &title, &view),
    }
}
