//! Saving a sheet while somebody types. The answer is read by `static/note.js`; without it people press "save".

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use chrono::Utc;
use serde::Serialize;
use surveys::id::HearingId;
use surveys::store;

use super::choosable;
use super::edit::settle;
use super::sheet_form::{filled, keys, read};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::view::frame::Frame;
use crate::view::time;

/// What became of it.
#[derive(Serialize)]
struct Saved {
    /// The revision that the page has now.
    revision: i32,
    /// "Saved" with the time.
    words: String,
    /// Fields in which others wrote something else, with what stands there now.
    fields: BTreeMap<&'static str, String>,
}

/// Why nothing was saved.
#[derive(Serialize)]
struct Refused {
    words: String,
}

/// `POST /hearings/{id}/autosave`
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let survey = store::surveys::find(&frame.app.db, hearing.survey_id).await?;
    let agencies = choosable(&frame, &survey, Some(&hearing)).await?;
    let mine = match read(&frame, &sent, &agencies) {
        Ok(sheet) => sheet,
        Err(form) => {
            let words = form.problems.first().map(|problem| problem.text.clone()).unwrap_or_default();
            return Ok(HttpResponse::UnprocessableEntity().json(Refused { words }));
        }
    };
    let revision = sent.get("revision").parse().unwrap_or(0);
    let transaction = frame.app.write().await?;
    let (current, met) = settle(&transaction, hearing.id, revision, &mine).await?;
    if !met.conflicts.is_empty() {
        transaction.rollback().await?;
        return Ok(HttpResponse::Conflict().json(Refused { words: frame.text("hearings-autosave-meets") }));
    }
    let (before, after) = (filled(&mine), filled(&met.sheet));
    let stored = filled(&store::hearings::sheet(&transaction, &current).await?);
    let is_new = keys().any(|key| stored.value(key) != after.value(key));
    let revision = match is_new {
        true => {
            store::hearings::autosave(&transaction, hearing.id, current.revision, &met.sheet, user.id).await?
        }
        false => current.revision,
    };
    transaction.commit().await?;
    let is_others = |key: &&'static str| before.value(key) != after.value(key);
    let clock = time::clock(Utc::now());
    Ok(HttpResponse::Ok().json(Saved {
        revision,
        words: frame.text_with("hearings-autosaved", &[("time", clock)]),
        fields: keys().filter(is_others).map(|key| (key, after.value(key).to_owned())).collect(),
    }))
}
