//! The page of an original that was typed and registered.

use actix_web::HttpResponse;
use serde::Serialize;
use surveys::entity::state::ResponseState;
use surveys::id::QuestionnaireId;
use surveys::store;

use super::form::source_name;
use super::{Opened, list_address, withdrawal_code};
use crate::error::{AppError, Result};
use crate::pages::feedback::own;
use crate::pages::signup::place_words;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct FinishedPage {
    finished: FinishedView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct FinishedView {
    sheet_number: String,
    source: String,
    received_on: String,
    code: String,
    n_unreadable: usize,
    is_repeated: bool,
    list_href: String,
    new_href: String,
    second_action: String,
    place: String,
    /// The answers beside the region's; empty where there is no such page, or not yet.
    own_href: String,
}

/// Whether an original's number stands on another one of the questionnaire too.
pub async fn is_repeated(frame: &Frame, id: QuestionnaireId, number: &str) -> Result<bool> {
    let numbers = vec![number.to_owned()];
    Ok(!store::entry_lists::repeated_numbers(&frame.app.db, id, numbers).await?.is_empty())
}

/// The page of a finished entry. That of a withdrawn response is gone.
pub async fn finished(frame: &Frame, found: Opened) -> Result<HttpResponse> {
    if found.response.state == ResponseState::Withdrawn {
        return Err(AppError::NotFound);
    }
    let unreadable: Vec<String> =
        serde_json::from_str(&found.response.unreadable).map_err(anyhow::Error::from)?;
    let id = found.printed.questionnaire.id;
    let is_repeated = is_repeated(frame, id, &found.response.sheet_number).await?;
    let has_own = own::is_offered(&frame.app, id, &found.printed.definition).await?
        && !own::entered::is_typed_again(&frame.app, found.response.id).await?;
    let view = FinishedPage {
        crumbs: found.printed.crumbs(frame, "entries-finished-title"),
        finished: FinishedView {
            source: source_name(frame, found.response.source),
            received_on: found
                .response
                .received_on
                .map(|day| time::date(day, frame.lang))
                .unwrap_or_default(),
            code: withdrawal_code(&frame.app, &found.entry),
            n_unreadable: unreadable.len(),
            is_repeated,
            list_href: list_address(id),
            new_href: format!("{}/new?after={}", list_address(id), found.entry.id.0),
            second_action: match frame.user.as_ref().is_some_and(|user| user.id == found.entry.entered_by) {
                // Whoever typed it first would find the same again.
                true => String::new(),
                false => format!("/responses/{}/second", found.response.id.0),
            },
            place: place_words(frame, found.response.id).await?,
            own_href: if has_own { own::entered::address(found.entry.id) } else { String::new() },
            sheet_number: found.response.sheet_number,
        },
    };
    frame.page("entries/finished.html", &frame.text("entries-finished-title"), &view)
}
