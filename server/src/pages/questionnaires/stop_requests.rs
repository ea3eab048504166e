//! Requests to stop the use of answers: how many, and what was exported before and stays as it was.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::audit_event;
use surveys::id::QuestionnaireId;
use surveys::store;

use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::crumbs;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct StopRequestsPage {
    questionnaire: String,
    n: u64,
    first: String,
    last: String,
    files: Vec<FileView>,
    crumbs: Vec<Crumb>,
}

/// A file that was exported before the last request.
#[derive(Serialize)]
struct FileView {
    name: String,
    made_at: String,
}

/// `GET /questionnaires/{id}/stop-requests`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let db = &frame.app.db;
    let questionnaire = store::questionnaires::find(db, QuestionnaireId(*id)).await?;
    let survey = store::surveys::find(db, questionnaire.survey_id).await?;
    let span = store::stop_requests::span(db, questionnaire.id).await?;
    let files = match span {
        Some((_, last)) => store::stop_requests::exported_before(db, survey.id, last).await?,
        None => Vec::new(),
    };
    let (first, last) = match span {
        Some((first, last)) => (time::date_time(first, frame.lang), time::date_time(last, frame.lang)),
        None => (String::new(), String::new()),
    };
    let (id, title) = (questionnaire.id, frame.text("stop-title"));
    let view = StopRequestsPage {
        crumbs: crumbs::of_questionnaire(&frame, &survey, &questionnaire, [(title.clone(), String::new())]),
        questionnaire: questionnaire.title,
        n: store::stop_requests::count(db, id).await?,
        first,
        last,
        files: files.iter().map(|event| file(&frame, event)).collect(),
    };
    frame.page("questionnaires/stop_requests.html", &title, &view)
}

fn file(frame: &Frame, event: &audit_event::Model) -> FileView {
    let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap_or_default();
    FileView {
        name: detail.get("file").and_then(|file| file.as_str()).unwrap_or_default().to_owned(),
        made_at: time::date_time(event.at, frame.lang),
    }
}
