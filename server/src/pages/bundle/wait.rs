//! A bundle that is being made: how far it is, cancelling it, and taking it while what it holds still is what the survey holds.

use std::io::ErrorKind;
use std::sync::Arc;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::store;
use tokio::fs::File;

use super::{decided, has_texts};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::bundle::standing::is_as_now;
use crate::bundling::{Job, KEPT, State};
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::download::{self, ZIP};
use crate::pages::surveys::address;
use crate::view::form::Crumb;
use crate::view::frame::Frame;

/// The last part of its address, and what it is called in the record of what was taken out.
const FILE: &str = "bundle.zip";

#[derive(Serialize)]
struct WaitView {
    title: String,
    crumbs: Vec<Crumb>,
    state: &'static str,
    words: String,
    is_working: bool,
    /// Its maker has cancelled it, and it ends soon.
    is_stopping: bool,
    is_done: bool,
    here: String,
    file: String,
    cancel: String,
    again: String,
    done: usize,
    all: usize,
}

fn find(frame: &Frame, user: &User, key: &str) -> Result<Arc<Job>> {
    frame.app.bundling.find(key, user.id).ok_or(AppError::NotFound)
}

/// `GET /bundles/{key}`
pub async fn show(frame: Frame, user: User, key: web::Path<String>) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let key = key.into_inner();
    let job = find(&frame, &user, &key)?;
    let survey = store::surveys::find(&frame.app.db, job.survey).await?;
    let base = address(survey.id);
    let title = frame.text("bundle-title");
    let (state, (done, all)) = (job.state(), job.steps.progress());
    let minutes = KEPT.as_secs() / 60;
    let args = [("done", done.to_string()), ("all", all.to_string()), ("minutes", minutes.to_string())];
    let is_stopping = state == State::Working && job.steps.is_cancelled();
    let words = match state {
        State::Working if is_stopping => "stopping",
        State::Working => job.steps.stage().code(),
        State::Done | State::Cancelled | State::Full | State::Changed | State::Outdated | State::Failed => {
            state.code()
        }
    };
    let view = WaitView {
        crumbs: crumbs::of_survey(
            &frame,
            &survey,
            [(frame.text("surveys-tab-exports"), format!("{base}/exports")), (title.clone(), String::new())],
        ),
        title: survey.title.clone(),
        state: state.code(),
        words: frame.text_with(&format!("bundle-state-{words}"), &args),
        is_working: state == State::Working,
        is_stopping,
        is_done: state == State::Done,
        here: format!("/bundles/{key}"),
        file: format!("/bundles/{key}/{FILE}"),
        cancel: format!("/bundles/{key}/cancel"),
        again: decided(&base, &job.wanted.choices),
        done,
        all,
    };
    frame.page("bundle/wait.html", &title, &view)
}

/// `GET /bundles/{key}/bundle.zip`: one that is not what the survey holds any more is erased, and its page says so.
pub async fn download(frame: Frame, user: User, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let (key, file) = path.into_inner();
    let job = find(&frame, &user, &key)?;
    let page = format!("/bundles/{key}");
    if file != FILE {
        return Err(AppError::NotFound);
    }
    if job.state() == State::Done && !is_as_now(&frame.app, job.clone(), has_texts(&user)).await? {
        job.outdate();
    }
    if job.state() == State::Outdated {
        return Ok(frame.redirect(&page));
    }
    if job.state() != State::Done {
        return Err(AppError::NotFound);
    }
    let open = match File::open(&job.path).await {
        // Since it was looked at somebody else has found it outdated, or its hour is over.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(frame.redirect(&page)),
        opened => opened.map_err(anyhow::Error::from)?,
    };
    let n_bytes = open.metadata().await.map_err(anyhow::Error::from)?.len();
    download::record(&frame, &user, "survey.export", ("survey", job.survey.0), FILE).await?;
    let name = format!("kikitori-{}-{FILE}", job.survey.0);
    Ok(download::piece_by_piece(ZIP, name, (open, n_bytes)))
}

/// `POST /bundles/{key}/cancel`: ends a bundle that is being made, and erases one that is done.
pub async fn cancel(frame: Frame, user: User, key: web::Path<String>, _: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let job = find(&frame, &user, &key)?;
    frame.app.bundling.forget(&key);
    frame.redirect_with(&format!("{}/exports", address(job.survey)), "success", "bundle-cancelled")
}
