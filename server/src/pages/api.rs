//! Answers from other programs: one request hands in a whole response, by the rules of the pages. Sent again with the
//! same `Idempotency-Key`, it changes nothing and is answered alike.

use std::collections::BTreeSet;
use std::future::Future;
use std::ops::RangeInclusive;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use surveys::questionnaire::answer::{Answers, accept};
use surveys::questionnaire::definition::{Definition, Kind};
use surveys::questionnaire::names::COMMENT;
use surveys::questionnaire::problem::{Problem, has_errors};
use surveys::questionnaire::question::file::REFERENCE;
use surveys::questionnaire::respondent::split_identifiers;
use surveys::store;
use surveys::store::responses::Submission;

use super::fill::answer::as_json;
use super::fill::start::{begin_in, told};
use super::fill::{Met, meet, say};
use crate::auth::form;
use crate::error::{AppError, Result};
use crate::secret;
use crate::view::frame::Frame;
use crate::view::time;

/// Header with which a program says that it sends the same thing again (draft-ietf-httpapi-idempotency-key-header).
const KEY: &str = "Idempotency-Key";
/// Characters of a key: enough that nobody else has it.
const KEY_LENGTH: RangeInclusive<usize> = 16..=128;

/// What a program hands in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handed {
    /// Answers as SurveyJS keeps them (`survey.data`).
    answers: Answers,
}

/// What it gets back: what a person would read on the receipt.
#[derive(Serialize)]
struct Receipt {
    receipt: String,
    code: String,
    withdrawal_code: String,
}

/// Answers that cannot be taken (RFC 9457).
#[derive(Serialize)]
struct Refusal {
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    status: u16,
    problems: Vec<Line>,
}

/// One problem of an answer.
#[derive(Serialize)]
struct Line {
    place: String,
    code: &'static str,
    message: String,
}

impl FromRequest for Handed {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Handed>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = form::in_time(request, web::Bytes::from_request(request, payload));
        Box::pin(async move {
            let bytes = body.await?.map_err(|_| AppError::TooLarge)?;
            serde_json::from_slice(&bytes).map_err(|error| {
                tracing::debug!("the answers of a program cannot be read: {error}");
                AppError::BadRequest("bad-request-json")
            })
        })
    }
}

/// `POST /api/q/{link}/responses`. Sign-ups and requests are left to their pages, where people see
/// the places that are left, and so is what only the invited or nobody knowable may answer.
pub async fn hand_in(
    frame: Frame,
    request: HttpRequest,
    link: web::Path<String>,
    handed: Handed,
) -> Result<HttpResponse> {
    let key = idempotency_key(&request)?;
    let met = meet(&frame.app, &link).await?;
    let is_for_pages =
        met.is_for_invited() || met.anonymous().is_some() || met.definition.kind != Kind::Survey;
    if !met.is_open() || is_for_pages {
        return Err(AppError::Conflict("conflict-not-taken"));
    }
    frame.app.counters.start(&request, &link)?;
    let (whole, mut problems) = accept(&met.definition, &handed.answers, time::now());
    problems.extend(unknown(&met.definition, &handed.answers));
    if speaks_of_file(&handed.answers) {
        problems.push(Problem::error("file-by-page", ""));
    }
    if has_errors(&problems) {
        return Ok(refusal(&frame, &problems));
    }
    // The same key with other answers is somebody else's.
    let seed = format!("{} {key} {}", met.questionnaire.link, secret::hash(&as_json(&handed.answers)?));
    let code = frame.app.key.long_code("api", &seed);
    let withdrawal_code = frame.app.key.code("withdraw", &code);
    let is_new = keep(&frame, &met, &code, &whole).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    let receipt = format!("{}{}/{}/receipt", frame.app.public_url, met.address(), code.to_lowercase());
    Ok(HttpResponse::build(status).json(Receipt { receipt, code, withdrawal_code }))
}

/// Stores a response that is sent as it begins. False if it was stored before.
async fn keep(frame: &Frame, met: &Met, code: &str, whole: &Answers) -> Result<bool> {
    let (others, contacts) = split_identifiers(&met.definition, whole);
    let submission = Submission {
        answers: as_json(&others)?,
        contacts: if contacts.is_empty() { None } else { Some(as_json(&contacts)?) },
        is_anonymous: false,
    };
    let transaction = frame.app.write().await?;
    // The boxes that are ticked are those of the explanation that holds; what the program showed beside them is not known here.
    let explanation = told(&transaction, met).await?;
    let nothing = Answers::new();
    let begun = begin_in(&transaction, &frame.app, met, &nothing, None, code, explanation);
    let started = match begun.await {
        Err(AppError::Conflict("conflict-taken")) => return Ok(false),
        started => started?,
    };
    store::responses::submit(&transaction, started.response, submission).await?;
    transaction.commit().await?;
    Ok(true)
}

fn idempotency_key(request: &HttpRequest) -> Result<String> {
    let key = request.headers().get(KEY).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if KEY_LENGTH.contains(&key.len()) {
        Ok(key.to_owned())
    } else {
        Err(AppError::BadRequest("bad-request-key"))
    }
}

/// Answers to what is not asked at all: they would be acknowledged and not stored.
fn unknown(definition: &Definition, answers: &Answers) -> Vec<Problem> {
    let known: BTreeSet<&str> = definition
        .questions()
        .into_iter()
        .flat_map(|question| [Some(question.name.as_str()), definition.shared_name(question)])
        .flatten()
        .collect();
    let calculated: BTreeSet<&str> = definition.calculated.iter().map(|found| found.name.as_str()).collect();
    let is_known = |name: &&String| {
        let own = name.strip_suffix(COMMENT).unwrap_or(name);
        known.contains(name.as_str()) || known.contains(own) || calculated.contains(name.as_str())
    };
    answers.keys().filter(|name| !is_known(name)).map(|name| Problem::error("unknown-answer", name)).collect()
}

/// Whether an answer refers to stored bytes, which only a page takes: it would be somebody else's file.
fn speaks_of_file(answers: &Answers) -> bool {
    fn speaks(value: &Value) -> bool {
        match value {
            Value::String(text) => text.starts_with(REFERENCE),
            Value::Array(items) => items.iter().any(speaks),
            Value::Object(members) => members.values().any(speaks),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
    answers.values().any(speaks)
}

fn refusal(frame: &Frame, problems: &[Problem]) -> HttpResponse {
    let words = say(frame.lang);
    let line = |problem: &Problem| Line {
        place: problem.place.clone(),
        code: problem.code,
        message: words(problem),
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let body = Refusal {
        kind: "urn:kikitori:problem:answers",
        title: frame.text("error-answers-title"),
        status: status.as_u16(),
        problems: problems.iter().map(line).collect(),
    };
    HttpResponse::build(status).content_type("application/problem+json").json(body)
}
