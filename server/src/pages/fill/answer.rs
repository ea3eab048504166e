//! The pages of a questionnaire, the page that shows all answers, and leaving for later.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::questionnaire::answer::{Answers, complete, read_page, visibility};
use surveys::questionnaire::page::{next_page, previous_page, progress, visible_pages};
use surveys::questionnaire::problem::{Problem, Severity};
use surveys::questionnaire::summary::summary;
use surveys::store;

use super::{Begun, begun, say};
use crate::auth::form::PublicForm;
use crate::error::{AppError, Result};
use crate::secret;
use crate::view::frame::Frame;
use crate::view::question::{CheckPage, PageView, ProblemView, check_problems, check_view, page_view};
use crate::view::time;

#[derive(Serialize)]
struct FillPage {
    fill: FillView,
}

#[derive(Serialize)]
struct FillView {
    survey_title: String,
    number: usize,
    total: usize,
    page: PageView,
    action: String,
    has_previous: bool,
    saved_at: String,
}

#[derive(Serialize)]
struct CheckAnswersPage {
    check: CheckView,
}

#[derive(Serialize)]
struct CheckView {
    survey_title: String,
    pages: Vec<CheckPage>,
    consents: Vec<ConsentView>,
    problems: Vec<ProblemView>,
    action: String,
    previous_href: String,
}

#[derive(Serialize)]
struct ConsentView {
    label: String,
    is_given: bool,
}

#[derive(Serialize)]
struct SavedPage {
    saved: SavedView,
}

#[derive(Serialize)]
struct SavedView {
    code_groups: Vec<String>,
    url: String,
    continue_href: String,
}

/// Link, code and page of an address.
type PagePath = web::Path<(String, String, String)>;

/// `GET /q/{link}/{code}/p/{page}`
pub async fn show(frame: Frame, path: PagePath) -> Result<HttpResponse> {
    let (link, code, page) = path.into_inner();
    let found = begun(&frame.app, &link, &code).await?;
    if let Some(answer) = found.finished(&frame) {
        return answer;
    }
    if progress(&found.met.definition, &page, &found.answers).is_none() {
        return Ok(frame.redirect(&found.address("check")));
    }
    questionnaire_page(&frame, &found, &page, &found.answers, &[])
}

/// `POST /q/{link}/{code}/p/{page}`: keeps what was typed, then goes on, back or away.
pub async fn save(frame: Frame, path: PagePath, form: PublicForm) -> Result<HttpResponse> {
    let (link, code, page) = path.into_inner();
    let mut found = begun(&frame.app, &link, &code).await?;
    if let Some(answer) = found.finished(&frame) {
        return answer;
    }
    let definition = &found.met.definition;
    if definition.page(&page).is_none() {
        return Err(AppError::NotFound);
    }
    // Read again under lock: another tab may have saved its page since.
    let transaction = frame.app.write().await?;
    let newest = store::responses::lock(&transaction, found.response.id).await?;
    let before: Answers = serde_json::from_str(&newest.answers).map_err(anyhow::Error::from)?;
    let (answers, problems) = read_page(definition, &page, &form.0, &before);
    found.response.saved_at =
        store::responses::save(&transaction, found.response.id, as_json(&answers)?).await?;
    transaction.commit().await?;
    match form.get("go") {
        "previous" => {
            let previous = previous_page(definition, &page, &answers).map_or(page, |page| page.name.clone());
            Ok(frame.redirect(&found.address(&format!("p/{previous}"))))
        }
        "save" => Ok(frame.redirect(&found.address("saved"))),
        _ if !problems.is_empty() => questionnaire_page(&frame, &found, &page, &answers, &problems),
        _ => {
            let next = next_page(definition, &page, &answers);
            let rest = next.map_or("check".to_owned(), |page| format!("p/{}", page.name));
            Ok(frame.redirect(&found.address(&rest)))
        }
    }
}

fn questionnaire_page(
    frame: &Frame,
    found: &Begun,
    page: &str,
    answers: &Answers,
    problems: &[Problem],
) -> Result<HttpResponse> {
    let definition = &found.met.definition;
    let (number, total) = progress(definition, page, answers).ok_or(AppError::NotFound)?;
    let seen = visibility(definition, answers);
    let view = page_view(definition, page, answers, problems, &seen, frame.lang.code(), &say(frame.lang));
    let has_errors = problems.iter().any(|problem| problem.severity == Severity::Error);
    let status = if has_errors { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = found.met.title(frame.lang);
    let view = FillPage {
        fill: FillView {
            survey_title: title.clone(),
            number,
            total,
            page: view,
            action: found.address(&format!("p/{page}")),
            has_previous: previous_page(definition, page, answers).is_some(),
            saved_at: time::clock(found.response.saved_at),
        },
    };
    frame.public_page_with(status, "fill/page.html", &title, &view)
}

/// `GET /q/{link}/{code}/check`
pub async fn check(frame: Frame, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let found = begun(&frame.app, &path.0, &path.1).await?;
    match found.finished(&frame) {
        Some(answer) => answer,
        None => check_page(&frame, &found, &[]),
    }
}

/// The page that shows all answers, with the problems that keep them from being sent.
pub fn check_page(frame: &Frame, found: &Begun, problems: &[Problem]) -> Result<HttpResponse> {
    let definition = &found.met.definition;
    let href = |page: &str| found.address(&format!("p/{page}"));
    let last =
        visible_pages(definition, &found.answers).last().map_or(String::new(), |page| href(&page.name));
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = found.met.title(frame.lang);
    // What is shown is what would be stored: answers to hidden questions are already gone.
    let (answers, _) = complete(definition, &found.answers);
    let view = CheckAnswersPage {
        check: CheckView {
            survey_title: title.clone(),
            pages: check_view(&summary(definition, &answers, frame.lang.code()), &href),
            consents: consents(frame, found),
            problems: check_problems(definition, problems, &href, &say(frame.lang)),
            action: found.address("check"),
            previous_href: last,
        },
    };
    frame.public_page_with(status, "fill/check.html", &title, &view)
}

fn consents(frame: &Frame, found: &Begun) -> Vec<ConsentView> {
    let Some(question) = found.met.definition.question_with_role("consent") else { return Vec::new() };
    let given: Vec<&str> = found
        .answers
        .get(&question.name)
        .and_then(|value| value.as_array())
        .map(|values| values.iter().filter_map(|value| value.as_str()).collect())
        .unwrap_or_default();
    let view = |choice: &surveys::questionnaire::choice::Choice| ConsentView {
        label: choice.text.get(frame.lang.code()).to_owned(),
        is_given: given.contains(&choice.value.as_str()),
    };
    question.choices.iter().filter(|choice| choice.consent.is_some()).map(view).collect()
}

/// `GET /q/{link}/{code}/saved`: how to come back.
pub async fn saved(frame: Frame, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let found = begun(&frame.app, &path.0, &path.1).await?;
    if let Some(answer) = found.finished(&frame) {
        return answer;
    }
    let view = SavedPage {
        saved: SavedView {
            code_groups: groups(&found.code),
            url: format!("{}{}", frame.app.public_url, found.address("check")),
            continue_href: found.address("check"),
        },
    };
    frame.public_page("fill/saved.html", &found.met.title(frame.lang), &view)
}

/// A code in groups of four.
pub fn groups(code: &str) -> Vec<String> {
    secret::grouped(code).split('-').map(str::to_owned).collect()
}

/// Answers as they are stored.
pub fn as_json(answers: &Answers) -> Result<String> {
    Ok(serde_json::to_string(answers).map_err(anyhow::Error::from)?)
}
