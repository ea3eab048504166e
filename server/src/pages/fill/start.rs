//! Before the first question: what this is, starting, and coming back.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{NaiveTime, Utc};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use surveys::id::{ExplanationId, ResponseId};
use surveys::privacy::explanation::Explanation;
use surveys::questionnaire::answer::{self, Answers};
use surveys::questionnaire::definition::Kind;
use surveys::questionnaire::page::first_page;
use surveys::store;
use surveys::store::responses::NewResponse;

use super::aim::Aim;
use super::answer::as_json;
use super::{AboutLine, Closed, Met, begun, closed, meet};
use crate::app::App;
use crate::auth::form::PublicForm;
use crate::error::{AppError, Result};
use crate::secret;
use crate::view::display::{DISPLAY, SwitchView};
use crate::view::form::ProblemLine;
use crate::view::frame::Frame;
use crate::view::html::sanitise;
use crate::view::time;

/// The form field with the mark of the explanation above the form.
pub const READ: &str = "read";

#[derive(Serialize)]
struct StartPage {
    start: StartView,
}

#[derive(Serialize)]
struct StartView {
    switches: Vec<SwitchView>,
    /// The address of this page, so that a wish of how it looks can be written behind it.
    here: String,
    title: String,
    host: String,
    description: String,
    about: Vec<AboutLine>,
    /// Heading of what should be known.
    about_title: String,
    /// Whether the answers are data of the survey; sign-ups and requests are not.
    is_data: bool,
    /// What the button says that begins.
    begin: String,
    /// Empty: only those who are invited can begin, by their own link.
    action: String,
    /// The question that the link leads to; empty for none.
    to: String,
    /// Mark of the explanation on the page (see [`READ`]).
    read: String,
    /// Whether another one was read just before.
    has_changed: bool,
    problems: Vec<ProblemLine>,
    resume_action: String,
    resume_code: String,
    resume_errors: Vec<String>,
}

/// `GET /q/{link}`
pub async fn show(frame: Frame, link: web::Path<String>) -> Result<HttpResponse> {
    let met = meet(&frame.app, &link).await?;
    page(&frame, &met, false, String::new(), Vec::new())
}

/// `POST /q/{link}`: starts a response and shows its first page. Where the explanation changed while it was read, the page
/// comes back with the new one.
pub async fn start(
    frame: Frame,
    request: HttpRequest,
    link: web::Path<String>,
    form: PublicForm,
) -> Result<HttpResponse> {
    let met = meet(&frame.app, &link).await?;
    if !met.is_open() {
        return closed(&frame, &met, Closed::Over, None);
    }
    if met.is_for_invited() {
        return Ok(frame.redirect("/i"));
    }
    if has_changed(&met, form.get(READ))? {
        return page(&frame, &met, true, String::new(), Vec::new());
    }
    frame.app.counters.start(&request, &link)?;
    let answers = answer::start(&met.definition, time::now());
    let address = begin(&frame.app, &met, &answers, None).await?;
    Ok(frame.redirect(&Aim::of(&frame, &met.definition).keep(&address)))
}

/// Makes a response that begins with these answers, one of a group if several are sent by one person. Returns the
/// address of its first page.
pub async fn begin(app: &App, met: &Met, answers: &Answers, group: Option<ResponseId>) -> Result<String> {
    let code = secret::random_code()?;
    let transaction = app.write().await?;
    let explanation = told(&transaction, met).await?;
    let begun = begin_in(&transaction, app, met, answers, group, &code, explanation).await?;
    transaction.commit().await?;
    Ok(met.address_of(&code, None, &format!("p/{}", begun.page)))
}

/// A response that was made, and the page it begins with.
pub struct Started {
    /// The response.
    pub response: ResponseId,
    /// Name of its first page.
    pub page: String,
}

/// The explanation that answers rest on that begin now.
fn explanation(met: &Met) -> Explanation {
    Explanation::of(&met.definition, store::explanations::about(&met.survey))
}

/// The mark of that explanation, for the form under it.
///
/// # Errors
/// When the explanation cannot be written.
pub fn mark(met: &Met) -> Result<String> {
    Ok(store::explanations::mark(&explanation(met))?)
}

