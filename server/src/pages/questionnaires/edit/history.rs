//! Everything that was done to a draft: who, when, what, and the way back.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::QuestionnaireId;

use super::desk::Desk;
use super::save::{Asked, Saved, save};
use super::{address, frame as editor, outline, revision};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

/// Most steps on the page; older ones stay in the database.
const MOST: usize = 100;

#[derive(Serialize)]
struct HistoryView {
    crumbs: Vec<Crumb>,
    tabs: Vec<editor::Tab>,
    bar: editor::Bar,
    action: String,
    revision: i32,
    steps: Vec<StepView>,
    n_older: usize,
}

#[derive(Serialize)]
struct StepView {
    revision: i32,
    at: String,
    person: String,
    what: String,
    is_current: bool,
}

/// `GET /questionnaires/{id}/history`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let desk = Desk::open(&frame, QuestionnaireId(*id)).await?;
    let title = frame.text("editor-tab-history");
    let step = |step: &surveys::store::drafts::Step| StepView {
        revision: step.revision,
        at: time::date_time(step.saved_at, frame.lang),
        person: desk.person(step.saved_by),
        what: editor::what(&frame, step),
        is_current: step.revision == desk.questionnaire.revision,
    };
    let view = HistoryView {
        crumbs: editor::crumbs(&frame, &desk, &title),
        tabs: editor::tabs(&frame, desk.questionnaire.id, "history"),
        bar: editor::bar(&frame, &desk),
        action: address::history(desk.questionnaire.id),
        revision: desk.questionnaire.revision,
        steps: desk.history.iter().rev().take(MOST).map(step).collect(),
        n_older: desk.history.len().saturating_sub(MOST),
    };
    frame.page("editor/history.html", &title, &view)
}

/// `POST /questionnaires/{id}/history`: goes back to a revision, as a new one.
pub async fn restore(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let id = QuestionnaireId(*id);
    let to = sent.get("restore").parse().map_err(|_| AppError::BadRequest("bad-request-form"))?;
    match save(&frame, &user, id, revision(&sent), &Asked::Restore(to)).await? {
        Saved::Done { .. } => frame.redirect_with(&address::outline(id), "success", "editor-restored"),
        Saved::Refused(problem) => {
            let desk = Desk::open(&frame, id).await?;
            outline::page(&frame, &desk, vec![problem])
        }
        Saved::Conflict(_) | Saved::Stale => Ok(frame.redirect(&address::history(id))),
    }
}
