//! Whether finished bundles still hold what their surveys do: nobody is given what somebody has taken back.

use std::sync::Arc;

use actix_web::web;

use super::look::contents;
use super::material::Material;
use crate::app::App;
use crate::bundling::{Job, State};
use crate::error::{AppError, Result};

/// Whether the survey still holds the answers, texts (where these belong into the bundle) and published replies of a finished bundle:
/// nobody has taken an answer or a consent back since.
///
/// # Errors
/// When the survey is gone or the database fails.
pub async fn is_as_now(app: &web::Data<App>, job: Arc<Job>, has_texts: bool) -> Result<bool> {
    let turn = app.bundling.turn_to_check().await;
    // Whoever had the turn before may have found that it does not.
    if job.state() != State::Done {
        return Ok(false);
    }
    let material = Material::load(app, job.survey, job.wanted.lang, has_texts).await?;
    let app = app.clone();
    let is_same = move || {
        let now = contents(&app, &material, &job.wanted.choices);
        // The next turn begins when this is out of memory, also where nobody waits for the outcome any more.
        drop((material, turn));
        job.held.get().is_some_and(|held| held.contents == now)
    };
    web::block(is_same).await.map_err(AppError::from)
}

/// Erases the files of all bundles that wait to be taken and do not hold what their surveys do any more. What cannot be looked at is
/// logged: it is looked at again before anybody gets it.
pub async fn erase_outdated(app: &web::Data<App>) {
    for job in app.bundling.waiting() {
        let Some(has_texts) = job.held.get().map(|held| held.has_texts) else { continue };
        match is_as_now(app, job.clone(), has_texts).await {
            Ok(true) => {}
            Ok(false) | Err(AppError::NotFound) => job.outdate(),
            Err(error) => tracing::warn!("whether a bundle is outdated was not looked at: {error:#}"),
        }
    }
}