/// Whether somebody read another explanation than answers would rest on now, or none: a form that says nothing of it was not
/// under one.
///
/// # Errors
/// When the explanation cannot be written.
pub fn has_changed(met: &Met, read: &str) -> Result<bool> {
    Ok(read != mark(met)?)
}

/// The explanation that the pages show before the first question. Of an anonymous questionnaire it has no time either.
pub async fn told(transaction: &DatabaseTransaction, met: &Met) -> Result<ExplanationId> {
    let told = explanation(met);
    let day = met.anonymous().map(|inviting| inviting.begun_on.and_time(NaiveTime::MIN).and_utc());
    let at = day.unwrap_or_else(Utc::now);
    Ok(store::explanations::keep(transaction, met.questionnaire.id, &told, at).await?)
}

/// Makes a response in the caller's transaction, under a code. An anonymous response has a number by chance and no time.
pub async fn begin_in(
    transaction: &DatabaseTransaction,
    app: &App,
    met: &Met,
    answers: &Answers,
    group: Option<ResponseId>,
    code: &str,
    explanation: ExplanationId,
) -> Result<Started> {
    let first = first_page(&met.definition, answers, time::now()).ok_or(AppError::NotFound)?;
    let new = NewResponse {
        id: match met.anonymous() {
            // Below zero, so that no numbers given in turn are ever met.
            Some(_) => Some(ResponseId(-secret::random_number()?)),
            None => None,
        },
        questionnaire: met.questionnaire.id,
        version: met.version.id,
        token_hash: secret::hash(code),
        withdrawal_hash: secret::hash(&app.key.code("withdraw", code)),
        group,
        explanation,
    };
    let response = store::responses::start(transaction, new).await?;
    if !answers.is_empty() {
        store::responses::save(transaction, response.id, as_json(answers)?).await?;
    }
    if met.anonymous().is_some() {
        store::responses::blur(transaction, response.id, time::today()).await?;
    }
    Ok(Started { response: response.id, page: first.name.clone() })
}

/// `POST /q/{link}/resume`: comes back with the code.
pub async fn resume(frame: Frame, link: web::Path<String>, form: PublicForm) -> Result<HttpResponse> {
    let typed = form.get("resume_code").to_owned();
    match begun(&frame, &link, &typed).await {
        Ok(found) => Ok(frame.redirect(&found.address("continue"))),
        Err(AppError::NotFound) => {
            let met = meet(&frame.app, &link).await?;
            let words = if typed.trim().is_empty() { "fill-resume-empty" } else { "fill-resume-unknown" };
            page(&frame, &met, false, typed, vec![frame.text(words)])
        }
        Err(error) => Err(error),
    }
}

fn page(
    frame: &Frame,
    met: &Met,
    has_changed: bool,
    resume_code: String,
    resume_errors: Vec<String>,
) -> Result<HttpResponse> {
    if !met.is_open() {
        return closed(frame, met, Closed::Over, None);
    }
    let status = match (has_changed, resume_errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let problems = resume_errors
        .iter()
        .map(|text| ProblemLine { href: "#resume_code".to_owned(), text: text.clone() })
        .collect();
    let title = met.title(frame.lang);
    let aim = Aim::of(frame, &met.definition);
    let (about_title, begin) = match met.definition.kind {
        Kind::Survey => ("fill-about", "fill-start"),
        Kind::Signup => ("fill-about-signup", "fill-start-signup"),
        Kind::Consultation => ("fill-about-consultation", "fill-start-consultation"),
    };
    let view = StartPage {
        start: StartView {
            switches: met.switches(frame, false),
            here: frame.address_without(&[DISPLAY]),
            title: title.clone(),
            host: met.survey.host.clone(),
            description: sanitise(met.definition.description.get(&frame.display.texts(frame.lang.code()))),
            about: met.about(frame),
            about_title: frame.text(about_title),
            is_data: met.definition.kind == Kind::Survey,
            begin: frame.text(begin),
            action: if met.is_for_invited() { String::new() } else { aim.keep(&met.address()) },
            to: aim.title(&frame.display.texts(frame.lang.code())),
            read: mark(met)?,
            has_changed,
            problems,
            resume_action: format!("{}/resume", met.address()),
            resume_code,
            resume_errors,
        },
    };
    frame.public_page_with(status, "fill/start.html", &title, &view)
}
