//! The draft as JSON, for people who know SurveyJS: every problem at its line, and nothing lost while it is wrong.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::Value;
use surveys::entity::questionnaire;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::line::Lines;
use surveys::questionnaire::edit::tree::SURVEY;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::problem::{Problem, Severity};
use surveys::store;

use super::address;
use super::edit::frame::{Tab, tabs};
use super::edit::save::{self, Saved};
use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::crumbs;
use crate::pages::fill::say;
use crate::view::form::Crumb;
use crate::view::frame::Frame;

/// Most problems that are listed; mending those shows the next.
const MOST_PROBLEMS: usize = 100;
/// Empty lines below the text, to write on.
const ROOM: usize = 4;

#[derive(Serialize)]
struct JsonView {
    title: String,
    text: String,
    n_lines: usize,
    lines: Vec<LineView>,
    problems: Vec<ProblemView>,
    n_more: usize,
    is_stale: bool,
    is_broken: bool,
    is_repeated: bool,
    revision: i32,
    action: String,
    tabs: Vec<Tab>,
    crumbs: Vec<Crumb>,
}

/// A line number; the kind of the worst problem on it, or nothing.
#[derive(Serialize)]
struct LineView {
    n: usize,
    kind: &'static str,
}

#[derive(Serialize)]
struct ProblemView {
    line: usize,
    is_error: bool,
    place: String,
    text: String,
}

/// What is said above the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// As it is stored.
    Stored,
    /// Typed, and no definition at all: it cannot be stored.
    Broken,
    /// Typed, and one object names a key twice: all but the last would be gone, so somebody has to say so.
    Repeated,
    /// Typed, while somebody else saved.
    Stale,
}

/// `GET /questionnaires/{id}/json`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = store::questionnaires::find(&frame.app.db, QuestionnaireId(*id)).await?;
    let text = pretty(&found.draft);
    page(&frame, &found, text, State::Stored, found.revision).await
}

/// `POST /questionnaires/{id}/json`: stores whatever is a definition, even one with mistakes; a draft may have them.
pub async fn write(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = store::questionnaires::find(&frame.app.db, QuestionnaireId(*id)).await?;
    let text = sent.get("text").replace("\r\n", "\n");
    // Somebody who has seen the other state and wants to replace it says so.
    let replaces = !sent.get("replace").is_empty();
    let seen = if replaces { found.revision } else { sent.get("revision").parse().unwrap_or(0) };
    let (definition, problems) = parse(&text);
    let Some(definition) = definition else {
        return page(&frame, &found, text, State::Broken, seen).await;
    };
    let is_repeated = problems.iter().any(|problem| problem.code == "key-repeated");
    if is_repeated && sent.get("last").is_empty() {
        return page(&frame, &found, text, State::Repeated, seen).await;
    }
    let draft = definition.raw;
    let change = save::Asked::Draft { draft, action: "json", key: SURVEY.to_owned(), title: None };
    match save::save(&frame, &user, found.id, seen, &change).await? {
        Saved::Done { .. } => {
            frame.redirect_with(&format!("{}/json", address(found.id)), "success", "json-saved")
        }
        Saved::Stale | Saved::Refused(_) | Saved::Conflict(_) => {
            page(&frame, &found, text, State::Stale, 0).await
        }
    }
}

/// The draft with two spaces a level; as it is where it cannot be read.
fn pretty(draft: &str) -> String {
    let read = serde_json::from_str::<Value>(draft).ok();
    read.and_then(|value| serde_json::to_string_pretty(&value).ok()).unwrap_or_else(|| draft.to_owned())
}

/// The page; `revision` is the state of the draft that the text was made from, 0 if that is gone.
async fn page(
    frame: &Frame,
    found: &questionnaire::Model,
    text: String,
    state: State,
    revision: i32,
) -> Result<HttpResponse> {
    let survey = store::surveys::find(&frame.app.db, found.survey_id).await?;
    let (_, problems) = parse(&text);
    let lines = Lines::read(&text);
    let says = say(frame.lang);
    let view = |problem: &Problem| ProblemView {
        line: lines.of(&problem.place),
        is_error: problem.severity == Severity::Error,
        place: if state == State::Broken { String::new() } else { problem.place.clone() },
        text: says(problem),
    };
    let mut views: Vec<ProblemView> = problems.iter().map(view).collect();
    views.sort_by_key(|problem| (problem.line, !problem.is_error));
    let n_more = views.len().saturating_sub(MOST_PROBLEMS);
    views.truncate(MOST_PROBLEMS);
    let n_lines = text.split('\n').count() + ROOM;
    let action = format!("{}/json", address(found.id));
    let title = frame.text("json-title");
    let view = JsonView {
        title: found.title.clone(),
        lines: (1..=n_lines).map(|n| LineView { n, kind: kind_at(n, &views) }).collect(),
        problems: views,
        n_more,
        is_stale: state == State::Stale,
        is_broken: state == State::Broken,
        is_repeated: state == State::Repeated,
        n_lines,
        text,
        revision,
        action,
        tabs: tabs(frame, found.id, "json"),
        crumbs: crumbs::of_questionnaire(frame, &survey, found, [(title.clone(), String::new())]),
    };
    let status = match state {
        State::Stored => StatusCode::OK,
        State::Broken | State::Repeated => StatusCode::UNPROCESSABLE_ENTITY,
        State::Stale => StatusCode::CONFLICT,
    };
    frame.page_with(status, "questionnaires/json.html", &title, &view)
}

fn kind_at(line: usize, problems: &[ProblemView]) -> &'static str {
    let mut here = problems.iter().filter(|problem| problem.line == line).peekable();
    match (here.peek().is_some(), here.any(|problem| problem.is_error)) {
        (false, _) => "",
        (true, true) => "error",
        (true, false) => "warning",
    }
}
