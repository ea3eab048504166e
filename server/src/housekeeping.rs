//! What the service tidies up by itself: at its start, and every hour from then on.

use std::time::Duration;

use actix_web::web;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DatabaseConnection;
use surveys::id::{QuestionnaireId, ResponseId};
use surveys::store;
use tokio::runtime::Handle;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::app::{App, write};
use crate::bundle::standing;
use crate::error::Result;
use crate::view::time;

/// How long letters that were sent once may lie in the outbox folder, for whoever carries them away from there.
const KEPT_LETTERS: TimeDelta = TimeDelta::days(7);
/// Between two rounds; erasing depends on the day only.
const PAUSE: Duration = Duration::from_secs(3600);

/// How long files of answers, and rows of them that were kept aside, stay.
const IMPORT_DAYS: i64 = 30;

/// Goes round until the task is aborted, which leaves no work half done: each is one transaction, or the file of one bundle.
pub fn start(app: web::Data<App>) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(PAUSE).await;
            if let Err(error) = go_round(&app.db, app.config.unfinished_days).await {
                tracing::warn!("not everything was tidied up: {error:#}");
            }
            or_log("bundles that may be outdated stay", outdate_bundles(app.clone()).await);
        }
    })
}

/// Erases the files of bundles that wait to be taken and do not hold what their surveys do any more. On a thread of its own, as
/// surveys are read for it.
///
/// # Errors
/// When that thread broke.
pub async fn outdate_bundles(app: web::Data<App>) -> Result<()> {
    let look = move || Handle::current().block_on(standing::erase_outdated(&app));
    Ok(spawn_blocking(look).await.map_err(anyhow::Error::from)?)
}

/// Erases responses that were begun and never sent, files of answers that were brought long ago, and sign-ups whose day
/// has come. What cannot be erased of one response or one sign-up is logged, and waits for the next round.
///
/// # Errors
/// When the database fails.
pub async fn go_round(db: &DatabaseConnection, unfinished_days: i64) -> Result<()> {
    let before = Utc::now() - TimeDelta::days(unfinished_days);
    store::responses::purge_unfinished(db, before).await?;
    for id in store::response_edits::left_alone(db, before).await? {
        or_log("answers that were being mended stay", give_up(db, id, before).await);
    }
    store::answer_imports::purge(db, Utc::now() - TimeDelta::days(IMPORT_DAYS)).await?;
    store::messages::purge_for_once(db, Utc::now() - KEPT_LETTERS).await?;
    for id in store::erasure::due(db, time::today()).await? {
        or_log("a sign-up whose day has come stays", erase(db, id).await);
    }
    // Always: what a withdrawal could not settle because somebody was reading is settled now.
    if let Err(error) = store::responses::settle_erasure(db).await {
        tracing::warn!("the database's journal may still hold erased words until the next round: {error}");
    }
    Ok(())
}

/// Gives up what somebody began to mend, unless it was taken up again since the round began.
async fn give_up(db: &DatabaseConnection, id: ResponseId, before: DateTime<Utc>) -> Result<()> {
    let transaction = write(db).await?;
    store::response_edits::give_up(&transaction, id, Some(before)).await?;
    Ok(transaction.commit().await?)
}

async fn erase(db: &DatabaseConnection, id: QuestionnaireId) -> Result<()> {
    let transaction = write(db).await?;
    store::erasure::erase(&transaction, id).await?;
    Ok(transaction.commit().await?)
}

fn or_log(what: &str, done: Result<()>) {
    if let Err(error) = done {
        tracing::warn!("{what} until the next round: {error:#}");
    }
}
