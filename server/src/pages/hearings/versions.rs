//! Every saved state of a note: who saved it, what it changed, and the way back to it.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::HearingId;
use surveys::store;
use surveys::store::hearings::Sheet;

use super::edit::show_address;
use super::sheet_form::{field_label, filled, keys, shown};
use super::way;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::approaches::People;
use crate::view::difference::{Difference, difference};
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

/// Most states in the list; older ones stay in the database.
const MOST: usize = 200;

#[derive(Serialize)]
struct ListView {
    crumbs: Vec<Crumb>,
    saved: Vec<SavedLine>,
}

#[derive(Serialize)]
struct SavedLine {
    label: String,
    href: String,
    by: String,
    is_autosave: bool,
    is_current: bool,
}

#[derive(Serialize)]
struct VersionView {
    crumbs: Vec<Crumb>,
    by: String,
    at: String,
    /// What differs from the state before: name of the field and both texts.
    changes: Vec<ChangeView>,
    /// Leads back to it; empty for the newest.
    restore_action: String,
    revision: i32,
}

#[derive(Serialize)]
struct ChangeView {
    label: String,
    texts: Difference,
}

fn address(id: HearingId) -> String {
    format!("{}/versions", show_address(id))
}

/// `GET /hearings/{id}/versions`
pub async fn list(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let people = People::load(&frame.app).await?;
    let saved = store::hearing_revisions::list(&frame.app.db, hearing.id).await?;
    let line = |saved: &store::hearing_revisions::Saved| SavedLine {
        label: label(&frame, saved.revision),
        href: format!("{}/{}", address(hearing.id), saved.revision),
        by: format!("{} {}", people.name(Some(saved.saved_by)), time::date_time(saved.saved_at, frame.lang)),
        is_autosave: saved.is_autosave,
        is_current: saved.revision == hearing.revision,
    };
    let title = frame.text("hearings-versions");
    let view = ListView {
        crumbs: way(&frame, &hearing, &[(title.clone(), String::new())]).await?,
        saved: saved.iter().take(MOST).map(line).collect(),
    };
    frame.page("hearings/versions.html", &title, &view)
}

/// `GET /hearings/{id}/versions/{number}`: what a state changed.
pub async fn show(frame: Frame, user: User, path: web::Path<(i64, i32)>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let db = &frame.app.db;
    let hearing = store::hearings::find(db, HearingId(path.0)).await?;
    let (revision, sheet) = exactly(&frame, hearing.id, path.1).await?;
    let before = store::hearing_revisions::at(db, hearing.id, revision - 1).await?;
    let saved = store::hearing_revisions::list(db, hearing.id).await?;
    let saved = saved.into_iter().find(|saved| saved.revision == revision).ok_or(AppError::NotFound)?;
    let people = People::load(&frame.app).await?;
    let changes = changes(&frame, before.as_ref().map(|(_, sheet)| sheet), &sheet).await?;
    let title = label(&frame, revision);
    let list = (frame.text("hearings-versions"), address(hearing.id));
    let view = VersionView {
        crumbs: way(&frame, &hearing, &[list, (title.clone(), String::new())]).await?,
        by: people.name(Some(saved.saved_by)),
        at: time::date_time(saved.saved_at, frame.lang),
        changes,
        restore_action: match revision == hearing.revision {
            true => String::new(),
            false => format!("{}/{revision}", address(hearing.id)),
        },
        revision: hearing.revision,
    };
    frame.page("hearings/version.html", &title, &view)
}

/// `POST /hearings/{id}/versions/{number}`: the texts become those of that state again, as a new one. What the partner
/// allowed stays as it is now: consent is not a matter of versions.
pub async fn restore(
    frame: Frame,
    user: User,
    path: web::Path<(i64, i32)>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let id = HearingId(path.0);
    let (_, old) = exactly(&frame, id, path.1).await?;
    let transaction = frame.app.write().await?;
    let hearing = store::hearings::lock(&transaction, id).await?;
    let now = store::hearings::sheet(&transaction, &hearing).await?;
    // Where the note belongs and what may be done with it are facts of today.
    let sheet = Sheet {
        agency: now.agency,
        explanation_version: now.explanation_version,
        may_record: now.may_record,
        may_share: now.may_share,
        may_show_case: now.may_show_case,
        may_quote: now.may_quote,
        may_present: now.may_present,
        withdrawal_deadline: now.withdrawal_deadline,
        ..old
    };
    let revision = sent.get("revision").parse().unwrap_or(0);
    store::hearings::save(&transaction, id, revision, &sheet, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&show_address(id), "success", "hearings-restored")
}

/// A state that is kept.
async fn exactly(frame: &Frame, id: HearingId, revision: i32) -> Result<(i32, Sheet)> {
    let found = store::hearing_revisions::at(&frame.app.db, id, revision).await?;
    found.filter(|(kept, _)| *kept == revision).ok_or(AppError::NotFound)
}

/// What differs between two states, in the order of the sheet.
async fn changes(frame: &Frame, before: Option<&Sheet>, after: &Sheet) -> Result<Vec<ChangeView>> {
    let mut agencies = Vec::new();
    for id in before.map(|before| before.agency).into_iter().chain([after.agency]) {
        agencies.push(store::agencies::find(&frame.app.db, id).await?);
    }
    let (old, new) = (before.map(filled).unwrap_or_default(), filled(after));
    let change = |key: &'static str| {
        let [old, new] = [&old, &new].map(|form| shown(frame, key, form.value(key), &agencies));
        (old != new).then(|| ChangeView { label: field_label(frame, key), texts: difference(&old, &new) })
    };
    Ok(keys().filter_map(change).collect())
}

fn label(frame: &Frame, revision: i32) -> String {
    frame.text_with("hearings-version", &[("n", revision.to_string())])
}
