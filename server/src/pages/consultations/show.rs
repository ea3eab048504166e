//! One request: what was asked, where it stands, notes, the agreed meeting, what was done.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Serialize;
use surveys::entity::audit_event;
use surveys::id::{ResponseId, UserId};
use surveys::store;

use super::{Request, address, around, colleagues, crumbs, request, state_choices};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::entries::form::source_name;
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::time;

/// Fields of the page's forms.
pub const FIELDS: [&str; 8] = ["state", "owner", "due_on", "note", "day", "clock", "minutes", "place"];

#[derive(Serialize)]
struct ShowPage {
    consultation: ShowView,
    form: FormView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct ShowView {
    title: String,
    href: String,
    state: &'static str,
    state_label: String,
    is_overdue: bool,
    due_on: String,
    arrived_at: String,
    source: String,
    answers: Vec<Answer>,
    states: Vec<ChoiceView>,
    owners: Vec<ChoiceView>,
    notes: Vec<Note>,
    /// Day, time, length and place of the agreed meeting in words; empty = none.
    meeting: Vec<Answer>,
    history: Vec<Happened>,
}

#[derive(Serialize)]
struct Answer {
    key: String,
    value: String,
}

#[derive(Serialize)]
struct Note {
    body: String,
    by: String,
    at: String,
}

#[derive(Serialize)]
struct Happened {
    words: String,
    by: String,
    at: String,
}

/// `GET /consultations/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Consultation)?;
    let found = request(&frame.app, ResponseId(*id), frame.lang).await?;
    page(&frame, &found, filled(&found)).await
}

/// The forms with what is stored.
pub fn filled(found: &Request) -> FormView {
    let consultation = &found.consultation;
    let local = consultation.meeting_at.map(time::tokyo);
    FormView::filled([
        ("state", consultation.state.code().to_owned()),
        ("owner", consultation.owner_id.map(|owner| owner.0.to_string()).unwrap_or_default()),
        ("due_on", consultation.due_on.to_string()),
        ("note", String::new()),
        ("day", local.map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default()),
        ("clock", local.map(|at| at.format("%H:%M").to_string()).unwrap_or_default()),
        ("minutes", consultation.meeting_minutes.unwrap_or(60).to_string()),
        ("place", consultation.meeting_place.clone()),
    ])
}

/// The page of a request, with what is wrong with a form on it.
pub async fn page(frame: &Frame, found: &Request, form: FormView) -> Result<HttpResponse> {
    let db = &frame.app.db;
    let consultation = &found.consultation;
    let (survey, questionnaire) = around(&frame.app, found.response.questionnaire_id).await?;
    let users = store::users::list(db).await?;
    let names: BTreeMap<UserId, String> =
        users.into_iter().map(|user| (user.id, user.display_name)).collect();
    let name = |id: Option<UserId>| id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
    let notes = store::consultations::notes(db, consultation.response_id).await?.into_iter();
    let history = store::consultations::history(db, consultation.response_id).await?;
    let owners = colleagues(&frame.app, consultation.owner_id).await?.into_iter();
    let title = match found.person.name.as_str() {
        "" => frame.text("consultations-nameless"),
        name => name.to_owned(),
    };
    let view = ShowPage {
        crumbs: crumbs(frame, &survey, &questionnaire, &title),
        consultation: ShowView {
            href: address(consultation.response_id),
            state: consultation.state.code(),
            state_label: frame.text(&format!("consultations-state-{}", consultation.state.code())),
            is_overdue: found.is_overdue(time::today()),
            due_on: time::date(consultation.due_on, frame.lang),
            arrived_at: time::date_time(consultation.arrived_at, frame.lang),
            source: source_name(frame, found.response.source),
            answers: answers(frame, found),
            states: state_choices(frame),
            owners: owners
                .map(|user| ChoiceView { value: user.id.0.to_string(), label: user.display_name })
                .collect(),
            notes: notes
                .map(|note| Note {
                    by: name(Some(note.written_by)),
                    at: time::date_time(note.written_at, frame.lang),
                    body: note.body,
                })
                .collect(),
            meeting: meeting(frame, found),
            history: history.iter().map(|event| happened(frame, event, &name)).collect(),
            title: title.clone(),
        },
        form,
    };
    let status = if view.form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame.page_with(status, "consultations/show.html", &title, &view)
}

/// Everything that was answered, in the order of the questionnaire.
fn answers(frame: &Frame, found: &Request) -> Vec<Answer> {
    let lang = frame.lang.code();
    let mut answers = Vec::new();
    for question in found.definition.questions() {
        let lines = question.display(&found.answers, lang);
        let texts: Vec<String> = lines.into_iter().flat_map(|line| line.texts).collect();
        if !texts.is_empty() {
            let separator = frame.text("list-separator");
            answers.push(Answer { key: question.title.get(lang).to_owned(), value: texts.join(&separator) });
        }
    }
    answers
}

fn meeting(frame: &Frame, found: &Request) -> Vec<Answer> {
    let consultation = &found.consultation;
    let (Some(at), Some(minutes)) = (consultation.meeting_at, consultation.meeting_minutes) else {
        return Vec::new();
    };
    let line = |key: &str, value: String| Answer { key: frame.text(key), value };
    vec![
        line("consultations-meeting-at", time::date_time(at, frame.lang)),
        line(
            "consultations-meeting-minutes",
            frame.text_with("consultations-minutes", &[("n", minutes.to_string())]),
        ),
        line("consultations-meeting-place", consultation.meeting_place.clone()),
    ]
}

/// An event in words.
fn happened(frame: &Frame, event: &audit_event::Model, name: &dyn Fn(Option<UserId>) -> String) -> Happened {
    let action = event.action.rsplit('.').next().unwrap_or_default();
    let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap_or_default();
    let text = |key: &str| detail.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let state = match text("state").as_str() {
        "" => String::new(),
        state => frame.text(&format!("consultations-state-{state}")),
    };
    let owner = name(detail.get("owner").and_then(serde_json::Value::as_i64).map(UserId));
    let owner = if owner.is_empty() { frame.text("consultations-nobody") } else { owner };
    let due: Option<NaiveDate> = text("due_on").parse().ok();
    let due = due.map(|day| time::date(day, frame.lang)).unwrap_or_default();
    let args = [("state", state), ("owner", owner), ("due", due)];
    Happened {
        words: frame.text_with(&format!("consultations-event-{action}"), &args),
        by: match event.user_id {
            Some(user) => name(Some(user)),
            None => frame.text("consultations-respondent"),
        },
        at: time::date_time(event.at, frame.lang),
    }
}
