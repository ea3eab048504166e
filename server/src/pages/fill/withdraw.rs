//! Taking a response back with its code.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use chrono::Utc;
use serde::Serialize;
use surveys::store;

use crate::auth::form::PublicForm;
use crate::error::{AppError, Result};
use crate::secret;
use crate::signup;
use crate::view::form::ProblemLine;
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct WithdrawPage {
    withdraw: WithdrawView,
}

#[derive(Default, Serialize)]
struct WithdrawView {
    survey_title: String,
    is_done: bool,
    done_at: String,
    problems: Vec<ProblemLine>,
    action: &'static str,
    code: String,
    errors: Vec<String>,
    contact: String,
}

/// `GET /withdraw`
pub async fn form(frame: Frame) -> Result<HttpResponse> {
    page(&frame, StatusCode::OK, WithdrawView::default())
}

/// `POST /withdraw`
pub async fn withdraw(frame: Frame, form: PublicForm) -> Result<HttpResponse> {
    let typed = form.get("code").to_owned();
    let hash = secret::hash(&secret::read_code(&typed));
    let transaction = frame.app.write().await?;
    let withdrawal = match store::responses::withdraw(&transaction, &hash).await {
        Ok(withdrawal) => withdrawal,
        Err(surveys::error::Error::NotFound) => {
            return rejected(&frame, typed, frame.text("fill-withdraw-unknown"), String::new());
        }
        Err(error) => return Err(AppError::from(error)),
    };
    if let Some(cancelled) = &withdrawal.cancelled {
        signup::tell_promoted(&transaction, &cancelled.promoted).await?;
    }
    let response = withdrawal.response;
    let questionnaire = store::questionnaires::find(&transaction, response.questionnaire_id).await?;
    let survey = store::surveys::find(&transaction, questionnaire.survey_id).await?;
    // After the deadline, too: what has been published stays, everything made from now on is without it.
    transaction.commit().await?;
    frame.app.carrier.ring();
    if let Err(error) = store::responses::settle_erasure(&frame.app.db).await {
        tracing::warn!("withdrawn words may stay in the database's journal for a while: {error}");
    }
    let view = WithdrawView {
        is_done: true,
        done_at: time::date_time(response.withdrawn_at.unwrap_or_else(Utc::now), frame.lang),
        contact: survey.contact,
        ..WithdrawView::default()
    };
    page(&frame, StatusCode::OK, view)
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
