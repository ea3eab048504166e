//! Taking a questionnaire from a file into a survey: first what it holds and what would be lost, then the draft.
//! Between the two nothing is stored; the definition travels in the form.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::Value;
use surveys::entity::survey;
use surveys::id::{SurveyId, WaveId};
use surveys::questionnaire::parse::parse;
use surveys::store;
use surveys::store::questionnaires::NewQuestionnaire;

use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::questionnaires::{NEW_FIELDS, address, new_view, title_for_colleagues};
use crate::pages::surveys::address as survey_address;
use crate::pages::{brought, crumbs};
use crate::questionnaire_file::{Finding, Group, Reading, read};
use crate::secret;
use crate::view::form::{Crumb, FormView};
use crate::view::frame::Frame;

/// The largest file, in bytes.
const MAX_BYTES: usize = 5_000_000;
/// The most findings of one group that are listed.
const MAX_LISTED: usize = 100;

#[derive(Serialize)]
struct ImportView {
    title: String,
    source: String,
    wave_title: String,
    wave: i64,
    definition: String,
    is_readable: bool,
    n_questions: usize,
    n_pages: usize,
    groups: Vec<FindingGroup>,
    action: String,
    again: String,
    crumbs: Vec<Crumb>,
}

/// Findings of one group.
#[derive(Serialize)]
pub struct FindingGroup {
    kind: &'static str,
    title: String,
    findings: Vec<Finding>,
    n_more: usize,
}

/// Findings in groups, what matters most first.
pub fn groups(frame: &Frame, findings: Vec<Finding>) -> Vec<FindingGroup> {
    let mut groups = Vec::new();
    for (group, kind, key) in [
        (Group::Errors, "error", "questionnaires-import-errors"),
        (Group::Losses, "warning", "questionnaires-import-losses"),
        (Group::Warnings, "warning", "questionnaires-import-warnings"),
        (Group::Notices, "info", "questionnaires-import-notices"),
    ] {
        let own: Vec<Finding> = findings.iter().filter(|found| found.group() == group).cloned().collect();
        if own.is_empty() {
            continue;
        }
        let title = frame.text_with(key, &[("n", own.len().to_string())]);
        let n_more = own.len().saturating_sub(MAX_LISTED);
        groups.push(FindingGroup {
            kind,
            title,
            n_more,
            findings: own.into_iter().take(MAX_LISTED).collect(),
        });
    }
    groups
}

/// `POST /surveys/{id}/questionnaires/import`: a file is read and shown; a definition that was shown is stored.
pub async fn import(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let waves = store::surveys::waves(&frame.app.db, survey.id).await?;
    let wave = sent.get("wave").parse().ok().map(WaveId);
    let Some(wave) = waves.into_iter().find(|known| Some(known.id) == wave) else {
        let words = frame.text("questionnaires-wave-required");
        return again(&frame, &survey, sent.get("wave"), "import-wave", words).await;
    };
    if !sent.get("definition").is_empty() {
        return accept(&frame, &user, &survey, wave.id, sent.get("definition")).await;
    }
    let wave_sent = sent.get("wave").to_owned();
    let file = match brought::file(&frame, sent.files) {
        Ok(file) => file,
        Err(words) => return again(&frame, &survey, &wave_sent, "file", words).await,
    };
    if file.is_too_large || file.bytes.len() > MAX_BYTES {
        let words = frame.text("questionnaires-import-too-large");
        return again(&frame, &survey, &wave_sent, "file", words).await;
    }
    let (name, lang) = (file.name.clone(), frame.lang);
    let reading = web::block(move || read(&file.name, &file.bytes, lang)).await?;
    let Some(reading) = reading else {
        let words = frame.text("questionnaires-import-unknown");
        return again(&frame, &survey, &wave_sent, "file", words).await;
    };
    show(&frame, &survey, (wave.id, wave.title), name, reading)
}

/// The form again, with what is wrong.
async fn again(
    frame: &Frame,
    survey: &survey::Model,
    wave: &str,
    field: &'static str,
    words: String,
) -> Result<HttpResponse> {
    let chosen = |name| if name == "import-wave" { wave.to_owned() } else { String::new() };
    let mut form = FormView::filled(NEW_FIELDS.map(|name| (name, chosen(name))));
    form.reject(field, words);
    let view = new_view(frame, survey.id, form).await?;
    frame.problem_page("questionnaires/new.html", &frame.text("questionnaires-new-title"), &view)
}

/// What the file holds, and what is wrong or lost.
fn show(
    frame: &Frame,
    survey: &survey::Model,
    wave: (WaveId, String),
    source: String,
    reading: Reading,
) -> Result<HttpResponse> {
    let (definition, beyond) = reading.check(frame.lang);
    let mut findings = reading.findings;
    findings.extend(beyond);
    let json = reading.raw.map(|raw| Value::Object(raw).to_string());
    let title = frame.text("questionnaires-import-title");
    let view = ImportView {
        title: definition
            .as_ref()
            .map(|definition| title_for_colleagues(frame, definition))
            .unwrap_or_default(),
        source,
        wave_title: wave.1,
        wave: wave.0.0,
        is_readable: definition.is_some(),
        n_questions: definition.as_ref().map_or(0, |definition| definition.questions().len()),
        n_pages: definition.as_ref().map_or(0, |definition| definition.pages.len()),
        definition: definition.and(json).unwrap_or_default(),
        groups: groups(frame, findings),
        action: format!("{}/questionnaires/import", survey_address(survey.id)),
        again: format!("{}/questionnaires/new", survey_address(survey.id)),
        crumbs: crumbs::of_survey(frame, survey, [(title.clone(), String::new())]),
    };
    match view.is_readable {
        true => frame.page("questionnaires/import.html", &title, &view),
        false => frame.problem_page("questionnaires/import.html", &title, &view),
    }
}

/// Stores the definition as a draft.
async fn accept(
    frame: &Frame,
    user: &User,
    survey: &survey::Model,
    wave: WaveId,
    json: &str,
) -> Result<HttpResponse> {
    let Some(definition) = parse(json).0 else {
        return Err(AppError::BadRequest("bad-request-form"));
    };
    let new = NewQuestionnaire {
        survey: survey.id,
        wave,
        title: title_for_colleagues(frame, &definition),
        draft: definition.raw.to_string(),
        link: secret::random_link()?,
    };
    let transaction = frame.app.write().await?;
    let made = store::questionnaires::create(&transaction, new, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(made.id), "success", "questionnaires-imported")
}
