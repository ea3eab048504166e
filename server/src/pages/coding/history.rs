//! What became of a codebook: every change of its codes, with who made it and when.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::Value;
use surveys::id::SurveyId;
use surveys::store;
use surveys::store::codes::CODEBOOK;

use super::{Head, head};
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::view::frame::Frame;
use crate::view::time;

/// Changes shown, the newest first.
const MOST: usize = 500;

#[derive(Serialize)]
struct HistoryView {
    head: Head,
    events: Vec<EventView>,
}

#[derive(Serialize)]
struct EventView {
    at: String,
    by: String,
    text: String,
}

/// `GET /surveys/{id}/codebook/history`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Codebook)?;
    let db = &frame.app.db;
    let survey = store::surveys::find(db, SurveyId(*id)).await?;
    let users = store::users::list(db).await?;
    let events = store::audit::of_thing(db, CODEBOOK, survey.id.0).await?;
    // How often a code was put is told to those who see all texts, as in the codebook.
    let may_count = may(user.role, Verb::Change, Thing::Codebook);
    let event = |event: &surveys::entity::audit_event::Model| {
        let by = users.iter().find(|user| Some(user.id) == event.user_id);
        let detail: Value = serde_json::from_str(&event.detail).unwrap_or_default();
        EventView {
            at: time::date_time(event.at, frame.lang),
            by: by.map_or_else(|| frame.text("codebook-by-service"), |user| user.display_name.clone()),
            text: words(&frame, &event.action, &detail, may_count),
        }
    };
    let title = frame.text("codebook-history");
    let view = HistoryView {
        head: head(&frame, &user, &survey, "/codebook", [(title.clone(), String::new())]),
        events: events.iter().rev().take(MOST).map(event).collect(),
    };
    frame.page("coding/history.html", &title, &view)
}

fn words(frame: &Frame, action: &str, detail: &Value, may_count: bool) -> String {
    let text = |name: &str| match &detail[name] {
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(&frame.text("list-separator"))
        }
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let join = |symbol: &str, name: &str| format!("{} {}", text(symbol), text(name)).trim().to_owned();
    let args = [
        ("code", join("symbol", "name")),
        ("other", join("new_symbol", "new_name")),
        ("parts", text("parts")),
        ("n", text("codings")),
    ];
    let with = if may_count || detail["codings"].is_null() { "" } else { "-uncounted" };
    frame.text_with(&format!("codebook-event-{}{with}", action.replace("codebook.", "")), &args)
}
