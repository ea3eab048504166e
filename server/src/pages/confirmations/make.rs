//! Making a link: the sections are chosen, then looked at exactly as the interviewee will see them, then the link is made.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::hearing;
use surveys::hearing::confirmation::{is_usual, offered};
use surveys::hearing::sheet::Section;
use surveys::id::HearingId;
use surveys::store;
use surveys::store::confirmations::NewConfirmation;

use super::{LineView, address, new_address, of_hearing};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::confirming::{expiry, seed};
use crate::error::Result;
use crate::pages::confirming::{About, TrialView, trial};
use crate::pages::hearings::way;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;

#[derive(Serialize)]
struct ChooseView {
    crumbs: Vec<Crumb>,
    action: String,
    /// Sections that have a text and can be shown.
    sections: Vec<ChoiceView>,
    chosen: Vec<&'static str>,
    errors: Vec<String>,
    is_written_up: bool,
    earlier: Vec<LineView>,
}

/// `GET /hearings/{id}/confirmation`
pub async fn choose(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let bodies = store::hearings::sections(&frame.app.db, hearing.id).await?;
    let usual = offered().filter(|section| is_usual(section)).map(|section| section.key).collect();
    choose_page(&frame, &hearing, &bodies, usual, Vec::new()).await
}

async fn choose_page(
    frame: &Frame,
    hearing: &hearing::Model,
    bodies: &BTreeMap<String, String>,
    chosen: Vec<&'static str>,
    errors: Vec<String>,
) -> Result<HttpResponse> {
    let title = frame.text("confirmations-new");
    let choice = |(section, _): (&'static Section, String)| ChoiceView {
        value: section.key.to_owned(),
        label: super::section_label(frame, section.key),
    };
    let is_valid = errors.is_empty();
    let view = ChooseView {
        crumbs: way(frame, hearing, &[(title.clone(), String::new())]).await?,
        action: format!("{}/preview", new_address(hearing.id)),
        sections: written(bodies, |_| true).into_iter().map(choice).collect(),
        chosen,
        errors,
        is_written_up: hearing.written_up_at.is_some(),
        earlier: of_hearing(frame, hearing, bodies).await?,
    };
    match is_valid {
        true => frame.page("confirmations/choose.html", &title, &view),
        false => frame.problem_page("confirmations/choose.html", &title, &view),
    }
}

/// The sections that can be shown, have a text and are wanted, with their texts, in the order of the sheet.
fn written(
    bodies: &BTreeMap<String, String>,
    is_wanted: impl Fn(&str) -> bool,
) -> Vec<(&'static Section, String)> {
    let text = |section: &'static Section| {
        let body = bodies.get(section.key).filter(|body| !body.trim().is_empty())?;
        Some((section, body.clone()))
    };
    offered().filter(|section| is_wanted(section.key)).filter_map(text).collect()
}

/// `POST /hearings/{id}/confirmation/preview`: what the interviewee will see of the chosen sections; nothing is stored.
pub async fn preview(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let bodies = store::hearings::sections(&frame.app.db, hearing.id).await?;
    let chosen = written(&bodies, |key| sent.all("section").any(|sent| sent == key));
    if chosen.is_empty() {
        let errors = vec![frame.text("confirmations-none-chosen")];
        return choose_page(&frame, &hearing, &bodies, Vec::new(), errors).await;
    }
    let hints = hints(&frame, &chosen).await?;
    let above = TrialView {
        action: new_address(hearing.id),
        back: new_address(hearing.id),
        revision: hearing.revision,
        sections: chosen.iter().map(|(section, _)| section.key).collect(),
        hints,
    };
    let about = About::load(&frame, hearing).await?;
    let page = trial(&frame, &about, chosen, above);
    frame.trial_page(StatusCode::OK, "confirming/show.html", &frame.text("confirmations-preview"), &page)
}

/// Words of the chosen sections that may say who is meant.
async fn hints(frame: &Frame, chosen: &[(&'static Section, String)]) -> Result<Vec<String>> {
    let texts: Vec<String> = chosen.iter().map(|(_, text)| text.clone()).collect();
    let language = Arc::clone(&frame.app.language);
    let look = move || {
        let mut words: Vec<String> =
            texts.iter().flat_map(|text| language.identify(text)).map(|hint| hint.words).collect();
        words.sort();
        words.dedup();
        words
    };
    Ok(web::block(look).await.map_err(anyhow::Error::from)?)
}

/// `POST /hearings/{id}/confirmation`: makes the link for what was looked at.
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let transaction = frame.app.write().await?;
    let hearing = store::hearings::lock(&transaction, HearingId(*id)).await?;
    let bodies = store::hearings::sections(&transaction, hearing.id).await?;
    let chosen = written(&bodies, |key| sent.all("section").any(|sent| sent == key));
    // What is shown is what somebody has looked at.
    if sent.get("revision").parse() != Ok(hearing.revision) || chosen.is_empty() {
        transaction.rollback().await?;
        return frame.redirect_with(&new_address(hearing.id), "warning", "confirmations-changed");
    }
    let (seed, token_hash) = seed(&frame.app.key)?;
    let new = NewConfirmation {
        hearing: hearing.id,
        revision: hearing.revision,
        seed,
        token_hash,
        expires_at: expiry(),
        parts: chosen.into_iter().map(|(section, text)| (section.key.to_owned(), text)).collect(),
    };
    let made = store::confirmations::create(&transaction, new, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(made.id), "success", "confirmations-made")
}
