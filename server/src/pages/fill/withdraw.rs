//! Taking a response back with its code.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use chrono::Utc;
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use surveys::entity::state::ResponseState;
use surveys::entity::{response, survey};
use surveys::questionnaire::definition::Kind;
use surveys::store;

use super::about::kind_of_words;
use crate::app::App;
use crate::auth::form::PublicForm;
use crate::error::{AppError, Result};
use crate::secret;
use crate::signup;
use crate::view::form::ProblemLine;
use crate::view::frame::Frame;
use crate::view::time;

/// What the button says that stops further use.
const STOP: &str = "stop";

#[derive(Serialize)]
struct WithdrawPage {
    withdraw: WithdrawView,
}

#[derive(Default, Serialize)]
struct WithdrawView {
    survey_title: String,
    is_done: bool,
    /// What the keys of words end with for what was taken back (see [`kind_of_words`]).
    kind: &'static str,
    done_at: String,
    problems: Vec<ProblemLine>,
    action: &'static str,
    code: String,
    errors: Vec<String>,
    contact: String,
    /// The last day on which the answers could be taken back has passed: only further use can be stopped. Its date in
    /// words; empty = it has not.
    over_since: String,
    /// When further use was stopped; empty = it was not.
    stopped_at: String,
}

/// `GET /withdraw`
pub async fn form(frame: Frame) -> Result<HttpResponse> {
    page(&frame, StatusCode::OK, WithdrawView::default())
}

/// `POST /withdraw`: takes the answers back; after the last day for that it offers to stop further use, and does so when
/// that was asked (`go` = `stop`).
pub async fn withdraw(frame: Frame, form: PublicForm) -> Result<HttpResponse> {
    let typed = form.get("code").to_owned();
    let hash = secret::hash(&secret::read_code(&typed));
    let transaction = frame.app.write().await?;
    if let Some((response, survey)) = late(&frame.app, &transaction, &hash, form.get("go")).await? {
        return stop(&frame, transaction, &response, survey, typed, form.get("go")).await;
    }
    let withdrawal = match store::responses::withdraw(&transaction, &hash).await {
        Ok(withdrawal) => withdrawal,
        Err(surveys::error::Error::NotFound) => {
            let words = if typed.trim().is_empty() { "fill-withdraw-empty" } else { "fill-withdraw-unknown" };
            return rejected(&frame, typed, frame.text(words), String::new());
        }
        Err(error) => return Err(AppError::from(error)),
    };
    if let Some(cancelled) = &withdrawal.cancelled {
        signup::tell_promoted(&transaction, &cancelled.promoted).await?;
    }
    let response = withdrawal.response;
    let questionnaire = store::questionnaires::find(&transaction, response.questionnaire_id).await?;
    let survey = store::surveys::find(&transaction, questionnaire.survey_id).await?;
    let kind = kind_of(&frame.app, &transaction, &response).await?;
    transaction.commit().await?;
    frame.app.notes.forget(response.id);
    frame.app.carrier.ring();
    if let Err(error) = store::responses::settle_erasure(&frame.app.db).await {
        tracing::warn!("withdrawn words may stay in the database's journal for a while: {error}");
    }
    let view = WithdrawView {
        is_done: true,
        kind: kind_of_words(kind),
        done_at: time::date_time(response.withdrawn_at.unwrap_or_else(Utc::now), frame.lang),
        contact: survey.contact,
        ..WithdrawView::default()
    };
    page(&frame, StatusCode::OK, view)
}

/// The response with this code if its use can only be stopped, or shall be: it stands, and the last day for taking it back
/// has passed. Sign-ups and requests are no survey data and can be given up at any time.
async fn late(
    app: &App,
    transaction: &DatabaseTransaction,
    hash: &str,
    go: &str,
) -> Result<Option<(response::Model, survey::Model)>> {
    let response = match store::stop_requests::find(transaction, hash).await {
        Err(surveys::error::Error::NotFound) => return Ok(None),
        response => response?,
    };
    let questionnaire = store::questionnaires::find(transaction, response.questionnaire_id).await?;
    let survey = store::surveys::find(transaction, questionnaire.survey_id).await?;
    let is_over = survey.withdrawal_deadline.is_some_and(|last| last < time::today()) || go == STOP;
    let stands = response.state == ResponseState::Submitted;
    let is_data = kind_of(app, transaction, &response).await? == Kind::Survey;
    Ok((is_over && stands && is_data).then_some((response, survey)))
}

/// What was sent: answers to a survey, a sign-up or a request.
async fn kind_of(app: &App, transaction: &DatabaseTransaction, response: &response::Model) -> Result<Kind> {
    let version = store::questionnaires::version(transaction, response.version_id).await?;
    Ok(app.published.definition(&version, None)?.kind)
}

async fn stop(
    frame: &Frame,
    transaction: DatabaseTransaction,
    response: &response::Model,
    survey: survey::Model,
    code: String,
    go: &str,
) -> Result<HttpResponse> {
    let over_since = survey.withdrawal_deadline.map(|last| time::date(last, frame.lang)).unwrap_or_default();
    let stopped_at = match go {
        STOP => Some(store::stop_requests::request(&transaction, response).await?),
        _ => response.use_stopped_at,
    };
    transaction.commit().await?;
    let view = WithdrawView {
        over_since,
        code,
        contact: survey.contact,
        stopped_at: stopped_at.map(|at| time::date_time(at, frame.lang)).unwrap_or_default(),
        ..WithdrawView::default()
    };
    page(frame, StatusCode::OK, view)
}

fn rejected(frame: &Frame, code: String, text: String, contact: String) -> Result<HttpResponse> {
    let view = WithdrawView {
        problems: vec![ProblemLine { href: "#code".to_owned(), text: text.clone() }],
        errors: vec![text],
        code,
        contact,
        ..WithdrawView::default()
    };
    page(frame, StatusCode::UNPROCESSABLE_ENTITY, view)
}

fn page(frame: &Frame, status: StatusCode, view: WithdrawView) -> Result<HttpResponse> {
    let view = WithdrawPage { withdraw: WithdrawView { action: "/withdraw", ..view } };
    frame.public_page_with(status, "fill/withdraw.html", &frame.text("fill-withdraw-title"), &view)
}
